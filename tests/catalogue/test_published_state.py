"""All that visitors can read, as plain data: whole, without drafts, in a constant number of queries."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.catalogue.differences import difference
from comparisons.catalogue.files import CATALOGUE_MODELS
from comparisons.catalogue.published_state import published_state
from comparisons.catalogue.recorded_models import PARTS, THINGS
from comparisons.models import NotableUser, QuizMeasurement, Source, Verdict
from tests import factories

pytestmark = pytest.mark.django_db

SECRET = "Notforyou"


def state_by_key():
    return {(thing.recorded.model.__name__, thing.key): thing.content for thing in published_state()}


def test_every_model_of_the_catalogue_is_recorded():
    # The figures of the quiz are measured, not written.
    recorded = {recorded.model for recorded in (*THINGS, *PARTS)}

    assert recorded == set(CATALOGUE_MODELS) - {QuizMeasurement}


@pytest.mark.parametrize("recorded", [*THINGS, *PARTS], ids=lambda recorded: recorded.model.__name__)
def test_every_column_is_recorded_unless_the_key_or_the_place_says_it(recorded):
    names = {field.name for field in recorded.model._meta.concrete_fields}
    said = {lookup.partition("__")[0] for lookup in recorded.key} | set(getattr(recorded, "owners", ()))

    unseen = {"id", "state", "publish_at", "version"} | ({"confidence"} if recorded.model is NotableUser else set())
    assert {field.name for field in recorded.own_fields} == names - said - unseen


def test_a_verdict_is_recorded_with_its_relations_and_sources():
    flask = factories.create_framework(slug="flask", name="Flask")
    orm = factories.create_criterion(slug="orm", name="ORM")
    peewee = factories.create_extension(slug="peewee", name="Peewee", frameworks=[flask])
    verdict = factories.create_verdict(framework=flask, criterion=orm, rating=0, extensions=[peewee])
    factories.create_source(verdict=verdict, url="https://source.example/orm", title="The manual")

    content = state_by_key()["Verdict", "flask/orm"]

    assert content == {
        "support": "built_in",
        "rating": 0,
        "summary": verdict.summary,
        "detail": verdict.detail,
        "confidence": "high",
        "written_on": "2026-01-15",
        "review_due_on": "2099-01-15",
        "extensions": {"peewee": "Peewee"},
        "sources": {
            "https://source.example/orm": {
                "called": "The manual",
                "title": "The manual",
                "supports": "The second paragraph says so.",
                "read_on": "2026-01-15",
                "position": 0,
            }
        },
    }


def test_a_question_is_recorded_with_what_its_answers_do():
    question = factories.create_question(slug="store")
    orm = factories.create_criterion(slug="orm", name="ORM")
    tables = factories.create_answer(question=question, slug="tables", text="Tables")
    factories.create_answer(question=question, slug="none", text="None", contradicts=[tables])
    factories.create_effect(answer=tables, criterion=orm, weight=3)
    factories.create_requirement(answer=tables, criterion=orm, minimum_rating=2)

    answers = state_by_key()["Question", "store"]["answers"]

    assert answers["store/tables"]["effects"]["orm"]["weight"] == 3
    assert answers["store/tables"]["requirements"]["orm"]["minimum_rating"] == 2
    assert answers["store/none"]["contradicts"] == {"store/tables": "Tables"}


def create_drafts():
    """Drafts of everything, drafts that published rows point at, and what belongs to drafts."""
    hidden = {"state": "draft"}
    framework = factories.create_framework(name=SECRET, **hidden)
    criterion = factories.create_criterion(name=SECRET, **hidden)
    extension = factories.create_extension(name=SECRET, frameworks=[framework], **hidden)
    factories.create_release(framework=framework, series="1.0")
    factories.create_notable_user(framework=framework, name=SECRET)
    user = factories.create_notable_user(name=SECRET, industry=factories.create_industry(name=SECRET), **hidden)
    factories.create_category(name=SECRET)
    factories.create_verdict(criterion=criterion, summary=SECRET)
    verdict = factories.create_verdict(summary=SECRET, **hidden)
    factories.create_source(verdict=verdict, title=SECRET)
    factories.create_verdict(extensions=[extension])
    factories.create_extension(
        frameworks=[framework], criteria=[criterion], status="abandoned", replaced_by=extension
    )
    factories.create_claim(frameworks=[framework], criteria=[criterion], notable_user=user)
    factories.create_criterion(summarises=[criterion])
    draft_answer = factories.create_answer(question=factories.create_question(text=SECRET, **hidden), text=SECRET)
    answer = factories.create_answer(contradicts=[draft_answer])
    factories.create_effect(answer=answer, criterion=criterion, reason=SECRET)
    factories.create_requirement(answer=answer, criterion=criterion, reason=SECRET)
    factories.create_scenario(answers=[draft_answer])
    factories.create_scenario(name=SECRET, **hidden)


def test_no_draft_leaks_nor_what_belongs_to_one_or_is_named_by_one():
    create_drafts()

    state = [(thing.key, thing.title, thing.content) for thing in published_state()]

    assert len(state) > 10
    assert SECRET not in json.dumps(state)


def test_the_state_costs_the_same_number_of_queries_however_much_there_is(catalogue):
    with CaptureQueriesContext(connection) as few:
        state = published_state()
    factories.create_source(verdict=factories.create_verdict(extensions=[factories.create_extension()]))

    with CaptureQueriesContext(connection) as more:
        published_state()

    assert len(few) == len(more) == 23
    assert len(state) > 800


def test_the_content_is_as_json_gives_it_back(catalogue):
    for thing in published_state():
        assert json.loads(json.dumps(thing.content)) == thing.content


def test_a_new_empty_column_would_change_nothing(catalogue):
    user = NotableUser.objects.published().filter(until="").first()

    content = state_by_key()["NotableUser", user.slug]

    assert "until" not in content
    assert difference(content, {**content}) == ({}, {})


def test_a_row_that_is_deleted_and_written_again_is_the_same():
    source = factories.create_source(verdict=factories.create_verdict())
    before = state_by_key()
    Source.objects.all().delete()
    source.pk = None
    source.save()

    assert state_by_key() == before
    assert Verdict.objects.count() == 1
