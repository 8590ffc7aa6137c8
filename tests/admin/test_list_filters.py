"""Each filter of the lists: what it keeps, what it drops, and what it does with a value that does not exist."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from django.contrib import admin
from django.utils import timezone

from comparisons.admin import list_filters
from comparisons.choices import ExtensionStatus, PublicationState
from comparisons.models.publication import PublishableModel
from comparisons.models.sources import PARENTS
from tests.admin.roles import superuser
from tests.admin.test_desks import DESKS, address, model_of
from tests.clock import clock as clock
from tests.factories import (
    create_answer,
    create_claim,
    create_criterion,
    create_effect,
    create_extension,
    create_framework,
    create_notable_user,
    create_prepared_change,
    create_question,
    create_release,
    create_requirement,
    create_scenario,
    create_source,
    create_verdict,
)

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

PUBLISHABLE = [create for create in DESKS if issubclass(model_of(create), PublishableModel)]
DATED = [create_claim, create_extension, create_framework, create_notable_user, create_release, create_verdict]
SOURCED = {
    create_claim: "claim",
    create_extension: "extension",
    create_notable_user: "notable_user",
    create_release: "release",
    create_verdict: "verdict",
}


@pytest.fixture
def listed():
    """The rows of a list with the given query."""

    client = cache(superuser)

    def rows(create, **query):
        # Signed in when it is asked: a session of another time than the clock's would be over.
        response = client().get(address(create, "changelist"), query)
        assert response.status_code == 200
        return set(response.context["cl"].result_list)

    return rows


def own_filters():
    return {
        name
        for name, thing in vars(list_filters).items()
        if isinstance(thing, type) and issubclass(thing, admin.SimpleListFilter) and not name.startswith("_")
    }


def test_each_filter_is_tested_here():
    tested = {
        "AnswerPartsListFilter",
        "CheckedLinksListFilter",
        "DecisionListFilter",  # tests/admin/test_suggestions.py
        "LinksListFilter",
        "NamedListFilter",
        "ParentListFilter",
        "PreparedOfListFilter",
        "ReplacementListFilter",
        "ReviewListFilter",
        "SeenListFilter",
        "SourcesListFilter",
        "VerdictGapsListFilter",
    }

    assert own_filters() == tested


@pytest.mark.parametrize("create", DATED)
def test_review_finds_what_is_past_its_day(create, listed):
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    overdue = create(written_on=yesterday, review_due_on=yesterday)
    due_today = create(written_on=yesterday, review_due_on=today)

    assert overdue in listed(create, review="overdue")
    assert due_today not in listed(create, review="overdue")
    assert due_today in listed(create, review="later")
    assert overdue not in listed(create, review="later")


@pytest.mark.parametrize("create", PUBLISHABLE)
def test_seen_finds_what_visitors_see(create, listed, clock):
    clock.stands_at(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    published, since_now = create(), create(publish_at=timezone.now())
    unseen = {create(state=state) for state in PublicationState if state != PublicationState.PUBLISHED}
    unseen.add(create(publish_at=timezone.now() + timedelta(minutes=1)))
    if "framework" in {field.name for field in model_of(create)._meta.fields}:
        unseen.add(create(framework=create_framework(state=PublicationState.DRAFT)))

    assert listed(create, seen="yes") >= {published, since_now}
    assert listed(create, seen="yes").isdisjoint(unseen)
    assert listed(create, seen="no") >= unseen
    assert listed(create, seen="no").isdisjoint({published, since_now})


def test_named_finds_what_is_abandoned_and_sent_on_to(listed):
    abandoned, forgotten, kept = (create_extension(status=status) for status in ("abandoned", "abandoned", "active"))
    create_verdict(extensions=[abandoned, kept])
    create_verdict(state="draft", extensions=[forgotten])

    assert listed(create_extension, named="abandoned") == {abandoned}


@pytest.mark.parametrize("create", SOURCED)
def test_sources_finds_what_has_none(create, listed):
    bare, borne = create(), create()
    create_source(**{SOURCED[create]: borne})
    create_source(**{SOURCED[create]: borne})

    assert listed(create, evidence="without") == {bare}
    assert listed(create, evidence="with") == {borne}


@pytest.mark.parametrize("create", [create_notable_user, create_verdict])
def test_confidence_finds_what_is_an_impression(create, listed):
    impression = create(confidence="low")
    create(confidence="high")

    assert listed(create, confidence__exact="low") == {impression}


@pytest.mark.parametrize(
    "create",
    [
        create_claim,
        create_criterion,
        create_extension,
        create_framework,
        create_notable_user,
        create_question,
        create_scenario,
        create_verdict,
    ],
)
def test_state_finds_drafts(create, listed):
    draft = create(state=PublicationState.DRAFT)
    published = create()

    assert listed(create, state__exact="draft") == {draft}
    assert published in listed(create, state__exact="published")


def test_verdict_gaps_finds_unfinished_frameworks(listed):
    criterion, other_criterion = create_criterion(), create_criterion()
    complete, drafted, missing = create_framework(), create_framework(), create_framework()
    for framework in (complete, drafted):
        create_verdict(framework=framework, criterion=criterion)
    create_verdict(framework=complete, criterion=other_criterion)
    create_verdict(framework=drafted, criterion=other_criterion, state=PublicationState.DRAFT)
    create_verdict(framework=missing, criterion=criterion)

    assert listed(create_framework, gaps="missing") == {missing}
    assert listed(create_framework, gaps="draft") == {drafted}
    assert listed(create_framework, gaps="complete") == {complete}


def test_verdict_gaps_finds_unfinished_criteria(listed):
    framework, other_framework = create_framework(), create_framework()
    complete, drafted, missing = create_criterion(), create_criterion(), create_criterion()
    for criterion in (complete, drafted):
        create_verdict(criterion=criterion, framework=framework)
    create_verdict(criterion=complete, framework=other_framework)
    create_verdict(criterion=drafted, framework=other_framework, state=PublicationState.DRAFT)

    assert listed(create_criterion, gaps="missing") == {missing}
    assert listed(create_criterion, gaps="draft") == {drafted}
    assert listed(create_criterion, gaps="complete") == {complete}


def test_replacement_finds_what_leaves_people_alone(listed):
    active = create_extension()
    replaced = create_extension(status=ExtensionStatus.ABANDONED, replaced_by=active)
    orphaned = create_extension(status=ExtensionStatus.ABANDONED)

    assert listed(create_extension, replacement="unnamed") == {orphaned}
    assert listed(create_extension, replacement="named") == {replaced}


def test_answer_parts_finds_answers_that_do_nothing(listed):
    idle, moving, demanding = create_answer(), create_answer(), create_answer()
    create_effect(answer=moving)
    create_requirement(answer=demanding)

    assert listed(create_answer, does="nothing") == {idle}
    assert listed(create_answer, does="effects") == {moving}
    assert listed(create_answer, does="requirements") == {demanding}


def test_sources_are_kept_apart_by_what_they_support(listed):
    of_verdict = create_source(verdict=create_verdict())
    of_claim = create_source(claim=create_claim())

    assert listed(create_source, supports="claim") == {of_claim}
    assert listed(create_source, supports="verdict") == {of_verdict}


def test_sources_can_be_kept_of_each_parent():
    assert tuple(name for name, _words in list_filters.ParentListFilter.options) == PARENTS


def test_prepared_changes_are_kept_apart_by_what_they_change_and_only_that_is_offered(listed, admin_client):
    of_verdict = create_prepared_change()
    of_claim = create_prepared_change(of=create_claim())

    shown = admin_client.get(address(create_prepared_change, "changelist")).context["cl"]
    (kinds,) = [spec for spec in shown.filter_specs if isinstance(spec, list_filters.PreparedOfListFilter)]

    assert [choice["display"] for choice in kinds.choices(shown)] == ["All", "claims", "verdicts"]
    assert listed(create_prepared_change, of="verdict") == {of_verdict}
    assert listed(create_prepared_change, of="claim") == {of_claim}


@pytest.mark.parametrize(
    ("create", "parameter"),
    [
        (create_prepared_change, "of"),
        (create_verdict, "review"),
        (create_verdict, "seen"),
        (create_verdict, "evidence"),
        (create_framework, "gaps"),
        (create_extension, "replacement"),
        (create_answer, "does"),
        (create_source, "supports"),
        (create_source, "link"),
    ],
)
def test_a_condition_that_does_not_exist_keeps_nothing(create, parameter, listed):
    create()

    assert listed(create, **{parameter: "nonsense"}) == set()


@pytest.mark.parametrize("create", DESKS)
def test_each_choice_of_each_filter_can_be_followed(create, admin_client):
    row = create()
    url = address(create, "changelist")
    shown = admin_client.get(url).context["cl"]

    choices = [choice["query_string"] for filter_spec in shown.filter_specs for choice in filter_spec.choices(shown)]

    for query in choices:
        response = admin_client.get(url + query)
        assert response.status_code == 200, query
    assert isinstance(row, model_of(create))
