"""What a browser would send back: the values of an admin form as it was shown."""

import re
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
    return with_sent_line_breaks(value) if isinstance(value, str) else value


def with_sent_line_breaks(text: str) -> str:
    """Whatever ends a line in a box, a browser sends CR and LF for it."""
    return re.sub(r"\r\n?|\n", "\r\n", text)
