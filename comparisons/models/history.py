"""The record of edits: one record per saved row, and all that one request or command writes is one change.

A request is one change by itself; a command says so with `one_change`, and either says why with it.

django-simple-history watches saves and deletions. What it leaves out is added here, so that the record is complete:
relations set from their other end, rows that lose a relation because something else was deleted, and the relations
that a deleted row had.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from simple_history.models import HistoricalRecords

# So many records go into one INSERT.
GATHERED_BATCH = 500

RowKey = tuple[type[models.Model], Any]


@dataclass(kw_only=True)
class _Change:
    """What is being written as one change.

    Attributes:
        moment: that all its records share; taken at the first, when the first lock is held.
        records: the newest record of each row, which a later change of its relations amends.
        gathered: records that are to be written together at the end; None when each is written at once.
    """

    moment: datetime | None = None
    records: dict[RowKey, Any] = field(default_factory=dict)
    gathered: list[Any] | None = None

    def take_moment(self) -> datetime:
        self.moment = self.moment or timezone.now()
        return self.moment


_change: ContextVar[_Change | None] = ContextVar("change", default=None)
_reason: ContextVar[str] = ContextVar("reason", default="")


@contextmanager
def one_change(reason: str = "", *, gathered: bool = False) -> Iterator[None]:
    """All that is written inside is one change: with one moment, and one reason unless a row brings its own.

    Inside another change it belongs to that one, and only gives the reason for its part.

    Args:
        reason: why. Example: "load_catalogue".
        gathered: writes the records together at the end, for many rows at once. Only inside a transaction that
            nothing rolls back in part, and where an error goes on to its end.
    """
    outer = change = _current_change()
    if gathered and (outer is None or outer.gathered is None):
        change = _Change(moment=outer.take_moment() if outer else None, gathered=[])
    change = change or _Change()
    outer_change = _change.set(change)
    outer_reason = _reason.set(reason or _reason.get())
    try:
        yield
        if change is not outer and change.gathered:
            _write_gathered(change.gathered)
    finally:
        _reason.reset(outer_reason)
        _change.reset(outer_change)


def _current_change() -> _Change | None:
    """The change that is being written: an explicit one, or that of the request."""
    change = _change.get()
    request = getattr(HistoricalRecords.context, "request", None)
    if change is None and request is not None:
        if not hasattr(request, "_change"):
            request._change = _Change()
        change = request._change
    return change


def relation_keys(relation: Any, key: Any) -> list[Any]:
    """The keys of the rows that a row names in a many-to-many relation.

    Args:
        relation: the field.
        key: of the row that has the field.
    """
    return [other for _key, other in _links(relation, key)]


class EditHistory(HistoricalRecords):  # type: ignore[misc]  # django-simple-history ships no types
    """Keeps the record of one model."""

    of_model: "ClassVar[dict[type[models.Model], EditHistory]]" = {}

    # The model of the records; the descriptor `history` of the rows makes a class anew at each look.
    record_model: Any

    def create_history_model(self, model: type[models.Model], inherited: Any) -> Any:
        self.record_model = super().create_history_model(model, inherited)
        return self.record_model

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        super().finalize(sender, **kwargs)
        if sender is self.cls:
            self.of_model[sender] = self

    @property
    def relations(self) -> list[Any]:
        """The many-to-many fields that are kept."""
        relations: list[Any] = self.record_model._history_m2m_fields
        return relations

    def get_change_reason_for_object(self, instance: Any, history_type: str, using: str | None) -> str | None:
        return super().get_change_reason_for_object(instance, history_type, using) or _reason.get() or None

    def create_historical_record(
        self, instance: Any, history_type: str, using: str | None = None, *, moment: datetime | None = None
    ) -> None:
        """As in django-simple-history, with the moment of the change and without the signals that nobody hears."""
        record = self.record_model(
            history_date=moment or _moment_of(instance),
            history_type=history_type,
            history_user=self.get_history_user(instance),
            history_change_reason=self.get_change_reason_for_object(instance, history_type, using),
            **{field.attname: getattr(instance, field.attname) for field in self.fields_included(instance)},
        )
        change = _current_change()
        if change is not None:
            change.records[self.cls, instance.pk] = record
        if change is not None and change.gathered is not None:
            record.links_before = instance._links_before if history_type == "-" else None
            change.gathered.append(record)
            return
        record.save()
        if history_type != "+":  # a new row has no relations yet
            for relation in self.relations:
                _keep_links(record, relation, _links_for_record(instance, relation, history_type))

    def pre_delete(self, instance: Any, origin: Any = None, **kwargs: Any) -> None:
        """Notes what the deletion will take from the row and from others before it is gone."""
        super().pre_delete(instance, **kwargs)
        instance._links_before = {relation.name: _links(relation, instance.pk) for relation in self.relations}
        instance._bystanders = list(_bystanders_of(instance))
        if origin is not None:
            # Every row that goes with this one hears of the same origin.
            origin._deletion_moment = timezone.now()

    def post_delete(self, instance: Any, using: str | None = None, origin: Any = None, **kwargs: Any) -> None:
        change = _current_change()
        moment = getattr(origin, "_deletion_moment", None) if change is None else None
        self.create_historical_record(instance, "-", using=using, moment=moment)
        for model, keys in instance._bystanders:
            for bystander in model._base_manager.filter(pk__in=keys).order_by("pk"):
                self.of_model[model].create_historical_record(bystander, "~", moment=moment)

    def m2m_changed(self, *, instance: Any, action: str, attr: str, pk_set: Any, reverse: bool, **_: Any) -> None:
        relation = self.cls._meta.get_field(attr)
        if action == "pre_clear":
            instance._cleared = _other_end(relation, instance, reverse=reverse)
        if action not in ("post_add", "post_remove", "post_clear"):
            return
        others = instance._cleared if action == "post_clear" else pk_set
        if not reverse:
            self._record_relations([instance])
        if reverse or relation.remote_field.symmetrical:
            self._record_relations(self.cls._base_manager.filter(pk__in=others).order_by("pk"))

    def _record_relations(self, rows: Iterable[Any]) -> None:
        """Records the relations as they are now: in the row's record of this change, where it has one."""
        change = _current_change()
        for row in rows:
            record = change.records.get((self.cls, row.pk)) if change else None
            if record is not None and change is not None and change.gathered is not None:
                continue  # the relations are read when the record is written
            # A record may be gone with a savepoint that was rolled back.
            if record is None or not type(record)._base_manager.filter(pk=record.pk).exists():
                self.create_historical_record(row, "~")
                continue
            for relation in self.relations:
                _keep_links(record, relation, _links(relation, row.pk), again=True)


