"""The forms of the grid: a row, which is one verdict or the empty place of one, and what the page asks once."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from comparisons.admin.lost_updates import TOKEN, VersionedForm
from comparisons.admin.reasons import REASON_LENGTH
from comparisons.admin.texts import LongTextField, SentenceField
from comparisons.choices import RATING_LABELS, UNFINISHED_STATES, Confidence, PublicationState, Support
from comparisons.models import Verdict

# What the table shows as columns; the rest is folded away beneath them.
COLUMNS = ["support", "rating", "since", "summary", "state"]
FOLDED = ["detail", "confidence", "written_on", "review_due_on"]
# Most of what changes slowly is looked at again after a year; sooner is given by hand.
REVIEW_AFTER = timedelta(days=365)
# What the history says before the reason, so that it names the grid.
BY_GRID = "grid"
# The token of a place where no verdict stood when the page was opened.
NO_VERSION = 0


class GridForm(forms.Form):
    """What is said once for all rows."""

    opened_on = forms.DateField(required=False, widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=REASON_LENGTH - len(f"{BY_GRID}: "),
        help_text=_("For the history of each changed verdict. Example: levelled after Flask 3.1"),
    )

    @property
    def reason(self) -> str:
        """What the history of each row says."""
        why = " ".join(self.cleaned_data["why"].split())
        return f"{BY_GRID}: {why}" if why else BY_GRID


class VerdictRowForm(VersionedForm[Verdict]):
    """One row of the grid. What nobody touched is neither checked nor saved."""

    rating = forms.TypedChoiceField(
        coerce=int,
        choices=[("", "–"), *((rating, f"{rating} {label}") for rating, label in RATING_LABELS.items())],
    )
    support = forms.ChoiceField(choices=[("", "–"), *Support.choices])
    detail = LongTextField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A draft may wait for it; whatever goes on to review or to visitors has it."),
    )

    class Meta:
        model = Verdict
        fields = [*COLUMNS, *FOLDED]
        field_classes = {"summary": SentenceField}
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 2}),
            "written_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "review_due_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def __init__(
        self,
        data: Any = None,
        *,
        verdict: Verdict,
        name: str,
        prefix: str,
        may_publish: bool,
        opened_on: date,
        is_subject_gone: bool = False,
    ) -> None:
        """
        Args:
            verdict: as it is now, or a new one that knows its framework and criterion.
            name: of the row, for whoever hears a control instead of seeing its row. Example: "WebSockets"
            opened_on: the day on which an empty row was prefilled.
            is_subject_gone: whether the framework or criterion of the page was deleted, its verdicts along with it.
        """
        self.name = name
        self.is_subject_gone = is_subject_gone
        place = _empty_place(opened_on)
        super().__init__(
            data,
            instance=verdict,
            initial=None if verdict.pk else place,
            prefix=prefix,
            empty_permitted=True,
            use_required_attribute=False,
        )
        self._compare_with_the_place_as_it_was_opened(place)
        self._name_controls(name)
        if not may_publish:
            # What was deleted along is back as it was, so that its state may stand there until then.
            state = self.initial.get("state") if is_subject_gone else verdict.state
            allowed = {*UNFINISHED_STATES, state}
            states: Any = self.fields["state"]
            states.choices = [choice for choice in states.choices if choice[0] in allowed]

    def clean(self) -> dict[str, Any] | None:
        # What was deleted along comes back along, in the version that this row carries.
        if not self.instance.pk and self._token() != NO_VERSION and not self.is_subject_gone:
            self._refuse_as_deleted()
        cleaned = super().clean()
        state = self.cleaned_data.get("state", PublicationState.DRAFT)
        if state != PublicationState.DRAFT and not self.cleaned_data.get("detail"):
            self.add_error("detail", _("Only a draft may be without its detail: it must bear the rating."))
        return cleaned

    def refuse_if_stale(self) -> None:
        """As every form, and what the editor did not touch then shows what the other made of it."""
        untouched = set(self.fields) - {TOKEN, *self.changed_data}
        try:
            super().refuse_if_stale()
        except ValidationError as refusal:
            if refusal.code == "stale":
                self._send_instead({name: getattr(self.instance, name) for name in untouched})
            raise

    def _token(self) -> int | None:
        token: int | None = self.cleaned_data.get(TOKEN)
        return token

    def _compare_with_the_place_as_it_was_opened(self, place: dict[str, Any]) -> None:
        """A verdict that another made or deleted in between does not count as a change of this editor's."""
        sent = str(self.data.get(self.add_prefix(TOKEN), "")) if self.is_bound else ""
        if not self.instance.pk:
            self.fields[TOKEN].initial = NO_VERSION
            if self.is_bound and sent != str(NO_VERSION):
                self._compare_with_deleted()
        elif sent == str(NO_VERSION):
            self.initial.update(dict.fromkeys(self.fields, "") | place)

    def _compare_with_deleted(self) -> None:
        deleted = self._history().first()
        if deleted is not None:
            self.initial.update({name: getattr(deleted, name) for name in self.fields if name != TOKEN})

    def _refuse_as_deleted(self) -> None:
        """The next save then makes the verdict anew, knowingly."""
        self._send_instead({TOKEN: NO_VERSION})
        deletion = self._history().filter(history_type="-").first()
        if deletion is None:
            raise ValidationError(
                _("The row came without the version that you opened. Save again to add it as a new verdict."),
                code="no_version",
            )
        raise ValidationError(
            _(
                "%(who)s deleted this verdict on %(when)s, after you opened the page. What you typed stands here; "
                "save again to make it anew."
            ),
            code="deleted",
            params={
                "who": deletion.history_user.get_username() if deletion.history_user else _("a command"),
                "when": date_format(deletion.history_date, "j F Y, H:i"),
            },
        )

    def _history(self) -> Any:
        """What stood at this place before, newest first."""
        return Verdict.history.filter(
            framework_id=self.instance.framework_id, criterion_id=self.instance.criterion_id
        ).order_by("-history_date", "-history_id")

    def _send_instead(self, values: dict[str, Any]) -> None:
        """Puts values in the place of what was sent, for the page that is shown again."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # what a browser sends can be copied
        for name, value in values.items():
            data[self.add_prefix(name)] = "" if value is None else str(value)
        self.data = data

    def _name_controls(self, row: str) -> None:
        labels = {field.name: field.verbose_name for field in Verdict._meta.concrete_fields}
        for name in (*COLUMNS, *FOLDED):
            field = self.fields[name]
            field.label = labels[name]
            field.widget.attrs["aria-label"] = _("%(row)s, %(field)s") % {"row": row, "field": field.label}
            if name != "detail":
                # The columns' heads say it once, not in each row.
                field.help_text = ""


def _empty_place(opened_on: date) -> dict[str, Any]:
    """What an empty row is prefilled with. Nothing is claimed that nobody said: low is an impression."""
    return {
        "state": PublicationState.DRAFT,
        "confidence": Confidence.LOW,
        "written_on": opened_on,
        "review_due_on": opened_on + REVIEW_AFTER,
    }
