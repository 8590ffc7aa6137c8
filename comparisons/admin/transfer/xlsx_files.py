"""XLSX: the first sheet of a workbook, after `xlsx_guard` has looked into the archive."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, TYPE_STRING
from openpyxl.utils.exceptions import InvalidFileException

from comparisons.admin.transfer.formulas import escaped, unescaped
from comparisons.admin.transfer.tables import (
    MAXIMUM_COLUMNS,
    MAXIMUM_LINES,
    Cell,
    RefusedFile,
    Table,
    build_table,
    refuse,
)
from comparisons.admin.transfer.words import as_text
from comparisons.admin.transfer.xlsx_guard import look_into

# Of one cell; openpyxl cuts off the rest without a word.
LONGEST_TEXT = 32_767


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The workbook.

    Raises:
        RefusedFile: names the line and the column of a text that no workbook holds.
    """
    # All are looked at before the first is written, since openpyxl cannot leave a sheet half written.
    lines = [
        [_writable(cell, line=number, column=name) for name, cell in zip(columns, row, strict=True)]
        for number, row in enumerate(rows, start=2)
    ]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Framewise")
    sheet.freeze_panes = "A2"
    sheet.append(list(columns))
    for line in lines:
        sheet.append([_as_said(value, sheet) for value in line])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read_xlsx(data: bytes) -> Table:
    """The table on the first sheet.

    Raises:
        RefusedFile: names the line, and for a formula the column.
    """
    look_into(data)
    try:
        with warnings.catch_warnings():
            # Of what a workbook has beside its cells, such as drop-down lists, nothing is needed.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
            rows = _rows(book.worksheets[0])
            _number, header = next(rows, (1, []))
            while header and header[-1] is None:
                header.pop()
            return build_table(header, _as_wide_as(len(header), rows))
    except RefusedFile:
        raise
    except (
        # What openpyxl raises where a part of the workbook is not what it should be.
        *(InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, TypeError, IndexError, AttributeError),
        *(SyntaxError, OverflowError, EOFError, NotImplementedError, AssertionError, zlib.error),
    ):
        raise refuse(_("The workbook is broken: it cannot be read.")) from None


def _writable(cell: Cell, *, line: int, column: str) -> int | str:
    """Whole numbers and yes or no as such; all else as text, so that no spreadsheet turns a version into a day."""
    if isinstance(cell, int):
        return cell
    # A workbook cannot hold control characters, and no form lets them in.
    text = escaped(ILLEGAL_CHARACTERS_RE.sub("�", as_text(cell)))
    if len(text) > LONGEST_TEXT:
        raise refuse(
            _("A cell of a workbook holds at most %(limit)s characters. Export CSV or JSON instead.")
            % {"limit": f"{LONGEST_TEXT:,}"},
            line=line,
            column=column,
        )
    return text


def _as_said(value: int | str, sheet: Any) -> Any:
    """A text as a cell that says so: of “#N/A” openpyxl would make an error."""
    if isinstance(value, int):
        return value
    if not value:
        return None
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = TYPE_STRING
    return cell


def _rows(sheet: Any) -> Iterator[tuple[int, list[Cell]]]:
    # Bounded: one cell in the last corner of a sheet would otherwise make millions.
    bounded = sheet.iter_rows(max_row=MAXIMUM_LINES + 2, max_col=MAXIMUM_COLUMNS + 1)
    for number, row in enumerate(bounded, start=1):
        yield number, [_read(cell, line=number) for cell in row]


def _as_wide_as(width: int, rows: Iterator[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[Cell]]]:
    """Without the empty cells to the right of the header."""
    for number, cells in rows:
        while len(cells) > width and cells[-1] in (None, ""):
            cells.pop()
        yield number, cells + [None] * (width - len(cells))


def _read(cell: Any, *, line: int) -> Cell:
    if cell.data_type == "f":
        raise refuse(
            _("The cell %(cell)s holds a formula. Put its value in its place.") % {"cell": cell.coordinate}, line=line
        )
    if cell.data_type == "e":
        raise refuse(_("The cell %(cell)s holds an error.") % {"cell": cell.coordinate}, line=line)
    value = cell.value
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        return unescaped(value)
    if value is None or isinstance(value, bool | int | float | date):
        return value
    return str(value)
