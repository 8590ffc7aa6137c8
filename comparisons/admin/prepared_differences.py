"""What a prepared change would do, field by field, as the history would tell it."""

from typing import Any

from comparisons.history.names import names_in
from comparisons.history.records import changes_at, members, moments
from comparisons.presentation.history import RowDifference, build_row_differences


def build_prepared_differences(row: Any) -> tuple[RowDifference, ...]:
    """The newest change of the row and its parts.

    Must be called within the transaction in which the prepared change was tried, before that is rolled back.
    """
    of_row = members(type(row), row.pk)
    newest = list(moments(of_row)[:1])
    changes = changes_at(of_row, newest)[newest[0]]
    states = [state for change in changes for state in (change.before, change.after) if state is not None]
    return build_row_differences(changes, names=names_in(states), row=type(row))
