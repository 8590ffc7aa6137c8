"""Boxes of Django's admin that a screen reader could not name, or not use. `autocomplete-names.js` does the rest."""

from typing import Any

from django.contrib.admin.widgets import AdminSplitDateTime, AutocompleteSelectMultiple
from django.db import models
from django.http import HttpRequest
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _


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


class KeptSelectMultiple(AutocompleteSelectMultiple):
    """Without the button that empties it: select2 puts that into the list as if it were an item.

    Nobody misses it. Each item has its own button, and one slip of a finger would take all of them.
    """

    def build_attrs(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        attrs: dict[str, Any] = super().build_attrs(*args, **kwargs)
        return attrs | {"data-allow-clear": "false"}


def named_options(desk: Any, db_field: "models.Field[Any, Any]", request: HttpRequest) -> dict[str, Any]:
    """How a moment or a list of relations is asked for; empty for a field of another kind."""
    if isinstance(db_field, models.DateTimeField):
        return {"widget": NamedSplitDateTime(capfirst(db_field.verbose_name))}
    if isinstance(db_field, models.ManyToManyField) and db_field.name in desk.get_autocomplete_fields(request):
        return {"widget": KeptSelectMultiple(db_field, desk.admin_site)}
    return {}
