"""Reads fixtures/ into the database: adds what is missing, never changes what an editor touched, all or nothing.

A row counts as touched when it no longer is what the last load made of it, or when it is gone. Planning and writing
are two steps, so that `--overwrite` can say first what it would replace.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject, M2MDeserializationError
from django.core.serializers.python import Deserializer
from django.db import DataError, IntegrityError, transaction
from django.db.models import ForeignKey, ManyToManyField, Model

from comparisons.catalogue.files import BrokenFixture, FixtureObject, read_fixtures
from comparisons.catalogue.rows import digest, natural_key_of, to_plain
from comparisons.models import Answer, Effect, LoadedObject, Release, Requirement, Source, Verdict
from comparisons.models.history import one_change
from comparisons.models.sources import PARENTS

# What the history says of a row that a load wrote.
CHANGE_REASON = "load_catalogue"

Key = tuple[str, ...]
Reference = tuple[type[Model], Key]
Progress = Callable[[int, int], None]


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


def load(plan: LoadPlan, *, progress: Progress | None = None) -> None:
    """Writes what the plan says, in one transaction.

    Args:
        plan: from `plan_load`.
        progress: called with the number of objects done and the number of all.

    Raises:
        BrokenFixture: names the file and the object; the database is as it was.
    """
    with transaction.atomic(), one_change(CHANGE_REASON, gathered=True):
        waiting: list[FixtureObject] = []
        known = KnownRows()
        total = len(plan.to_write)
        for number, fixture_object in enumerate(plan.to_write, start=1):
            if not _write(fixture_object, known, forward_references=True):
                waiting.append(fixture_object)
            if progress:
                progress(number, total)
        for fixture_object in waiting:
            _write(fixture_object, known, forward_references=False)
        _remember([*plan.to_write, *plan.adopted])


class KnownRows:
    """The numbers of the rows by their natural keys, with one query a model.

    Django's deserialiser makes several a row, which was three quarters of the time of a first load.
    """

    def __init__(self) -> None:
        self._numbers: dict[type[Model], dict[Key, Any]] = {}

    def resolved(self, fixture_object: FixtureObject) -> DeserializedObject | None:
        """The object with its relations as numbers; nothing when it names a row that is not known."""
        model = fixture_object.model
        values: dict[str, Any] = {}
        lists: dict[str, Sequence[Any]] = {}
        for name, value in fixture_object.data["fields"].items():
            field = model._meta.get_field(name)
            if not isinstance(field, ForeignKey | ManyToManyField):
                values[name] = value
            elif isinstance(field, ManyToManyField):
                lists[name] = [self._number_of(field.related_model, key) for key in value]
            else:
                values[field.attname] = None if value is None else self._number_of(field.related_model, value)
                if value is not None and values[field.attname] is None:
                    return None
        if any(None in numbers for numbers in lists.values()):
            return None
        row = model(pk=self._number_of(model, natural_key_in(fixture_object)), **values)
        return DeserializedObject(row, m2m_data=lists)

    def add(self, fixture_object: FixtureObject, row: Model) -> None:
        """Remembers a row that was just saved."""
        self._of(fixture_object.model)[natural_key_in(fixture_object)] = row.pk

    def _number_of(self, model: type[Model], key: Iterable[Any]) -> Any:
        return self._of(model).get(tuple(key))

    def _of(self, model: type[Model]) -> dict[Key, Any]:
        if model not in self._numbers:
            rows = model._default_manager.select_related(*_parents_of_key(model))
            self._numbers[model] = {natural_key_of(row): row.pk for row in rows}
        return self._numbers[model]


def row_digests(model: type[Model]) -> dict[Key, str]:
    """The fingerprint of every row of the model, by natural key."""
    rows = list(with_relations(model))
    return {natural_key_of(row): digest(plain) for row, plain in zip(rows, to_plain(rows), strict=True)}


def with_relations(model: type[Model]) -> Iterable[Model]:
    """All rows with what their natural keys and lists need, in a constant number of queries."""
    lists = [relation.name for relation in model._meta.many_to_many]
    return model._default_manager.select_related(*_parents_of_key(model)).prefetch_related(*lists)


def references_of(fixture_object: FixtureObject) -> Iterator[Reference]:
    """The rows that the object names, in relations to one and to many."""
    fields = fixture_object.data["fields"]
    for relation in fixture_object.model._meta.get_fields():
        if not isinstance(relation, ForeignKey | ManyToManyField) or not isinstance(fields.get(relation.name), list):
            continue
        value = fields[relation.name]
        related: type[Model] = relation.related_model
        for key in value if isinstance(relation, ManyToManyField) else [value]:
            if isinstance(key, list):
                yield related, tuple(key)


def natural_key_in(fixture_object: FixtureObject) -> Key:
    """The natural key that the object's fields give.

    Raises:
        BrokenFixture: when a field that it needs is missing or has another shape.
    """
    fields = fixture_object.data["fields"]
    try:
        key = _key_from_fields(fixture_object.model, fields)
    except (KeyError, TypeError) as error:
        raise BrokenFixture(f"{fixture_object.place}: the natural key is not complete: {error}") from None
    if not all(isinstance(part, str) and part for part in key):
        raise BrokenFixture(f"{fixture_object.place}: the natural key is not made of words: {key}")
    return key


def _key_from_fields(model: type[Model], fields: dict[str, Any]) -> Key:
    if model is Verdict:
        return (*fields["framework"], *fields["criterion"])
    if model is Release:
        return (*fields["framework"], fields["series"])
    if model is Source:
        parent = next(name for name in (*PARENTS, "") if not name or fields.get(name))
        return (parent, *fields[parent], fields["url"])
    if model is Answer:
        return (*fields["question"], fields["slug"])
    if model in (Effect, Requirement):
        return (*fields["answer"], *fields["criterion"])
    return (fields["slug"],)


def _parents_of_key(model: type[Model]) -> tuple[str, ...]:
    named: dict[type[Model], tuple[str, ...]] = {
        Verdict: ("framework", "criterion"),
        Source: (
            "verdict__framework",
            "verdict__criterion",
            "extension",
            "notable_user",
            "claim",
            "release__framework",
        ),
        Answer: ("question",),
        Effect: ("answer__question", "criterion"),
        Requirement: ("answer__question", "criterion"),
    }
    relations = tuple(relation.name for relation in model._meta.concrete_fields if isinstance(relation, ForeignKey))
    return named.get(model, relations)


def _by_key(objects: list[FixtureObject]) -> dict[tuple[type[Model], Key], FixtureObject]:
    found: dict[tuple[type[Model], Key], FixtureObject] = {}
    for fixture_object in objects:
        key = (fixture_object.model, natural_key_in(fixture_object))
        if key in found:
            raise BrokenFixture(f"{describe(fixture_object)} stands there twice: also in {found[key].place}.")
        found[key] = fixture_object
    return found


def _write(fixture_object: FixtureObject, known: "KnownRows", *, forward_references: bool) -> bool:
    """Saves one object through the model, as an editor's change would be. Returns whether it is complete."""
    try:
        _check_relations(fixture_object)
        deserialized = known.resolved(fixture_object) or _deserialized(
            fixture_object, forward_references=forward_references
        )
        row = deserialized.object
        is_new = row.pk is None
        # Relations were resolved by their keys just now; the rest is checked as a form would.
        row.clean_fields(exclude={f.name for f in row._meta.concrete_fields if f.is_relation or f.primary_key})
        row.save()
        known.add(fixture_object, row)
        for name, values in (deserialized.m2m_data or {}).items():
            if values or not is_new:
                getattr(row, name).set(values)
    except (DeserializationError, FieldDoesNotExist, ObjectDoesNotExist, TypeError, UnicodeEncodeError) as error:
        raise BrokenFixture(f"{describe(fixture_object)}: {_readable(error)}") from error
    except ValidationError as error:
        messages = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in sorted(error.message_dict.items()))
        raise BrokenFixture(f"{describe(fixture_object)}: {messages}") from error
    except (IntegrityError, DataError) as error:
        message = _constraint_message(fixture_object.model, str(error))
        raise BrokenFixture(f"{describe(fixture_object)}: {message}") from error
    return not deserialized.deferred_fields


