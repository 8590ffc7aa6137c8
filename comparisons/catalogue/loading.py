"""Writes a plan into the database: what is missing is added, what an editor touched is left, all or nothing.

Planning (`planning.py`) and writing are two steps, so that `--overwrite` can say first what it would replace.
"""

import json
from collections.abc import Callable

from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject, M2MDeserializationError
from django.core.serializers.python import Deserializer
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from comparisons.catalogue.files import BrokenFixture, FixtureObject
from comparisons.catalogue.known_rows import KnownRows
from comparisons.catalogue.natural_keys import natural_key_in
from comparisons.catalogue.planning import LoadPlan, describe
from comparisons.catalogue.rows import digest, row_digests
from comparisons.models import LoadedObject
from comparisons.models.history import one_change

# What the history says of a row that a load wrote.
CHANGE_REASON = "load_catalogue"

Progress = Callable[[int, int], None]


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


def _write(fixture_object: FixtureObject, known: KnownRows, *, forward_references: bool) -> bool:
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
