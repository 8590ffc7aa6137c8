"""The sheet of the grid: a framework's verdicts on all criteria, or a criterion's on all frameworks, read and saved
as one.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from comparisons.admin.grid_forms import COLUMNS, FOLDED, GridForm, VerdictRowForm
from comparisons.admin.grid_rows import CellError, Group, Rights, Row, errors_of
from comparisons.choices import PublicationState
from comparisons.models import Criterion, Framework, PreparedChange, Verdict
from comparisons.presentation.levelling import Level, build_levels
from comparisons.settled import is_settled

# The name of a control: the key of its row, then its field. Example: "row-12-rating"
_CONTROL = re.compile(r"row-(?P<key>[0-9]{1,18})-(?P<field>[a-z_]+)")
# The box that drops what was typed in a row.
LEAVE = "leave"
# An older day does not come from a page that somebody has open.
OPEN_AT_MOST = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What a save did."""

    added: tuple[VerdictRowForm, ...] = ()
    changed: tuple[VerdictRowForm, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The whole page.

    Attributes:
        subject: the framework or the criterion whose verdicts they are.
        levels: of the criterion, on a criterion's sheet.
        lost_rows: what was typed for rows that are not on the page (any more).
        refusal: what concerns the page as a whole.
        came_with_rows: whether what was sent is a grid at all.
        is_subject_gone: whether the subject was deleted since the page was opened.
    """

    subject: Framework | Criterion
    rows: tuple[Row, ...]
    levels: tuple[Level, ...]
    form: GridForm
    rights: Rights
    lost_rows: tuple[tuple[str, ...], ...] = ()
    refusal: str = ""
    came_with_rows: bool = True
    is_subject_gone: bool = False

    @property
    def groups(self) -> list[Group]:
        names = list(dict.fromkeys(row.group for row in self.rows))
        return [Group(name=name, rows=tuple(row for row in self.rows if row.group == name)) for name in names]

    @property
    def touched(self) -> list[Row]:
        return [row for row in self.rows if row.is_touched]

    @property
    def can_be_saved(self) -> bool:
        return any(row.form for row in self.rows)

    @property
    def has_settled_rows(self) -> bool:
        """Whether something stands there to write in that visitors see, or have seen, or may see once it is back."""
        return self.is_subject_gone or any(row.form and row.is_settled for row in self.rows)

    @property
    def is_of_framework(self) -> bool:
        return isinstance(self.subject, Framework)

    def is_valid(self) -> bool:
        # A list: every row is checked, also after the first that fails.
        rows = [row.form.is_valid() for row in self.touched if row.form]
        return all(rows) and self.form.is_valid() and not self.refusal

    def errors(self) -> list[CellError]:
        """All that is wrong, in the order of the page."""
        return [error for row in self.touched for error in errors_of(row)]

    @property
    def forms_to_prepare(self) -> list[VerdictRowForm]:
        return [row.form for row in self.touched if row.form and row.is_prepared]

    def save(self) -> Saved:
        """Saves the touched rows that are not prepared. Each one's history says that it was the grid, and why."""
        forms = [row.form for row in self.touched if row.form and not row.is_prepared]
        added = tuple(form for form in forms if form.instance.pk is None)
        changed = tuple(form for form in forms if form not in added)
        for form in forms:
            # The name under which django-simple-history looks for the reason.
            form.instance._change_reason = self.form.reason  # type: ignore[attr-defined]  # the name that the history reads
            form.save()
        return Saved(added=added, changed=changed)


def open_sheet(
    subject: Framework | Criterion,
    *,
    rights: Rights,
    data: QueryDict | None = None,
    prepares: bool = False,
    refusal: str = "",
    is_subject_gone: bool = False,
) -> Sheet:
    """Reads the rows, and binds those that were sent and changed.

    Args:
        data: what the browser sent. Within a transaction the verdicts are then locked until its end.
        prepares: whether changes of published verdicts are to wait, though who sent them might publish.
        refusal: why the page as a whole is shown again.
        is_subject_gone: whether the subject is one that was deleted, as its history has it.
    """
    form = GridForm(data, initial={"opened_on": timezone.localdate()})
    sent = _sent_rows(data)
    opened_on = _opened_on(form)
    verdicts = _verdicts_of(subject, is_to_be_written=data is not None)
    neighbours = _neighbours(subject)
    waiting = _waiting_changes(verdicts.values())
    rows = tuple(
        _row(
            verdicts.get(heading.pk) or _new_verdict(subject, heading),
            heading=heading,
            levels=build_levels(heading, neighbours.get(heading.pk, ())) if isinstance(heading, Criterion) else (),
            data=data if heading.pk in sent else None,
            rights=rights,
            prepares=prepares or not rights.may_publish,
            waiting=waiting,
            opened_on=opened_on,
            is_subject_gone=is_subject_gone,
        )
        for heading in _headings(subject)
    )
    lost = sent.keys() - {row.key for row in rows}
    return Sheet(
        subject=subject,
        rows=rows,
        levels=build_levels(subject, neighbours.get(subject.pk, ())) if isinstance(subject, Criterion) else (),
        form=form,
        rights=rights,
        lost_rows=tuple(_typed(sent[key]) for key in sorted(lost)),
        refusal=refusal or _refusal(data, sent=sent, lost=lost),
        came_with_rows=data is None or bool(sent),
        is_subject_gone=is_subject_gone,
    )


def _row(
    verdict: Verdict,
    *,
    heading: Framework | Criterion,
    levels: tuple[Level, ...],
    data: QueryDict | None,
    rights: Rights,
    prepares: bool,
    waiting: Mapping[int, tuple[PreparedChange, ...]],
    opened_on: date,
    is_subject_gone: bool,
) -> Row:
    is_new = verdict.pk is None
    # Asked now: the form will put the state that was typed into the verdict.
    settled = not is_new and is_settled(verdict)
    is_open = _is_open(rights, is_new=is_new, is_subject_gone=is_subject_gone)
    prefix = f"row-{heading.pk}"
    if data is not None and f"{prefix}-{LEAVE}" in data:
        data = None

    def form(data: QueryDict | None) -> VerdictRowForm:
        return VerdictRowForm(
            data,
            verdict=verdict,
            name=heading.name,
            prefix=prefix,
            may_publish=rights.may_publish,
            opened_on=opened_on,
            is_subject_gone=is_subject_gone,
        )

    bound = form(data) if data is not None and is_open else None
    if bound is None or not bound.has_changed():
        # What was sent untouched is shown as it is now, not as it was when the page was opened.
        bound = form(None) if is_open else None
    return Row(
        key=heading.pk,
        name=heading.name,
        group=heading.category.name if isinstance(heading, Criterion) else "",
        question=heading.question if isinstance(heading, Criterion) else "",
        state="" if heading.state == PublicationState.PUBLISHED else heading.state,
        url=verdict_url(verdict),
        verdict=None if is_new else verdict,
        form=bound,
        is_settled=settled,
        is_prepared=settled and prepares,
        waiting=() if is_new else waiting.get(verdict.pk, ()),
        levels=levels,
    )


def _is_open(rights: Rights, *, is_new: bool, is_subject_gone: bool) -> bool:
    # Of what was deleted with the subject, nobody knows here what will be new: the next save does.
    if is_subject_gone:
        return rights.may_write
    return rights.may_add if is_new else rights.may_change


def verdict_url(verdict: Verdict) -> str:
    """Its own page; for a place where none stands, that on which it is added."""
    if verdict.pk is None:
        query = f"framework={verdict.framework_id}&criterion={verdict.criterion_id}"
        return f"{reverse('admin:comparisons_verdict_add')}?{query}"
    return reverse("admin:comparisons_verdict_change", args=[verdict.pk])


def _headings(subject: Framework | Criterion) -> QuerySet[Any]:
    """What the rows stand for: all that is not over."""
    if isinstance(subject, Framework):
        return Criterion.objects.exclude(state=PublicationState.ARCHIVED).with_category().in_order()
    return Framework.objects.exclude(state=PublicationState.ARCHIVED).in_order()


def _verdicts_of(subject: Framework | Criterion, *, is_to_be_written: bool) -> dict[int, Verdict]:
    """By the key of the criterion, or of the framework."""
    verdicts = subject.verdicts.order_by("pk")
    if is_to_be_written:
        # Always in the order of their keys, so that two who save at one moment wait and do not block each other.
        verdicts = verdicts.select_for_update()
    by_criterion = isinstance(subject, Framework)
    return {verdict.criterion_id if by_criterion else verdict.framework_id: verdict for verdict in verdicts}


def _waiting_changes(verdicts: Iterable[Verdict]) -> dict[int, tuple[PreparedChange, ...]]:
    """By the key of the verdict."""
    changes: dict[int, tuple[PreparedChange, ...]] = {}
    for change in PreparedChange.objects.of_keys(Verdict, [verdict.pk for verdict in verdicts]).waiting():
        changes[change.object_id] = (*changes.get(change.object_id, ()), change)
    return changes


def _new_verdict(subject: Framework | Criterion, heading: Any) -> Verdict:
    if isinstance(subject, Framework):
        return Verdict(framework=subject, criterion=heading)
    return Verdict(framework=heading, criterion=subject)


def _neighbours(subject: Framework | Criterion) -> dict[int, list[Verdict]]:
    """What a rating is levelled by, by the key of the criterion: all that is not over."""
    over = PublicationState.ARCHIVED
    verdicts = Verdict.objects.exclude(state=over).exclude(framework__state=over)
    if isinstance(subject, Framework):
        verdicts = verdicts.exclude(framework=subject)
    else:
        verdicts = verdicts.filter(criterion=subject)
    verdicts = verdicts.select_related("framework").order_by("framework__position", "framework__slug")
    by_criterion: dict[int, list[Verdict]] = {}
    for verdict in verdicts.only("rating", "state", "publish_at", "criterion_id", "framework__name"):
        by_criterion.setdefault(verdict.criterion_id, []).append(verdict)
    return by_criterion


def _sent_rows(data: QueryDict | None) -> dict[int, dict[str, str]]:
    """What was sent for each row, read in one pass."""
    rows: dict[int, dict[str, str]] = {}
    for name in data or ():
        control = _CONTROL.fullmatch(name)
        if control and data is not None:
            rows.setdefault(int(control["key"]), {})[control["field"]] = str(data[name])
    return rows


def _opened_on(form: GridForm) -> date:
    sent = form.fields["opened_on"].widget.value_from_datadict(form.data, form.files, form.add_prefix("opened_on"))
    today = timezone.localdate()
    try:
        day = date.fromisoformat(sent or "")
    except ValueError:
        return today
    return day if today - OPEN_AT_MOST <= day <= today else today


def _refusal(data: QueryDict | None, *, sent: Mapping[int, Any], lost: set[int]) -> str:
    if data is None:
        return ""
    if not sent:
        return _("The page came back without its rows, so nothing was saved. Open it again.")
    if lost:
        return _(
            "Some rows that were sent are not on this page, or not any more: what they stood for was archived or "
            "deleted. Nothing was saved. Below is what you typed in them; saving again saves the other rows."
        )
    return ""


def _typed(fields: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(fields[name] for name in (*COLUMNS, *FOLDED) if fields.get(name))
