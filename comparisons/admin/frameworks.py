"""The desk of the frameworks: what they are, and which of their verdicts are missing."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comparisons.admin.base import PublishableDesk
from comparisons.admin.grid import GridDesk
from comparisons.admin.list_filters import LinksListFilter, ReviewListFilter, VerdictGapsListFilter
from comparisons.admin.own_links import OwnLinksColumn
from comparisons.admin.transfer.desk import TransferDesk
from comparisons.admin.verdict_gaps import VerdictCountColumn, counted_frameworks, describe_framework
from comparisons.models import Framework


@admin.register(Framework)
class FrameworkDesk(
    TransferDesk[Framework], VerdictCountColumn, GridDesk[Framework], OwnLinksColumn, PublishableDesk[Framework]
):
    list_display = ["name", "kind", "verdict_count", "publication", "latest_version", "review_due", "position"]
    list_filter = ["state", VerdictGapsListFilter, ReviewListFilter, LinksListFilter, "kind"]
    ordering = ["position", "slug"]
    search_fields = ["name", "slug", "tagline", "governance"]
    search_help_text = _("Searches name, slug, tagline and governance.")
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["verdict_gaps"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", ("state", "publish_at"), "kind", "tagline", "description"],
                "description": _(
                    "The head of the framework's page and of its column in the table. Say what it is, without "
                    "praise: the verdicts judge."
                ),
            },
        ),
        (_("Its verdicts"), {"fields": ["verdict_gaps"]}),
        (
            _("How a server talks to it"),
            {
                "fields": ["speaks_wsgi", "speaks_asgi", "has_own_server"],
                "description": _("Tick all that its documentation supports, at least one. Visitors filter by this."),
            },
        ),
        (
            _("Releases and size"),
            {
                "fields": [
                    ("first_released_on", "latest_released_on"),
                    ("latest_version", "requires_python"),
                    ("installed_distributions", "installed_mib"),
                ],
                "description": _(
                    "Facts of the version that was looked at, measured in a fresh environment. After a new release, "
                    "change them together."
                ),
            },
        ),
        (
            _("Who stands behind it"),
            {"fields": ["governance", "licence", "homepage", "documentation_url", "repository_url"]},
        ),
        (
            _("Dates and place"),
            {
                "fields": [("written_on", "review_due_on"), "position"],
                "description": _(
                    "Both days are facts that you give. “Written on” moves when you have thought the text through "
                    "again, not when you mend a typing error."
                ),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Framework]:
        return counted_frameworks(super().get_queryset(request))

    def get_fieldsets(self, request: HttpRequest, obj: Framework | None = None) -> Any:
        """A new framework has no verdicts to speak of yet."""
        fieldsets = super().get_fieldsets(request, obj)
        return [part for part in fieldsets if obj is not None or "verdict_gaps" not in part[1]["fields"]]

    @admin.display(description=_("verdicts"))
    def verdict_gaps(self, framework: Framework) -> SafeString:
        return describe_framework(framework)
