"""What editors did to a row and its parts, for the desk: field by field, in the words of the forms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comparisons.history.names import RowName
from comparisons.history.records import Kind, Moment, RowChange
from comparisons.history.snapshots import Snapshot, content_fields
from comparisons.presentation.change_words import choice_label
from comparisons.presentation.rewording import Piece, build_rewording

# A name within a line is cut to what a person takes in.
NAME_CHARACTERS = 120
# So many rows of one change are shown; a load may have written hundreds.
SHOWN_ROWS = 60


@dataclass(frozen=True, kw_only=True)
class FieldDifference:
    """One field, with its words laid over the old ones."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, kw_only=True)
class RowDifference:
    """What a change did to the row, or to one of its parts.

    Attributes:
        done: Example: "changed".
        part: what kind of part it is, empty for the row itself. Example: "source".
        name: of the part.
        is_whole: the fields are all there was, not what was changed.
        is_silent: it was saved without a change.
    """

    done: str
    part: str
    name: str
    fields: tuple[FieldDifference, ...]
    is_whole: bool
    is_silent: bool


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """One change: who, when, why and what.

    Attributes:
        who: empty when a command did it, or somebody whose account is gone.
        stamp: the moment as part of an address.
        version: of the row itself after the change; None when only parts were changed.
        more: the number of rows for which there is no line here.
    """

    moment: datetime
    stamp: int
    who: str
    why: str
    version: int | None
    rows: tuple[RowDifference, ...]
    more: int


def build_history_entries(
    moments: Sequence[Moment],
    changes: Mapping[Moment, list[RowChange]],
    *,
    names: Mapping[RowName, str],
    users: Mapping[Any, str],
    row: type[models.Model],
) -> tuple[HistoryEntry, ...]:
    """One entry per moment, in their order.

    Args:
        names: from `names_in`.
        users: the names of the users by key.
        row: the model whose history it is; what is of another is a part.
    """
    entries = []
    for moment, user in moments:
        its_changes = changes[moment, user]
        own = [change for change in its_changes if change.shown.model is row]
        entries.append(
            HistoryEntry(
                moment=moment,
                stamp=stamp_of(moment),
                who=users.get(user, ""),
                why=next((change.reason for change in [*own, *its_changes] if change.reason), ""),
                version=own[-1].version if own else None,
                rows=build_row_differences(its_changes[:SHOWN_ROWS], names=names, row=row),
                more=max(0, len(its_changes) - SHOWN_ROWS),
            )
        )
    return tuple(entries)


def build_row_differences(
    changes: Iterable[RowChange], *, names: Mapping[RowName, str], row: type[models.Model]
) -> tuple[RowDifference, ...]:
    """One per changed row, in their order."""
    return tuple(_row_difference(change, names, is_part=change.shown.model is not row) for change in changes)


def stamp_of(moment: datetime) -> int:
    """The moment as a number, to the microsecond."""
    return int(moment.timestamp()) * 1_000_000 + moment.microsecond


def moment_of(stamp: int) -> datetime | None:
    """The moment of a stamp, None when there is no such time."""
    seconds, microsecond = divmod(stamp, 1_000_000)
    try:
        return datetime.fromtimestamp(seconds, tz=UTC).replace(microsecond=microsecond)
    except (OverflowError, OSError, ValueError):
        return None


def _row_difference(change: RowChange, names: Mapping[RowName, str], *, is_part: bool) -> RowDifference:
    shown = change.shown
    before = None if change.kind == Kind.FIRST_SEEN else change.before
    after = None if change.kind == Kind.DELETED else change.after
    fields = () if change.kind == Kind.FIRST_SEEN else tuple(_differences(before, after, names))
    return RowDifference(
        done=_words(change.kind),
        part=str(shown.model._meta.verbose_name) if is_part else "",
        name=Truncator(names.get((shown.model, shown.key), str(shown.key))).chars(NAME_CHARACTERS) if is_part else "",
        fields=fields,
        is_whole=change.kind in (Kind.CREATED, Kind.DELETED, Kind.RESTORED),
        is_silent=change.kind == Kind.CHANGED and not fields,
    )


def _words(kind: Kind) -> str:
    return {
        Kind.CREATED: _("created"),
        Kind.CHANGED: _("changed"),
        Kind.DELETED: _("deleted"),
        Kind.RESTORED: _("restored"),
        Kind.FIRST_SEEN: _("saved; what it was before was not recorded"),
    }[kind]


def _differences(
    before: Snapshot | None, after: Snapshot | None, names: Mapping[RowName, str]
) -> Iterable[FieldDifference]:
    model = (after or before).model  # type: ignore[union-attr]  # a change has one of the two
    fields: list[Any] = [*content_fields(model), *model._meta.many_to_many]
    for field in fields:
        old, new = _value(field, before, names), _value(field, after, names)
        if old != new:
            label = str(field.verbose_name)
            yield FieldDifference(label=label, pieces=_pieces(field, label, old, new))


def _pieces(field: Any, label: str, old: str, new: str) -> tuple[Piece, ...]:
    """Texts word by word; a choice, a name or a day as a whole."""
    if isinstance(field, models.CharField | models.TextField) and not field.choices and old and new:
        return build_rewording(label, old, new).pieces
    if field.many_to_many:
        return _pieces_of_list(old, new)
    return _both(old, new)


def _pieces_of_list(old: str, new: str) -> tuple[Piece, ...]:
    before, after = old.split("\n"), new.split("\n")
    went = ", ".join(name for name in before if name and name not in after)
    came = ", ".join(name for name in after if name and name not in before)
    return _both(went, came)


def _both(went: str, came: str) -> tuple[Piece, ...]:
    """What went as a whole and what came as a whole, each where there is something."""
    pieces = (Piece(text=went, went=True), Piece(text=came, came=True))
    return tuple(piece for piece in pieces if piece.text)


def _value(field: Any, state: Snapshot | None, names: Mapping[RowName, str]) -> str:
    """A value as the forms show it; empty for none. A list has a line for each name."""
    if state is None:
        return ""
    if field.many_to_many:
        return "\n".join(
            sorted(named(field.related_model, key, names) for key in state.relations.get(field.name, ()))
        )
    value = state.values[field.attname]
    if value is None or value == "":
        return ""
    if field.is_relation:
        return named(field.related_model, value, names)
    if field.choices:
        return choice_label(field, value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(value, "j F Y, H:i")
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return str(value)


def named(model: type[models.Model], key: Any, names: Mapping[RowName, str]) -> str:
    """What the row is called, also when nobody knows."""
    name = names.get((model, key))
    if name is not None:
        return name
    return _("%(kind)s %(key)s, which is gone") % {"kind": model._meta.verbose_name, "key": key}


@dataclass(frozen=True, kw_only=True)
class DeletedRow:
    """A row of the list of what was deleted.

    Attributes:
        number: of the record that keeps it.
        who: empty when a command did it, or somebody whose account is gone.
    """

    number: int
    name: str
    moment: datetime
    who: str
    why: str


def build_deleted_rows(records: Iterable[Any], *, names: Mapping[RowName, str]) -> tuple[DeletedRow, ...]:
    """The rows of these records, in their order; the records come with their users."""
    return tuple(
        DeletedRow(
            number=record.history_id,
            name=names[record.instance_type, record.id],
            moment=record.history_date,
            who=record.history_user.get_username() if record.history_user else "",
            why=record.history_change_reason or "",
        )
        for record in records
    )
