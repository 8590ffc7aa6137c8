"""The desk of the releases: the series of each framework, and until when it gets fixes."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comparisons.admin.base import PublishableDesk
from comparisons.admin.link_checks import LinkCheckAction
from comparisons.admin.list_filters import LinksListFilter, ReviewListFilter, SourcesListFilter
from comparisons.admin.sources import SourceCountColumn, SourceInline, counted_sources
from comparisons.admin.transfer.desk import TransferDesk
from comparisons.models import Release


@admin.register(Release)
class ReleaseDesk(TransferDesk[Release], SourceCountColumn, LinkCheckAction, PublishableDesk[Release]):
    list_display = [
        "__str__",
        "latest_version",
        "bug_fixes_until",
        "security_fixes_until",
        "is_long_term_support",
        "source_count",
        "publication",
        "review_due",
    ]
    list_filter = ["state", ReviewListFilter, SourcesListFilter, LinksListFilter, "is_long_term_support", "framework"]
    date_hierarchy = "released_on"
    ordering = ["framework__position", "framework__slug", "-released_on", "-series"]
    search_fields = ["framework__name", "series", "latest_version", "support_note"]
    search_help_text = _("Searches framework, series, latest version and what is said about support.")
    autocomplete_fields = ["framework"]
    inlines = [SourceInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["framework", "series", ("state", "publish_at")],
                "description": _("A series is what a project supports as one: 5.2 with 5.2.1, 5.2.2 and so on."),
            },
        ),
        (
            _("Its versions"),
            {
                "fields": ["released_on", ("latest_version", "latest_released_on")],
                "description": _("From the project's release notes. They move with every release of the series."),
            },
        ),
        (
            _("How long it gets fixes"),
            {
                "fields": [("bug_fixes_until", "security_fixes_until"), "is_long_term_support", "support_note"],
                "description": _(
                    "Only what the project states itself. An empty day is shown as “no day is stated”, which is not "
                    "the same as no support."
                ),
            },
        ),
        (
            _("Dates"),
            {
                "fields": [("written_on", "review_due_on")],
                "description": _("The review is due when the next release of the series is expected."),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Release]:
        return counted_sources(super().get_queryset(request).select_related("framework"))
