"""What the rows that a record names are called, those that are gone included."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import models
from django.db.models import Max

from comparisons.history.snapshots import Snapshot, content_fields
from comparisons.models.history import EditHistory

RowName = tuple[type[models.Model], Any]


def names_in(snapshots: Iterable[Snapshot]) -> dict[RowName, str]:
    """The names of the rows themselves and of all that they point at; queries constant in their number."""
    wanted: dict[type[models.Model], set[Any]] = {}
    copies: dict[type[models.Model], list[Any]] = {}
    for snapshot in snapshots:
        copies.setdefault(snapshot.model, []).append(snapshot.unsaved())
        for field in content_fields(snapshot.model):
            if field.is_relation and snapshot.values[field.attname] is not None:
                wanted.setdefault(field.related_model, set()).add(snapshot.values[field.attname])
        for name, listed in snapshot.relations.items():
            related: Any = snapshot.model._meta.get_field(name).related_model
            wanted.setdefault(related, set()).update(listed)
    names = {}
    for model, keys in wanted.items():
        for key, row in rows_by_key(model, keys).items():
            names[model, key] = str(row)
    for model, rows in copies.items():
        _fetch_relations(model, rows)
        for row in rows:
            names[model, row.pk] = str(row)
    return names


def rows_by_key(model: type[models.Model], keys: Collection[Any]) -> dict[Any, Any]:
    """The rows of today, and for those that are gone what their last record kept; each can be named."""
    rows: dict[Any, Any] = model._base_manager.in_bulk(list(keys))
    gone = set(keys) - rows.keys()
    if gone and model in EditHistory.of_model:
        records = EditHistory.of_model[model].record_model._base_manager
        newest = records.filter(id__in=gone).order_by().values("id").annotate(newest=Max("history_id"))
        for record in records.filter(history_id__in=newest.values("newest")):
            rows[record.id] = record.history_object
    _fetch_relations(model, rows.values())
    return rows


def _fetch_relations(model: type[models.Model], rows: Collection[Any]) -> None:
    """Sets the relations to one, since names are made of them: a verdict is named by its framework and criterion."""
    relations: list[Any] = [field for field in model._meta.concrete_fields if field.is_relation]
    for field in relations:
        keys = {key for row in rows if (key := getattr(row, field.attname)) is not None}
        related = rows_by_key(field.related_model, keys) if keys else {}
        for row in rows:
            # None for what nobody knows any more, so that naming the row does not ask the database again.
            field.set_cached_value(row, related.get(getattr(row, field.attname)))
