"""The controls of a form's field and what a browser sends of them."""

from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget


def sent_by_controls(field: forms.BoundField, value: Any) -> dict[str, list[str]]:
    """What a browser would send if the value stood in the field, by the names of its controls.

    Args:
        value: as a form begins with it.

    Returns:
        An empty list for what a browser leaves out.
    """
    # Django's desks put some widgets into another, which offers links beside it.
    widget: Any = getattr(field.field.widget, "widget", field.field.widget)
    value = field.field.prepare_value(value)
    if hasattr(widget, "decompress"):
        parts = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True)
        return {field.html_name + ending: [_text(part, each)] for ending, part, each in parts}
    if isinstance(widget, forms.CheckboxInput):
        return {field.html_name: ["on"] if value else []}
    if getattr(widget, "allow_multiple_selected", False):
        return {field.html_name: [str(each) for each in value or ()]}
    return {field.html_name: [_text(widget, value)]}


def _text(widget: Any, value: Any) -> str:
    # A widget of choices formats a list, also where only one can be chosen.
    text = value if isinstance(widget, ChoiceWidget) else widget.format_value(value)
    return "" if text is None else str(text)
