"""The three kinds of file, by their ending. No others: each one is a way in for hostile files."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from comparisons.admin.transfer.csv_files import read_csv, write_csv
from comparisons.admin.transfer.json_files import read_json, write_json
from comparisons.admin.transfer.tables import MAXIMUM_BYTES, Cell, Table, refuse
from comparisons.admin.transfer.xlsx_files import read_xlsx, write_xlsx


@dataclass(frozen=True, kw_only=True)
class FileFormat:
    """A kind of file.

    Attributes:
        slug: its ending, and its name in addresses.
        write: raises RefusedFile for what this kind cannot hold.
    """

    slug: str
    content_type: str
    read: Callable[[bytes], Table]
    write: Callable[[Sequence[str], Iterable[Sequence[Cell]]], bytes]

    @property
    def name(self) -> str:
        return self.slug.upper()


FORMATS = {
    file_format.slug: file_format
    for file_format in (
        FileFormat(slug="csv", content_type="text/csv; charset=utf-8", read=read_csv, write=write_csv),
        FileFormat(
            slug="xlsx",
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            read=read_xlsx,
            write=write_xlsx,
        ),
        FileFormat(slug="json", content_type="application/json", read=read_json, write=write_json),
    )
}


def read_table(data: bytes, *, file_name: str) -> Table:
    """The table in an uploaded file.

    Raises:
        RefusedFile: says why, with line and column where there is one.
    """
    if len(data) > MAXIMUM_BYTES:
        raise refuse(too_large())
    file_format = FORMATS.get(PurePath(file_name).suffix.lower().removeprefix("."))
    if file_format is None:
        raise refuse(_("The file's name must end in .csv, .xlsx or .json."))
    return file_format.read(data)


def too_large() -> str:
    return _("The file is larger than %(limit)s MB.") % {"limit": MAXIMUM_BYTES // 1024 // 1024}
