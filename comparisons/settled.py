"""What is settled: visitors see it or have seen it, so only who may publish changes it."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models

from comparisons.choices import SETTLED_STATES
from comparisons.history.records import owner_fields, owners_of, record_model
from comparisons.history.snapshots import Snapshot
from comparisons.models import Category, Industry
from comparisons.models.publication import PublishableModel

PUBLISH = "comparisons.publish_content"


def is_settled(row: Any) -> bool:
    """Whether a change of the row, or of the statement that it is a part of, changes what visitors have met."""
    if isinstance(row, PublishableModel):
        return row.state in SETTLED_STATES
    if isinstance(row, Category):
        return row.pk is not None and row.criteria.filter(state__in=SETTLED_STATES).exists()
    if isinstance(row, Industry):
        return row.pk is not None and row.notable_users.filter(state__in=SETTLED_STATES).exists()
    return any(is_settled(owner) for owner in owners_of(row))


def was_ever_settled(row: Any) -> bool:
    """Whether it is settled, or was: a row that was withdrawn may be published again, and its address was shared."""
    if is_settled(row):
        return True
    if not isinstance(row, PublishableModel):
        return False
    records = record_model(type(row))._base_manager
    return bool(records.filter(id=row.pk, state__in=SETTLED_STATES).exists())


def is_beneath_settled(states: Iterable[Snapshot]) -> bool:
    """Whether one of the states is of a part of what is settled today. A part has no state: it is seen at once there.

    What a state belonged to and is gone settles nothing. The number of queries grows with the models, not the states.
    """
    owners: dict[type[models.Model], set[Any]] = {}
    for state in states:
        for field in owner_fields(state.model):
            owners.setdefault(field.related_model, set()).add(state.values[field.attname])
    return any(_is_any_settled(model, keys - {None}) for model, keys in owners.items())


def _is_any_settled(model: type[models.Model], keys: Collection[Any]) -> bool:
    if not keys:
        return False
    rows = model._base_manager.filter(pk__in=keys)
    if issubclass(model, PublishableModel):
        return rows.filter(state__in=SETTLED_STATES).exists()
    return any(
        _is_any_settled(field.related_model, set(rows.values_list(field.attname, flat=True)) - {None})
        for field in owner_fields(model)
    )
