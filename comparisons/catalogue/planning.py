"""Compares fixtures/ with the database and says what a load would do; writes nothing.

A row counts as touched when it no longer is what the last load made of it, or when it is gone.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

from comparisons.catalogue.files import BrokenFixture, FixtureObject, read_fixtures
from comparisons.catalogue.natural_keys import Reference, natural_key_in, references_of
from comparisons.catalogue.rows import SavedRow, digest, saved_rows
from comparisons.models import LoadedObject

Fate = Literal["added", "updated", "replaced", "kept", "unchanged", "adopted"]


@dataclass(kw_only=True)
class LoadPlan:
    """What a load would do, each entry an object of the fixtures.

    Attributes:
        objects: all of them.
        overwrite: whether rows that an editor touched are to be replaced instead of kept.
        added: not in the database yet.
        updated: in the database as the last load left it, and changed in the fixtures since.
        replaced: touched by an editor, and to be replaced because the caller asked for it.
        kept: touched by an editor, and left alone.
        unchanged: nothing to do.
        rows: those of `to_remember` that are in the database, as they were when the plan was made.
    """

    objects: dict[Reference, FixtureObject]
    overwrite: bool
    added: list[FixtureObject] = field(default_factory=list)
    updated: list[FixtureObject] = field(default_factory=list)
    replaced: list[FixtureObject] = field(default_factory=list)
    kept: list[FixtureObject] = field(default_factory=list)
    unchanged: list[FixtureObject] = field(default_factory=list)
    # Already equal to their rows, without the load having made them so: they only need to be remembered.
    adopted: list[FixtureObject] = field(default_factory=list)
    rows: dict[Reference, SavedRow] = field(default_factory=dict)

    @property
    def to_write(self) -> list[FixtureObject]:
        return [*self.added, *self.updated, *self.replaced]

    @property
    def to_remember(self) -> list[FixtureObject]:
        return [*self.to_write, *self.adopted]


def describe(fixture_object: FixtureObject) -> str:
    """The object as a person would name it. Example: “verdict django · orm (verdicts/django.json, object 3)”."""
    name = str(fixture_object.model._meta.verbose_name)
    key = " · ".join(natural_key_in(fixture_object))
    return f"{name} {key} ({fixture_object.place})"


def plan_load(folder: Path, *, overwrite: bool = False) -> LoadPlan:
    """Compares the fixtures with the database and writes nothing.

    Args:
        folder: where the fixtures lie.
        overwrite: whether rows that an editor touched are to be replaced instead of kept.

    Raises:
        BrokenFixture: names the file and the object.
    """
    return _planned(_by_key(read_fixtures(folder)), overwrite=overwrite)


def plan_again(plan: LoadPlan) -> LoadPlan:
    """What the same objects would do now. It equals the plan if nobody has saved what the plan is about."""
    return _planned(plan.objects, overwrite=plan.overwrite)


def _planned(objects: dict[Reference, FixtureObject], *, overwrite: bool) -> LoadPlan:
    loaded = {(record.model, record.key): record for record in LoadedObject.objects.all()}
    # Of a model whose objects are all known, none is fetched.
    rows_of = lru_cache(saved_rows)

    def row_at(reference: Reference) -> SavedRow | None:
        model, key = reference
        return rows_of(model).get(key)

    def is_deleted(reference: Reference) -> bool:
        """Whether an editor deleted the row."""
        return _remembered_as(reference) in loaded and row_at(reference) is None

    fates = {
        reference: _fate(
            fixture_object, record=loaded.get(_remembered_as(reference)), row_at=row_at, overwrite=overwrite
        )
        for reference, fixture_object in objects.items()
    }
    if not overwrite:
        _leave_out(objects, fates, is_deleted=is_deleted)
    plan = LoadPlan(objects=objects, overwrite=overwrite)
    for reference, fate in fates.items():
        getattr(plan, fate).append(objects[reference])
    for fixture_object in plan.to_remember:
        reference = _reference_to(fixture_object)
        if row := row_at(reference):
            plan.rows[reference] = row
    return plan


def _fate(
    fixture_object: FixtureObject,
    *,
    record: LoadedObject | None,
    row_at: Callable[[Reference], SavedRow | None],
    overwrite: bool,
) -> Fate:
    """What the load does with one object, as far as it alone decides."""
    fixture_digest = _digest_of(fixture_object)
    is_known = record is not None and record.fixture_digest == fixture_digest
    if is_known and not overwrite:
        return "unchanged"
    row = row_at(_reference_to(fixture_object))
    is_untouched = row is not None and record is not None and record.row_digest == row.digest
    if row is not None and row.digest == fixture_digest:
        return "unchanged" if is_untouched else "adopted"
    if is_untouched:
        # A fixture that leaves fields out never equals its row.
        return "unchanged" if is_known else "updated"
    if row is None and record is None:
        return "added"
    return "replaced" if overwrite else "kept"


def _leave_out(
    objects: dict[Reference, FixtureObject],
    fates: dict[Reference, Fate],
    *,
    is_deleted: Callable[[Reference], bool],
) -> None:
    """Keeps out what names a row that an editor deleted, then what names that, and so on, in whatever order."""
    left_out: set[Reference] = set()
    while found := [
        reference
        for reference, fate in fates.items()
        if fate in ("added", "updated")
        and any(named in left_out or is_deleted(named) for named in references_of(objects[reference]))
    ]:
        # What would have been updated is there, so who names it can be loaded.
        left_out |= {reference for reference in found if fates[reference] == "added"}
        fates |= dict.fromkeys(found, "kept")


def _reference_to(fixture_object: FixtureObject) -> Reference:
    return fixture_object.model, natural_key_in(fixture_object)


def _remembered_as(reference: Reference) -> tuple[str, str]:
    model, key = reference
    return model._meta.label_lower, json.dumps(key)


def _digest_of(fixture_object: FixtureObject) -> str:
    try:
        return digest(fixture_object.data)
    except RecursionError:
        raise BrokenFixture(f"{describe(fixture_object)}: it is nested too deeply.") from None


def _by_key(objects: list[FixtureObject]) -> dict[Reference, FixtureObject]:
    found: dict[Reference, FixtureObject] = {}
    for fixture_object in objects:
        key = _reference_to(fixture_object)
        if key in found:
            raise BrokenFixture(f"{describe(fixture_object)} stands there twice: also in {found[key].place}.")
        found[key] = fixture_object
    return found
