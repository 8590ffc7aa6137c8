"""Each rule finds what it is for, and the quiz that ships keeps them all."""

from dataclasses import replace

import pytest

from comparisons.models import Answer, Category, Criterion, Effect, Framework, Question, Verdict
from comparisons.quiz import soundness
from comparisons.quiz.lint import RULES, check_quiz
from comparisons.quiz.measurement import fetch_trial
from comparisons.ranking.scoring import Judgement, rank
from tests import factories
from tests.quiz.little_quiz import create_little_quiz, create_question, measure_and_store, small_trial

pytestmark = pytest.mark.django_db


def findings(rule=None, *, measured=True):
    """What the lint says, of one rule or of all, once the figures are stored."""
    if measured:
        measure_and_store()
    found = list(check_quiz(small_trial()))
    return [finding for finding in found if rule is None or finding.rule == rule]


def subjects(rule, *, measured=True):
    return [finding.subject for finding in findings(rule, measured=measured)]


@pytest.mark.once
def test_the_quiz_that_ships_keeps_every_rule(catalogue):
    assert [str(finding) for finding in check_quiz(fetch_trial())] == []


def test_the_little_quiz_keeps_every_rule():
    create_little_quiz()

    assert [str(finding) for finding in findings()] == []


def test_an_empty_site_has_no_findings():
    assert findings(measured=False) == []


def test_questions_without_frameworks_are_read_but_not_tried():
    create_question("data", [("much",)])

    assert {finding.rule for finding in findings(measured=False)} == {
        "quiz-question-has-answers",
        "quiz-answer-does-something",
    }


def test_every_rule_has_a_title_of_its_own():
    assert len({str(rule.title) for rule in RULES}) == len(RULES)


def test_reachable_names_who_cannot_be_first_and_who_stands_before():
    create_little_quiz({"wide": {"orm": 5, "size": 1}, "small": {"orm": 1, "size": 5}, "poor": {"orm": 1, "size": 1}})

    (finding,) = findings("quiz-reachable")

    assert finding.subject == "Poor"
    assert "Wide is at least as good on 4 of 4 effects" in finding.message or "Small is" in finding.message


def test_random_share_names_who_is_too_often_first_and_the_answer_that_does_it():
    others = {f"other-{number}": {"orm": 1, "size": 2, "speed": 3} for number in range(4)}
    create_little_quiz(
        {"wide": {"orm": 5, "size": 5, "speed": 3}, **others},
        {"data": [("much", ("orm", 4)), ("little", ("size", 2))], "pace": [("fast", ("speed", 1))]},
    )

    above = [finding for finding in findings("quiz-random-share") if "more than" in finding.message]

    assert [finding.subject for finding in above] == ["Wide"]
    assert "“About data?” adds" in above[0].message
    assert "most with “Much”" in above[0].message or "most with “Little”" in above[0].message


def test_a_small_share_needs_an_explanation_that_the_measurement_names():
    create_little_quiz({"wide": {"orm": 5, "size": 1}, "small": {"orm": 1, "size": 5}, "poor": {"orm": 1, "size": 1}})

    (unmeasured,) = findings("quiz-random-share", measured=False)
    measured = findings("quiz-random-share")

    assert unmeasured.subject == "Poor"
    assert "run manage.py measure_quiz" in unmeasured.message
    assert measured == []


def test_a_small_share_that_nothing_explains_stays_a_finding():
    create_little_quiz(
        {"wide": {"orm": 5, "size": 1}, "small": {"orm": 1, "size": 5}, "even": {"orm": 4, "size": 4}},
        {"data": [("much", ("orm", 2)), ("little", ("size", 2))]},
    )

    (finding,) = findings("quiz-random-share")

    assert finding.subject == "Even"
    assert "No other framework does nearly all that it does" in finding.message


def test_the_question_that_takes_most_is_named():
    create_little_quiz(
        {"wide": {"orm": 5, "size": 1}, "small": {"orm": 1, "size": 5}, "third": {"orm": 4, "size": 4}},
        {
            "taking": [("much", ("orm", 4)), ("little", ("size", 4))],
            "giving": [("middle", ("orm", 1), ("size", 1))],
        },
    )

    (finding,) = findings("quiz-random-share")

    assert finding.subject == "Third"
    assert "takes most from it: “About taking?”" in finding.message


