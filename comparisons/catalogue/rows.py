"""A row of the catalogue as plain data and back: natural keys instead of numbers.

Built on Django's own serialisers; what is added is a stable order within many-to-many fields, a digest, and a
constant number of queries for all rows of a model.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core import serializers
from django.db.models import Model

from comparisons.catalogue.natural_keys import Key, natural_key_of, parents_of_key

PlainRow = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SavedRow:
    """A row as it was read, so that a save can tell whether it still is that.

    Attributes:
        version: None where no editor writes, and no save is counted.
    """

    pk: Any
    version: int | None
    digest: str


def to_plain(rows: Iterable[Model]) -> list[PlainRow]:
    """The rows as {"model": …, "fields": {…}}, without numbers, many-to-many fields sorted."""
    plain: list[PlainRow] = serializers.serialize(
        "python", rows, use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    return [normalised(json.loads(json.dumps(row, default=str))) for row in plain]


def normalised(row: PlainRow) -> PlainRow:
    """The same row with lists of keys in a fixed order, since a set has none, and without empty fields.

    So are the names within a JSON column, since PostgreSQL keeps them in an order of its own.

    A field that is left out loads as empty, so a source need not name the parents that it does not have.
    """
    fields = {name: _in_order(value) for name, value in row["fields"].items() if value is not None}
    return {"model": row["model"], "fields": fields}


def _in_order(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], list):
        return sorted(value)
    if isinstance(value, dict):
        return {name: _in_order(value[name]) for name in sorted(value)}
    return value


def digest(row: PlainRow) -> str:
    """A fingerprint of a row's content, the same for the same content.

    Empty fields leave no trace in it, so a column that a later version adds does not make every row look edited.
    """
    plain = normalised(row)
    plain["fields"] = {name: value for name, value in plain["fields"].items() if not _is_empty(value)}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    # Half a character in a fixture is refused where it is written, with its place.
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _is_empty(value: Any) -> bool:
    # 0 is not empty: it may be a rating.
    return value is None or value is False or value == "" or value == []


def row_digests(model: type[Model]) -> dict[Key, str]:
    """The fingerprint of every row of the model, by natural key."""
    return {key: row.digest for key, row in saved_rows(model).items()}


def saved_rows(model: type[Model]) -> dict[Key, SavedRow]:
    """Every row of the model, by natural key."""
    rows: list[Any] = list(with_relations(model))
    return {
        natural_key_of(row): SavedRow(pk=row.pk, version=getattr(row, "version", None), digest=digest(plain))
        for row, plain in zip(rows, to_plain(rows), strict=True)
    }


def with_relations(model: type[Model]) -> Iterable[Model]:
    """All rows with what their natural keys and lists need, in a constant number of queries."""
    lists = [relation.name for relation in model._meta.many_to_many]
    return model._default_manager.select_related(*parents_of_key(model)).prefetch_related(*lists)
