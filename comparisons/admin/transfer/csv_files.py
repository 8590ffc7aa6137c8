"""CSV: UTF-8, with the mark at the start without which spreadsheets take it for something else."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from comparisons.admin.transfer.formulas import escaped, unescaped
from comparisons.admin.transfer.tables import MAXIMUM_CHARACTERS, Cell, Table, build_table, refuse
from comparisons.admin.transfer.words import as_text

if TYPE_CHECKING:
    import _csv

# Spreadsheets in most of Europe write semicolons.
DELIMITERS = ",;\t"
# Of all cells of a line together, unless a cell has line breaks of its own.
MAXIMUM_LINE = 5 * MAXIMUM_CHARACTERS


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([escaped(as_text(cell)) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def read_csv(data: bytes) -> Table:
    """The table in the file.

    Raises:
        RefusedFile: names the line.
    """
    text = _decoded(data)
    header, _end, _rest = text.partition("\n")
    delimiter = max(DELIMITERS, key=header[:MAXIMUM_LINE].count)
    reader = csv.reader(_short_lines(text), delimiter=delimiter, strict=True)
    try:
        names = next(reader, [])
        return build_table(names, _rows(reader))
    except csv.Error as error:
        raise refuse(
            _("The quotation marks or separators are broken: %(error)s.") % {"error": error}, line=reader.line_num
        ) from None


def _rows(reader: "_csv.Reader") -> Iterator[tuple[int, list[Cell]]]:
    """The cells of each record with the line on which it starts: a text may run over several."""
    start = reader.line_num + 1
    for cells in reader:
        yield start, [unescaped(cell) for cell in cells]
        start = reader.line_num + 1


def _decoded(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise refuse(_("This is a workbook or an archive, not a CSV file. Give it its own ending, such as .xlsx."))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:200]:
        raise refuse(_("The file is written in UTF-16. Save it as “CSV UTF-8”."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise refuse(_("Not UTF-8: the file uses another encoding. Save it as “CSV UTF-8”."), line=line) from None


def _short_lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > MAXIMUM_LINE:
            raise refuse(
                _("The line has more than %(limit)s characters.") % {"limit": f"{MAXIMUM_LINE:,}"}, line=number
            )
        if "\0" in line:
            raise refuse(_("The line holds a NUL character, which is no text."), line=number)
        yield line