def test_figures_that_were_never_measured_are_a_finding():
    create_little_quiz()

    (finding,) = findings("quiz-measured", measured=False)

    assert "never measured" in finding.message


def test_figures_of_other_content_are_a_finding():
    create_little_quiz()
    measure_and_store()
    Verdict.objects.filter(framework__slug="wide", criterion__slug="orm").update(rating=4)

    (finding,) = findings("quiz-measured", measured=False)

    assert "of 2026-01-15 are of other content" in finding.message


def test_a_question_that_all_answer_alike_separates_nobody():
    create_little_quiz({"wide": {"orm": 5, "size": 1, "flat": 3}, "small": {"orm": 1, "size": 5, "flat": 3}})
    create_question("dull", [("yes", ("flat", 2)), ("no", ("flat", 1, 0))], position=9)

    found = findings("quiz-separates")

    assert {finding.subject for finding in found} == {"About dull?"}
    assert "the answer “Yes” spreads the frameworks by 0.0 points" in found[0].message
    assert "on average" in found[-1].message


@pytest.mark.parametrize(("minimum", "whom"), [(1, "nobody"), (5, "everyone")])
def test_a_requirement_rules_out_some_and_not_all(minimum, whom):
    create_little_quiz({"wide": {"orm": 4, "size": 1}, "small": {"orm": 2, "size": 5}})
    answer = factories.create_answer(question=Question.objects.get(slug="data"), slug="must", position=9)
    factories.create_requirement(answer=answer, criterion=Criterion.objects.get(slug="orm"), minimum_rating=minimum)

    (finding,) = findings("quiz-separates")

    assert finding.message == f"the answer “Must” rules out {whom}. Demand something else."


def test_a_preference_points_to_both_poles():
    create_little_quiz()
    create_question("taste", [("a", ("size", 1, 4)), ("b", ("size", 1))], kind="preference", position=9)

    found = findings("quiz-both-directions")

    assert [finding.subject for finding in found] == ["About taste?", "the preference questions"]
    assert "no answer points to the lower half of Size" in found[0].message
    assert found[1].message.startswith("0 of 2 effects")


def test_a_preference_with_two_poles_is_even():
    create_little_quiz()
    create_question("taste", [("a", ("size", 1, 0)), ("b", ("size", 1))], kind="preference", position=9)

    assert findings("quiz-both-directions") == []


def test_nobody_wins_by_always_taking_the_same_place():
    create_little_quiz(
        {"wide": {"orm": 5, "size": 1}, "small": {"orm": 4, "size": 5}},
        {"data": [("much", ("orm", 4)), ("more", ("orm", 2)), ("less", ("orm", 1))]},
    )

    (finding,) = findings("quiz-places")

    assert finding.subject == "Wide"
    assert "the first, the middle or the last answer" in finding.message


def test_nobody_gains_by_the_order_of_the_answers():
    create_little_quiz(
        questions={f"q{number}": [("much", ("orm", 1)), ("little", ("size", 1))] for number in range(6)}
    )

    found = findings("quiz-places")

    assert sorted(finding.subject for finding in found) == ["Small", "Wide"]
    assert "most in “About q0?”" in found[0].message


def test_a_category_without_weight_is_not_covered():
    create_little_quiz(
        {"wide": {"orm": 5, "size": 1, "csrf": 3}, "small": {"orm": 1, "size": 5, "csrf": 1}},
        categories={"csrf": "security"},
    )

    assert subjects("quiz-coverage") == ["Security"]
    assert subjects("quiz-asks-everything") == ["Csrf"]


def test_a_requirement_counts_as_coverage():
    create_little_quiz(
        {"wide": {"orm": 5, "size": 1, "csrf": 3}, "small": {"orm": 1, "size": 5, "csrf": 1}},
        categories={"csrf": "security"},
    )
    answer = factories.create_answer(question=Question.objects.get(slug="data"), slug="must", position=9)
    factories.create_requirement(answer=answer, criterion=Criterion.objects.get(slug="csrf"), minimum_rating=2)

    assert subjects("quiz-coverage") == []


def test_a_criterion_is_not_asked_again_and_again():
    create_little_quiz()
    for number in range(4):
        create_question(f"again-{number}", [("a", ("orm", 1)), ("b", ("size", 1, 0))], position=5 + number)

    found = findings("quiz-coverage")

    assert [finding.subject for finding in found] == ["Orm", "Size"]
    assert "is weighed by 6 questions, more than 5: “About data?”" in found[0].message


