"""Sources: what a row may be, and whose it is."""

import pytest
from django.db import IntegrityError, transaction

from comparisons.models import Source
from comparisons.models.sources import PARENTS
from tests.factories import (
    create_claim,
    create_extension,
    create_notable_user,
    create_release,
    create_source,
    create_verdict,
)
from tests.models.refusals import assert_refused

pytestmark = pytest.mark.django_db

PARENT_FACTORIES = {
    "verdict": create_verdict,
    "extension": create_extension,
    "notable_user": create_notable_user,
    "claim": create_claim,
    "release": create_release,
}


def test_every_parent_is_tested_below():
    assert tuple(PARENT_FACTORIES) == PARENTS


def test_a_source_belongs_to_something():
    assert_refused(
        create_source(verdict=create_verdict()),
        message="A source belongs to one verdict, extension, notable user, claim or release.",
        verdict_id=None,
    )


@pytest.mark.parametrize("second", ["extension", "notable_user", "claim", "release"])
def test_a_source_belongs_to_one_thing_only(second):
    other_parent = PARENT_FACTORIES[second]()

    assert_refused(
        create_source(verdict=create_verdict()),
        message="A source belongs to one verdict, extension, notable user, claim or release.",
        **{f"{second}_id": other_parent.pk},
    )


@pytest.mark.parametrize("parent", PARENTS)
def test_an_address_is_cited_once_in_one_place(parent):
    given = create_source(**{parent: PARENT_FACTORIES[parent]()})
    another = create_source(**{parent: getattr(given, parent)})

    assert_refused(another, message="This address is already named as a source here.", url=given.url)


@pytest.mark.parametrize("parent", PARENTS)
def test_the_same_source_is_not_inserted_twice(parent):
    given = create_source(**{parent: PARENT_FACTORIES[parent]()})

    with pytest.raises(IntegrityError), transaction.atomic():
        create_source(url=given.url, **{parent: getattr(given, parent)})


@pytest.mark.parametrize("parent", PARENTS)
def test_a_source_knows_what_it_supports(parent, django_assert_num_queries):
    row = PARENT_FACTORIES[parent]()
    create_source(**{parent: row})
    source = Source.objects.select_related(*PARENTS).get()

    with django_assert_num_queries(0):
        assert source.parent == row


def test_a_source_that_was_never_saved_has_no_parent():
    with pytest.raises(ValueError, match="never saved"):
        _ = Source().parent
    with pytest.raises(ValueError, match="never saved"):
        Source().natural_key()


def test_sources_stand_as_the_editor_put_them():
    verdict = create_verdict()
    last = create_source(verdict=verdict, url="https://source.example/a", position=2)
    second = create_source(verdict=verdict, url="https://source.example/c", position=1)
    first = create_source(verdict=verdict, url="https://source.example/b", position=1)

    assert list(Source.objects.in_order()) == [first, second, last]
