"""Compares fixtures/ with the database and says what a load would do; writes nothing.

A row counts as touched when it no longer is what the last load made of it, or when it is gone.
"""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from django.db.models import Model

from comparisons.catalogue.files import BrokenFixture, FixtureObject, read_fixtures
from comparisons.catalogue.natural_keys import Key, Reference, natural_key_in, references_of
from comparisons.catalogue.rows import digest, row_digests
from comparisons.models import LoadedObject


@dataclass(kw_only=True)
class LoadPlan:
    """What a load would do, each entry an object of the fixtures.

    Attributes:
        added: not in the database yet.
        updated: in the database as the last load left it, and changed in the fixtures since.
        replaced: touched by an editor, and to be replaced because the caller asked for it.
        kept: touched by an editor, and left alone.
        unchanged: nothing to do.
    """

    added: list[FixtureObject] = field(default_factory=list)
    updated: list[FixtureObject] = field(default_factory=list)
    replaced: list[FixtureObject] = field(default_factory=list)
    kept: list[FixtureObject] = field(default_factory=list)
    unchanged: list[FixtureObject] = field(default_factory=list)
    # Already equal to their rows, without the load having made them so: they only need to be remembered.
    adopted: list[FixtureObject] = field(default_factory=list)

    @property
    def to_write(self) -> list[FixtureObject]:
        return [*self.added, *self.updated, *self.replaced]


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
    objects = _by_key(read_fixtures(folder))
    loaded = {(record.model, record.key): record for record in LoadedObject.objects.all()}
    digests = lru_cache(row_digests)
    plan = LoadPlan()
    left_out: set[Reference] = set()

    def is_gone(reference: Reference) -> bool:
        """Whether an editor deleted the row, or it was left out because of such a deletion."""
        model, key = reference
        known = (model._meta.label_lower, json.dumps(key)) in loaded
        return reference in left_out or (known and key not in digests(model))

    for (model, key), fixture_object in objects.items():
        record = loaded.get((model._meta.label_lower, json.dumps(key)))
        fixture_digest = digest(fixture_object.data)
        if not overwrite and record is not None and record.fixture_digest == fixture_digest:
            plan.unchanged.append(fixture_object)
            continue
        row_digest = digests(model).get(key)
        if row_digest == fixture_digest:
            is_remembered = record is not None and record.row_digest == row_digest
            (plan.unchanged if is_remembered else plan.adopted).append(fixture_object)
        elif record is not None and record.row_digest == row_digest and record.fixture_digest == fixture_digest:
            plan.unchanged.append(fixture_object)  # a fixture that leaves fields out never equals its row
        elif overwrite and (record is not None or row_digest is not None):
            plan.replaced.append(fixture_object)
        elif not overwrite and any(map(is_gone, [(model, key), *references_of(fixture_object)])):
            left_out.add((model, key))
            plan.kept.append(fixture_object)
        elif row_digest is None:
            plan.added.append(fixture_object)
        elif record is not None and row_digest == record.row_digest:
            plan.updated.append(fixture_object)
        else:
            plan.kept.append(fixture_object)
    return plan


def _by_key(objects: list[FixtureObject]) -> dict[tuple[type[Model], Key], FixtureObject]:
    found: dict[tuple[type[Model], Key], FixtureObject] = {}
    for fixture_object in objects:
        key = (fixture_object.model, natural_key_in(fixture_object))
        if key in found:
            raise BrokenFixture(f"{describe(fixture_object)} stands there twice: also in {found[key].place}.")
        found[key] = fixture_object
    return found
