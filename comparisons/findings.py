"""What the lint of content and quiz finds."""

from dataclasses import dataclass

from django.db.models import Model

# Model and number, and not the row itself: findings are kept in the cache.
RowReference = tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something to mend.

    Attributes:
        rule: the name of the rule. Example: "verdict-has-source".
        subject: the row, as a person would name it.
        message: what is wrong, and what to do.
        row: where it can be mended; None for the quiz as a whole, which has a page of its own for that.
    """

    rule: str
    subject: str
    message: str
    row: RowReference | None = None

    def __str__(self) -> str:
        return f"[{self.rule}] {self.subject}: {self.message}"


def reference(row: Model) -> RowReference:
    """The row, for a finding about it."""
    return row._meta.model_name or "", row.pk
