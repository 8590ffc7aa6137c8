"""Evidence: the inline under every statement, and the list for when a page has moved."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comparisons.admin.base import Desk, DeskStackedInline, ModelT
from comparisons.admin.list_filters import ParentListFilter
from comparisons.models import Source
from comparisons.models.sources import PARENTS


class SourceInline(DeskStackedInline[Source, Any]):
    """The sources of a verdict, an extension, a notable user or a claim."""

    model = Source
    extra = 0
    fields = ["url", "title", "supports", ("read_on", "position")]
    ordering = ["position", "url"]


class SourceCountColumn:
    """The list's column, for the desks of what has sources; their `get_queryset` counts with `counted_sources`."""

    @admin.display(description=_("sources"), ordering="source_total")
    def source_count(self, row: Any) -> int | SafeString:
        if row.source_total:
            return int(row.source_total)
        return format_html('<span class="mark mark-gap">{}</span>', _("none"))


def counted_sources(rows: QuerySet[ModelT]) -> QuerySet[ModelT]:
    """Annotates `source_total`."""
    counted: Any = rows.annotate(source_total=Count("sources", distinct=True))
    return cast("QuerySet[ModelT]", counted)


@admin.register(Source)
class SourceDesk(Desk[Source]):
    list_display = ["title", "belongs_to", "url", "read_on"]
    list_filter = [ParentListFilter]
    list_select_related = [
        "verdict__framework",
        "verdict__criterion",
        "extension",
        "notable_user__framework",
        "claim",
    ]
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
                    "Exactly one of the four. It is easier to add sources on the page of the statement itself."
                ),
            },
        ),
    ]

    @admin.display(description=_("belongs to"))
    def belongs_to(self, source: Source) -> SafeString:
        parent = source.parent
        return format_html(
            '<a href="{}">{}</a> <span class="quiet">{}</span>',
            reverse(f"admin:comparisons_{parent._meta.model_name}_change", args=[parent.pk]),
            parent,
            parent._meta.verbose_name,
        )
