"""The list of checked links: what is broken, since when, and who names it. The checks write it, nobody else."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comparisons.admin.generics import GenericModelAdmin
from comparisons.admin.link_checks import describe_check, report_check
from comparisons.admin.list_filters import CheckedLinksListFilter
from comparisons.links.catalogue import citations, cited_checks
from comparisons.models import LinkCheck


class CheckedLinkChangeList(ChangeList):
    """With the rows that name each link, in a few queries for the page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        checks: Any = self.result_list
        citing = citations([check.url for check in checks])
        for check in checks:
            check.cited_by_rows = citing.get(check.url, [])


@admin.register(LinkCheck)
class CheckedLinkDesk(GenericModelAdmin[LinkCheck]):
    list_display = ["address", "state", "cited_by", "last_checked_at"]
    list_display_links = None
    list_filter = [CheckedLinksListFilter, "status"]
    ordering = ["-failed_days", "first_failed_at", "url"]
    search_fields = ["url", "final_address"]
    search_help_text = _("Searches the address and where it leads.")
    actions = ["check_again"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LinkCheck]:
        return cited_checks()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[CheckedLinkChangeList]:
        return CheckedLinkChangeList

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        return False

    def has_check_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("comparisons.check_link")

    @admin.action(description=_("Check again"), permissions=["check"])
    def check_again(self, request: HttpRequest, queryset: QuerySet[LinkCheck]) -> None:
        report_check(self, request, list(queryset.order_by("last_checked_at", "url").values_list("url", flat=True)))

    @admin.display(description=_("address"), ordering="url")
    def address(self, check: LinkCheck) -> SafeString:
        return format_html('<a class="link-target" href="{}" rel="noopener noreferrer">{}</a>', check.url, check.url)

    @admin.display(description=_("state"), ordering="failed_days")
    def state(self, check: LinkCheck) -> SafeString:
        return describe_check(check)

    @admin.display(description=_("named by"))
    def cited_by(self, check: Any) -> SafeString:
        return format_html_join(
            "",
            '<div><a href="{}">{}</a> <span class="quiet">{}</span></div>',
            (
                (
                    reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk]),
                    row,
                    row._meta.verbose_name,
                )
                for row in dict.fromkeys(check.cited_by_rows)
            ),
        )
