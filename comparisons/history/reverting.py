"""Making a row what it was at a moment, its parts included: sources, answers, effects, requirements.

What would be done is planned first, so that it can be shown; a digest of the plan tells whether it still holds when
it is carried out.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, models, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from comparisons.history.records import Kind, RowChange, owner_fields, parts_of, record_model
from comparisons.history.snapshots import Snapshot, snapshots_of_records, snapshots_of_rows
from comparisons.history.writing import (
    CannotPutBack,
    MissingRelation,
    checked_save,
    fill,
    missing_relations,
    remade,
    set_relations,
)
from comparisons.models.history import one_change
from comparisons.settled import PUBLISH, is_beneath_settled, is_settled


@dataclass(frozen=True, kw_only=True)
class Reversion:
    """What would change, the row itself first, then its parts from above to below.

    Attributes:
        missing: what was named then and is gone.
        keeps_slug: the slug was another, and stays.
        permissions: what somebody must be allowed to do it.
    """

    changes: tuple[RowChange, ...]
    missing: tuple[MissingRelation, ...]
    keeps_slug: bool
    permissions: frozenset[str]

    @property
    def digest(self) -> str:
        """A fingerprint of what is there now and of what it would become."""
        plain = [
            [change.shown.model._meta.label_lower, str(change.shown.key), _plain(change.before), _plain(change.after)]
            for change in self.changes
        ]
        return hashlib.sha256(json.dumps(plain).encode()).hexdigest()


class ChangedInBetween(Exception):
    """The plan that somebody agreed to is not the plan of now."""


def plan_reversion(row: Any, moment: datetime) -> Reversion | None:
    """What makes the row as it was right after this moment; None when it was not there then."""
    model = type(row)
    then = _states_at(model, {row.pk}, moment).get(row.pk)
    if then is None:
        return None
    now = snapshots_of_rows([row])[row.pk]
    kept = _settled_slug(row, then, now)
    changes = [*_changed(now, _with(then, kept)), *_changes_below(model, {row.pk}, {row.pk}, moment)]
    missing = [lost for change in changes if change.after for lost in missing_relations(change.after)]
    return Reversion(
        changes=tuple(changes),
        missing=tuple(missing),
        keeps_slug=bool(kept),
        permissions=frozenset(_permissions(row, changes)),
    )


def revert(row: Any, moment: datetime, *, digest: str, reason: str) -> Reversion:
    """Carries out the plan with this digest.

    Raises:
        ChangedInBetween: it is another plan by now.
        CannotPutBack: what was does not fit what is there today.
        LostUpdate: somebody saved one of the rows at this very moment.
    """
    with transaction.atomic(), one_change(reason):
        # The lock keeps the plan true until it is carried out, where the database locks rows.
        locked = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
        plan = plan_reversion(locked, moment) if locked else None
        if plan is None or plan.digest != digest:
            raise ChangedInBetween
        try:
            _carry_out(plan)
        except ObjectDoesNotExist as error:
            raise ChangedInBetween from error
        except IntegrityError as error:
            raise CannotPutBack([_("The database refuses it: %(error)s") % {"error": error}]) from error
    return plan


def _carry_out(plan: Reversion) -> None:
    leaving = [change for change in plan.changes if change.after is None]
    staying = [change for change in plan.changes if change.before is not None and change.after is not None]
    # What moved into a row that goes must not go with it.
    _take_out(_parts_of_leaving(staying, leaving))
    # What has to go goes first: it may hold the place of what comes back.
    for change in reversed(leaving):
        change.shown.model._base_manager.get(pk=change.shown.key).delete()
    _take_out(staying)
    put_back = [(_put_back(change), change.after) for change in plan.changes if change.after is not None]
    # When all rows are there, since they name each other; and each has its record, which then takes the lists in.
    for row, state in put_back:
        set_relations(row, state)


def _put_back(change: RowChange) -> Any:
    """The row of the change, saved in its later state."""
    state = change.shown
    if change.before is None:
        row: Any = remade(state)
    else:
        row = state.model._base_manager.get(pk=state.key)
        row.version = change.before.version
        fill(row, state)
    checked_save(row)
    return row


def _parts_of_leaving(staying: list[RowChange], leaving: list[RowChange]) -> Iterator[RowChange]:
    gone = {(change.shown.model, change.shown.key) for change in leaving}
    for change in staying:
        now: Any = change.before
        if any((owner.related_model, now.values[owner.attname]) in gone for owner in owner_fields(now.model)):
            yield change


def _take_out(changes: Iterable[RowChange]) -> None:
    """Takes parts out of what they belong to, until each is saved where it is to be.

    Then none holds what another is about to have: an address that moved from source to source, two slugs that were
    swapped. What is unique is so beneath an owner, and the database looks only at the end of the transaction whether
    an owner is there. The history records saves, and these are none.
    """
    keys: dict[type[models.Model], list[Any]] = {}
    for change in changes:
        keys.setdefault(change.shown.model, []).append(change.shown.key)
    for model, its_keys in keys.items():
        for owner in owner_fields(model):
            parts = model._base_manager.filter(pk__in=its_keys, **{f"{owner.name}__isnull": False})
            parts.update(**{owner.attname: -F("pk")})


def _changes_below(
    model: type[models.Model], keys_now: set[Any], keys_then: set[Any], moment: datetime
) -> Iterator[RowChange]:
    """The parts that differ: those of now, and those of then."""
    for part, owner in parts_of(model):
        now_here = set(part._base_manager.filter(**{f"{owner}__in": keys_now}).values_list("pk", flat=True))
        ever = set(
            record_model(part)
            ._base_manager.filter(**{f"{owner}_id__in": keys_then, "history_date__lte": moment})
            .values_list("id", flat=True)
        )
        then = _states_at(part, now_here | ever, moment)
        column = part._meta.get_field(owner).attname  # type: ignore[union-attr]  # a relation to one
        then_here = {key for key, state in then.items() if state.values[column] in keys_then}
        now = snapshots_of_rows(part._base_manager.filter(pk__in=now_here | then_here).order_by("pk"))
        unknown = now_here - then.keys() - _created_later(part, now_here - then.keys(), moment)
        for key in sorted((now_here | then_here) - unknown):
            yield from _changed(now.get(key), then.get(key))
        yield from _changes_below(part, now_here, then_here, moment)


def _states_at(model: type[models.Model], keys: set[Any], moment: datetime) -> dict[Any, Snapshot]:
    """The states at the moment of those that were there, by key."""
    records = record_model(model)._base_manager
    newest = (
        records.filter(id__in=keys, history_date__lte=moment)
        .order_by()
        .values("id")
        .annotate(newest=Max("history_id"))
        .values("newest")
    )
    there = records.filter(history_id__in=newest).exclude(history_type="-")
    return {state.key: state for state in snapshots_of_records(there).values()}


def _created_later(model: type[models.Model], keys: set[Any], moment: datetime) -> set[Any]:
    """Those of which it is known that they were not there: what is older than its record stays as it is."""
    records = record_model(model)._base_manager.filter(id__in=keys)
    before = records.filter(history_date__lte=moment).values("id")
    return set(records.filter(history_type="+").values_list("id", flat=True)) | set(
        before.values_list("id", flat=True)
    )


def _changed(now: Snapshot | None, then: Snapshot | None) -> Iterator[RowChange]:
    if now is None and then is None:
        return
    if now is not None and then is not None and now.has_same_content(then):
        return
    kind = Kind.RESTORED if now is None else Kind.DELETED if then is None else Kind.CHANGED
    yield RowChange(kind=kind, before=now, after=then, version=(now or then).version, reason="")  # type: ignore[union-attr]  # one of the two is there


def _settled_slug(row: Any, then: Snapshot, now: Snapshot) -> dict[str, Any]:
    """The slug of today, where it was another: addresses that visitors have met stay."""
    if not is_settled(row) or then.values.get("slug") == now.values.get("slug"):
        return {}
    return {"slug": now.values["slug"]}


def _with(snapshot: Snapshot, values: dict[str, Any]) -> Snapshot:
    return Snapshot(
        model=snapshot.model,
        key=snapshot.key,
        version=snapshot.version,
        values=snapshot.values | values,
        relations=snapshot.relations,
    )


def _permissions(row: Any, changes: list[RowChange]) -> Iterator[str]:
    yield f"comparisons.change_{row._meta.model_name}"
    for change in changes:
        verb = "add" if change.before is None else "delete" if change.after is None else "change"
        yield f"comparisons.{verb}_{change.shown.model._meta.model_name}"
    states = [state for change in changes for state in (change.before, change.after) if state is not None]
    if is_settled(row) or any(state.is_settled for state in states) or is_beneath_settled(states):
        yield PUBLISH


def _plain(state: Snapshot | None) -> Any:
    if state is None:
        return None
    lists = {name: sorted(map(str, keys)) for name, keys in state.relations.items()}
    return [state.version, {name: str(value) for name, value in sorted(state.values.items())}, lists]
