"""A value as the text of a cell."""

from datetime import date
from decimal import Decimal

from comparisons.admin.transfer.tables import Cell

# Between the names in one cell, such as the extensions of a verdict.
SEPARATOR = ", "


def as_text(cell: Cell) -> str:
    """What stands in a text file. Days are written 2026-05-31, lists with commas."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        return SEPARATOR.join(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        # A spreadsheet knows no whole numbers.
        return str(int(cell))
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)
