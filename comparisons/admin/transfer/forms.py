"""What an editor sends for an import: first a file, then a yes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from comparisons.admin.transfer.formats import FORMATS, too_large
from comparisons.admin.transfer.plan import MAXIMUM_PREPARED
from comparisons.admin.transfer.tables import MAXIMUM_BYTES, MAXIMUM_LINES


class UploadForm(forms.Form):
    """A file, and for publishers whether it changes at once what visitors see."""

    file = forms.FileField(
        label=_("File"),
        max_length=200,
        allow_empty_file=True,  # an empty file gets the reader's own words
        validators=[
            FileExtensionValidator(
                list(FORMATS), message=_("The file's name must end in .csv, .xlsx or .json."), code="format"
            )
        ],
        widget=forms.FileInput(attrs={"accept": ",".join(f".{slug}" for slug in FORMATS)}),
        help_text=_(
            "CSV (UTF-8), XLSX (its first sheet) or JSON (a list of objects); "
            "at most %(megabytes)s MB and %(lines)s rows."
        )
        % {"megabytes": MAXIMUM_BYTES // 1024 // 1024, "lines": f"{MAXIMUM_LINES:,}"},
    )
    changes_published = forms.BooleanField(
        label=_("Save changes of published rows at once"),
        required=False,
        help_text=_(
            "Visitors then see them at once. Without this they are prepared: each waits for a publisher, and "
            "visitors see nothing of it. At most %(limit)s are prepared from one file."
        )
        % {"limit": MAXIMUM_PREPARED},
    )

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            del self.fields["changes_published"]

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MAXIMUM_BYTES:
            raise ValidationError(too_large(), code="size")
        return file


class ConfirmationForm(forms.Form):
    word = forms.CharField(widget=forms.HiddenInput, max_length=64)
