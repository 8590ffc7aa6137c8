"""The desk of the extensions: packages, how alive they are, and what to use instead."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comparisons.admin.base import PublishableDesk
from comparisons.admin.list_filters import (
    LinksListFilter,
    NamedListFilter,
    ReplacementListFilter,
    ReviewListFilter,
    SourcesListFilter,
)
from comparisons.admin.own_links import OwnLinksColumn
from comparisons.admin.sources import SourceCountColumn, SourceInline, counted_sources
from comparisons.admin.transfer.desk import TransferDesk
from comparisons.models import Extension


@admin.register(Extension)
class ExtensionDesk(TransferDesk[Extension], SourceCountColumn, OwnLinksColumn, PublishableDesk[Extension]):
    list_display = [
        "name",
        "purpose",
        "how_alive",
        "source_count",
        "publication",
        "review_due",
    ]
    list_filter = [
        "state",
        ReplacementListFilter,
        NamedListFilter,
        ReviewListFilter,
        SourcesListFilter,
        LinksListFilter,
        "status",
        "frameworks",
    ]
    list_select_related = ["replaced_by"]
    ordering = ["name", "slug"]
    search_fields = ["name", "slug", "purpose", "status_detail"]
    search_help_text = _("Searches name, slug, purpose and what the status rests on.")
    autocomplete_fields = ["frameworks", "criteria", "replaced_by"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [SourceInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", ("state", "publish_at"), "purpose", "homepage"],
                "description": _("A package that adds what a framework lacks, named as its project names it."),
            },
        ),
        (
            _("How alive it is"),
            {
                "fields": ["status", "status_detail", "latest_version", "replaced_by"],
                "description": _(
                    "Judge by releases and answered issues, not by age. An abandoned package stays listed, because "
                    "people look for it: name what they should use instead."
                ),
            },
        ),
        (
            _("Where it belongs"),
            {
                "fields": ["frameworks", "criteria"],
                "description": _("It is listed with these frameworks and on the pages of these criteria."),
            },
        ),
        (
            _("Dates"),
            {
                "fields": [("written_on", "review_due_on")],
                "description": _("A package that is about to be abandoned wants an early review."),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Extension]:
        return counted_sources(super().get_queryset(request))

    @admin.display(description=_("status"), ordering="status")
    def how_alive(self, extension: Extension) -> str | SafeString:
        """The status, and under it what replaced the package."""
        status = extension.get_status_display()
        if extension.replaced_by is None:
            return status
        return format_html('{}<br><span class="quiet">→ {}</span>', status, extension.replaced_by)
