"""What editors changed, in words that a visitor understands: a line for each model and each way of changing it."""

from datetime import UTC, date, datetime

import pytest

from comparisons.catalogue.recorded_models import THINGS
from comparisons.catalogue.revisions import record_revision
from comparisons.models import Answer, ContentChange, Effect, Framework, PublishedThing, Requirement, Revision, Source
from comparisons.presentation.change_sentences import CHANGED, NEW, WITHDRAWN
from comparisons.presentation.changes import build_change_days, build_change_line, build_latest_changes
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def flask():
    """Something is published already, so that what follows are single changes."""
    flask = factories.create_framework(slug="flask", name="Flask")
    record_revision()
    return flask


def lines_of(revision):
    changes = list(revision.changes.in_order())
    published = PublishedThing.objects.keys_among(changes)
    return [build_change_line(change, published=published) for change in changes]


def sentences():
    """What the next revision says, line by line."""
    return [line.sentence for line in lines_of(record_revision())]


def change(row, **fields):
    """Changes a row of a published thing. Returns what the next revision says of it."""
    record_revision()
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return sentences()


def test_every_recorded_thing_has_its_sentences():
    models = {recorded.model._meta.model_name for recorded in THINGS}

    assert models == set(NEW) == set(CHANGED) == set(WITHDRAWN)


def test_what_is_new_is_named_as_what_it_is(flask):
    orm = factories.create_criterion(
        slug="orm", name="ORM", category=factories.create_category(slug="data", name="Data")
    )
    factories.create_verdict(framework=flask, criterion=orm, rating=3, support="third_party")
    factories.create_release(framework=flask, series="3.1", latest_version="3.1.2")
    factories.create_extension(slug="peewee", name="Peewee", frameworks=[flask])
    media = factories.create_industry(slug="media", name="Media")
    factories.create_notable_user(slug="paper", name="The Paper", framework=flask, industry=media)
    factories.create_claim(slug="small", statement="Flask is small.", status="partly", frameworks=[flask])
    answer = factories.create_answer(question=factories.create_question(slug="store", text="Where is it stored?"))
    factories.create_scenario(slug="shop", name="A shop", answers=[answer])

    assert sentences() == [
        "New release series: Flask · 3.1",
        "New group of criteria: Data",
        "New criterion: ORM",
        "New verdict: Flask · ORM, adequate (3), third-party package",
        "New extension for Flask: Peewee",
        "New industry among the notable users: Media",
        "New notable user of Flask: The Paper",
        "New claim: “Flask is small.”, holds in part",
        "New question in the quiz: “Where is it stored?”",
        "New scenario: A shop",
    ]


def test_each_title_leads_to_its_page(flask):
    orm = factories.create_criterion(slug="orm", category=factories.create_category(slug="data"))
    factories.create_verdict(framework=flask, criterion=orm)
    factories.create_release(framework=flask, series="3.1", latest_version="3.1.2")
    factories.create_extension(slug="peewee")
    factories.create_notable_user(slug="paper", framework=flask, industry=factories.create_industry(slug="media"))
    factories.create_claim(slug="small")
    factories.create_scenario(
        slug="shop", answers=[factories.create_answer(question=factories.create_question(slug="store"))]
    )

    addresses = [line.address for line in lines_of(record_revision()) if "framework-" not in line.address]

    assert addresses == [
        "/frameworks/flask/#release-3.1",
        "/criteria/?category=data",
        "/criteria/orm/",
        "/frameworks/flask/#orm",
        "/extensions/peewee/",
        "/notable-users/?industry=media",
        "/notable-users/#paper",
        "/claims/#small",
        "/quiz/?view=form#store",
        "/scenarios/shop/",
    ]


def test_what_is_withdrawn_is_named_and_leads_nowhere(flask):
    orm = factories.create_criterion(name="ORM")
    factories.create_verdict(framework=flask, criterion=orm)
    factories.create_notable_user(name="The Paper", framework=flask, industry=factories.create_industry(name="Media"))
    record_revision()
    Framework.objects.update(state="draft")

    lines = lines_of(record_revision())

    assert [line.sentence for line in lines] == [
        "Framework withdrawn: Flask",
        "Verdict withdrawn: Flask · ORM",
        "Industry without notable users: Media",
        "Notable user withdrawn: The Paper",
    ]
    assert {line.address for line in lines} == {""}


def test_an_old_line_of_a_thing_that_is_withdrawn_later_leads_nowhere_either(flask):
    extension = factories.create_extension(frameworks=[flask])
    record_revision()
    extension.latest_version = "3.0"
    extension.save()
    revision = record_revision()
    assert lines_of(revision)[0].address

    extension.delete()
    record_revision()

    assert lines_of(revision)[0].address == ""


