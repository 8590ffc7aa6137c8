"""Bringing back what was deleted, with all that the same deletion took along: parts, what hung on it, and the places
where others named it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from comparisons.choices import PublicationState
from comparisons.history.records import Kind, RowChange, record_model, records_before
from comparisons.history.snapshots import Snapshot, content_fields, snapshots_of_records, snapshots_of_rows
from comparisons.history.writing import (
    CannotPutBack,
    MissingRelation,
    checked_save,
    existing_keys,
    missing_relations,
    outlives,
    remade,
    set_relations,
)
from comparisons.models.history import EditHistory, one_change
from comparisons.settled import PUBLISH, is_beneath_settled, is_settled

RowKey = tuple[type[models.Model], Any]


@dataclass(frozen=True, kw_only=True)
class Named:
    """A row that lost its relation to a deleted one, and is there.

    Attributes:
        field: its relation, to one or to many.
        key: of the row that stayed.
        deleted: the key of the one that it named.
        is_settled: only who may publish changes the row.
        refusals: what today's rules say against it; empty when it can name the other again.
    """

    field: Any
    key: Any
    deleted: Any
    is_settled: bool
    refusals: tuple[str, ...]

    def will_name(self, *, may_publish: bool) -> bool:
        """Whether it names the other again when somebody with this right restores it."""
        return not self.refusals and (may_publish or not self.is_settled)


@dataclass(frozen=True, kw_only=True)
class Restoration:
    """What would be made again, what is named first.

    Attributes:
        states: as they were when they were deleted.
        left_out: what was deleted along and cannot be without something that is gone.
        missing: what was named and is gone.
        named_by: rows that are there, named the restored ones and name nothing instead. One that cannot name them
            again, or that the editor may not change, keeps nothing from coming back.
        permissions: what somebody must be allowed to do it.
    """

    states: tuple[Snapshot, ...]
    left_out: tuple[Snapshot, ...]
    missing: tuple[MissingRelation, ...]
    named_by: tuple[Named, ...]
    permissions: frozenset[str]

    @property
    def changes(self) -> list[RowChange]:
        """The same, as the history tells it."""
        return [
            RowChange(kind=Kind.RESTORED, before=None, after=state, version=state.version, reason="")
            for state in self.states
        ]


def deleted(model: type[models.Model]) -> "QuerySet[Any]":
    """The newest record of each row that is gone, last deleted first."""
    records = record_model(model)._base_manager
    later = records.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    there = model._base_manager.filter(pk=OuterRef("id"))
    gone: QuerySet[Any] = (
        records.filter(~Exists(there), ~Exists(later), history_type="-")
        .select_related("history_user")
        .order_by("-history_date", "-history_id")
    )
    return gone


def plan_restoration(record: Any) -> Restoration:
    """What brings back the row of this record; `record` is one of `deleted()`."""
    states = list(_deleted_along(record.instance_type, [record]))
    coming: set[RowKey] = set()
    left_out = []
    for state in states:
        # The row itself is tried in any case: what keeps it from coming back is then said of its field.
        if coming and not _can_stand(state, coming):
            left_out.append(state)
        else:
            coming.add((state.model, state.key))
    kept = [state for state in states if (state.model, state.key) in coming]
    return Restoration(
        states=tuple(kept),
        left_out=tuple(left_out),
        missing=tuple(lost for state in kept for lost in missing_relations(state) if _is_lost(lost, coming)),
        named_by=tuple(named for state in kept for named in _named_by(state, record.history_date)),
        permissions=frozenset(_permissions(kept)),
    )


def _permissions(states: list[Snapshot]) -> Iterator[str]:
    yield from (f"comparisons.add_{state.model._meta.model_name}" for state in states)
    # All others hang on the first.
    if is_beneath_settled(states[:1]):
        yield PUBLISH


def restore(record: Any, *, may_publish: bool, reason: str) -> Any:
    """Carries the plan out; who may not publish gets drafts.

    Returns:
        The restored row.

    Raises:
        CannotPutBack: what was does not fit what is there today, or the row is back already.
        LostUpdate: somebody saved, at this very moment, a row that named it.
    """
    with transaction.atomic(), one_change(reason):
        plan = plan_restoration(record)
        if not deleted(record.instance_type).filter(pk=record.pk).exists():
            raise CannotPutBack([_("It is back already.")])
        try:
            rows = [_make_again(state, may_publish=may_publish) for state in plan.states]
            for row, state in zip(rows, plan.states, strict=True):
                set_relations(row, state)
            for named in plan.named_by:
                if named.will_name(may_publish=may_publish):
                    _name_again(named)
        except IntegrityError as error:
            raise CannotPutBack([_("The database refuses it: %(error)s") % {"error": error}]) from error
    return rows[0]


def _deleted_along(model: type[models.Model], records: list[Any]) -> Iterator[Snapshot]:
    """These rows and all that hung on them and went at the same moment, from above to below."""
    if not records:
        return
    yield from snapshots_of_records(records).values()
    keys, moments = {record.id for record in records}, {record.history_date for record in records}
    for end in model._meta.related_objects:
        part: Any = end.related_model
        if end.one_to_many and part in EditHistory.of_model and not outlives(end.field):
            hanging = record_model(part)._base_manager.filter(
                **{f"{end.field.attname}__in": keys}, history_type="-", history_date__in=moments
            )
            yield from _deleted_along(part, list(hanging.order_by("history_id")))


def _can_stand(state: Snapshot, coming: set[RowKey]) -> bool:
    """Whether all that the row cannot be without is there, or comes back with it."""
    for field in content_fields(state.model):
        if field.is_relation and not outlives(field) and (key := state.values[field.attname]) is not None:
            is_coming = (field.related_model, key) in coming
            if not is_coming and not existing_keys(field.related_model, [key]):
                return False
    return True


def _is_lost(lost: MissingRelation, coming: set[RowKey]) -> bool:
    return (lost.field.related_model, lost.key) not in coming


def _make_again(state: Snapshot, *, may_publish: bool) -> Any:
    row = remade(state)
    if state.is_settled and not may_publish:
        row.state = PublicationState.DRAFT
    checked_save(row)
    return row


def _named_by(state: Snapshot, moment: Any) -> Iterator[Named]:
    """The rows that named this one until it was deleted, and could name it again."""
    for end in state.model._meta.get_fields(include_hidden=True):
        related: Any = end.related_model
        if not end.auto_created or end.concrete or related not in EditHistory.of_model:
            continue
        field: Any = end.field  # type: ignore[union-attr]  # the end of a relation has it
        if end.many_to_many or outlives(field):
            yield from _lost_by(field, related, state.key, moment)


def _lost_by(field: Any, model: type[models.Model], key: Any, moment: Any) -> Iterator[Named]:
    """Those that stayed, and those that went at the same moment and are back; a constant number of queries."""
    at_once = record_model(model)._base_manager.filter(history_date=moment, history_type__in=("~", "-"))
    records = list(at_once.order_by("id", "-history_id"))
    changed = [record for record in records if record.history_type == "~"]
    before = records_before(model, changed)
    states = snapshots_of_records([*records, *before.values()])
    rows = model._base_manager.in_bulk([record.id for record in records])
    today = snapshots_of_rows(rows.values())
    lost = {
        record.id
        for record in records
        if record.history_type == "-" and _names(states[record.history_id], field, key)
    }
    lost |= {
        record.id
        for record in changed
        if record.history_id in before
        and _names(states[before[record.history_id].history_id], field, key)
        and not _names(states[record.history_id], field, key)
    }
    for row_key in sorted(lost & today.keys()):
        if _has_room(today[row_key], field, key):
            row = rows[row_key]
            yield Named(
                field=field,
                key=row_key,
                deleted=key,
                is_settled=is_settled(row),
                refusals=() if field.many_to_many else _refusals(row, field, key),
            )


def _refusals(row: Any, field: Any, key: Any) -> tuple[str, ...]:
    """What speaks against a relation to one. What else the row lacks, it lacked before, and drafts may lack much."""
    setattr(row, field.attname, key)
    try:
        row.validate_constraints()
    except ValidationError as error:
        return tuple(error.messages)
    return ()


def _has_room(state: Snapshot, field: Any, key: Any) -> bool:
    """Whether the row could name it and does not; to one it may name another by now."""
    return not _names(state, field, key) if field.many_to_many else state.values[field.attname] is None


def _names(state: Snapshot, field: Any, key: Any) -> bool:
    if field.many_to_many:
        return key in state.relations[field.name]
    return bool(state.values[field.attname] == key)


def _name_again(named: Named) -> None:
    row = named.field.model._base_manager.filter(pk=named.key).first()
    if row is None:
        return  # somebody deleted it since the plan was made
    if named.field.many_to_many:
        getattr(row, named.field.name).add(named.deleted)
    elif getattr(row, named.field.attname) is None:
        setattr(row, named.field.attname, named.deleted)
        row.save()
