"""What was deleted at a desk: who did it, when and why, and the way to bring it back."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote, unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from comparisons.admin.addressed_rows import row_number
from comparisons.admin.generics import GenericModelAdmin, ModelT
from comparisons.admin.history import lacking_permissions, missing_names
from comparisons.admin.publishing import may_publish
from comparisons.admin.reasons import ReasonForm, reason_given
from comparisons.catalogue.revisions import record_revision
from comparisons.history.names import names_in, rows_by_key
from comparisons.history.restoring import Named, Restoration, deleted, plan_restoration, restore
from comparisons.history.snapshots import snapshots_of_records
from comparisons.history.writing import CannotPutBack
from comparisons.models.editing import LostUpdate
from comparisons.presentation.addresses import Address
from comparisons.presentation.history import build_deleted_rows, build_row_differences
from comparisons.presentation.paging import PAGE, build_page_links

DELETED_PER_PAGE = 50


class DeletedPages(GenericModelAdmin[ModelT]):
    """The list of deleted rows, and restoring one of them."""

    def get_urls(self) -> list[URLPattern]:
        pages: list[tuple[str, Any, str]] = [
            ("deleted/", require_safe(self.deleted_view), "deleted"),
            ("deleted/<int:number>/", require_http_methods(["GET", "HEAD", "POST"])(self.restore_view), "restore"),
        ]
        return [
            *(
                path(address, self.admin_site.admin_view(view), name=f"comparisons_{self.opts.model_name}_{name}")
                for address, view, name in pages
            ),
            *super().get_urls(),
        ]

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """A form whose row was deleted after it was opened is refused, and keeps what was typed."""
        record = self._deletion_of(object_id) if request.method == "POST" and object_id else None
        if record is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        # Shown as a form for a new row, for there is none; it is sent to the row's own address again.
        request.refusal = self._deletion_in_words(record)  # type: ignore[attr-defined]  # a mark on the request
        return super().changeform_view(request, None, form_url, extra_context)

    def _deletion_of(self, object_id: str) -> Any:
        number = row_number(unquote(object_id))
        return deleted(self.model).filter(id=number).first() if number is not None else None

    def _deletion_in_words(self, record: Any) -> SafeString:
        return format_html(
            _(
                "{who} deleted this on {when}, after you opened it. Nothing of yours is lost: it stands below as you "
                'typed it. <a href="{address}" target="_blank">Bring it back in another window</a>, then save again.'
            ),
            who=record.history_user.get_username()
            if record.history_user
            else _("A command, or somebody whose account is gone,"),
            when=date_format(record.history_date, "j F Y, H:i"),
            address=reverse(f"admin:comparisons_{self.opts.model_name}_restore", args=[record.pk]),
        )

    def deleted_view(self, request: HttpRequest) -> HttpResponse:
        """What is gone, last deleted first."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        paginator = Paginator(deleted(self.model), DELETED_PER_PAGE)
        page = paginator.get_page(request.GET.get(PAGE))
        records = list(page)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Deleted %(rows)s") % {"rows": self.opts.verbose_name_plural},
            "opts": self.opts,
            "rows": build_deleted_rows(records, names=names_in(snapshots_of_records(records).values())),
            "count": paginator.count,
            "pages": build_page_links(page, Address.of(request.path, {PAGE: request.GET.getlist(PAGE)})),
            "may_restore": self.has_add_permission(request),
            "restore_name": f"admin:comparisons_{self.opts.model_name}_restore",
        }
        return TemplateResponse(request, "admin/comparisons/history_deleted.html", context)

    def restore_view(self, request: HttpRequest, number: int) -> HttpResponse:
        """What would come back, and with a POST it does."""
        if not (self.has_view_or_change_permission(request) and self.has_add_permission(request)):
            raise PermissionDenied
        record: Any = get_object_or_404(deleted(self.model), pk=number)
        plan = plan_restoration(record)
        lacking = lacking_permissions(request, plan.permissions)
        reasons: Iterable[str] = ()
        if request.method == "POST":
            if lacking:
                raise PermissionDenied
            try:
                row = self._restore(request, record)
            except CannotPutBack as refusal:
                reasons = refusal.reasons
            except LostUpdate:
                reasons = [
                    _("Somebody saved a row that named it at this very moment. Nothing was restored: try again.")
                ]
                plan = plan_restoration(record)
            else:
                change_page = f"admin:comparisons_{self.opts.model_name}_change"
                return HttpResponseRedirect(reverse(change_page, args=[quote(row.pk)]))
        return self._restoration_response(request, record, plan, lacking=lacking, reasons=reasons)

    def _restore(self, request: HttpRequest, record: Any) -> Any:
        reason = ": ".join(filter(None, [_("restored"), reason_given(request)]))
        row = restore(record, may_publish=may_publish(request), reason=reason)
        self.log_addition(request, row, reason)
        record_revision()
        messages.success(request, _("“%(row)s” is back.") % {"row": row})
        return row

    def _restoration_response(
        self, request: HttpRequest, record: Any, plan: Restoration, *, lacking: list[str], reasons: Iterable[str]
    ) -> HttpResponse:
        names = names_in([*plan.states, *plan.left_out])
        becomes_draft = not may_publish(request) and any(state.is_settled for state in plan.states)
        name = names[self.model, record.id]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Restore %(row)s") % {"row": name},
            "opts": self.opts,
            "name": name,
            "record": record,
            "rows": build_row_differences(plan.changes, names=names, row=self.model),
            "left_out": [
                f"{state.model._meta.verbose_name} {names[state.model, state.key]}" for state in plan.left_out
            ],
            "missing": missing_names(plan.missing),
            "named_by_count": sum(named.will_name(may_publish=may_publish(request)) for named in plan.named_by),
            **_left_unnamed(plan, may_publish=may_publish(request)),
            "becomes_draft": becomes_draft,
            "lacking": lacking,
            "reasons": list(reasons),
            "form": ReasonForm(request.POST or None),
            "deleted_name": f"admin:comparisons_{self.opts.model_name}_deleted",
        }
        return TemplateResponse(
            request, "admin/comparisons/history_restore.html", context, status=409 if context["reasons"] else 200
        )


def _left_unnamed(plan: Restoration, *, may_publish: bool) -> dict[str, list[str]]:
    """The rows that named what comes back and will not: for want of a right, or for what today's rules say."""
    withheld = [
        named for named in plan.named_by if not named.refusals and not named.will_name(may_publish=may_publish)
    ]
    refused = [named for named in plan.named_by if named.refusals]
    names = _names_of([*withheld, *refused])
    return {
        "withheld": [names[named] for named in withheld],
        "refused": [f"{names[named]}: {' '.join(named.refusals)}" for named in refused],
    }


def _names_of(rows: Iterable[Named]) -> dict[Named, str]:
    """What the rows are called, with their kind. Example: "extension Flask-Admin"."""
    by_model: dict[Any, list[Named]] = {}
    for named in rows:
        by_model.setdefault(named.field.model, []).append(named)
    names: dict[Named, str] = {}
    for model, its_rows in by_model.items():
        found = rows_by_key(model, {named.key for named in its_rows})
        names |= {named: f"{model._meta.verbose_name} {found[named.key]}" for named in its_rows}
    return names
