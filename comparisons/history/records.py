"""The record of a row with its parts, change by change: what each change made of which of them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import models
from django.db.models import OuterRef, Q, QuerySet, Subquery

from comparisons.catalogue.recorded_models import PARTS
from comparisons.history.snapshots import Snapshot, snapshots_of_records
from comparisons.models.history import EditHistory

Moment = tuple[datetime, Any]


class Kind(Enum):
    """What a change did to a row."""

    CREATED = "created"
    CHANGED = "changed"
    DELETED = "deleted"
    RESTORED = "restored"
    # The row is older than its record, so nobody knows what it was before.
    FIRST_SEEN = "first seen"


@dataclass(frozen=True, kw_only=True)
class RowChange:
    """What one change made of one row.

    Attributes:
        before, after: None where the row was not, or is not there.
    """

    kind: Kind
    before: Snapshot | None
    after: Snapshot | None
    version: int
    reason: str

    @property
    def shown(self) -> Snapshot:
        """The state by which the row is named."""
        named = self.after or self.before
        assert named is not None, "a change has one of the two"
        return named


@dataclass(frozen=True, kw_only=True)
class Member:
    """The records of one model within the record of a row.

    Attributes:
        owner: the relation that leads to the model above; empty for the row itself.
    """

    model: type[models.Model]
    owner: str
    records: "QuerySet[Any]"


def record_model(model: type[models.Model]) -> Any:
    """The model of a model's records."""
    return EditHistory.of_model[model].record_model


def parts_of(model: type[models.Model]) -> list[tuple[type[models.Model], str]]:
    """The models whose rows belong to a row of this one, each with the relation that leads to it."""
    return [
        (part.model, owner)
        for part in PARTS
        for owner in part.owners
        if part.model._meta.get_field(owner).related_model is model
    ]


def owner_fields(model: type[models.Model]) -> list[Any]:
    """The relations of which one leads to what a row of this model is a part of; none for what stands for itself."""
    return [model._meta.get_field(owner) for part in PARTS if part.model is model for owner in part.owners]


def owners_of(row: Any) -> list[Any]:
    """The row that this one is a part of, in a list; none for what stands for itself."""
    fields = owner_fields(type(row))
    return [getattr(row, field.name) for field in fields if getattr(row, field.attname) is not None]


def members(model: type[models.Model], key: Any) -> list[Member]:
    """The row's own records and those of its parts and their parts, also of those that left it later."""
    own = Member(model=model, owner="", records=record_model(model)._base_manager.filter(id=key))
    return [own, *_members_below(model, [key])]


def moments(of_members: Iterable[Member]) -> "QuerySet[Any]":
    """When something changed, and by whom: (moment, key of the user), newest first."""
    first, *others = [
        member.records.order_by().values_list("history_date", "history_user_id") for member in of_members
    ]
    return first.union(*others).order_by("-history_date", "-history_user_id")


def users_in_history(keys: Collection[Any]) -> set[Any]:
    """Those of these users who changed something; one query."""
    first, *others = [
        history.record_model._base_manager.filter(history_user_id__in=keys)
        .order_by()
        .values_list("history_user_id", flat=True)
        for history in EditHistory.of_model.values()
    ]
    return set(first.union(*others))


def changes_at(of_members: Iterable[Member], when: Collection[Moment]) -> dict[Moment, list[RowChange]]:
    """What was changed at these moments, the row itself first; a constant number of queries."""
    found: dict[Moment, list[RowChange]] = {moment: [] for moment in when}
    for member in of_members:
        records = list(
            member.records.filter(history_date__in=[moment for moment, _user in when]).order_by("history_id")
        )
        before = records_before(member.model, records)
        snapshots = snapshots_of_records([*records, *before.values()])
        by_row: dict[tuple[Moment, Any], list[Any]] = {}
        for record in records:
            by_row.setdefault(((record.history_date, record.history_user_id), record.id), []).append(record)
        for (moment, _key), its_records in by_row.items():
            if moment in found:
                found[moment].append(_row_change(its_records, before.get(its_records[0].history_id), snapshots))
    return found


def _members_below(model: type[models.Model], keys: Any) -> list[Member]:
    below = []
    for part, owner in parts_of(model):
        all_records = record_model(part)._base_manager
        own = all_records.filter(**{f"{owner}_id__in": keys})
        previous_owner = (
            all_records.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
            .order_by("-history_id")
            .values(f"{owner}_id")[:1]
        )
        records = all_records.alias(previous_owner=Subquery(previous_owner)).filter(
            Q(**{f"{owner}_id__in": keys}) | Q(id__in=own.values("id"), previous_owner__in=keys)
        )
        below += [Member(model=part, owner=owner, records=records), *_members_below(part, own.values("id"))]
    return below


def records_before(model: type[models.Model], records: list[Any]) -> dict[Any, Any]:
    """The record before each of these, by the number of the later one."""
    all_records = record_model(model)._base_manager
    previous = (
        all_records.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
        .order_by("-history_id")
        .values("history_id")[:1]
    )
    numbers = dict(
        all_records.filter(pk__in=[record.pk for record in records])
        .annotate(previous=Subquery(previous))
        .values_list("history_id", "previous")
    )
    found = all_records.in_bulk([number for number in numbers.values() if number is not None])
    return {number: found[earlier] for number, earlier in numbers.items() if earlier is not None}


def _row_change(records: list[Any], earlier: Any, snapshots: dict[Any, Snapshot]) -> RowChange:
    """All that one change did to a row, as one."""
    first, last = records[0], records[-1]
    was_there = earlier is not None and earlier.history_type != "-"
    is_there = last.history_type != "-"
    if not is_there:
        kind = Kind.DELETED
    elif first.history_type == "+":
        kind = Kind.RESTORED if earlier is not None else Kind.CREATED
    else:
        kind = Kind.CHANGED if was_there else Kind.FIRST_SEEN
    before = snapshots[earlier.history_id] if was_there else None
    if kind == Kind.DELETED:
        before = snapshots[last.history_id]
    return RowChange(
        kind=kind,
        before=before,
        after=snapshots[last.history_id] if is_there else None,
        version=last.version,
        reason=next((record.history_change_reason for record in records if record.history_change_reason), ""),
    )
