"""Frameworks: what a row may be, and what one may ask of the rows."""

import pytest
from django.db import IntegrityError, transaction

from comparisons.choices import Interface, PublicationState, Support
from comparisons.models import Framework
from tests.factories import create_criterion, create_framework, create_verdict
from tests.models.refusals import assert_refused

pytestmark = pytest.mark.django_db


def test_a_kind_is_one_of_the_known():
    assert_refused(create_framework(), message="Choose one of the known kinds.", kind="huge")


def test_a_slug_does_not_break_the_address_of_a_pair():
    assert_refused(
        create_framework(),
        message="A slug must not contain “-vs-”: it parts the two names of a pair's address.",
        slug="django-vs-flask",
    )


def test_a_framework_speaks_through_something():
    assert_refused(
        create_framework(),
        message="Tick at least one: WSGI, ASGI or its own server.",
        speaks_wsgi=False,
        speaks_asgi=False,
        has_own_server=False,
    )


def test_a_slug_belongs_to_one_framework():
    create_framework(slug="django")

    with pytest.raises(IntegrityError), transaction.atomic():
        create_framework(slug="django")


def test_published_hides_drafts():
    shown = create_framework()
    create_framework(state=PublicationState.DRAFT)

    assert list(Framework.objects.published()) == [shown]


def test_in_order_goes_by_position_then_by_slug():
    last = create_framework(slug="a", position=2)
    second = create_framework(slug="c", position=1)
    first = create_framework(slug="b", position=1)

    assert list(Framework.objects.in_order()) == [first, second, last]


def test_by_name_is_alphabetical():
    second = create_framework(name="Flask")
    first = create_framework(name="Django")

    assert list(Framework.objects.by_name()) == [first, second]


def test_with_interface_keeps_those_that_speak_any_of_them():
    wsgi = create_framework(slug="wsgi")
    asgi = create_framework(slug="asgi", speaks_wsgi=False, speaks_asgi=True)
    create_framework(slug="own", speaks_wsgi=False, has_own_server=True)

    assert list(Framework.objects.with_interface([Interface.ASGI])) == [asgi]
    assert set(Framework.objects.with_interface([Interface.ASGI, Interface.WSGI])) == {asgi, wsgi}


def test_building_in_keeps_those_that_ship_all_of_it():
    orm, admin = create_criterion(), create_criterion()
    complete, half, drafted = create_framework(), create_framework(), create_framework()
    for framework, criterion in [(complete, orm), (complete, admin), (half, orm), (drafted, orm)]:
        create_verdict(framework=framework, criterion=criterion, support=Support.BUILT_IN)
    create_verdict(framework=half, criterion=admin, support=Support.THIRD_PARTY)
    create_verdict(framework=drafted, criterion=admin, support=Support.BUILT_IN, state=PublicationState.DRAFT)

    assert list(Framework.objects.building_in([orm, admin])) == [complete]
    assert set(Framework.objects.building_in([orm])) == {complete, half, drafted}
    assert set(Framework.objects.building_in([])) == {complete, half, drafted}


def test_building_in_takes_no_word_from_a_draft_criterion():
    criterion = create_criterion(state=PublicationState.DRAFT)
    create_verdict(criterion=criterion, support=Support.BUILT_IN)

    assert not Framework.objects.building_in([criterion]).exists()


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("name", "Sought"),
        ("slug", "is-sought"),
        ("tagline", "A sought framework."),
        ("description", "Long sought."),
        ("governance", "The Sought Foundation"),
    ],
)
def test_matching_reads_each_column_whatever_the_case(column, text):
    framework = create_framework(**{column: text})
    create_framework()

    assert list(Framework.objects.matching("SOUGHT")) == [framework]


def test_with_verdict_counts_counts_what_is_about_published_criteria():
    framework = create_framework()
    create_verdict(framework=framework)
    create_verdict(framework=framework)
    create_verdict(framework=framework, state=PublicationState.DRAFT)
    create_verdict(framework=framework, criterion=create_criterion(state=PublicationState.DRAFT))

    counted = Framework.objects.with_verdict_counts().get()

    assert counted.published_verdicts == 2
    assert counted.draft_verdicts == 1


def test_with_verdict_counts_counts_zero_where_there_is_nothing():
    create_framework()

    counted = Framework.objects.with_verdict_counts().get()

    assert counted.published_verdicts == 0
    assert counted.draft_verdicts == 0


def test_interfaces_are_named_without_asking_the_database(django_assert_num_queries):
    framework = create_framework(speaks_wsgi=True, speaks_asgi=True, has_own_server=True)

    with django_assert_num_queries(0):
        assert framework.interfaces == ["WSGI", "ASGI", "own server"]
