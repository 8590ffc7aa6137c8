"""Natural keys: each row is found again by its key, and a fixture loads twice without doubling anything."""

import pytest
from django.core import serializers

from comparisons.models import Source
from tests import factories
from tests.models.test_constraints import EDITED_MODELS, FACTORIES

SOURCES = [
    lambda: factories.create_source(verdict=factories.create_verdict()),
    lambda: factories.create_source(extension=factories.create_extension()),
    lambda: factories.create_source(notable_user=factories.create_notable_user()),
    lambda: factories.create_source(claim=factories.create_claim()),
    lambda: factories.create_source(release=factories.create_release()),
]


def test_every_model_has_a_factory_and_a_natural_key():
    assert {create.__annotations__["return"] for create in FACTORIES} == set(EDITED_MODELS)
    assert [model for model in EDITED_MODELS if not hasattr(model, "natural_key")] == []


@pytest.mark.django_db
@pytest.mark.parametrize("create", [*FACTORIES, *SOURCES])
def test_a_row_is_found_by_its_natural_key(create):
    create()
    row = create()

    found = type(row).objects.get_by_natural_key(*row.natural_key())

    assert found == row


@pytest.mark.django_db
@pytest.mark.parametrize("create", [*FACTORIES, *SOURCES])
def test_a_row_that_is_loaded_again_stays_one_row(create):
    row = create()
    written = serializers.serialize("json", [row], use_natural_foreign_keys=True, use_natural_primary_keys=True)

    (loaded,) = serializers.deserialize("json", written)
    loaded.save()

    assert loaded.object.pk == row.pk
    assert type(row).objects.filter(pk=row.pk).count() == 1


@pytest.mark.django_db
def test_a_source_of_something_else_is_not_found():
    with pytest.raises(Source.DoesNotExist):
        Source.objects.get_by_natural_key("scenario", "any", "https://source.example/")


@pytest.mark.django_db
def test_two_rows_may_cite_the_same_address():
    verdict_source = factories.create_source(url="https://source.example/", verdict=factories.create_verdict())
    claim_source = factories.create_source(url="https://source.example/", claim=factories.create_claim())

    assert Source.objects.get_by_natural_key(*verdict_source.natural_key()) == verdict_source
    assert Source.objects.get_by_natural_key(*claim_source.natural_key()) == claim_source
