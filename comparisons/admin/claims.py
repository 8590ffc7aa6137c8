"""The desk of the claims: what people say about frameworks, and what holds today."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comparisons.admin.base import PublishableDesk
from comparisons.admin.list_filters import LinksListFilter, ReviewListFilter, SourcesListFilter
from comparisons.admin.own_links import OwnLinksColumn
from comparisons.admin.sources import SourceCountColumn, SourceInline, counted_sources
from comparisons.admin.suggested import SuggestedDesk
from comparisons.admin.transfer.desk import TransferDesk
from comparisons.models import Claim


@admin.register(Claim)
class ClaimDesk(SuggestedDesk[Claim], TransferDesk[Claim], SourceCountColumn, OwnLinksColumn, PublishableDesk[Claim]):
    list_display = [
        "statement",
        "status",
        "named_by_article",
        "source_count",
        "publication",
        "review_due",
        "position",
    ]
    list_filter = [
        "state",
        ReviewListFilter,
        SourcesListFilter,
        LinksListFilter,
        "status",
        "named_by_article",
        "frameworks",
    ]
    ordering = ["position", "slug"]
    search_fields = ["statement", "slug", "explanation"]
    search_help_text = _("Searches statement, slug and explanation.")
    autocomplete_fields = ["frameworks", "criteria", "notable_user"]
    prepopulated_fields = {"slug": ["statement"]}
    inlines = [SourceInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["statement", "slug", ("state", "publish_at"), "named_by_article"],
                "description": _(
                    "Write the sentence as people say it, fair enough that its friends would sign it, also when "
                    "it is wrong."
                ),
            },
        ),
        (
            _("What holds today"),
            {
                "fields": ["status", "explanation"],
                "description": _(
                    "First the answer, then why. Where it was true once, say until when and what changed it."
                ),
            },
        ),
        (_("What it is about"), {"fields": ["frameworks", "criteria", "notable_user"]}),
        (_("Dates and place"), {"fields": [("written_on", "review_due_on"), "position"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Claim]:
        return counted_sources(super().get_queryset(request))
