"""What is wrong with a form of the desk, in one list for above it: each error with the place where it is mended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import capfirst


@dataclass(frozen=True, kw_only=True)
class FormError:
    """One thing that keeps a form from being saved.

    Attributes:
        where: the field as its label says it, after the row that it is in; empty when it concerns the whole form.
        anchor: the id of what is to be mended; empty when there is no such place.
    """

    text: str
    where: str = ""
    anchor: str = ""


def build_form_errors(adminform: Any, inlines: Iterable[Any]) -> list[FormError]:
    """All errors in the order of the page: of the whole form, of its fields, of the rows beneath it.

    Args:
        adminform: as Django's change form has it.
        inlines: the `inline_admin_formsets` of the same page.
    """
    form = adminform.form
    found = [FormError(text=text) for text in form.non_field_errors()]
    found += _of_fields(form, order=flatten_fieldsets(adminform.fieldsets))
    for inline in inlines:
        found += _of_inline(inline)
    return found


def _of_inline(inline: Any) -> Iterator[FormError]:
    formset = inline.formset
    rows = capfirst(str(inline.opts.verbose_name_plural))
    for text in formset.non_form_errors():
        yield FormError(text=text, where=rows, anchor=f"{formset.prefix}-group")
    for number, form in enumerate(formset.forms, start=1):
        if not form.is_bound or form.cleaned_data.get(DELETION_FIELD_NAME):
            continue
        row = f"{capfirst(str(inline.opts.verbose_name))} {number}"
        for text in form.non_field_errors():
            yield FormError(text=text, where=row, anchor=form.prefix)
        yield from _of_fields(form, order=flatten_fieldsets(inline.fieldsets), row=row)


def _of_fields(form: forms.BaseForm, *, order: list[str], row: str = "") -> Iterator[FormError]:
    """In the order in which the fields stand on the page; Django has them in that of the form's class."""
    names = [name for name in form.errors if name != NON_FIELD_ERRORS]
    for name in sorted(names, key=lambda name: order.index(name) if name in order else len(order)):
        field = form[name]
        where = f"{row}, {field.label}" if row else capfirst(str(field.label))
        for text in form.errors[name]:
            yield FormError(text=str(text), where=where, anchor=_anchor(field))


def _anchor(field: forms.BoundField) -> str:
    """The control that the field's label names; of several the first, of a group the group."""
    if field.is_hidden:
        return ""
    if isinstance(field.field.widget, forms.MultiWidget):
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id
