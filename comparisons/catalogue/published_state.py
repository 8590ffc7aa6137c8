"""The published state as plain data: all that visitors can read, whoever wrote it and however.

Relations become natural keys and names, in one query a table and none a row; what they point at is left out while it
is a draft.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import ForeignKey, Model

from comparisons.catalogue.differences import CALLED, Content
from comparisons.catalogue.recorded_models import PARTS, THINGS, Recorded, RecordedPart, RecordedThing
from comparisons.models import Framework, Release, Verdict
from comparisons.models.changes import KEY_SEPARATOR

TITLE_SEPARATOR = " · "


@dataclass(frozen=True, kw_only=True)
class ThingState:
    """A thing as visitors see it."""

    recorded: RecordedThing
    key: str
    title: str
    content: Content


@dataclass(frozen=True, kw_only=True)
class _Row:
    key: str
    title: str
    values: dict[str, Any]
    content: Content


_Rows = dict[type[Model], dict[Any, _Row]]


def published_state() -> list[ThingState]:
    """All that visitors can read, thing by thing, in a constant number of queries."""
    rows: _Rows = {recorded.model: _published_rows(recorded) for recorded in THINGS}
    for part in PARTS:
        rows[part.model] = _put_in_place(part, rows)
    for recorded in (*THINGS, *PARTS):
        _add_relations(recorded, rows)
    return [
        ThingState(recorded=recorded, key=row.key, title=row.title, content=row.content)
        for recorded in THINGS
        for row in sorted(rows[recorded.model].values(), key=lambda row: row.key)
    ]


def frameworks_of(recorded: RecordedThing, key: str, content: Content) -> set[str]:
    """The slugs of the frameworks that a thing with this content speaks of."""
    if recorded.model in (Framework, Release, Verdict):
        return {key.partition(KEY_SEPARATOR)[0]}
    return {*content.get("framework", ()), *content.get("frameworks", ())}


def _published_rows(recorded: Recorded) -> dict[Any, _Row]:
    columns = [field.attname for field in recorded.own_fields]
    owners = [f"{owner}_id" for owner in recorded.owners] if isinstance(recorded, RecordedPart) else []
    plain = [field.attname for field in recorded.own_fields if not isinstance(field, ForeignKey)]
    names = list(dict.fromkeys(["pk", *recorded.key, *recorded.title, *columns, *owners]))
    return {
        values["pk"]: _Row(
            key=KEY_SEPARATOR.join(values[column] for column in recorded.key),
            title=TITLE_SEPARATOR.join(values[column] for column in recorded.title),
            values=values,
            content={name: _plain(values[name]) for name in plain if not _is_empty(values[name])},
        )
        for values in (dict(zip(names, row, strict=True)) for row in recorded.rows().values_list(*names))
    }


def _put_in_place(part: RecordedPart, rows: _Rows) -> dict[Any, _Row]:
    """Puts the rows of a part into what they belong to. Returns those that belong to something published."""
    placed = {}
    for pk, row in _published_rows(part).items():
        for owner in part.owners:
            owner_model = part.model._meta.get_field(owner).related_model
            owner_row = rows[owner_model].get(row.values[f"{owner}_id"])  # type: ignore[index]  # a model, never "self"
            if owner_row is not None:
                row.content[CALLED] = row.title
                owner_row.content.setdefault(part.place, {})[row.key] = row.content
                placed[pk] = row
    return placed


def _add_relations(recorded: Recorded, rows: _Rows) -> None:
    """Adds {key: name} of every published row that a relation leads to."""
    for field, pk, related_pk in (*_relations_to_one(recorded, rows), *_relations_to_many(recorded)):
        row, related = rows[recorded.model].get(pk), rows[field.related_model].get(related_pk)
        if row is not None and related is not None:
            row.content.setdefault(field.name, {})[related.key] = related.title


def _relations_to_one(recorded: Recorded, rows: _Rows) -> Iterator[tuple[Any, Any, Any]]:
    for field in recorded.own_fields:
        if isinstance(field, ForeignKey):
            for pk, row in rows[recorded.model].items():
                yield field, pk, row.values[field.attname]


def _relations_to_many(recorded: Recorded) -> Iterator[tuple[Any, Any, Any]]:
    for field in recorded.model._meta.many_to_many:
        columns = (f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id")
        through: Any = field.remote_field.through
        pairs: Iterable[tuple[Any, Any]] = through.objects.values_list(*columns)
        for pk, related_pk in pairs:
            yield field, pk, related_pk


def _plain(value: Any) -> Any:
    """As JSON gives it back."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _is_empty(value: Any) -> bool:
    # 0 is not empty: it may be a rating.
    return value is None or value is False or value == ""
