"""What all filtersets share: words checked in Python, options from rows, and the rows that each option would give."""

from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import Count, QuerySet

from comparisons.fields import PairsField, WordsField

MOST_CHARACTERS = 100

Counts = dict[str, int]


class SettingWordsFilter(django_filters.MultipleChoiceFilter):
    """Words that stand in the address without dropping a row."""

    field_class = WordsField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs


class WordsFilter(django_filters.MultipleChoiceFilter):
    """Several words of a list; a row stays when it fits any of them."""

    field_class = WordsField


class TextFilter(django_filters.CharFilter):
    """Free text, bounded; the form refuses NUL and trims."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MOST_CHARACTERS, **options)


class PairsFilter(django_filters.Filter):
    """Settings that stand in the address without dropping a row."""

    field_class = PairsField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs


class CatalogueFilterSet(django_filters.FilterSet):
    """What all lists share: options from rows, and the number of rows that each option would give."""

    def offer(self, name: str, options: Iterable[tuple[str, Any]]) -> None:
        """Sets the options of a filter. Called from `__init__`, before the form is made."""
        self.filters[name].extra["choices"] = list(options)

    def queryset_without(self, name: str) -> QuerySet[Any]:
        """The rows that all filters but this one leave."""
        self.is_valid()
        rows: QuerySet[Any] = self.queryset.all()
        for other, value in self.form.cleaned_data.items():
            if other != name:
                rows = self.filters[other].filter(rows, value)
        return rows

    def counts(self, name: str) -> Counts:
        """How many rows each option would give, were it the only one chosen beside the other filters."""
        counter = getattr(self, f"count_{name}", None)
        return counter(self.queryset_without(name)) if counter else {}

    def chosen(self, name: str) -> list[str]:
        """The valid values of a filter, as words."""
        self.is_valid()
        value = self.form.cleaned_data.get(name)
        if not value:
            return []
        return list(value) if isinstance(value, list | tuple) else [str(value)]


def count_by(rows: QuerySet[Any], field: str) -> Counts:
    """How many rows there are of each value of the field."""
    # The order is dropped: Django would group by it too.
    grouped = rows.order_by().values_list(field).annotate(Count("pk", distinct=True))
    return {str(value): number for value, number in grouped}