def test_a_verdict_tells_rating_support_and_what_was_reworded(flask):
    verdict = factories.create_verdict(
        framework=flask, criterion=factories.create_criterion(name="WebSockets"), rating=2, support="none"
    )
    record_revision()
    for name, value in {"rating": 3, "support": "third_party", "summary": "New words.", "since": "1.7"}.items():
        setattr(verdict, name, value)
    verdict.save()

    (line,) = lines_of(record_revision())

    assert line.sentence == (
        "Flask · WebSockets: support from not possible to third-party package; rating from weak (2) to adequate (3); "
        "since given: “1.7”; reworded: summary"
    )
    assert (line.before, line.title) == ("", "Flask · WebSockets")
    assert [rewording.label for rewording in line.rewordings] == ["summary"]


def test_a_rating_alone_says_nothing_of_the_support_that_stays(flask):
    verdict = factories.create_verdict(framework=flask, criterion=factories.create_criterion(name="ORM"), rating=3)

    assert change(verdict, rating=0) == ["Flask · ORM: rating from adequate (3) to absent (0)"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": "Flask 4"}, "name “Flask 4” instead of “Flask”"),
        ({"kind": "full-stack"}, "kind from micro to full-stack"),
        ({"speaks_asgi": True}, "now speaks ASGI"),
        ({"has_own_server": True, "speaks_wsgi": False}, "no longer speaks WSGI; now has its own server"),
        ({"latest_version": "3.2"}, "latest version “3.2” instead of “1.0”"),
        ({"first_released_on": date(2010, 4, 2)}, "first released on 2 Apr 2010 instead of 1 Apr 2010"),
        ({"latest_released_on": date(2026, 5, 1)}, "latest release on given: 1 May 2026"),
        ({"requires_python": ""}, "requires Python no longer given"),
        ({"installed_distributions": 7}, "installed distributions 7 instead of 3"),
        ({"installed_mib": "5.50"}, "installed size in MiB 5.50 instead of 4.20"),
        ({"homepage": "https://other.example/"}, "homepage has another address"),
        ({"review_due_on": date(2099, 2, 1)}, "review due on 1 Feb 2099 instead of 15 Jan 2099"),
        ({"tagline": "Other.", "governance": "Nobody"}, "reworded: tagline, governance"),
    ],
)
def test_each_kind_of_field_has_its_words(flask, fields, words):
    title = fields.get("name", "Flask")

    assert change(flask, **fields) == [f"{title}: {words}"]


def test_a_long_text_that_comes_or_goes_is_added_or_removed(flask):
    user = factories.create_notable_user(name="The Paper", framework=flask)

    assert change(user, note="Its own blog says so.") == ["Notable user The Paper: note added"]
    assert change(user, note="") == ["Notable user The Paper: note removed"]


def test_a_claim_that_holds_otherwise_is_the_news(flask):
    claim = factories.create_claim(statement="Flask is small.", status="disputed", frameworks=[flask])

    assert change(claim, status="outdated", explanation="It has grown.") == [
        "The claim “Flask is small.” is now judged “outdated”, it was “disputed”; reworded: explanation"
    ]
    assert change(claim, named_by_article=True) == ["The claim “Flask is small.”: now made by the article"]


def test_relations_tell_by_name_what_came_and_went(flask):
    django = factories.create_framework(name="Django")
    successor = factories.create_extension(name="Pony", frameworks=[flask])
    extension = factories.create_extension(name="Peewee", frameworks=[flask], status="abandoned")
    record_revision()
    extension.frameworks.set([django])

    assert sentences() == ["Extension Peewee: frameworks: Django added; frameworks: Flask removed"]
    assert change(extension, replaced_by=successor) == ["Extension Peewee: replaced by: Pony"]
    assert change(extension, replaced_by=None) == ["Extension Peewee: replaced by no longer given"]


def test_a_criterion_that_moves_tells_both_groups():
    criterion = factories.create_criterion(name="ORM", category=factories.create_category(name="Data"))
    other = factories.create_criterion(category=factories.create_category(name="Network"))

    (sentence, *_rest) = change(criterion, category=other.category)[::-1]

    assert sentence == "Criterion ORM: category Network instead of Data"


def test_sources_are_named_under_what_they_support(flask):
    verdict = factories.create_verdict(framework=flask, criterion=factories.create_criterion(name="ORM"))
    record_revision()
    for title in ("Manual", "Guide"):
        factories.create_source(verdict=verdict, title=title)
    assert sentences() == ["Flask · ORM: new sources: “Guide”, “Manual”"]

    Source.objects.filter(title="Guide").update(read_on=date(2026, 3, 1))
    assert sentences() == ["Flask · ORM: source “Guide” changed (read on 1 Mar 2026 instead of 15 Jan 2026)"]

    Source.objects.filter(title="Manual").delete()
    assert sentences() == ["Flask · ORM: source “Manual” removed"]


