"""A row's form as a browser would send it, had an editor filled it in, and what the form answers.

For changes that come by the grid or in a file. Made from the desk's own form and the rows beneath it, so that what is
sent is checked, kept and opened again like any other.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.widgets import ChoiceWidget
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.datastructures import MultiValueDict

from comparisons.admin.reasons import REASON


def sent_by_form(
    desk: Any,
    request: HttpRequest,
    row: models.Model,
    *,
    lists: Mapping[str, Sequence[models.Model]],
    reason: str,
) -> QueryDict:
    """The form of the row as it stands in memory, changed and not saved; what stands beneath it is as it was saved.

    Args:
        lists: the rows of each relation that is to change, which a row cannot hold unsaved.
        reason: what stands in the line that asks why.
    """
    page = as_sent(request, None)
    names = flatten_fieldsets(desk.get_fieldsets(page, row))
    form = desk.get_form(page, row, change=True, fields=names)(instance=row, initial={**lists, REASON: reason})
    formsets, _inlines = desk._create_formsets(page, row, change=True)
    data = QueryDict(mutable=True)
    beneath = [part for formset in formsets for part in (formset.management_form, *formset.forms)]
    for part in (form, *beneath):
        for field in part:
            for name, values in _controls(field):
                data.setlist(name, values)
    return data


def as_sent(request: HttpRequest, data: QueryDict | None) -> HttpRequest:
    """The request as if the same person had posted the data; without data, as if they had opened the page."""
    sent: Any = copy.copy(request)
    # Django reads POST and files together: without files here it would put the request's own POST back.
    sent._files = MultiValueDict()
    sent.method, sent.POST = ("GET", QueryDict()) if data is None else ("POST", data)
    return sent  # type: ignore[no-any-return]  # Any only to set what a request has read


def refusals_of(response: TemplateResponse) -> dict[str, list[ValidationError]]:
    """Why the form was shown again, by field; the rows beneath it are named."""
    context: Any = response.context_data
    refusals: dict[str, list[ValidationError]] = dict(context["adminform"].form.errors.as_data())
    for inline in context["inline_admin_formsets"]:
        below = str(inline.opts.verbose_name_plural)
        errors = [*inline.formset.non_form_errors(), *(text for row in inline.formset.errors for text in _flat(row))]
        refusals.setdefault(NON_FIELD_ERRORS, []).extend(ValidationError(f"{below}: {text}") for text in errors)
    return {field: errors for field, errors in refusals.items() if errors}


def _flat(errors: Mapping[str, Sequence[str]]) -> list[str]:
    return [text for texts in errors.values() for text in texts]


def _controls(field: forms.BoundField) -> Iterator[tuple[str, list[str]]]:
    """The names of a field's controls and their values; what a browser leaves out is left out."""
    # Django's desks put some widgets into another, which offers links beside it.
    widget: Any = getattr(field.field.widget, "widget", field.field.widget)
    value: Any = field.value()
    if field.field.disabled:
        return
    if hasattr(widget, "decompress"):
        parts = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True)
        yield from ((field.html_name + ending, [_text(part, each)]) for ending, part, each in parts)
    elif isinstance(widget, forms.CheckboxInput):
        yield from [(field.html_name, ["on"])] if value else []
    elif getattr(widget, "allow_multiple_selected", False):
        yield field.html_name, [str(each) for each in value or ()]
    else:
        yield field.html_name, [_text(widget, value)]


def _text(widget: Any, value: Any) -> str:
    # A widget of choices formats a list, also where only one can be chosen.
    text = value if isinstance(widget, ChoiceWidget) else widget.format_value(value)
    return "" if text is None else str(text)


def emptied(response: HttpResponse, parameter: str) -> HttpResponse:
    """The answer to a save, which leads on without what filled the form in: that is decided by now."""
    if isinstance(response, HttpResponseRedirect):
        address, _mark, query = response.url.partition("?")
        kept = QueryDict(query, mutable=True)
        kept.pop(parameter, None)
        response["Location"] = f"{address}?{kept.urlencode()}" if kept else address
    return response
