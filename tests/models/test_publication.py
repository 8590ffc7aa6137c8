"""What all publishable models keep to: nothing in a property asks the database, and drafts stay hidden."""

import pytest
from django.db import models

from comparisons.choices import PublicationState
from comparisons.models.publication import PublishableModel
from comparisons.models.sources import PARENTS, Source
from tests.models.test_constraints import EDITED_MODELS, FACTORIES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "create", [create for create in FACTORIES if issubclass(create.__annotations__["return"], PublishableModel)]
)
def test_a_draft_is_hidden_and_a_published_row_is_not(create):
    shown = create()
    create(state=PublicationState.DRAFT)

    assert list(type(shown).objects.published().filter(pk__gte=shown.pk)) == [shown]


@pytest.mark.parametrize("create", FACTORIES)
def test_properties_never_query(create, django_assert_num_queries):
    model = create.__annotations__["return"]
    create()
    # A source's parent is a related row like any other: whoever shows it fetches it.
    relations = PARENTS if model is Source else ()
    row = model._default_manager.select_related(*relations).first()

    with django_assert_num_queries(0):
        for name in _property_names(model):
            getattr(row, name)


def test_some_models_have_properties():
    assert {name for model in EDITED_MODELS for name in _property_names(model)} >= {"interfaces", "parent"}


def _property_names(model):
    inherited = {name for name in dir(models.Model) if isinstance(getattr(models.Model, name, None), property)}
    return [name for name in dir(model) if name not in inherited and isinstance(getattr(model, name, None), property)]
