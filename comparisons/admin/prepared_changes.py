"""The list of prepared changes: what waits for a publisher, and what became of the others."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from comparisons.admin.generics import GenericModelAdmin
from comparisons.admin.list_filters import PreparedOfListFilter
from comparisons.admin.publishing import may_publish
from comparisons.admin.reasons import one_line
from comparisons.choices import PreparedState
from comparisons.models import PreparedChange


@admin.register(PreparedChange)
class PreparedChangeDesk(GenericModelAdmin[PreparedChange]):
    list_display = ["title", "changed", "why", "prepared_by", "prepared_at", "state", "decision"]
    list_filter = ["state", PreparedOfListFilter]
    list_select_related = ["prepared_by", "decided_by", "content_type"]
    search_fields = ["title", "changed", "why"]
    ordering = ["-prepared_at", "-pk"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A change is prepared in the form of the row itself."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was decided stays on record."""
        return False

    def get_urls(self) -> list[Any]:
        drop = path(
            "<int:key>/drop/", self.admin_site.admin_view(self.drop_view), name="comparisons_preparedchange_drop"
        )
        return [drop, *super().get_urls()]

    @admin.display(description=_("decision"), ordering="decided_at")
    def decision(self, change: PreparedChange) -> str:
        """Who decided when, and why it was dropped: the one who prepared it wants to know."""
        if change.decided_at is None:
            return ""
        who_and_when = f"{change.decided_by or '?'}, {date_format(localtime(change.decided_at), 'j F Y, H:i')}"
        return f"{who_and_when}: {change.reason}" if change.reason else who_and_when

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leads to the row's own form with the change filled in; what is decided leads to the row as it is.

        Of what waits for a row that is gone it shows what was typed, for that has no form any more.
        """
        change = self.get_object(request, object_id)
        if change is None:
            raise Http404(object_id)
        if not self.has_view_permission(request, change):
            raise PermissionDenied
        if not _is_row_there(change):
            return self._page_of_what_is_gone(request, change)
        address = reverse(f"admin:comparisons_{change.content_type.model}_change", args=[change.object_id])
        if change.state == PreparedState.WAITING:
            address += f"?prepared={change.pk}"
        return HttpResponseRedirect(address)

    def _page_of_what_is_gone(self, request: HttpRequest, change: PreparedChange) -> HttpResponse:
        kind = change.content_type.model
        context = {
            **self.admin_site.each_context(request),
            "title": _("A prepared change of what was deleted"),
            "opts": self.opts,
            "change": change,
            "decision": self.decision(change),
            "typed": [
                (name, text)
                for name, values in change.form_data.items()
                for text in values
                if _is_readable(name, text)
            ],
            "deleted_address": reverse(f"admin:comparisons_{kind}_deleted"),
            "may_drop": change.state == PreparedState.WAITING and _may_drop(request, change),
        }
        return TemplateResponse(request, "admin/comparisons/prepared_change_of_gone.html", context)

    def drop_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """A publisher, or the one who prepared it, lets go of the change, with a reason."""
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        change = get_object_or_404(PreparedChange, pk=key)
        if not _may_drop(request, change):
            raise PermissionDenied
        reason = one_line(request.POST.get("drop_reason", ""))[:240]
        if not reason:
            messages.error(request, _("Say why it is dropped: the one who prepared it wants to know."))
            return HttpResponseRedirect(reverse("admin:comparisons_preparedchange_change", args=[change.pk]))
        if PreparedChange.objects.decide(change.pk, PreparedState.DROPPED, by=request.user, reason=reason):
            messages.success(request, _("The prepared change is dropped; what is published stays as it is."))
        else:
            messages.warning(request, _("Somebody has decided on it already."))
        return HttpResponseRedirect(reverse("admin:comparisons_preparedchange_changelist"))


def _may_drop(request: HttpRequest, change: PreparedChange) -> bool:
    return may_publish(request) or change.prepared_by == request.user


def _is_row_there(change: PreparedChange) -> bool:
    model: Any = change.content_type.model_class()
    return bool(model._base_manager.filter(pk=change.object_id).exists())


def _is_readable(name: str, text: str) -> bool:
    """Whether it is something that somebody typed, and not the form's own bookkeeping."""
    return bool(text) and not name.endswith(("_FORMS", "-id", "opened_at", "opened_on", "version"))
