"""By what words a row of the catalogue is named in the fixtures, whichever number it has in a database."""

from collections.abc import Iterator
from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model

from comparisons.catalogue.files import BrokenFixture, FixtureObject
from comparisons.models import Answer, Effect, Release, Requirement, Source, Verdict
from comparisons.models.sources import PARENTS

Key = tuple[str, ...]
Reference = tuple[type[Model], Key]


def natural_key_of(row: Model) -> Key:
    """The natural key of a saved row."""
    key: Key = row.natural_key()  # type: ignore[attr-defined]  # every model of the catalogue has one
    return key


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


def parents_of_key(model: type[Model]) -> tuple[str, ...]:
    """The relations that a row's natural key is read through, for `select_related`."""
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