def test_the_source_of_a_release_is_named_under_it(flask):
    release = factories.create_release(framework=flask, series="3.1", latest_version="3.1.2")
    record_revision()
    factories.create_source(release=release, title="Changes")

    assert sentences() == ["Release series Flask · 3.1: new source “Changes”"]


def test_the_quiz_tells_answers_effects_and_requirements(flask):
    question = factories.create_question(text="Where?")
    answer = factories.create_answer(question=question, slug="tables", text="Tables")
    orm = factories.create_criterion(name="ORM")
    record_revision()

    factories.create_effect(answer=answer, criterion=orm, weight=1)
    factories.create_requirement(answer=answer, criterion=orm, minimum_rating=2)
    assert sentences() == [
        "The question “Where?”: answer “Tables”, new effect “ORM”; answer “Tables”, new requirement “ORM”"
    ]

    Effect.objects.update(weight=3)
    assert sentences() == ["The question “Where?”: answer “Tables”, effect “ORM” changed (weight 3 instead of 1)"]

    Requirement.objects.all().delete()
    Answer.objects.update(explanation="Rows and columns.")
    assert sentences() == [
        "The question “Where?”: answer “Tables” changed (explanation added); "
        "answer “Tables”, requirement “ORM” removed"
    ]

    factories.create_answer(question=question, text="Files")
    assert sentences() == ["The question “Where?”: new answer “Files”"]


def test_nothing_internal_is_told(flask):
    verdict = factories.create_verdict(framework=flask)
    record_revision()
    Framework.objects.update(position=9)
    assert record_revision().changes.count() == 0

    verdict.state = "draft"
    verdict.save()
    (sentence,) = sentences()

    assert sentence.startswith("Verdict withdrawn: ")
    for word in ("state", "position", "digest", str(verdict.framework.slug)):
        assert word not in sentence


def test_a_field_that_the_models_no_longer_know_is_passed_over(flask):
    revision = Revision.objects.newest()
    old = ContentChange(revision=revision, action="changed", model="framework", key="flask", title="Flask")
    old.before, old.after = {"stars": 3, "licence": "MIT"}, {"stars": 4, "licence": "BSD"}

    assert build_change_line(old, published=()).sentence == "Flask: licence “BSD” instead of “MIT”"
    old.before, old.after = {"stars": 3}, {"stars": 4}
    assert build_change_line(old, published=()).sentence == "Flask: changed"


def test_the_first_record_is_one_line_with_the_number_of_things(flask):
    factories.create_framework()
    (line,) = lines_of(Revision.objects.get(number=1))

    assert (line.sentence, line.address) == ("The catalogue as first published: 1 framework", "")


def test_a_record_that_starts_later_says_so():
    record_revision()
    factories.create_framework()

    assert sentences() == ["From here on every change is told one by one. The catalogue then: 1 framework"]


def record_on(day, **fields):
    Framework.objects.update(**fields)
    revision = record_revision()
    revision.recorded_at = datetime(2026, 5, day, 12, tzinfo=UTC)
    revision.save()


def test_changes_are_grouped_by_day_and_revision_newest_first(flask):
    record_on(2, latest_version="1.1")
    record_on(3, latest_version="1.2")
    record_on(3, latest_version="1.3")

    days = build_change_days(ContentChange.objects.newest_first()[:3], published=())

    assert [day.day for day in days] == [date(2026, 5, 3), date(2026, 5, 2)]
    assert [[changed.revision.number for changed in day.revisions] for day in days] == [[4, 3], [2]]
    assert days[0].revisions[0].lines[0].after == ": latest version “1.3” instead of “1.2”"


def latest():
    return build_latest_changes(list(Revision.objects.for_feed(revisions=2, changes=1)), published=())


def test_the_latest_changes_are_a_few_lines_and_the_number_of_the_others(flask):
    factories.create_verdict(framework=flask)
    record_revision()
    Framework.objects.update(latest_version="1.1")
    record_revision()

    changes = latest()

    assert changes.first_published_on is None
    assert [(changed.revision.number, len(changed.lines)) for changed in changes.revisions] == [(3, 1), (2, 1)]
    # The verdict's criterion and its group came with it.
    assert [changed.more for changed in changes.revisions] == [0, 2]
    assert changes.revisions[1].address == "/changes/?revision=2"


def test_when_nothing_changed_since_the_first_record_its_day_is_given(flask):
    Revision.objects.update(recorded_at=datetime(2026, 5, 1, 12, tzinfo=UTC))

    assert latest().revisions == ()
    assert latest().first_published_on == date(2026, 5, 1)


def test_before_the_first_record_there_is_nothing_to_say():
    assert latest() is None
