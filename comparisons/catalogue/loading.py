"""Writes a plan into the database: what is missing is added, what an editor touched is left, all or nothing.

Planning (`planning.py`) and writing are two steps, so that `--overwrite` can say first what it would replace. Editors
save in between, so each row is written only if it still is what was planned with.
"""

import json
from collections.abc import Callable
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject, M2MDeserializationError
from django.core.serializers.python import Deserializer
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from comparisons.catalogue.files import BrokenFixture, FixtureObject
from comparisons.catalogue.known_rows import KnownRows
from comparisons.catalogue.natural_keys import Reference, natural_key_in
from comparisons.catalogue.planning import LoadPlan, describe, plan_again
from comparisons.catalogue.rows import digest, row_digests
from comparisons.models import LoadedObject
from comparisons.models.editing import LostUpdate
from comparisons.models.history import one_change

# What the history says of a row that a load wrote.
CHANGE_REASON = "load_catalogue"

Progress = Callable[[int, int], None]
# The number and the version of each row that is there.
RowsAsRead = dict[Reference, tuple[Any, int | None]]


class ChangedSincePlanning(Exception):
    """Somebody saved or deleted what the plan is about; nothing was written."""

    def __init__(self) -> None:
        super().__init__("Somebody saved or deleted some of these rows in the meantime.")


def load(plan: LoadPlan, *, progress: Progress | None = None) -> None:
    """Writes what the plan says, in one transaction.

    Args:
        plan: from `plan_load`.
        progress: called with the number of objects done and the number of all.

    Raises:
        BrokenFixture: names the file and the object; the database is as it was.
        ChangedSincePlanning: make a new plan; the database is as it was.
    """
    try:
        with transaction.atomic(), one_change(CHANGE_REASON, gathered=True):
            _refuse_if_changed(plan)
            _write_all(plan, progress)
    except BrokenFixture:
        # What it names may have been deleted a moment ago, or what it adds been added: then it is not broken.
        _refuse_if_changed(plan)
        raise


def _refuse_if_changed(plan: LoadPlan) -> None:
    if plan.to_remember and plan_again(plan) != plan:
        raise ChangedSincePlanning


def _write_all(plan: LoadPlan, progress: Progress | None) -> None:
    waiting: list[FixtureObject] = []
    known = KnownRows()
    as_read: RowsAsRead = {reference: (row.pk, row.version) for reference, row in plan.rows.items()}
    total = len(plan.to_write)
    for number, fixture_object in enumerate(plan.to_write, start=1):
        if not _write(fixture_object, known, as_read, forward_references=True):
            waiting.append(fixture_object)
        if progress:
            progress(number, total)
    for fixture_object in waiting:
        _write(fixture_object, known, as_read, forward_references=False)
    _remember(plan)


def _write(fixture_object: FixtureObject, known: KnownRows, as_read: RowsAsRead, *, forward_references: bool) -> bool:
    """Saves one object through the model, as an editor's change would be. Returns whether it is complete."""
    reference = (fixture_object.model, natural_key_in(fixture_object))
    try:
        _check_relations(fixture_object)
        deserialized = known.resolved(fixture_object) or _deserialized(
            fixture_object, forward_references=forward_references
        )
        row: Any = deserialized.object
        is_new = reference not in as_read
        _address(row, as_read.get(reference))
        # Relations were resolved by their keys just now; the rest is checked as a form would.
        row.clean_fields(exclude={f.name for f in row._meta.concrete_fields if f.is_relation or f.primary_key})
        row.save()
        as_read[reference] = (row.pk, getattr(row, "version", None))
        known.add(fixture_object, row)
        _fill_lists(row, deserialized, is_new=is_new)
    except LostUpdate:
        # Where several write at one moment, even after the plan was made again.
        raise ChangedSincePlanning from None
    except (
        *(DeserializationError, FieldDoesNotExist, ObjectDoesNotExist),
        *(TypeError, OverflowError, UnicodeEncodeError),
    ) as error:
        raise BrokenFixture(f"{describe(fixture_object)}: {_readable(error)}") from error
    except ValidationError as error:
        messages = "; ".join(f"{name}: {' '.join(texts)}" for name, texts in sorted(error.message_dict.items()))
        raise BrokenFixture(f"{describe(fixture_object)}: {messages}") from error
    except (IntegrityError, DataError) as error:
        message = _constraint_message(fixture_object.model, str(error))
        raise BrokenFixture(f"{describe(fixture_object)}: {message}") from error
    return not deserialized.deferred_fields


def _address(row: Any, as_read: tuple[Any, int | None] | None) -> None:
    """Makes the save an INSERT of a new row, or an UPDATE of just this version of just this row.

    A save that looked for a row of the same key by itself would overwrite whatever it found.
    """
    row.pk = None
    if as_read is not None:
        row.pk, row.version = as_read
        row._state.adding = False


def _fill_lists(row: Any, deserialized: DeserializedObject, *, is_new: bool) -> None:
    """Sets the lists, those that the fixture leaves out to nothing; those that wait for other rows are set later."""
    given = deserialized.m2m_data or {}
    for relation in row._meta.many_to_many:
        values = given.get(relation.name, ())
        if values or not (is_new or relation in (deserialized.deferred_fields or ())):
            getattr(row, relation.name).set(values)


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


def _remember(plan: LoadPlan) -> None:
    """Notes what was loaded, so that the next load can tell an editor's change from its own."""
    digests = {reference: row.digest for reference, row in plan.rows.items()}
    # Of what was written as it is now; nobody else can have written that before this transaction is over.
    written = {model: row_digests(model) for model in {fixture_object.model for fixture_object in plan.to_write}}
    for fixture_object in plan.to_write:
        key = natural_key_in(fixture_object)
        digests[fixture_object.model, key] = written[fixture_object.model][key]
    LoadedObject.objects.bulk_create(
        [
            LoadedObject(
                model=fixture_object.model._meta.label_lower,
                key=json.dumps(natural_key_in(fixture_object)),
                fixture_digest=digest(fixture_object.data),
                row_digest=digests[fixture_object.model, natural_key_in(fixture_object)],
            )
            for fixture_object in plan.to_remember
        ],
        update_conflicts=True,
        unique_fields=["model", "key"],
        update_fields=["fixture_digest", "row_digest"],
    )
