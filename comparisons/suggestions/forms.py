"""The form by which a visitor corrects a statement: two texts, and what would be right if they know it."""

import re
import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from comparisons.choices import RATING_LABELS, ClaimStatus, SuggestionKind, Support, UsageStatus
from comparisons.models import Suggestion
from comparisons.models.suggestions import LONGEST_TEXT, LONGEST_WORDS
from comparisons.suggestions.openings import Forged, Opening, TooLate, TooSoon
from comparisons.suggestions.subjects import SUBJECTS

SHORTEST_TEXT = 10
MOST_LINKS = 5
LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
# They turn the direction of a line, so that an editor would read another text than the one that is there.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ALLOWED_CONTROLS = frozenset("\n\t")


def is_unreadable(character: str) -> bool:
    """Whether it is a control character that no text of a visitor needs."""
    if character in ALLOWED_CONTROLS:
        return False
    return character in TURNING or unicodedata.category(character) in ("Cc", "Cs")


class PlainTextField(forms.CharField):
    """Words of several lines, without characters that cannot be shown; shown again without them after a refusal."""

    default_error_messages = {
        "required": _("Please write something here."),
        "unreadable": _(
            "There were characters that cannot be shown. They have been taken out: look, and send it again."
        ),
        "min_length": _("Please write at least %(limit_value)d characters, so that an editor can check it."),
        "max_length": _("At most %(limit_value)d characters fit, and these are %(show_value)d."),
    }

    def __init__(self, *, rows: int, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> str:
        # A browser counts a line break as one character and sends two.
        text = super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)
        if any(is_unreadable(character) for character in text or ""):
            raise ValidationError(self.error_messages["unreadable"], code="unreadable")
        return text or ""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return "".join(character for character in value.replace("\r\n", "\n") if not is_unreadable(character))


class SuggestionForm(forms.Form):
    """What every suggestion says.

    Args:
        row: the published statement.
        key: its natural key.

    Attributes:
        kind: of the statement; each subclass has one.
        opening: the note that the form carried, once it is valid.
    """

    kind: SuggestionKind
    opening: Opening

    what_is_wrong = PlainTextField(
        rows=5,
        min_length=SHORTEST_TEXT,
        max_length=LONGEST_TEXT,
        label=_("What is wrong?"),
        help_text=_("Example: it has been built in since version 3.1."),
    )
    how_they_know = PlainTextField(
        rows=4,
        min_length=SHORTEST_TEXT,
        max_length=LONGEST_TEXT,
        label=_("How do you know?"),
        help_text=_(
            "Did you test it? Then say how, and with which version. Or give the address of a page that says so."
        ),
    )
    # A trap: people do not see it, programs that fill in forms do.
    homepage = forms.CharField(required=False, label=_("Leave this empty"))
    note = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: Any, key: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.row = row
        self.key = key
        self.subject = SUBJECTS[self.kind]

    @property
    def about(self) -> str:
        """Kind and key, as the note has them."""
        return f"{self.kind}/{self.key}"

    @property
    def proposals(self) -> list[forms.BoundField]:
        """The optional fields."""
        return [self[name] for name in self.subject.proposals]

    @property
    def has_proposals(self) -> bool:
        """Whether a visitor has filled in an optional field, or left a mistake in one."""
        return any(field.errors or (self.is_bound and field.data) for field in self.proposals)

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        self._refuse_trapped()
        self._refuse_note()
        texts = [cleaned.get(name) or "" for name in ("what_is_wrong", "how_they_know", "proposed_words")]
        if sum(len(LINK.findall(text)) for text in texts) > MOST_LINKS:
            message = ngettext_lazy(
                "At most %d link can be given.", "At most %d links can be given: name the best.", MOST_LINKS
            )
            self.add_error("how_they_know", ValidationError(message % MOST_LINKS, code="links"))
        return cleaned

    def _refuse_trapped(self) -> None:
        # Said and not hidden, for a browser that fills in forms may have done it, and nobody must lose their text.
        if self.data.get("homepage"):
            message = _("A field that people do not see was filled in. It is empty again: please send once more.")
            self.add_error(None, ValidationError(message, code="trapped"))

    def _refuse_note(self) -> None:
        try:
            self.opening = Opening.read(self.cleaned_data.get("note") or "", about=self.about, now=timezone.now())
        except TooSoon:
            message = _("That was very quick. Please wait a few seconds, and send it again.")
            self.add_error(None, ValidationError(message, code="too_soon"))
        except TooLate:
            message = _(
                "This page was open for more than a day. Please look whether the statement still says the same, "
                "and send it again."
            )
            self.add_error(None, ValidationError(message, code="too_late"))
        except Forged:
            message = _(
                "The form came without its note of when it was opened. It has a new one: please send it again."
            )
            self.add_error(None, ValidationError(message, code="forged"))

    def suggestion(self) -> Suggestion:
        """What the visitor says, not saved. A proposal of what stands there already is none."""
        proposed = {
            column: self.cleaned_data[column]
            for column, field in self.subject.proposals.items()
            if self.cleaned_data[column] not in ("", None, getattr(self.row, field))
        }
        return Suggestion(
            kind=self.kind,
            key=self.key,
            title=str(self.row),
            what_is_wrong=self.cleaned_data["what_is_wrong"],
            how_they_know=self.cleaned_data["how_they_know"],
            revision=self.opening.revision,
            **proposed,
        )


AS_IT_STANDS = ("", _("as it stands, or I do not know"))


class VerdictSuggestionForm(SuggestionForm):
    kind = SuggestionKind.VERDICT

    proposed_support = forms.ChoiceField(
        choices=[AS_IT_STANDS, *Support.choices], required=False, label=_("Which support would be right?")
    )
    proposed_rating = forms.TypedChoiceField(
        choices=[
            AS_IT_STANDS,
            *(
                # Put together when it is shown: `%` would fix the language of the day on which the module was read.
                (rating, format_lazy(_("{rating}, {word}"), rating=rating, word=word))
                for rating, word in RATING_LABELS.items()
            ),
        ],
        coerce=int,
        empty_value=None,
        required=False,
        label=_("Which rating would be right?"),
    )
    proposed_words = PlainTextField(
        rows=2, max_length=160, required=False, label=_("How should the one sentence read?")
    )


class UserSuggestionForm(SuggestionForm):
    kind = SuggestionKind.USER

    proposed_status = forms.ChoiceField(
        choices=[AS_IT_STANDS, *UsageStatus.choices], required=False, label=_("Which status would be right?")
    )
    proposed_words = PlainTextField(
        rows=3, max_length=240, required=False, label=_("What part of it runs on the framework?")
    )


class ClaimSuggestionForm(SuggestionForm):
    kind = SuggestionKind.CLAIM

    proposed_status = forms.ChoiceField(
        choices=[AS_IT_STANDS, *ClaimStatus.choices], required=False, label=_("Which status would be right?")
    )
    proposed_words = PlainTextField(
        rows=4, max_length=LONGEST_WORDS, required=False, label=_("How should the explanation read?")
    )


FORMS: dict[str, type[SuggestionForm]] = {
    form.kind: form for form in (VerdictSuggestionForm, UserSuggestionForm, ClaimSuggestionForm)
}
