"""Looks into a workbook before anything is built from it: an archive of XML is the easiest file to make dangerous.

Small archives that unpack to gigabytes, entities that multiply or read files, one cell in the last corner of a sheet:
all of it is refused from what the archive says of itself and from one pass of the parser that keeps nothing.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from django.utils.translation import gettext as _

from comparisons.admin.transfer.tables import MAXIMUM_COLUMNS, MAXIMUM_LINES, RefusedFile, refuse, refuse_too_many

MAXIMUM_PARTS = 200
MAXIMUM_UNPACKED = 16 * 1024 * 1024
MAXIMUM_CELLS = 30 * MAXIMUM_LINES
MAXIMUM_ELEMENTS = 4 * MAXIMUM_CELLS
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_COLUMN = re.compile(r"[A-Z]+")
# All that office programs write; what unpacks the others fails in ways, and takes memory, of its own.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What a broken archive makes zipfile raise, beside its own error.
_BROKEN_ARCHIVE = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(NotImplementedError, RuntimeError, EOFError, OSError, ValueError),
)


def look_into(data: bytes) -> None:
    """Raises RefusedFile unless the archive is small, and its XML without document types and of bounded size."""
    look = _Look()
    try:
        for content in _parts(data):
            # By what it is, not by its name: a sheet may be called picture.png.
            if content.lstrip(_BEFORE_XML).startswith(b"<"):
                look.parse(content)
    except expat.ExpatError:
        raise refuse(_("The workbook is broken: a part of it is not XML.")) from None


def _parts(data: bytes) -> Iterator[bytes]:
    """The parts, unpacked one by one."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN_ARCHIVE:
        raise _no_workbook() from None
    with archive:
        parts = archive.infolist()
        _check_parts(parts)
        for part in parts:
            try:
                content = archive.read(part)
            except _BROKEN_ARCHIVE:
                raise _no_workbook() from None
            yield content


def _no_workbook() -> RefusedFile:
    return refuse(_("This is not an XLSX workbook."))


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """The declared sizes bind: nothing reads more of a part than it declares."""
    if len(parts) > MAXIMUM_PARTS:
        raise refuse(_("The workbook has more than %(limit)s parts.") % {"limit": MAXIMUM_PARTS})
    if sum(part.file_size for part in parts) > MAXIMUM_UNPACKED:
        raise refuse(
            _("Unpacked, the workbook is larger than %(limit)s MB.") % {"limit": MAXIMUM_UNPACKED // 1024 // 1024}
        )
    names = {part.filename for part in parts}
    if len(names) < len(parts) or "[Content_Types].xml" not in names:
        raise _no_workbook()
    if any(part.compress_type not in _PACKINGS for part in parts):
        raise refuse(_("The workbook is packed in a way that no office program uses."))


class _Look:
    """Counts what all parts hold, and stops where a part is not what an office program writes."""

    def __init__(self) -> None:
        self.elements = self.cells = self.row = self.column = 0

    def parse(self, xml: bytes) -> None:
        self.row = 0
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_document_type
        parser.StartElementHandler = self._element
        parser.Parse(xml, True)

    def _refuse_document_type(self, *declaration: Any) -> None:
        raise refuse(_("The workbook declares a document type of its own, which no office program writes."))

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        local = name.rpartition(":")[2]
        if local == "row":
            self._row(attributes.get("r", ""))
        elif local == "c":
            self._cell(attributes.get("r", ""))
        if self.elements > MAXIMUM_ELEMENTS or self.cells > MAXIMUM_CELLS:
            raise refuse(
                _("The workbook has far more cells than %(limit)s rows need.") % {"limit": f"{MAXIMUM_LINES:,}"}
            )

    def _row(self, place: str) -> None:
        number = int(place[:9]) if place.isdecimal() else self.row + 1
        refuse_too_many(number - 1)
        if number <= self.row:
            # A reader would leave the second one out, and nobody would know.
            raise refuse(_("The workbook is broken: a row stands there twice."), line=number)
        self.row, self.column = number, 0

    def _cell(self, place: str) -> None:
        self.cells += 1
        letters = _COLUMN.match(place)
        number = _number(letters[0]) if letters else self.column + 1
        if number > MAXIMUM_COLUMNS:
            raise refuse(
                _("A cell stands to the right of the %(limit)s columns that a file may have.")
                % {"limit": MAXIMUM_COLUMNS},
                line=self.row,
            )
        if number <= self.column:
            raise refuse(_("The workbook is broken: a cell stands there twice."), line=self.row)
        self.column = number


def _number(letters: str) -> int:
    """The number of a column. Example: 28 for AB."""
    number = 0
    for letter in letters[:4]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
