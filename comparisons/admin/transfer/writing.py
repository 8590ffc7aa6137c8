"""Writes what was planned, in one transaction: every row of the file, or none.

A change of a published row is prepared, unless a publisher wants it saved at once.
"""

from typing import Any

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from comparisons.admin.transfer.plan import ImportPlan, PlannedRow
from comparisons.admin.transfer.tables import Problem, RefusedFile, refuse
from comparisons.catalogue.revisions import record_revision
from comparisons.fields import shortened
from comparisons.history.records import owners_of
from comparisons.models.editing import LostUpdate
from comparisons.settled import is_settled

Owners = dict[tuple[type[models.Model], Any], models.Model]

# How a form says that another was quicker.
INTERRUPTIONS = ("stale", "deleted")


def reason_for(file_name: str) -> str:
    """What the history says of each row."""
    return f"import {shortened(file_name)}"


def write(plan: ImportPlan, *, desk: Any, request: HttpRequest, file_name: str) -> None:
    """Saves row by row and not in bulk, so that each is in the history and none overwrites an unseen change.

    Args:
        desk: of the rows; its form tries what is prepared.

    Raises:
        RefusedFile: somebody saved one of the rows since the plan was made, or decided on what it is a part of,
            or the form of a row that is to be prepared knows better; nothing was written.
    """
    reason = reason_for(file_name)
    user: Any = request.user
    with transaction.atomic():
        owners = _locked_owners(plan)
        for planned in plan.rows:
            _refuse_if_decided(planned, owners)
            try:
                if planned.is_prepared:
                    _prepare(planned, desk=desk, request=request, reason=reason)
                else:
                    _save(planned, reason=reason)
            except (LostUpdate, IntegrityError):
                raise _interrupted(planned) from None
        for flag, rows in ((ADDITION, plan.new), (CHANGE, plan.changed)):
            LogEntry.objects.log_actions(user.pk, [planned.row for planned in rows], flag, reason)
    record_revision()


def _locked_owners(plan: ImportPlan) -> Owners:
    """What the rows are parts of, as it is now. Nobody publishes or archives it before the import is over."""
    keys: dict[type[models.Model], set[Any]] = {}
    for planned in plan.rows:
        for owner in owners_of(planned.row):
            keys.setdefault(type(owner), set()).add(owner.pk)
    return {
        (model, row.pk): row
        for model, of_model in keys.items()
        for row in model._base_manager.select_for_update().in_bulk(of_model).values()
    }


def _refuse_if_decided(planned: PlannedRow, owners: Owners) -> None:
    """A part is seen with what it belongs to, and the version of the part says nothing of that."""
    for owner in owners_of(planned.row):
        current = owners.get((type(owner), owner.pk))
        if current is None or is_settled(current) != is_settled(owner):
            raise _interrupted(planned)


def _save(planned: PlannedRow, *, reason: str) -> None:
    row: Any = planned.row
    row._change_reason = reason  # django-simple-history reads it
    row.save()
    changed = {change.column for change in planned.changes}
    for name, rows in planned.lists.items():
        if name in changed:
            getattr(row, name).set(rows)


def _prepare(planned: PlannedRow, *, desk: Any, request: HttpRequest, reason: str) -> None:
    try:
        desk.build_prepared_change(request, planned.row, lists=planned.lists, reason=reason).save()
    except ValidationError as refusal:
        if any(error.code in INTERRUPTIONS for errors in refusal.error_dict.values() for error in errors):
            raise _interrupted(planned) from None
        raise RefusedFile(
            *(
                Problem(line=planned.line, column="" if field == NON_FIELD_ERRORS else field, reason=text)
                for field, texts in refusal.message_dict.items()
                for text in texts
            )
        ) from None


def _interrupted(planned: PlannedRow) -> RefusedFile:
    return refuse(
        _("Somebody saved this row at the same moment, so nothing was imported. Look at the preview again."),
        line=planned.line,
    )