def _check_relations(fixture_object: FixtureObject) -> None:
    """Relations are named by natural keys: a number would mean another row in every database."""
    for name, value in fixture_object.data["fields"].items():
        field = fixture_object.model._meta.get_field(name)
        if not field.is_relation or value is None:
            continue
        keys = value if field.many_to_many else [value]
        if not isinstance(keys, list) or not all(isinstance(key, list) for key in keys):
            raise BrokenFixture(f"{describe(fixture_object)}: {name}: a row is named by its natural key, a list.")


def _deserialized(fixture_object: FixtureObject, *, forward_references: bool) -> DeserializedObject:
    deserialized: DeserializedObject
    try:
        (deserialized,) = Deserializer([fixture_object.data], handle_forward_references=forward_references)
        complete = all(field.many_to_many or field.null for field in deserialized.deferred_fields or ())
    except ObjectDoesNotExist:
        complete = False
    if not complete:
        # What it cannot be without is not there, and nothing loaded later brings it: this names it.
        (deserialized,) = Deserializer([fixture_object.data])
    return deserialized


def _readable(error: Exception) -> str:
    """The reason at the root; Django's wrapper repeats the whole object first."""
    reason = (error.__cause__ or error.__context__ or error) if isinstance(error, DeserializationError) else error
    if isinstance(reason, M2MDeserializationError):
        return f"{reason.original_exc} {reason.pk}"
    return str(reason)


def _constraint_message(model: type[Model], text: str) -> str:
    """The editor's message of the constraint that the database named."""
    for constraint in model._meta.constraints:
        if constraint.name in text:
            return str(constraint.violation_error_message)
    return text.strip()


def _remember(objects: list[FixtureObject]) -> None:
    """Notes what was loaded, so that the next load can tell an editor's change from its own."""
    models = {fixture_object.model for fixture_object in objects}
    rows = {model: row_digests(model) for model in models}
    LoadedObject.objects.bulk_create(
        [
            LoadedObject(
                model=fixture_object.model._meta.label_lower,
                key=json.dumps(natural_key_in(fixture_object)),
                fixture_digest=digest(fixture_object.data),
                row_digest=rows[fixture_object.model][natural_key_in(fixture_object)],
            )
            for fixture_object in objects
        ],
        update_conflicts=True,
        unique_fields=["model", "key"],
        update_fields=["fixture_digest", "row_digest"],
    )