def test_a_strength_is_not_weighed_under_two_names():
    create_little_quiz(
        {
            "wide": {"orm": 5, "migrations": 5, "size": 1},
            "small": {"orm": 1, "migrations": 1, "size": 5},
            "third": {"orm": 3, "migrations": 3, "size": 4},
        }
    )
    create_question("tables", [("change", ("orm", 1), ("migrations", 1)), ("stay", ("size", 1))], position=9)

    (finding,) = findings("quiz-counts-once")

    assert finding.subject == "About tables?"
    assert "the answer “Change” weighs" in finding.message
    assert "r = 1.00" in finding.message


def test_a_sum_is_not_weighed_beside_its_parts():
    create_little_quiz()
    Criterion.objects.get(slug="size").summarises.add(Criterion.objects.get(slug="orm"))
    create_question("both", [("a", ("orm", 1), ("size", 1)), ("b", ("orm", 1, 0))], position=9)

    (finding,) = findings("quiz-counts-once")

    assert finding.message == "the answer “A” weighs Size and Orm, which it sums up."


def test_a_framework_with_many_unknown_verdicts_is_named():
    create_little_quiz({"wide": {"orm": 5, "size": 1}, "small": {"orm": None, "size": 5}})

    (finding,) = findings("quiz-evidence-parity")

    assert finding.subject == "Small"
    assert (
        "50.0\N{NO-BREAK SPACE}% of its verdicts are unknown, 25.0\N{NO-BREAK SPACE}% on average" in finding.message
    )


@pytest.mark.parametrize(
    "text", ["Do you like WIDE?", "The world-class way?", "As Ramírez would do it?", "Batteries included?"]
)
@pytest.mark.parametrize("where", ["text", "why", "explanation", "answer text", "answer explanation"])
def test_nobody_is_named_or_praised(where, text):
    create_little_quiz()
    row = Answer.objects.get(slug="much") if where.startswith("answer") else Question.objects.get(slug="data")
    setattr(row, where.removeprefix("answer "), text)
    row.save()

    (finding,) = findings("quiz-names-nobody")

    assert text in finding.message


def test_a_name_inside_a_word_is_no_name():
    create_little_quiz()
    Question.objects.filter(slug="data").update(text="How widely is it used?")

    assert findings("quiz-names-nobody") == []


def test_an_engine_that_turns_ratings_round_is_not_monotone():
    create_little_quiz({"wide": {"orm": 4, "size": 1}, "small": {"orm": 1, "size": 4}})

    def inverted(table, priorities):
        judgements = {
            key: Judgement(rating=5 - judged.rating, support=judged.support)
            for key, judged in table.judgements.items()
        }
        return rank(replace(table, judgements=judgements), priorities)

    rules = {finding.rule for finding in soundness.sound(small_trial(), ranker=inverted)}

    assert rules == {"quiz-monotone"}


def test_an_engine_that_looks_at_names_is_not_symmetric():
    create_little_quiz()

    def biased(table, priorities):
        ranking = rank(table, priorities)
        standings = [
            replace(standing, rank=1) if standing.candidate.slug == "wide" else standing
            for standing in ranking.standings
        ]
        return replace(ranking, standings=tuple(standings))

    rules = {finding.rule for finding in soundness.sound(small_trial(), ranker=biased)}

    assert rules == {"quiz-symmetric"}


def test_a_question_has_a_choice_and_each_answer_does_something():
    create_little_quiz()
    create_question("idle", [("nothing",)], position=9)

    found = [str(finding) for finding in findings() if finding.subject == "About idle?"]

    assert found == [
        "[quiz-question-has-answers] About idle?: has fewer than 2 answers.",
        "[quiz-answer-does-something] About idle?: the answer “Nothing” neither weighs nor demands anything.",
    ]


def test_everything_says_why():
    create_little_quiz()
    Question.objects.filter(slug="data").update(why=" ")
    Effect.objects.filter(answer__slug="device").update(reason="")

    found = findings("quiz-explained")

    assert [finding.subject for finding in found] == ["About data?", "About place?"]
    assert "the answer “Device” does not say why it moves Size" in found[1].message


def test_drafts_are_not_linted():
    create_little_quiz()
    create_question("draft", [("nothing",)], state="draft", position=9)
    factories.create_framework(slug="draft", state="draft")

    assert findings() == []
    assert Framework.objects.count() == 3
    assert Category.objects.count() == 1
