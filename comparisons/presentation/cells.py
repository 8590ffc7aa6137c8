"""What is shown of one verdict, in a table's cell or in full."""

from dataclasses import dataclass

from comparisons.choices import RATING_LABELS, Support
from comparisons.models import Criterion, Framework, Verdict


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A framework's answer to a criterion; without a verdict it is not known, which is not the same as no.

    Attributes:
        is_best: whether no other shown framework has a higher rating, and at least one has a lower.
    """

    framework: Framework
    criterion: Criterion
    verdict: Verdict | None
    is_best: bool = False

    @property
    def is_known(self) -> bool:
        return self.verdict is not None

    @property
    def rating(self) -> int | None:
        return self.verdict.rating if self.verdict else None

    @property
    def shows_support(self) -> bool:
        """Not for questions such as maturity, to which no package is an answer."""
        return self.verdict is not None and self.verdict.support != Support.NOT_APPLICABLE

    @property
    def address(self) -> str:
        """Where the verdict stands in full."""
        return f"{self.framework.get_absolute_url()}#{self.criterion.slug}"


def rating_label(rating: int) -> str:
    """The word for a rating. Example: "good" for 4."""
    return str(RATING_LABELS[rating])
