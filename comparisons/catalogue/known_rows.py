"""The rows that a load has met, by their natural keys, so that a fixture's relations cost no query each."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.serializers.base import DeserializedObject
from django.db.models import ForeignKey, ManyToManyField, Model

from comparisons.catalogue.files import FixtureObject
from comparisons.catalogue.natural_keys import Key, natural_key_in, natural_key_of, parents_of_key


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
        return DeserializedObject(model(**values), m2m_data=lists)

    def add(self, fixture_object: FixtureObject, row: Model) -> None:
        """Remembers a row that was just saved."""
        self._of(fixture_object.model)[natural_key_in(fixture_object)] = row.pk

    def _number_of(self, model: type[Model], key: Iterable[Any]) -> Any:
        return self._of(model).get(tuple(key))

    def _of(self, model: type[Model]) -> dict[Key, Any]:
        if model not in self._numbers:
            rows = model._default_manager.select_related(*parents_of_key(model))
            self._numbers[model] = {natural_key_of(row): row.pk for row in rows}
        return self._numbers[model]
