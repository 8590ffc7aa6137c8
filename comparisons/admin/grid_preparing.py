"""Published verdicts in the grid: what is typed in their rows waits for a publisher, kept as their form keeps it."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from comparisons.admin.grid_forms import VerdictRowForm
from comparisons.admin.grid_sheet import Sheet
from comparisons.models import PreparedChange

Prepared = tuple[tuple[VerdictRowForm, PreparedChange], ...]


def build_prepared_rows(request: HttpRequest, sheet: Sheet, desk: Any) -> Prepared:
    """Each row that is to be prepared, with its change, not saved yet. What is refused is put beside its cells.

    Args:
        sheet: valid, as far as the grid can tell.
        desk: of the verdicts.
    """
    prepared = []
    for form in sheet.forms_to_prepare:
        try:
            change = desk.build_prepared_change(request, form.instance, reason=sheet.form.reason)
        except ValidationError as refusal:
            _put_beside_cells(form, refusal)
        else:
            prepared.append((form, change))
    return tuple(prepared)


def _put_beside_cells(form: VerdictRowForm, refusal: ValidationError) -> None:
    for name, errors in refusal.error_dict.items():
        if name in form.fields or name == NON_FIELD_ERRORS:
            form.add_error(None if name == NON_FIELD_ERRORS else name, errors)
            continue
        # A field that only the verdict's own form has.
        for text in ValidationError(errors).messages:
            words = _("On its own page, under “%(field)s”: %(text)s") % {"field": name, "text": text}
            form.add_error(None, ValidationError(words, code="elsewhere"))
