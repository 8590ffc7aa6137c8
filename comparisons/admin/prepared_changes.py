"""The list of prepared changes: what waits for a publisher, and what became of the others."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from comparisons.admin.generics import GenericModelAdmin
from comparisons.admin.list_filters import PreparedOfListFilter
from comparisons.admin.publishing import may_publish
from comparisons.choices import PreparedState
from comparisons.models import PreparedChange


@admin.register(PreparedChange)
class PreparedChangeDesk(GenericModelAdmin[PreparedChange]):
    list_display = ["title", "changed", "why", "prepared_by", "prepared_at", "state"]
    list_filter = ["state", PreparedOfListFilter]
    list_select_related = ["prepared_by", "content_type"]
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

    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """Leads to the row's own form with the change filled in; what is decided leads to the row as it is."""
        change = self.get_object(request, object_id)
        if change is None:
            raise Http404(object_id)
        if not self.has_view_permission(request, change):
            raise PermissionDenied
        address = reverse(f"admin:comparisons_{change.content_type.model}_change", args=[change.object_id])
        if change.state == PreparedState.WAITING:
            address += f"?prepared={change.pk}"
        return HttpResponseRedirect(address)

    def drop_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """A publisher, or the one who prepared it, lets go of the change, with a reason."""
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        change = get_object_or_404(PreparedChange, pk=key)
        if not (may_publish(request) or change.prepared_by == request.user):
            raise PermissionDenied
        reason = request.POST.get("drop_reason", "").strip()[:240]
        if not reason:
            messages.error(request, _("Say why it is dropped: the one who prepared it wants to know."))
            address = reverse(f"admin:comparisons_{change.content_type.model}_change", args=[change.object_id])
            return HttpResponseRedirect(f"{address}?prepared={change.pk}")
        if PreparedChange.objects.decide(change.pk, PreparedState.DROPPED, by=request.user, reason=reason):
            messages.success(request, _("The prepared change is dropped; what is published stays as it is."))
        else:
            messages.warning(request, _("Somebody has decided on it already."))
        return HttpResponseRedirect(reverse("admin:comparisons_preparedchange_changelist"))
