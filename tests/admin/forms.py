"""What a browser would send back: the values of an admin form as it was shown."""

from typing import Any

from django.db.models import Model


def shown_values(response: Any) -> dict[str, Any]:
    """The form of an add or change page with its inlines, ready to be changed and posted."""
    forms = [response.context["adminform"].form]
    for inline in response.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    return {
        field.html_name: _sent(field.value())
        for form in forms
        for field in form
        if field.value() is not None and field.value() is not False
    }


def _sent(value: Any) -> Any:
    if isinstance(value, list):
        return [row.pk if isinstance(row, Model) else row for row in value]
    return value
