"""The desks of the notable users and their industries."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comparisons.admin.base import Desk, PublishableDesk
from comparisons.admin.link_checks import LinkCheckAction
from comparisons.admin.list_filters import LinksListFilter, ReviewListFilter, SourcesListFilter
from comparisons.admin.sources import SourceCountColumn, SourceInline, counted_sources
from comparisons.admin.suggested import SuggestedDesk
from comparisons.admin.transfer.desk import TransferDesk
from comparisons.models import Industry, NotableUser


@admin.register(Industry)
class IndustryDesk(Desk[Industry]):
    list_display = ["name", "slug", "notable_user_total"]
    ordering = ["name", "slug"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug"],
                "description": _(
                    "Visitors filter notable users by industry. A handful of wide ones serves them better than many "
                    "narrow ones. Shared links contain the slug."
                ),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Industry]:
        return super().get_queryset(request).annotate(notable_user_total=Count("notable_users"))

    @admin.display(description=_("notable users"), ordering="notable_user_total")
    def notable_user_total(self, industry: Any) -> int:
        return int(industry.notable_user_total)


@admin.register(NotableUser)
class NotableUserDesk(
    SuggestedDesk[NotableUser],
    TransferDesk[NotableUser],
    SourceCountColumn,
    LinkCheckAction,
    PublishableDesk[NotableUser],
):
    list_display = [
        "name",
        "framework",
        "usage",
        "status",
        "source_count",
        "publication",
        "review_due",
    ]
    list_filter = [
        "state",
        ReviewListFilter,
        SourcesListFilter,
        LinksListFilter,
        "status",
        "confidence",
        "framework",
        "industry",
        "named_by_article",
    ]
    ordering = ["name", "slug"]
    search_fields = ["name", "slug", "usage", "note"]
    search_help_text = _("Searches name, slug, usage and note.")
    autocomplete_fields = ["framework", "industry"]
    prepopulated_fields = {"slug": ["name", "framework"]}
    inlines = [SourceInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "framework", "slug", ("state", "publish_at"), "industry", "usage"],
                "description": _(
                    "An organisation, and what part of its work runs on the framework. “Uses Django” helps nobody; "
                    "“the public website since 2011” does."
                ),
            },
        ),
        (
            _("What is known"),
            {
                "fields": ["status", ("since", "until"), "note", "confidence", "named_by_article"],
                "description": _(
                    "A job advertisement is a hint, an engineer's talk is a source, a list of logos is neither. "
                    "An honest “unverified” is worth more than a false “current”."
                ),
            },
        ),
        (_("Dates"), {"fields": [("written_on", "review_due_on")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[NotableUser]:
        return counted_sources(super().get_queryset(request).select_related("framework"))
