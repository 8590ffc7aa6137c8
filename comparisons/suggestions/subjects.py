"""What visitors can correct, how each is found by its address, and which of its fields a proposal would fill."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.urls import reverse

from comparisons.choices import SuggestionKind
from comparisons.models import Claim, Criterion, Framework, NotableUser, Suggestion, Verdict
from comparisons.models.changes import KEY_SEPARATOR


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A kind of statement that visitors can correct.

    Attributes:
        related: what its title and its page need beside the row itself.
        named_by: the models whose slugs its natural key is made of, in their order.
        proposals: the columns of a suggestion, and the fields of the row that they would fill.
    """

    kind: SuggestionKind
    model: type[Model]
    related: tuple[str, ...]
    named_by: tuple[type[Model], ...]
    proposals: Mapping[str, str]

    def published_row(self, key: str) -> Any:
        """The row that visitors see under this natural key, None when they see none."""
        rows: Any = self.model._default_manager
        return self._row_among(rows.published(), key)

    def row(self, key: str) -> Any:
        """The same, drafts too: for editors."""
        return self._row_among(self.model._default_manager.all(), key)

    def _row_among(self, rows: Any, key: str) -> Any:
        try:
            return rows.select_related(*self.related).get_by_natural_key(*key.split(KEY_SEPARATOR))
        except ObjectDoesNotExist:
            return None

    def key_of(self, row: Any) -> str:
        return KEY_SEPARATOR.join(row.natural_key())

    def form_address(self, key: str) -> str:
        """Where a visitor corrects the row with this key."""
        return reverse(f"comparisons:suggest_{self.kind}", args=key.split(KEY_SEPARATOR))

    def sent_address(self, key: str) -> str:
        """Where a visitor reads that it has arrived."""
        return reverse(f"comparisons:suggestion_sent_{self.kind}", args=key.split(KEY_SEPARATOR))

    def proposed_values(self, suggestion: Suggestion) -> dict[str, Any]:
        """What the suggestion would have stand in the fields of the row; only what it names."""
        named = {field: getattr(suggestion, column) for column, field in self.proposals.items()}
        return {field: value for field, value in named.items() if value not in ("", None)}


SUBJECTS: Mapping[str, Subject] = {
    subject.kind: subject
    for subject in (
        Subject(
            kind=SuggestionKind.VERDICT,
            model=Verdict,
            related=("framework", "criterion"),
            named_by=(Framework, Criterion),
            proposals={
                "proposed_support": "support",
                "proposed_rating": "rating",
                "proposed_words": "summary",
            },
        ),
        Subject(
            kind=SuggestionKind.USER,
            model=NotableUser,
            related=("framework",),
            named_by=(NotableUser,),
            proposals={"proposed_status": "status", "proposed_words": "usage"},
        ),
        Subject(
            kind=SuggestionKind.CLAIM,
            model=Claim,
            related=(),
            named_by=(Claim,),
            proposals={"proposed_status": "status", "proposed_words": "explanation"},
        ),
    )
}


def subject_of(model: type[Model]) -> Subject:
    """The kind that rows of this model are."""
    return next(subject for subject in SUBJECTS.values() if subject.model is model)
