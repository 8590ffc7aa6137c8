"""What others did to a row since an editor read it, as the history has it, and the sentences that tell it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from comparisons.history.names import rows_by_key
from comparisons.history.records import record_model
from comparisons.history.snapshots import Snapshot, content_fields, snapshots_of_records, snapshots_of_rows
from comparisons.models.editing import EditedModel

# A value in a message is cut to what a person takes in.
SHOWN_CHARACTERS = 160


@dataclass(frozen=True, kw_only=True)
class FieldChange:
    """A field that somebody else changed in between; of a list, what left it and what came."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Interim:
    """What happened to a row since it was read.

    Attributes:
        who: empty when it was a command.
        when: of the last save.
    """

    who: str
    when: datetime | None
    changes: tuple[FieldChange, ...]


def interim(row: EditedModel, version_read: int) -> Interim:
    """What others changed between the version that was read and the row as it is.

    Args:
        row: as it is in the database now.
        version_read: of the copy that an editor holds; 0 when there was no row yet.
    """
    newest = _records(type(row), row.pk).first()
    now = snapshots_of_rows([row])[row.pk]
    read = state_read(row, version_read) if version_read else _without_words(now)
    user = newest.history_user if newest else None
    return Interim(
        who=user.get_username() if user else "",
        when=newest.history_date if newest else None,
        changes=tuple(_changes(read, now)) if read else (),
    )


def in_words(happened: Interim) -> SafeString:
    """The refusal, for above the form."""
    who = happened.who or _("a command")
    when = date_format(happened.when, "j F Y, H:i") if happened.when else ""
    head = _(
        "%(who)s saved this on %(when)s, after you opened it. Nothing of yours is lost: it stands below as you typed "
        "it. Compare, then save again to put yours over it."
    )
    followed = _(
        "%(who)s saved this on %(when)s, after you opened it. Nothing of yours is lost: it stands below as you typed "
        "it, and what you had not touched stands as it is now. Compare, then save again to put yours over it."
    )
    lines = format_html_join(
        "",
        "<li><b>{}</b>: <del>{}</del> → <ins>{}</ins></li>",
        ((change.label, change.before, change.after) for change in happened.changes),
    )
    said = {"who": who, "when": when}
    if not happened.changes:
        return format_html("{}", head % said)
    return format_html('{}<ul class="interim">{}</ul>', followed % said, lines)


def state_read(row: EditedModel, version: int) -> Snapshot | None:
    """The row in the version that an editor read; None when the history does not know it."""
    return _state(_records(type(row), row.pk).filter(version=version))


def state_before_leaving(
    model: type[models.Model], key: Any, owner: dict[str, Any], *, version: int | None
) -> Snapshot | None:
    """A row that stood beneath another, as an editor read it or as it was last; None when it never stood there.

    Args:
        owner: the column of the other row, with its key.
    """
    beneath = _records(model, key).filter(**owner)
    return _state(beneath.filter(version=version)) or _state(beneath)


def leaving_in_words(state: Snapshot) -> str:
    """Who took the row away, for above what was typed into it."""
    records = _records(state.model, state.key)
    deletion = records.filter(history_type="-").first()
    last = deletion or records.first()
    text = (
        _(
            "%(who)s deleted this %(kind)s on %(when)s, after you opened the page. What you typed stands here; save "
            "again to make it anew."
        )
        if deletion
        else _(
            "%(who)s moved this %(kind)s elsewhere on %(when)s, after you opened the page. What you typed stands "
            "here; save again to make one of it here."
        )
    )
    return text % {
        "who": last.history_user.get_username() if last.history_user else _("a command"),
        "kind": state.model._meta.verbose_name,
        "when": date_format(last.history_date, "j F Y, H:i"),
    }


def form_values(state: Snapshot) -> dict[str, Any]:
    """The state by the names of the fields, as a form begins with it."""
    columns = {field.name: state.values[field.attname] for field in content_fields(state.model)}
    return columns | {name: sorted(keys) for name, keys in state.relations.items()}


def _records(model: type[models.Model], key: Any) -> Any:
    """What the history has of the row, newest first."""
    return record_model(model)._base_manager.filter(id=key).order_by("-history_date", "-history_id")


def _state(records: Any) -> Snapshot | None:
    return next(iter(snapshots_of_records(records[:1]).values()), None)


def _without_words(state: Snapshot) -> Snapshot:
    """The row before anybody had written it: it only knows what it belongs to."""
    owners = {field.attname: state.values[field.attname] for field in _columns(state) if field.is_relation}
    empty = state.model(**owners)
    return replace(
        state,
        values={field.attname: getattr(empty, field.attname) for field in _columns(state)},
        relations=dict.fromkeys(state.relations, frozenset()),
    )


def _columns(state: Snapshot) -> list[Any]:
    return content_fields(state.model)


def _changes(read: Snapshot, now: Snapshot) -> Iterator[FieldChange]:
    for field in content_fields(now.model):
        before, after = read.values[field.attname], now.values[field.attname]
        if before != after:
            yield FieldChange(label=str(field.verbose_name), before=_shown(field, before), after=_shown(field, after))
    for name, keys in now.relations.items():
        relation: Any = now.model._meta.get_field(name)
        went, came = read.relations[name] - keys, keys - read.relations[name]
        if went or came:
            before, after = _names(relation, went), _names(relation, came)
            yield FieldChange(label=str(relation.verbose_name), before=before, after=after)


def _shown(field: Any, value: Any) -> str:
    if value in (None, ""):
        return "–"
    if field.remote_field:
        return _names(field, [value])
    if field.choices:
        value = dict(field.flatchoices).get(value, value)
    return Truncator(str(value)).chars(SHOWN_CHARACTERS)


def _names(relation: Any, keys: Collection[Any]) -> str:
    """What the rows are called, those that are gone included."""
    rows = rows_by_key(relation.related_model, keys)
    names = sorted(str(rows.get(key, key)) for key in keys)
    return Truncator(", ".join(names)).chars(SHOWN_CHARACTERS) if names else "–"
