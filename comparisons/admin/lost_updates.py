"""No lost work: a form that was opened before somebody else saved is refused, keeps what was typed, and says who
changed what. Saved a second time, knowingly, it goes through.

What its editor had not touched follows the others meanwhile, so that the knowing save undoes nothing unseen.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.formsets import DELETION_FIELD_NAME, INITIAL_FORM_COUNT, TOTAL_FORM_COUNT
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from comparisons.admin.addressed_rows import row_number
from comparisons.admin.controls import sent_by_controls
from comparisons.admin.generics import AnyInlineFormSet, GenericModelForm, ModelT
from comparisons.admin.interim import form_values, in_words, leaving_in_words, state_before_leaving, state_read
from comparisons.admin.interim import interim as interim
from comparisons.history.snapshots import Snapshot, snapshots_of_rows

TOKEN = "version_read"
# In digits: Python refuses to read a number of thousands of them, and no row has been saved so often.
LONGEST_VERSION = 10


class VersionedForm(GenericModelForm[ModelT]):
    """Carries the version that was read, and refuses a save when the row has another by now."""

    version_read = forms.IntegerField(widget=forms.HiddenInput, required=False)

    # Why the form is not saved this time, whatever its editor typed.
    refusal: ValidationError | None = None
    # Whether the row above is gone itself: until it is back, nothing beneath it is checked.
    waits = False
    # What the editor changed, once the rest of the form follows the others.
    _touched: list[str] | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: Any = self.instance
        self._initial_now = dict(self.initial)
        if not row.pk:
            return
        self.fields[TOKEN].initial = row.version
        sent = self._version_sent()
        read = state_read(row, sent) if sent not in (None, row.version) else None
        if read:
            # What another changed since is no change of this editor's.
            self.initial.update({name: value for name, value in form_values(read).items() if name in self.initial})

    @property
    def changed_data(self) -> list[str]:
        """What the editor changed; another version is not their doing."""
        if self._touched is not None:
            return self._touched
        return [name for name in super().changed_data if name != TOKEN]

    def get_initial_for_field(self, field: forms.Field, field_name: str) -> Any:
        """What cannot be changed is shown as it is, not as it was read."""
        if field.disabled and field_name in self._initial_now:
            return self._initial_now[field_name]
        return super().get_initial_for_field(field, field_name)

    def full_clean(self) -> None:
        if self.waits:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        if self.is_bound and self.instance.pk:
            self._meet_others()
        super().full_clean()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.refuse_if_stale()
        return cleaned

    def refuse_if_stale(self) -> None:
        """
        Raises:
            ValidationError: somebody else saved or deleted the row. The form then carries the new version: the next
                save is knowing.
        """
        if self.refusal:
            raise self.refusal

    def _meet_others(self) -> None:
        """Looks whether others saved the row, before what was sent is checked: it is checked with what they saved."""
        is_saved = self.has_changed() or not self._is_inline()
        row: Any = self.instance
        # Locked until the end of the transaction, so that nobody saves between this look and the save.
        current: Any = type(row)._base_manager.select_for_update().filter(pk=row.pk).first() if is_saved else row
        sent = self._version_sent()
        if current is None:
            self.refusal = ValidationError(_("Somebody deleted this row in the meantime."), code="deleted")
            return
        # The lock is held, so this is the version that the save will find.
        row.version = current.version
        if sent is None and is_saved:
            text = _("The form came without the version that you opened. Open it again.")
            self.refusal = ValidationError(text, code="no_version")
        if sent in (None, current.version):
            return
        self._follow(current)
        if is_saved:
            self.refusal = ValidationError(in_words(interim(current, sent)), code="stale")

    def _follow(self, current: Any) -> None:
        """Puts what others saved in the place of what this editor sent untouched."""
        self._touched = self.changed_data
        values = form_values(snapshots_of_rows([current])[current.pk])
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what a browser sends can be copied
        data[self.add_prefix(TOKEN)] = str(current.version)
        for name in values.keys() & self.fields.keys() - {*self._touched}:
            for control, sent in sent_by_controls(self[name], values[name]).items():
                data.setlist(control, sent)
        self.data = data

    def _version_sent(self) -> int | None:
        sent = str(self.data.get(self.add_prefix(TOKEN), "")) if self.is_bound else ""
        return int(sent) if sent.isdecimal() and len(sent) <= LONGEST_VERSION else None

    def _is_inline(self) -> bool:
        return bool(self.prefix)


class VersionedFormSet(AnyInlineFormSet):
    """Rows beneath a form; one that is to be deleted is checked too, and one that is gone keeps what was typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._refusals: dict[int, str] = {}
        # A row that is not there (any more) has nothing beneath it; what was sent as such waits for it to come back.
        self._waits = self.is_bound and not self.instance.pk and self.initial_form_count() > 0
        if self._waits:
            self._queryset = [self._stand_in(place) for place in self._places_sent()]
        elif self.is_bound:
            self._part_with_gone_rows()

    def clean(self) -> None:
        if self._waits:
            text = _("What stands here waits as you typed it, until what it belongs to is back.")
            raise ValidationError(text, code="deleted")
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and isinstance(form, VersionedForm):
                form.refuse_if_stale()

    def _construct_form(self, i: int, **kwargs: Any) -> Any:
        form: Any = super()._construct_form(i, **kwargs)  # type: ignore[misc]  # Django's own, which the stubs leave out
        form.waits = self._waits and i < self.initial_form_count()
        if i in self._refusals:
            form.refusal = ValidationError(self._refusals[i], code="deleted")
        return form

    def _part_with_gone_rows(self) -> None:
        """Leaves out the rows that another took away; of one that this editor changed, makes a new one.

        Django would refuse the form for a number that nobody sees, again at each save.
        """
        sent = self._places_sent()
        gone = {place: state for place in sent if (state := self._state_if_gone(place))}
        if not gone:
            return
        kept = [place for place in sent if place not in gone]
        anew = [place for place, state in gone.items() if self._is_touched(place, state)]
        new = range(len(sent), self.total_form_count())
        data = self._renumbered([*kept, *anew, *new], initial=len(kept))
        for place, old in enumerate(anew, start=len(kept)):
            self._refusals[place] = leaving_in_words(gone[old])
            for name in ("id", TOKEN):
                data[f"{self.add_prefix(place)}-{name}"] = ""
        self.data = data
        # Made anew at the next look, from the numbers of today.
        del self.management_form

    def _places_sent(self) -> range:
        """The numbers of the forms that were sent for rows."""
        return range(min(self.initial_form_count(), self.total_form_count()))

    def _state_if_gone(self, place: int) -> Snapshot | None:
        """The row as it was read, if it was beneath this one and is not any more."""
        key = self._number_sent(place, "id")
        is_here = any(row.pk == key for row in self.get_queryset())
        return None if is_here else self._state_sent(place, **{self.fk.attname: self.instance.pk})

    def _stand_in(self, place: int) -> Any:
        """The row as it was, unsaved: Django's desk shows a form only beside its row."""
        model: Any = self.model
        state = self._state_sent(place)
        return state.unsaved() if state else model()

    def _state_sent(self, place: int, **owner: Any) -> Snapshot | None:
        model: Any = self.model
        key = self._number_sent(place, "id")
        version = self._number_sent(place, TOKEN)
        return state_before_leaving(model, key, owner, version=version) if key is not None else None

    def _number_sent(self, place: int, name: str) -> int | None:
        return row_number(str(self.data.get(f"{self.add_prefix(place)}-{name}", "")))

    def _is_touched(self, place: int, state: Snapshot) -> bool:
        prefix = self.add_prefix(place)
        if f"{prefix}-{DELETION_FIELD_NAME}" in self.data:
            return False
        return bool(self.form(self.data, prefix=prefix, initial=form_values(state)).changed_data)

    def _renumbered(self, order: list[int], *, initial: int) -> Any:
        """What was sent with the rows in another order, and without those that are not in it."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what a browser sends can be copied
        rows: dict[str, dict[str, list[str]]] = {str(place): {} for place in range(self.total_form_count())}
        control = re.compile(rf"{re.escape(str(self.prefix))}-([0-9]+)-(.+)")
        for name in list(data):
            found = control.fullmatch(name)
            if found and found[1] in rows:
                rows[found[1]][found[2]] = data.pop(name)
        for place, old in enumerate(order):
            for name, values in rows[str(old)].items():
                data.setlist(f"{self.prefix}-{place}-{name}", values)
        data[f"{self.prefix}-{TOTAL_FORM_COUNT}"] = str(len(order))
        data[f"{self.prefix}-{INITIAL_FORM_COUNT}"] = str(initial)
        return data
