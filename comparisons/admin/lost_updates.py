"""No lost work: a form that was opened before somebody else saved is refused, keeps what was typed, and says who
changed what. Saved a second time, knowingly, it goes through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comparisons.admin.generics import AnyInlineFormSet, GenericModelForm, ModelT
from comparisons.models.editing import EditedModel

TOKEN = "version_read"
# A value in a message is cut to what a person takes in.
SHOWN_CHARACTERS = 160
# In digits: Python refuses to read a number of thousands of them, and no row has been saved so often.
LONGEST_VERSION = 10


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """A field that somebody else changed in between."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Interim:
    """What happened to a row since it was read.

    Attributes:
        who: empty when it was a command.
        when: of the last save.
    """

    who: str
    when: datetime | None
    changes: tuple[FieldChange, ...]


def interim(row: EditedModel, version_read: int) -> Interim:
    """What others changed between the version that was read and the row as it is.

    Args:
        row: as it is in the database now.
        version_read: of the copy that an editor holds; 0 when there was no row yet.
    """
    newest = _records(row).first()
    read = _records(row).filter(version=version_read).first() if version_read else _without_words(row)
    user = newest.history_user if newest else None
    return Interim(
        who=user.get_username() if user else "",
        when=newest.history_date if newest else None,
        changes=tuple(_changes(row, read)) if read else (),
    )


def in_words(happened: Interim) -> SafeString:
    """The refusal, for above the form."""
    who = happened.who or _("a command")
    when = date_format(happened.when, "j F Y, H:i") if happened.when else ""
    head = _(
        "%(who)s saved this on %(when)s, after you opened it. Nothing of yours is lost: it stands below as you typed "
        "it. Compare, then save again to put yours over it."
    ) % {"who": who, "when": when}
    lines = format_html_join(
        "",
        "<li><b>{}</b>: <del>{}</del> → <ins>{}</ins></li>",
        ((change.label, change.before, change.after) for change in happened.changes),
    )
    return format_html('{}<ul class="interim">{}</ul>', head, lines) if happened.changes else format_html("{}", head)


class VersionedForm(GenericModelForm[ModelT]):
    """Carries the version that was read, and refuses a save when the row has another by now."""

    version_read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Any = self.instance
        if not row.pk:
            return
        self.fields[TOKEN].initial = row.version
        sent = str(self.data.get(self.add_prefix(TOKEN), "")) if self.is_bound else ""
        if sent.isdecimal() and len(sent) <= LONGEST_VERSION and int(sent) != row.version:
            self._compare_with(int(sent))

    @property
    def changed_data(self) -> list[str]:
        """What the editor changed; another version is not their doing."""
        return [name for name in super().changed_data if name != TOKEN]

    def _compare_with(self, version_read: int) -> None:
        """Counts as changed what the editor changed of what they read, not what another changed since."""
        read = _records(self.instance).filter(version=version_read).first()
        for field in self.instance._meta.concrete_fields if read else ():
            if field.name in self.initial:
                self.initial[field.name] = getattr(read, field.attname)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and (self.has_changed() or not self._is_inline()):
            self.refuse_if_stale()
        return cleaned

    def refuse_if_stale(self) -> None:
        """Locks the row until the end of the transaction, so that nobody saves between this look and the save.

        Raises:
            ValidationError: somebody else saved it. The form then carries the new version: the next save is knowing.
        """
        row: Any = self.instance
        current = type(row)._base_manager.select_for_update().filter(pk=row.pk).first()
        if current is None:
            raise ValidationError(_("Somebody deleted this row in the meantime."), code="deleted")
        read = self.cleaned_data.get(TOKEN)
        # The lock is held, so this is the version that the save will find.
        row.version = current.version
        if read == current.version:
            return
        if read is None:
            raise ValidationError(
                _("The form came without the version that you opened. Open it again."), code="no_version"
            )
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what a browser sends can be copied
        data[self.add_prefix(TOKEN)] = str(current.version)
        self.data = data
        raise ValidationError(in_words(interim(current, read)), code="stale")

    def _is_inline(self) -> bool:
        return bool(self.prefix)


class VersionedFormSet(AnyInlineFormSet):
    """Rows beneath a form; one that is to be deleted is checked too."""

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and isinstance(form, VersionedForm):
                form.refuse_if_stale()


def _records(row: Any) -> Any:
    """What the history has of the row, newest first."""
    return row.history.order_by("-history_date", "-history_id")


def _without_words(row: EditedModel) -> EditedModel:
    """The row before anybody had written it: it only knows what it belongs to."""
    relations = [field.attname for field in row._meta.concrete_fields if field.remote_field]
    return type(row)(**{name: getattr(row, name) for name in relations})


def _changes(row: EditedModel, read: Any) -> Iterator[FieldChange]:
    for field in row._meta.concrete_fields:
        if field.name in ("id", "version"):
            continue
        before, after = getattr(read, field.attname), getattr(row, field.attname)
        if before != after:
            yield FieldChange(label=str(field.verbose_name), before=_shown(field, before), after=_shown(field, after))


def _shown(field: Any, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if field.remote_field:
        value = field.remote_field.model._base_manager.filter(pk=value).first() or value
    elif field.choices:
        value = dict(field.flatchoices).get(value, value)
    return Truncator(str(value)).chars(SHOWN_CHARACTERS)
