"""A row as it was or is, apart from the database: its values and the rows that it names in lists."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from comparisons.choices import SETTLED_STATES
from comparisons.models.history import EditHistory
from comparisons.models.publication import PublishableModel

# A row keeps its number, and each save raises the version.
NOT_CONTENT = frozenset({"id", "version"})


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One state of a row.

    Attributes:
        values: by the names of the columns.
        relations: the keys of the rows that each many-to-many field names.
    """

    model: type[models.Model]
    key: Any
    version: int
    values: dict[str, Any]
    relations: dict[str, frozenset[Any]]

    @property
    def is_settled(self) -> bool:
        """Whether visitors saw the row in this state, or had seen it."""
        return issubclass(self.model, PublishableModel) and self.values["state"] in SETTLED_STATES

    def unsaved(self) -> Any:
        """A copy of the row in this state, without its lists."""
        return self.model(pk=self.key, version=self.version, **self.values)

    def has_same_content(self, other: "Snapshot") -> bool:
        return (self.values, self.relations) == (other.values, other.relations)


def content_fields(model: type[models.Model]) -> list[Any]:
    """The columns that editors fill."""
    return [field for field in model._meta.concrete_fields if field.name not in NOT_CONTENT]


def snapshots_of_rows(rows: Iterable[Any]) -> dict[Any, Snapshot]:
    """The rows as they are now, by key; a constant number of queries."""
    by_key = {row.pk: row for row in rows}
    return _snapshots({key: (key, row) for key, row in by_key.items()}, of_records=False)


def snapshots_of_records(records: Iterable[Any]) -> dict[Any, Snapshot]:
    """The states that the records keep, by the number of the record; a constant number of queries."""
    return _snapshots({record.history_id: (record.id, record) for record in records}, of_records=True)


def _snapshots(found: dict[Any, tuple[Any, Any]], *, of_records: bool) -> dict[Any, Snapshot]:
    if not found:
        return {}
    _key, first = next(iter(found.values()))
    model: type[models.Model] = first.instance_type if of_records else type(first)
    relations = {
        relation.name: _linked(relation, found, of_records=of_records)
        for relation in EditHistory.of_model[model].relations
    }
    return {
        number: Snapshot(
            model=model,
            key=key,
            version=state.version,
            values={field.attname: getattr(state, field.attname) for field in content_fields(model)},
            relations={name: frozenset(links.get(number, ())) for name, links in relations.items()},
        )
        for number, (key, state) in found.items()
    }


def _linked(relation: Any, found: dict[Any, Any], *, of_records: bool) -> dict[Any, list[Any]]:
    """The keys that a relation names, by the number of the record or by the key of the row."""
    own, other = relation.m2m_column_name(), relation.m2m_reverse_name()
    table = EditHistory.m2m_models[relation] if of_records else relation.remote_field.through
    owner = "history_id" if of_records else own
    links: dict[Any, list[Any]] = {}
    for number, key in table._base_manager.filter(**{f"{owner}__in": list(found)}).values_list(owner, other):
        links.setdefault(number, []).append(key)
    return links
