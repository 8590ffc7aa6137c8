"""Why something was changed: a line that every form of the desk has, and that the history keeps."""

from django import forms
from django.contrib.admin.widgets import AdminTextInputWidget
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comparisons.admin.generics import ModelT
from comparisons.admin.lost_updates import VersionedForm

REASON = "change_reason"
REASON_LENGTH = 200


class ReasonField(forms.CharField):
    widget = AdminTextInputWidget

    def __init__(self) -> None:
        super().__init__(
            label=_("Why"),
            required=False,
            max_length=REASON_LENGTH,
            help_text=_(
                "For the history, which editors read and visitors do not. Example: Flask 3.1 came out. "
                "May be left empty."
            ),
        )


class ReasonedForm(VersionedForm[ModelT]):
    """A form of the desk with the reason for the change, which is no field of the row."""

    change_reason = ReasonField()

    @property
    def changed_data(self) -> list[str]:
        return [name for name in super().changed_data if name != REASON]


class ReasonForm(forms.Form):
    """For pages that ask for nothing but the reason."""

    change_reason = ReasonField()


def reason_given(request: HttpRequest) -> str:
    """The reason that was sent along, as one line; empty when there is none."""
    return one_line(request.POST.get(REASON, ""))[:REASON_LENGTH]


def one_line(text: str) -> str:
    """The words without line breaks, and without what PostgreSQL keeps in no text."""
    return " ".join(text.replace("\x00", "").split())