def _moment_of(instance: Any) -> datetime:
    if hasattr(instance, "_history_date"):
        moment: datetime = instance._history_date
        return moment
    change = _current_change()
    return change.take_moment() if change else timezone.now()


def _links(relation: Any, key: Any) -> list[tuple[Any, Any]]:
    """The rows of the table between, each with its own key and that of the row at the other end."""
    own, other = relation.m2m_column_name(), relation.m2m_reverse_name()
    through = relation.remote_field.through
    return list(through._base_manager.filter(**{own: key}).order_by("pk").values_list("pk", other))


def _links_for_record(instance: Any, relation: Any, history_type: str) -> list[tuple[Any, Any]]:
    if history_type == "-":
        links: list[tuple[Any, Any]] = instance._links_before[relation.name]
        return links
    return _links(relation, instance.pk)


def _keep_links(record: Any, relation: Any, links: Iterable[tuple[Any, Any]], *, again: bool = False) -> None:
    kept: Any = HistoricalRecords.m2m_models[relation]
    own, other = relation.m2m_column_name(), relation.m2m_reverse_name()
    if again:
        kept._base_manager.filter(history=record).delete()
    rows = [kept(history=record, id=key, **{own: record.id, other: other_key}) for key, other_key in links]
    if rows:
        kept._base_manager.bulk_create(rows)


def _write_gathered(records: list[Any]) -> None:
    by_model: dict[type[models.Model], list[Any]] = {}
    for record in records:
        by_model.setdefault(record.instance_type, []).append(record)
    for model, its_records in by_model.items():
        type(its_records[0])._base_manager.bulk_create(its_records, batch_size=GATHERED_BATCH)
        for relation in EditHistory.of_model[model].relations:
            _keep_gathered_links(its_records, relation)


def _keep_gathered_links(records: list[Any], relation: Any) -> None:
    """The relations of many records, as they are at the end of the change."""
    kept: Any = HistoricalRecords.m2m_models[relation]
    own, other = relation.m2m_column_name(), relation.m2m_reverse_name()
    links: dict[Any, list[tuple[Any, Any]]] = {}
    for key, own_key, other_key in relation.remote_field.through._base_manager.order_by("pk").values_list(
        "pk", own, other
    ):
        links.setdefault(own_key, []).append((key, other_key))
    rows = [
        kept(history=record, id=key, **{own: record.id, other: other_key})
        for record in records
        for key, other_key in (record.links_before or {}).get(relation.name, links.get(record.id, []))
    ]
    kept._base_manager.bulk_create(rows, batch_size=GATHERED_BATCH)


def _other_end(relation: Any, instance: Any, *, reverse: bool) -> list[Any]:
    """The keys of the rows at the other end of a relation."""
    if not reverse:
        return relation_keys(relation, instance.pk)
    own, other = relation.m2m_column_name(), relation.m2m_reverse_name()
    through = relation.remote_field.through
    return list(through._base_manager.filter(**{other: instance.pk}).values_list(own, flat=True))


def _bystanders_of(instance: models.Model) -> Iterator[tuple[type[models.Model], list[Any]]]:
    """The rows that stay and lose their relation to this one when it is deleted."""
    for relation in EditHistory.of_model[type(instance)].relations:
        if relation.remote_field.symmetrical and (keys := relation_keys(relation, instance.pk)):
            yield type(instance), keys
    for end in instance._meta.get_fields(include_hidden=True):
        if not end.auto_created or end.concrete or end.related_model not in EditHistory.of_model:
            continue
        model: Any = end.related_model
        named: Any = end.field  # type: ignore[union-attr]  # the end of a relation has it
        if end.many_to_many:
            keys = _other_end(named, instance, reverse=True)
        elif named.remote_field.on_delete is models.SET_NULL:
            keys = list(model._base_manager.filter(**{named.name: instance.pk}).values_list("pk", flat=True))
        else:
            continue
        if keys:
            yield model, keys
