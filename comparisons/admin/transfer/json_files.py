"""JSON: a list of flat objects, one a row. Nothing is escaped, since nothing runs it."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from django.utils.translation import gettext as _

from comparisons.admin.transfer.tables import (
    MAXIMUM_COLUMNS,
    MAXIMUM_LINES,
    Cell,
    Line,
    Table,
    check_column_names,
    checked_line,
    refuse,
    refuse_too_many,
)
from comparisons.admin.transfer.words import as_text
from comparisons.fields import shortened

# Counted before the file is parsed: each object and list costs far more memory than the two characters it is written
# with. A bracket in a text counts too, so there is room for some in every row.
MAXIMUM_BRACKETS = 20 * MAXIMUM_LINES
MAXIMUM_QUOTES = 6 * MAXIMUM_LINES * 30


def write_json(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    entries = [dict(zip(columns, map(_plain, row), strict=True)) for row in rows]
    return json.dumps(entries, ensure_ascii=False, indent=1).encode()


def read_json(data: bytes) -> Table:
    """The table in the file; its lines are the objects, counted from 1.

    Raises:
        RefusedFile: names the object.
    """
    entries = _parsed(data)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise refuse(_('The file is not a list of objects, such as [{"framework": "flask", "criterion": "orm"}].'))
    if not entries:
        raise refuse(_("The list is empty."))
    refuse_too_many(len(entries))
    lines = tuple(_line(number, entry) for number, entry in enumerate(entries, start=1))
    columns = tuple(dict.fromkeys(name for line in lines for name in line.cells))
    check_column_names(columns)
    return Table(columns=columns, lines=lines)


def _plain(cell: Cell) -> Any:
    if cell is None or isinstance(cell, bool | int | str | list):
        return cell
    return as_text(cell) if isinstance(cell, date) else str(cell)


def _parsed(data: bytes) -> Any:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refuse(_("Not UTF-8: the file uses another encoding.")) from None
    if text.count("{") + text.count("[") > MAXIMUM_BRACKETS or text.count('"') > MAXIMUM_QUOTES:
        raise refuse(
            _("The file holds far more objects, lists or names than %(limit)s rows need.")
            % {"limit": f"{MAXIMUM_LINES:,}"}
        )
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise refuse(_("This is not JSON: %(error)s.") % {"error": error.msg}, line=error.lineno) from None
    except RecursionError:
        raise refuse(_("The file is nested too deeply: each row is a flat object.")) from None
    except ValueError as error:
        raise refuse(_("This is not JSON: %(error)s.") % {"error": error}) from None


class _BrokenObject(dict[str, Any]):
    """Stands for an object that is refused where its line is known, which the parser does not say."""

    def __init__(self, reason: str, *, name: str = "") -> None:
        super().__init__()
        self.reason = reason
        self.name = name


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > MAXIMUM_COLUMNS:
        return _BrokenObject(_("The object has more than %(limit)s names.") % {"limit": MAXIMUM_COLUMNS})
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for number, name in enumerate(names) if name in names[:number])
        return _BrokenObject(_("This name stands there twice."), name=twice)
    return found


def _no_number(name: str) -> Any:
    raise ValueError(_("%(name)s is no number") % {"name": name})


def _line(number: int, entry: dict[str, Any]) -> Line:
    if isinstance(entry, _BrokenObject):
        raise refuse(entry.reason, line=number, column=shortened(entry.name))
    for column, value in entry.items():
        is_list_of_words = isinstance(value, list) and all(isinstance(word, str) for word in value)
        if not (value is None or isinstance(value, str | int | float) or is_list_of_words):
            raise refuse(
                _("A value is a text, a number, true, false, null or a list of texts."),
                line=number,
                column=shortened(column),
            )
    return checked_line(number, cast("dict[str, Cell]", entry))
