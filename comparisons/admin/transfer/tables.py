"""What every file is read into: named columns and numbered lines, bounded, and said clearly when it is refused."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from comparisons.fields import shortened

Cell = str | int | float | bool | Decimal | date | list[str] | None

# A whole catalogue of 50 frameworks and 100 criteria; what is larger is not the work of an editor.
MAXIMUM_BYTES = 5 * 1024 * 1024
MAXIMUM_LINES = 5_000
MAXIMUM_COLUMNS = 60
MAXIMUM_CHARACTERS = 20_000
MAXIMUM_NAME = 100
# Of all cells together. A workbook writes a text once and names it in any number of cells, so one of a few kB could
# hold hundreds of MB; it may hold what a file of text could.
MAXIMUM_TEXT = MAXIMUM_BYTES
# Nobody mends more than these before trying again.
MAXIMUM_PROBLEMS = 50
# Control characters (but no line breaks and tabs), halves of characters, and what Unicode says is none.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a file is not imported.

    Attributes:
        line: as an editor finds it in the file; None where the whole file is meant.
        column: one or several names; empty where the whole line is meant.
    """

    reason: str
    line: int | None = None
    column: str = ""

    def __str__(self) -> str:
        if self.line is None:
            return self.reason
        if not self.column:
            return _("line %(line)s: %(reason)s") % {"line": self.line, "reason": self.reason}
        return _("line %(line)s, column %(column)s: %(reason)s") % {
            "line": self.line,
            "column": self.column,
            "reason": self.reason,
        }


class RefusedFile(Exception):
    """A file that cannot be read as a table; nothing was written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, kw_only=True)
class Line:
    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True, kw_only=True)
class Table:
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


def refuse(reason: str, *, line: int | None = None, column: str = "") -> RefusedFile:
    return RefusedFile(Problem(reason=reason, line=line, column=column))


def build_table(header: Sequence[Cell], rows: Iterable[tuple[int, Sequence[Cell]]]) -> Table:
    """The table of a file that has its columns' names on top.

    Args:
        header: the names.
        rows: the number of each line and its cells, in the order of the header. Empty lines are left out.

    Raises:
        RefusedFile: names the line and the column.
    """
    columns = _columns(header)
    lines: list[Line] = []
    characters = 0
    for count, (number, cells) in enumerate(rows, start=1):
        # Empty ones too: they take time to read.
        refuse_too_many(count)
        if all(cell is None or cell == "" for cell in cells):
            continue
        if len(cells) != len(columns):
            raise refuse(
                _("It has %(cells)s cells, and the header has %(columns)s.")
                % {"cells": len(cells), "columns": len(columns)},
                line=number,
            )
        characters += sum(len(text) for cell in cells for text in _texts_in(cell))
        if characters > MAXIMUM_TEXT:
            raise refuse(
                _("The cells up to here have more than %(limit)s characters together. Split the file.")
                % {"limit": f"{MAXIMUM_TEXT:,}"},
                line=number,
            )
        lines.append(checked_line(number, dict(zip(columns, cells, strict=True))))
    if not lines:
        raise refuse(_("The file has no rows under its header."))
    return Table(columns=columns, lines=tuple(lines))


def checked_line(number: int, cells: Mapping[str, Cell]) -> Line:
    """The line, if every cell is something that could be a value."""
    for column, cell in cells.items():
        for text in _texts_in(cell):
            _check_text(text, line=number, column=column)
    return Line(number=number, cells=cells)


def refuse_too_many(lines: int) -> None:
    if lines > MAXIMUM_LINES:
        raise refuse(
            _("The file has more than %(limit)s rows. Split it.") % {"limit": f"{MAXIMUM_LINES:,}"},
        )


def check_column_names(names: Sequence[str]) -> None:
    """Each column has a name, and no two have the same."""
    if len(names) > MAXIMUM_COLUMNS:
        raise refuse(_("The file has more than %(limit)s columns.") % {"limit": MAXIMUM_COLUMNS})
    too_long = [name for name in names if len(name) > MAXIMUM_NAME]
    if too_long:
        raise refuse(
            _("The name of a column has more than %(limit)s characters.") % {"limit": MAXIMUM_NAME},
            line=1,
            column=shortened(too_long[0][:MAXIMUM_NAME]),
        )
    if not all(names):
        raise refuse(
            _("Column %(number)s has cells but no name in the header.") % {"number": list(names).index("") + 1},
            line=1,
        )
    twice = [name for name, times in Counter(names).items() if times > 1]
    if twice:
        raise RefusedFile(
            *(Problem(line=1, column=shortened(name), reason=_("This column stands there twice.")) for name in twice)
        )


def _columns(header: Sequence[Cell]) -> tuple[str, ...]:
    names = tuple("" if name is None else str(name).strip() for name in header)
    if not any(names):
        raise refuse(_("The file is empty: its first line names the columns."))
    check_column_names(names)
    return names


def _texts_in(cell: Cell) -> list[str]:
    if isinstance(cell, str):
        return [cell]
    return cell if isinstance(cell, list) else []


def _check_text(text: str, *, line: int, column: str) -> None:
    if len(text) > MAXIMUM_CHARACTERS:
        raise refuse(
            _("The cell has more than %(limit)s characters.") % {"limit": f"{MAXIMUM_CHARACTERS:,}"},
            line=line,
            column=shortened(column),
        )
    if _UNREADABLE.search(text):
        raise refuse(
            _("The cell holds a character that is no text (such as NUL)."), line=line, column=shortened(column)
        )
