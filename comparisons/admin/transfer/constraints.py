"""The database's constraints, asked of a row before it is written: with their messages, at one query a row."""

from functools import lru_cache, reduce
from operator import and_
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import CheckConstraint, UniqueConstraint


def broken_constraints(row: models.Model, *, keys: tuple[str, ...]) -> dict[str, list[ValidationError]]:
    """The messages of the constraints that the row would break, by the fields that they speak of.

    Args:
        row: its fields are valid, each on its own.
        keys: the fields of the natural key, by which the row was looked up already.
    """
    checks = _checks(type(row))
    # All in one question; only where the answer is no, one after the other.
    together = _together(type(row))
    suspects: list[Any] = [*checks] if together and _error_of(together, row) else []
    suspects += other_uniqueness(type(row), keys=keys)
    errors: dict[str, list[ValidationError]] = {}
    for constraint in suspects:
        if error := _error_of(constraint, row):
            errors.setdefault(", ".join(sorted(_fields_of(constraint))), []).append(error)
    return errors


@lru_cache
def other_uniqueness(model: type[models.Model], *, keys: tuple[str, ...]) -> tuple[UniqueConstraint, ...]:
    """What only one row may have, beside the natural key."""
    return tuple(
        constraint
        for constraint in model._meta.constraints
        if isinstance(constraint, UniqueConstraint) and not _fields_of(constraint) <= {*keys}
    )


@lru_cache
def _checks(model: type[models.Model]) -> tuple[CheckConstraint, ...]:
    """Without those that only repeat a closed list of words, which the field itself has checked."""
    return tuple(
        constraint
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint)
        and not all(getattr(model._meta.get_field(name), "choices", None) for name in _fields_of(constraint))
    )


@lru_cache
def _together(model: type[models.Model]) -> CheckConstraint | None:
    conditions = [check.condition for check in _checks(model)]
    return CheckConstraint(condition=reduce(and_, conditions), name="all_of_them") if conditions else None


def _fields_of(constraint: Any) -> frozenset[str]:
    if isinstance(constraint, UniqueConstraint):
        return frozenset(constraint.fields)
    return frozenset(name.partition("__")[0] for name in constraint.condition.referenced_base_fields)


def _error_of(constraint: Any, row: models.Model) -> ValidationError | None:
    others = {field.name for field in row._meta.concrete_fields} - _fields_of(constraint)
    try:
        # Without the other fields a check is asked in half the time.
        constraint.validate(type(row), row, exclude=others if isinstance(constraint, CheckConstraint) else None)
    except ValidationError as error:
        return error
    return None
