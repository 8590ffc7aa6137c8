"""Putting rows into a state that they once had, through the models' own checks; all or nothing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Max

from comparisons.history.records import record_model
from comparisons.history.snapshots import Snapshot, content_fields


class CannotPutBack(Exception):
    """What the rows were does not fit what is there today; nothing was written.

    Attributes:
        reasons: one line for each.
    """

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(" ".join(self.reasons))


@dataclass(frozen=True, kw_only=True)
class MissingRelation:
    """A row that was named, in a list or where a row may name none, and is gone."""

    field: Any
    key: Any


def missing_relations(snapshot: Snapshot) -> list[MissingRelation]:
    """What the state names, nobody can name any more, and the row can be without."""
    missing = [MissingRelation(field=field, key=snapshot.values[field.attname]) for field in _missing_ones(snapshot)]
    for name, keys in snapshot.relations.items():
        field: Any = snapshot.model._meta.get_field(name)
        there = existing_keys(field.related_model, keys)
        missing += [MissingRelation(field=field, key=key) for key in sorted(keys - there)]
    return missing


def existing_keys(model: type[models.Model], keys: Collection[Any]) -> set[Any]:
    return set(model._base_manager.filter(pk__in=list(keys)).values_list("pk", flat=True))


def outlives(relation: Any) -> bool:
    """Whether a row stays, and names nobody, when the one that it names by this relation is deleted."""
    return relation.remote_field.on_delete is models.SET_NULL


def remade(snapshot: Snapshot) -> Any:
    """The row of this state, unsaved and without its lists, for one that is gone.

    Its version goes on after its last one, so that a form of an earlier life is not taken for one of today.
    """
    row = snapshot.unsaved()
    newest = record_model(snapshot.model)._base_manager.filter(id=snapshot.key).aggregate(newest=Max("version"))
    row.version = (newest["newest"] or snapshot.version) + 1
    _forget_missing(row, snapshot)
    return row


def fill(row: Any, snapshot: Snapshot) -> None:
    """Sets the values of the state, not the lists."""
    for field in content_fields(snapshot.model):
        setattr(row, field.attname, snapshot.values[field.attname])
    _forget_missing(row, snapshot)


def checked_save(row: Any) -> None:
    """Saves a row that passes what a form would check.

    Raises:
        CannotPutBack: with the reasons, as an editor reads them in a form.
        LostUpdate: somebody else has saved it since it was read.
    """
    try:
        row.full_clean()
    except ValidationError as error:
        raise CannotPutBack(_reasons(row, error)) from error
    row.save()


def set_relations(row: Any, snapshot: Snapshot) -> None:
    """Sets the lists, without the rows that are gone."""
    for name, keys in snapshot.relations.items():
        there = existing_keys(snapshot.model._meta.get_field(name).related_model, keys)  # type: ignore[arg-type]  # a model, never "self"
        getattr(row, name).set(sorted(there))


def _missing_ones(snapshot: Snapshot) -> Iterator[Any]:
    """The relations to one that the row can be without and whose one is gone."""
    for field in content_fields(snapshot.model):
        key = snapshot.values[field.attname]
        is_optional = field.is_relation and outlives(field) and key is not None
        if is_optional and not existing_keys(field.related_model, [key]):
            yield field


def _forget_missing(row: Any, snapshot: Snapshot) -> None:
    for field in _missing_ones(snapshot):
        setattr(row, field.attname, None)


def _reasons(row: Any, error: ValidationError) -> Iterable[str]:
    name = str(row._meta.verbose_name)
    for field, messages in error.message_dict.items():
        label = "" if field == NON_FIELD_ERRORS else f", {row._meta.get_field(field).verbose_name}"
        yield from (f"{name}{label}: {message}" for message in messages)
