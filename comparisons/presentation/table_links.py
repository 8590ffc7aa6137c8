"""The links of the table that change one thing of its address: what is open, sorted by, measured against, shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

from comparisons.presentation.addresses import Address


@dataclass(frozen=True, kw_only=True)
class TableLinks:
    """Addresses made from the one that was asked for.

    Attributes:
        address: of the table as it is, without a format.
    """

    address: Address

    def opened(self, criterion: str, framework: str) -> str:
        """The table with this verdict open, instead of another of its row, and at its row."""
        others = self._open_elsewhere(criterion)
        return self._at_row(self.address.with_only("open", *others, f"{criterion}:{framework}"), criterion)

    def closed(self, criterion: str) -> str:
        """The table with no verdict open in this row."""
        return self._at_row(self.address.with_only("open", *self._open_elsewhere(criterion)), criterion)

    def sorted_by(self, name: str) -> str:
        """The table sorted by this criterion alone, or by the score."""
        return str(self.address.with_only("sort", name))

    def unsorted(self) -> str:
        return str(self.address.without("sort"))

    def measured_against(self, framework: str) -> str:
        return str(self.address.with_only("baseline", framework))

    def unmeasured(self) -> Self:
        """The same links of the table that measures against nobody."""
        return replace(self, address=self.address.without("baseline"))

    def showing_only(self, frameworks: Iterable[str]) -> str:
        """The table with exactly these columns."""
        return str(self.address.with_only("framework", *frameworks))

    def _open_elsewhere(self, criterion: str) -> list[str]:
        return [value for value in self.address.parameters.get("open", ()) if not value.startswith(f"{criterion}:")]

    def _at_row(self, address: Address, criterion: str) -> str:
        return f"{address}#{row_id(criterion)}"


def row_id(criterion: str) -> str:
    """The mark of a criterion's row within the page."""
    return f"row-{criterion}"
