"""Boxes of Django's admin that a screen reader could not name or not use, or that fail at a forged key.

`autocomplete-names.js` does the rest of the naming.
"""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime, AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from comparisons.admin.addressed_rows import row_number
from comparisons.fields import shortened


class NamedSplitDateTime(AdminSplitDateTime):
    """Django's label of the field points at neither of its two boxes, and their own words are no labels.

    Args:
        name: of the field, as its label has it.
    """

    def __init__(self, name: Any, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        day, hour = self.widgets
        day.attrs["aria-label"] = format_lazy(_("{}, date"), name)
        hour.attrs["aria-label"] = format_lazy(_("{}, time"), name)


class _KnownKeys:
    """For boxes that look up what was chosen: no key is looked up that no row can have."""

    def optgroups(self, name: str, value: Any, attrs: dict[str, Any] | None = None) -> Any:
        possible = [key for key in value if row_number(key) is not None]
        return super().optgroups(name, possible, attrs)  # type: ignore[misc]  # a mixin: the widget has it


class KnownSelect(_KnownKeys, AutocompleteSelect):
    """One row, found by typing."""


class KeptSelectMultiple(_KnownKeys, AutocompleteSelectMultiple):
    """Several rows, without the button that empties it: select2 puts that into the list as if it were an item.

    Nobody misses it. Each item has its own button, and one slip of a finger would take all of them.
    """

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(*args, **kwargs)
        return attrs | {"data-allow-clear": "false"}


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at runtime
    """Refuses a key that no row can have, before it comes to the database, which may not count so far."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, list | tuple) else ():
            if row_number(str(key)) is None:
                words, shown = self.error_messages["invalid_choice"], shortened(str(key))
                raise ValidationError(words, code="invalid_choice", params={"value": shown})
        return super().clean(value)


def named_options(desk: Any, db_field: "models.Field[Any, Any]", request: HttpRequest) -> dict[str, Any]:
    """How a moment or a relation that is found by typing is asked for; empty for a field of another kind."""
    if isinstance(db_field, models.DateTimeField):
        return {"widget": NamedSplitDateTime(capfirst(db_field.verbose_name))}
    if db_field.name not in desk.get_autocomplete_fields(request):
        return {}
    if isinstance(db_field, models.ManyToManyField):
        return {"form_class": RowsField, "widget": KeptSelectMultiple(db_field, desk.admin_site)}
    return {"widget": KnownSelect(db_field, desk.admin_site)}
