"""The lint of the content: each rule finds what breaks it, and the content that ships passes."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from comparisons.catalogue import lint
from tests import factories

pytestmark = pytest.mark.django_db

LONG_ENOUGH = "What is there, what is missing, and what one does instead, told in a sentence or two."


def sound_verdict(**fields):
    """A verdict that no rule objects to, of a framework that has its release."""
    verdict = factories.create_verdict(**{"summary": "A whole sentence.", "detail": LONG_ENOUGH} | fields)
    factories.create_source(verdict=verdict, read_on=verdict.written_on)
    if not verdict.framework.releases.exists():
        factories.create_source(release=factories.create_release(framework=verdict.framework))
    return verdict


def rules(findings):
    return [finding.rule for finding in findings]


@pytest.mark.parametrize(
    "rule", [rule for rule in lint.RULES if rule is not lint.quiz], ids=lambda rule: rule.__name__
)
def test_a_sound_verdict_breaks_no_rule(rule):
    sound_verdict()

    assert list(rule()) == []


def test_a_missing_verdict_is_named_by_framework_and_criterion():
    verdict = sound_verdict()
    factories.create_criterion(name="Admin interface", category=verdict.criterion.category)

    (finding,) = lint.gaps()

    assert finding.rule == "verdict-missing"
    assert finding.subject == f"{verdict.framework} · Admin interface"


def test_a_draft_framework_has_no_gaps():
    sound_verdict()
    factories.create_framework(state="draft")

    assert list(lint.gaps()) == []


def test_a_verdict_without_a_source_is_found():
    factories.create_verdict()

    assert rules(lint.verdicts_without_sources()) == ["verdict-has-source"]


def test_half_a_sentence_and_a_thin_detail_are_found():
    sound_verdict(summary="No full stop", detail="Too short.")

    assert rules(lint.verdict_texts()) == ["summary-is-a-sentence", "detail-bears-rating"]


@pytest.mark.parametrize(("support", "rating"), [("none", 2), ("none", 5), ("built_in", 0)])
def test_a_rating_that_its_support_does_not_bear_is_found(support, rating):
    sound_verdict(support=support, rating=rating)

    assert rules(lint.ratings_and_support()) == ["rating-fits-support"]


@pytest.mark.parametrize(("support", "rating"), [("none", 0), ("none", 1), ("built_in", 1), ("custom_code", 0)])
def test_a_rating_that_its_support_bears_is_not(support, rating):
    sound_verdict(support=support, rating=rating)

    assert list(lint.ratings_and_support()) == []


def test_a_question_is_about_a_feature_for_everyone_or_for_no_one():
    criterion = factories.create_criterion()
    sound_verdict(criterion=criterion, support="not_applicable")
    sound_verdict(criterion=criterion, support="built_in")

    assert rules(lint.support_levels_per_criterion()) == ["feature-or-not"]


def test_an_extension_of_another_framework_is_found():
    verdict = sound_verdict()
    verdict.extensions.add(factories.create_extension(name="Elsewhere", frameworks=[factories.create_framework()]))

    (finding,) = lint.extensions_named()

    assert finding.rule == "extension-fits-framework"
    assert "Elsewhere" in finding.message


def test_a_replacement_that_is_abandoned_too_is_found():
    replacement = factories.create_extension(status="abandoned")
    factories.create_extension(status="abandoned", replaced_by=replacement)

    assert rules(lint.extensions_named()) == ["replacement-lives"]


@pytest.mark.parametrize(
    ("create", "rule"),
    [
        (factories.create_claim, "claim-has-source"),
        (factories.create_notable_user, "user-has-source"),
        (factories.create_extension, "extension-has-source"),
    ],
)
def test_a_statement_without_a_source_is_found(create, rule):
    create()

    assert rules(lint.statements_without_sources()) == [rule]


def test_a_source_that_was_read_after_the_verdict_was_written_is_found():
    verdict = sound_verdict(written_on=date(2026, 1, 1), review_due_on=date(2027, 1, 1))
    factories.create_source(verdict=verdict, read_on=date(2026, 1, 2))

    assert rules(lint.sources_read_before_writing()) == ["source-read-before"]


def test_a_scenario_without_answers_is_found():
    factories.create_scenario().answers.clear()

    assert rules(lint.scenarios_answered()) == ["scenario-has-answers"]


def test_two_answers_to_a_question_that_takes_one_are_found():
    question = factories.create_question(allows_several=False)
    scenario = factories.create_scenario()
    scenario.answers.set([factories.create_answer(question=question) for _ in range(2)])

    assert rules(lint.scenarios_answered()) == ["scenario-answers-once"]


def test_the_command_lists_the_findings_and_fails():
    factories.create_verdict()
    out, err = StringIO(), StringIO()

    with pytest.raises(SystemExit) as stopped:
        call_command("check_catalogue", stdout=out, stderr=err)

    assert stopped.value.code == 1
    assert "[verdict-has-source]" in out.getvalue()
    assert "findings." in err.getvalue()


@pytest.mark.once
def test_the_content_that_ships_has_no_findings(catalogue):
    out = StringIO()

    call_command("check_catalogue", stdout=out)

    assert out.getvalue() == "No findings.\n"


def test_a_framework_without_a_release_is_found():
    framework = factories.create_framework()
    factories.create_release(framework=framework, state="draft")
    factories.create_framework(state="draft")

    (finding,) = lint.releases_listed()

    assert (finding.rule, finding.subject) == ("release-missing", str(framework))


@pytest.mark.parametrize("version", ["6.1.3", "5.20"])
def test_a_version_that_is_of_no_listed_series_is_found(version):
    framework = factories.create_framework(latest_version=version)
    factories.create_source(release=factories.create_release(framework=framework, series="5.2"))

    assert rules(lint.releases_listed()) == ["version-has-release"]


def test_a_release_without_a_source_is_found():
    factories.create_release()

    assert rules(lint.releases_listed()) == ["release-has-source"]


def test_a_release_that_says_nothing_about_support_is_found():
    release = factories.create_release(bug_fixes_until=None, security_fixes_until=None)
    factories.create_source(release=release)

    assert rules(lint.releases_listed()) == ["release-support-said"]


def test_a_release_without_days_may_say_so_in_words():
    release = factories.create_release(
        bug_fixes_until=None, security_fixes_until=None, support_note="Nothing is written about support."
    )
    factories.create_source(release=release)

    assert list(lint.releases_listed()) == []
