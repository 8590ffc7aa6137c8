"""Evidence: the inline under every statement, and the list for when a page has moved."""

from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comparisons.admin.base import DeskStackedInline
from comparisons.admin.generics import ModelT
from comparisons.admin.link_checks import LinkCheckAction, describe_check
from comparisons.admin.list_filters import LinksListFilter, ParentListFilter
from comparisons.admin.transfer.desk import TransferDesk
from comparisons.links.catalogue import SOURCE_RELATIONS, SOURCED
from comparisons.models import LinkCheck, Source
from comparisons.models.sources import PARENTS


class SourceInline(DeskStackedInline[Source, Any]):
    """The sources of a verdict, an extension, a notable user, a claim or a release."""

    model = Source
    extra = 0
    fields = ["url", "title", "supports", ("read_on", "position")]
    ordering = ["position", "url"]


class SourceCountColumn:
    """The list's column, for the desks of what has sources; their `get_queryset` counts with `counted_sources`."""

    @admin.display(description=_("sources"), ordering="source_total")
    def source_count(self, row: Any) -> int | SafeString:
        if not row.source_total:
            return format_html('<span class="mark mark-gap">{}</span>', _("none"))
        if not row.broken_source_total:
            return int(row.source_total)
        return format_html(
            '{} <a class="mark mark-gap" href="{}?{}">{}</a>',
            row.source_total,
            reverse("admin:comparisons_source_changelist"),
            urlencode({f"{SOURCED[type(row)]}__id__exact": row.pk, "link": "broken"}),
            ngettext("%d broken link", "%d broken links", row.broken_source_total) % row.broken_source_total,
        )


def counted_sources(rows: QuerySet[ModelT]) -> QuerySet[ModelT]:
    """Annotates `source_total`, and `broken_source_total`: those whose link is broken."""
    broken = Q(sources__url__in=LinkCheck.objects.broken().values("url"))
    counted: Any = rows.annotate(
        source_total=Count("sources", distinct=True),
        broken_source_total=Count("sources", filter=broken, distinct=True),
    )
    return cast("QuerySet[ModelT]", counted)


class SourceChangeList(ChangeList):
    """With what is known of each link, in one query for the page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        sources: Any = self.result_list
        checks = LinkCheck.objects.by_address([source.url for source in sources])
        for source in sources:
            source.link_check = checks.get(source.url)


@admin.register(Source)
class SourceDesk(LinkCheckAction, TransferDesk[Source]):
    list_display = ["title", "belongs_to", "link", "read_on"]
    list_filter = [LinksListFilter, ParentListFilter]
    list_select_related = list(SOURCE_RELATIONS)
    date_hierarchy = "read_on"
    ordering = ["-read_on", "pk"]
    search_fields = ["url", "title", "supports"]
    search_help_text = _("Searches address, title and what it supports: for when a page has moved.")
    autocomplete_fields = list(PARENTS)
    fieldsets = [
        (
            None,
            {
                "fields": ["url", "title", "supports", "read_on"],
                "description": _(
                    "A page that somebody has read, and what it says for the statement. A reader must be able to "
                    "check you within a minute."
                ),
            },
        ),
        (
            _("What it supports"),
            {
                "fields": [*PARENTS, "position"],
                "description": _(
                    "Exactly one of the five. It is easier to add sources on the page of the statement itself."
                ),
            },
        ),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[SourceChangeList]:
        return SourceChangeList

    @admin.display(description=_("address"), ordering="url")
    def link(self, source: Any) -> SafeString:
        """The address, and under it whether it answers: a column of its own would squeeze both."""
        return format_html(
            '<a class="link-target" href="{}" rel="noopener noreferrer">{}</a><br>{}',
            source.url,
            source.url,
            describe_check(source.link_check),
        )

    @admin.display(description=_("belongs to"))
    def belongs_to(self, source: Source) -> SafeString:
        parent = source.parent
        return format_html(
            '<a href="{}">{}</a> <span class="quiet">{}</span>',
            reverse(f"admin:comparisons_{parent._meta.model_name}_change", args=[parent.pk]),
            parent,
            parent._meta.verbose_name,
        )
