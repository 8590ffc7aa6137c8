"""The history of a desk: every change of a row with who, when, why and what, and the way back to how it was."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comparisons.admin.generics import GenericModelAdmin, ModelT
from comparisons.admin.publishing import may_publish
from comparisons.admin.reasons import REASON, ReasonForm, reason_given
from comparisons.catalogue.revisions import record_revision
from comparisons.history.names import names_in, rows_by_key
from comparisons.history.records import RowChange, changes_at, members, moments
from comparisons.history.reverting import ChangedInBetween, Reversion, plan_reversion, revert
from comparisons.history.snapshots import Snapshot
from comparisons.history.writing import CannotPutBack, MissingRelation
from comparisons.models.editing import LostUpdate
from comparisons.models.history import one_change
from comparisons.presentation.addresses import Address
from comparisons.presentation.history import build_history_entries, build_row_differences, moment_of, named
from comparisons.presentation.paging import PAGE, build_page_links
from comparisons.settled import is_settled

CHANGES_PER_PAGE = 20


class HistoryPages(GenericModelAdmin[ModelT]):
    """All that a request writes is one change with the reason that was typed; and the pages that tell and undo it."""

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with one_change(reason_given(request)):
            return super().changeform_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        with one_change(reason_given(request)):
            return super().delete_view(request, *args, **kwargs)

    def response_action(self, request: HttpRequest, queryset: Any, *args: Any, **kwargs: Any) -> Any:
        """An action is a reason too: its name, and what was typed."""
        known: dict[str, Any] = dict(self.get_actions(request))
        chosen = [known[name][2] for name in request.POST.getlist("action") if name in known]
        words = [_("action “%(name)s”") % {"name": chosen[0] % self._words_of_actions()}] if chosen else []
        with one_change(": ".join([*words, *filter(None, [reason_given(request)])])):
            return super().response_action(request, queryset, *args, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the line for the reason, for whoever may save."""
        fieldsets = list(super().get_fieldsets(request, obj))
        may_save = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        return [*fieldsets, (_("This change"), {"fields": [REASON]})] if may_save else fieldsets

    def get_urls(self) -> list[URLPattern]:
        page = require_http_methods(["GET", "HEAD", "POST"])(self.revert_view)
        return [
            path(
                "<path:object_id>/history/<int:stamp>/",
                self.admin_site.admin_view(page),
                name=f"comparisons_{self.opts.model_name}_revert",
            ),
            *super().get_urls(),
        ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Every change of the row and its parts, newest first."""
        row = self._row(request, object_id)
        of_row = members(self.model, row.pk)
        paginator = Paginator(moments(of_row), CHANGES_PER_PAGE)
        page = paginator.get_page(request.GET.get(PAGE))
        when = list(page)
        changes = changes_at(of_row, when)
        entries = build_history_entries(
            when,
            changes,
            names=names_in(_states(change for its_changes in changes.values() for change in its_changes)),
            users=_user_names({user for _moment, user in when}),
            row=self.model,
        )
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(name)s") % {"name": row},
            "opts": self.opts,
            "object": row,
            "entries": entries,
            "count": paginator.count,
            "pages": build_page_links(page, Address.of(request.path, {PAGE: request.GET.getlist(PAGE)})),
            "newest": entries[0].stamp if entries and page.number == 1 else None,
            "may_revert": self._may_revert(request, row),
            "revert_name": f"admin:comparisons_{self.opts.model_name}_revert",
        } | (extra_context or {})
        return TemplateResponse(request, "admin/comparisons/history.html", context)

    def revert_view(self, request: HttpRequest, object_id: str, stamp: int) -> HttpResponse:
        """What would change, and with a POST it does."""
        row = self._row(request, object_id)
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        moment = moment_of(stamp)
        plan = plan_reversion(row, moment) if moment else None
        if moment is None or plan is None:
            raise Http404
        lacking = lacking_permissions(request, plan.permissions)
        reasons: Iterable[str] = ()
        if request.method == "POST":
            if lacking:
                raise PermissionDenied
            try:
                self._revert(request, row, moment)
            except CannotPutBack as refusal:
                reasons = refusal.reasons
            except (ChangedInBetween, LostUpdate):
                reasons = [_("Somebody saved in the meantime. Below stands what would change now.")]
                row = self._row(request, object_id)
                plan = plan_reversion(row, moment) or plan
            else:
                return HttpResponseRedirect(self._history_address(row))
        return self._reversion_response(request, row, moment, plan, lacking=lacking, reasons=reasons)

    def _revert(self, request: HttpRequest, row: Any, moment: datetime) -> None:
        day = _day(moment)
        reason = ": ".join(filter(None, [_("made as it was on %(day)s") % {"day": day}, reason_given(request)]))
        revert(row, moment, digest=request.POST.get("plan", ""), reason=reason)
        self.log_change(request, row, reason)
        record_revision()
        messages.success(request, _("“%(row)s” is as it was on %(day)s.") % {"row": row, "day": day})

    def _reversion_response(
        self,
        request: HttpRequest,
        row: Any,
        moment: datetime,
        plan: Reversion,
        *,
        lacking: list[str],
        reasons: Iterable[str],
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Make it as it was on %(day)s") % {"day": _day(moment)},
            "subtitle": str(row),
            "opts": self.opts,
            "object": row,
            "plan": plan,
            "rows": build_row_differences(plan.changes, names=names_in(_states(plan.changes)), row=self.model),
            "missing": missing_names(plan.missing),
            "lacking": lacking,
            "reasons": list(reasons),
            "form": ReasonForm(request.POST or None),
            "history_address": self._history_address(row),
        }
        return TemplateResponse(
            request, "admin/comparisons/history_revert.html", context, status=409 if context["reasons"] else 200
        )

    def _row(self, request: HttpRequest, object_id: str) -> Any:
        """The row, for whoever may see it.

        Raises:
            PermissionDenied, Http404
        """
        row = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise Http404
        # Without what its list counts, as a save wants it.
        return self.model._base_manager.get(pk=row.pk)

    def _may_revert(self, request: HttpRequest, row: Any) -> bool:
        return self.has_change_permission(request, row) and (may_publish(request) or not is_settled(row))

    def _history_address(self, row: Any) -> str:
        return reverse(f"admin:comparisons_{self.opts.model_name}_history", args=[quote(row.pk)])

    def _words_of_actions(self) -> dict[str, str]:
        names = self.opts.verbose_name, self.opts.verbose_name_plural
        return {"verbose_name": str(names[0]), "verbose_name_plural": str(names[1])}


def lacking_permissions(request: HttpRequest, wanted: Iterable[str]) -> list[str]:
    """Those that the user does not have."""
    return sorted(permission for permission in wanted if not request.user.has_perm(permission))


def missing_names(missing: Iterable[MissingRelation]) -> list[str]:
    """What was named in lists and is gone. Example: "extensions: Flask-Admin"."""
    lost = list(missing)
    by_model: dict[Any, set[Any]] = {}
    for relation in lost:
        by_model.setdefault(relation.field.related_model, set()).add(relation.key)
    names = {
        (model, key): str(row) for model, keys in by_model.items() for key, row in rows_by_key(model, keys).items()
    }
    return [
        f"{relation.field.verbose_name}: {named(relation.field.related_model, relation.key, names)}"
        for relation in lost
    ]


def _states(changes: Iterable[RowChange]) -> list[Snapshot]:
    return [state for change in changes for state in (change.before, change.after) if state is not None]


def _user_names(keys: set[Any]) -> dict[Any, str]:
    users = get_user_model()._default_manager.in_bulk([key for key in keys if key is not None])
    return {key: user.get_username() for key, user in users.items()}


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "j F Y, H:i:s")
