"""The grid: one page that edits all verdicts of a framework, or all on a criterion. One save, all or nothing.

A change of a published verdict is saved by publishers alone; an editor's is prepared, and a publisher's on request.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from comparisons.admin.base import Desk
from comparisons.admin.generics import ModelT
from comparisons.admin.grid_preparing import Prepared, build_prepared_rows
from comparisons.admin.grid_rows import Rights
from comparisons.admin.grid_sheet import Saved, Sheet, open_sheet, verdict_url
from comparisons.admin.preparing import PREPARE, PREPARED
from comparisons.admin.publishing import may_publish
from comparisons.catalogue.revisions import record_revision
from comparisons.history.restoring import deleted
from comparisons.models import Verdict
from comparisons.models.editing import LostUpdate


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a save of the page did."""

    saved: Saved
    prepared: Prepared


class GridDesk(Desk[ModelT]):
    """For the desks of frameworks and criteria: a page with all their verdicts."""

    def get_urls(self) -> list[URLPattern]:
        grid = self.admin_site.admin_view(require_http_methods(["GET", "HEAD", "POST"])(self.grid_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_grid"
        return [path("<int:key>/grid/", grid, name=name), *super().get_urls()]

    def grid_view(self, request: HttpRequest, key: int) -> HttpResponse:
        rights = _rights(request)
        if not self.has_view_permission(request) or not _verdict_desk().has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            opened: Any = get_object_or_404(self.model, pk=key)
            return self._page(request, open_sheet(opened, rights=rights))
        if not rights.may_write:
            raise PermissionDenied
        subject: Any = self.model._default_manager.filter(pk=key).first()
        if subject is None:
            return self._page(request, self._sheet_of_deleted(request, key, rights=rights))
        sheet, done = _save(request, subject, rights=rights)
        if done is None:
            return self._page(request, sheet)
        record_revision()
        _tell(request, done)
        return HttpResponseRedirect(request.path)

    def _sheet_of_deleted(self, request: HttpRequest, key: int, *, rights: Rights) -> Sheet:
        """What was typed for a framework or criterion that another deleted; 404 when there never was one."""
        record: Any = get_object_or_404(deleted(self.model), id=key)
        user = record.history_user
        refusal = format_html(
            _(
                "{who} deleted “{name}” on {when}, after you opened this page, and its verdicts along with it. "
                '<a href="{address}" target="_blank">Bring it back in another window</a>, then save again.'
            ),
            who=user.get_username() if user else _("A command, or somebody whose account is gone,"),
            name=record.instance,
            when=date_format(record.history_date, "j F Y, H:i"),
            address=reverse(f"admin:comparisons_{self.opts.model_name}_restore", args=[record.pk]),
        )
        with transaction.atomic():
            return open_sheet(
                record.instance, rights=rights, data=request.POST, refusal=refusal, is_subject_gone=True
            )

    def _page(self, request: HttpRequest, sheet: Sheet) -> HttpResponse:
        title = _("All verdicts of %s") if sheet.is_of_framework else _("All verdicts on %s")
        return TemplateResponse(
            request,
            "admin/comparisons/grid.html",
            {
                **self.admin_site.each_context(request),
                # The columns need the room.
                "is_nav_sidebar_enabled": False,
                "title": title % sheet.subject,
                "opts": self.opts,
                "sheet": sheet,
                "errors": sheet.errors(),
            },
            status=_status(sheet),
        )


def _status(sheet: Sheet) -> HTTPStatus:
    if sheet.is_subject_gone:
        return HTTPStatus.CONFLICT
    return HTTPStatus.OK if sheet.came_with_rows else HTTPStatus.BAD_REQUEST


def _verdict_desk() -> "admin.ModelAdmin[Verdict]":
    return admin.site.get_model_admin(Verdict)


def _rights(request: HttpRequest) -> Rights:
    desk = _verdict_desk()
    return Rights(
        may_add=desk.has_add_permission(request),
        may_change=desk.has_change_permission(request),
        may_publish=may_publish(request),
    )


def _save(request: HttpRequest, subject: Any, *, rights: Rights) -> tuple[Sheet, Done | None]:
    """The sheet as it was sent, and what its save did: None when something is wrong, and nothing was saved then."""
    prepares = PREPARE in request.POST
    # When another is faster between the look and the save, the second look sees what they did and says so.
    for _look in range(2):
        try:
            with transaction.atomic():
                sheet = open_sheet(subject, rights=rights, data=request.POST, prepares=prepares)
                if not sheet.is_valid():
                    return sheet, None
                prepared = build_prepared_rows(request, sheet, _verdict_desk())
                # Each verdict's own form has had its say: it knows more than the row.
                if not sheet.is_valid():
                    return sheet, None
                saved = sheet.save()
                for _form, change in prepared:
                    change.save()
                _log(request, saved)
                return sheet, Done(saved=saved, prepared=prepared)
        except (IntegrityError, LostUpdate):
            continue
    refusal = _("Somebody else is saving these verdicts at this moment. Nothing was saved: save again.")
    with transaction.atomic():
        return open_sheet(subject, rights=rights, data=request.POST, prepares=prepares, refusal=refusal), None


def _log(request: HttpRequest, saved: Saved) -> None:
    # Any: the stubs ask for a plain form where Django's own desks pass a model's.
    desk: Any = _verdict_desk()
    for form in saved.added:
        desk.log_addition(request, form.instance, desk.construct_change_message(request, form, [], add=True))
    for form in saved.changed:
        desk.log_change(request, form.instance, desk.construct_change_message(request, form, [], add=False))


def _tell(request: HttpRequest, done: Done) -> None:
    """Which rows were saved and which wait, each with a link to it."""
    added, changed, prepared = done.saved.added, done.saved.changed, done.prepared
    if added:
        text = ngettext("%d verdict added", "%d verdicts added", len(added)) % len(added)
        messages.success(request, _named(text, [(form.name, verdict_url(form.instance)) for form in added]))
    if changed:
        text = ngettext("%d verdict changed", "%d verdicts changed", len(changed)) % len(changed)
        messages.success(request, _named(text, [(form.name, verdict_url(form.instance)) for form in changed]))
    if prepared:
        text = ngettext(
            "%d change is prepared and waits for a publisher; visitors see nothing of it until then",
            "%d changes are prepared and wait for a publisher; visitors see nothing of them until then",
            len(prepared),
        )
        links = [(form.name, f"{verdict_url(form.instance)}?{PREPARED}={change.pk}") for form, change in prepared]
        messages.success(request, _named(text % len(prepared), links))
    if not (added or changed or prepared):
        messages.warning(request, _("No row was changed, so nothing was saved."))


def _named(text: str, links: list[tuple[str, str]]) -> SafeString:
    """A sentence with the rows that it speaks of."""
    named = format_html_join(", ", '<a href="{}">{}</a>', ((url, name) for name, url in links))
    return format_html("{}: {}.", text, named)
