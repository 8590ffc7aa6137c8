"""The desks of the categories and the criteria: what every framework is asked, and what earns which rating."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comparisons.admin.base import Desk, PublishableDesk
from comparisons.admin.grid import GridDesk
from comparisons.admin.list_filters import LinksListFilter, VerdictGapsListFilter
from comparisons.admin.own_links import OwnLinksColumn
from comparisons.admin.transfer.desk import TransferDesk
from comparisons.admin.verdict_gaps import VerdictCountColumn, counted_criteria, describe_criterion
from comparisons.models import Category, Criterion


@admin.register(Category)
class CategoryDesk(Desk[Category]):
    list_display = ["name", "slug", "description", "criterion_total", "position"]
    ordering = ["position", "slug"]
    search_fields = ["name", "slug", "description"]
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", "description", "position"],
                "description": _(
                    "A group of criteria in the table. It appears as soon as one of its criteria is published. "
                    "Filters and shared links contain the slug, so leave it as it is once visitors have met it."
                ),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Category]:
        return super().get_queryset(request).annotate(criterion_total=Count("criteria"))

    @admin.display(description=_("criteria"), ordering="criterion_total")
    def criterion_total(self, category: Any) -> int:
        return int(category.criterion_total)


@admin.register(Criterion)
class CriterionDesk(
    TransferDesk[Criterion], VerdictCountColumn, GridDesk[Criterion], OwnLinksColumn, PublishableDesk[Criterion]
):
    list_display = ["name", "category", "verdict_count", "publication", "position"]
    list_filter = ["state", VerdictGapsListFilter, LinksListFilter, "category"]
    list_select_related = ["category"]
    ordering = ["category__position", "category__slug", "position", "slug"]
    search_fields = ["name", "slug", "question", "meaning"]
    search_help_text = _("Searches name, slug, question and meaning.")
    autocomplete_fields = ["category", "summarises"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["verdict_gaps"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "slug", ("state", "publish_at"), "category", "question", "meaning"],
                "description": _(
                    "One question that is asked of every framework. If two criteria would always get the same "
                    "rating, one of them is too many."
                ),
            },
        ),
        (
            _("What earns which rating"),
            {
                "fields": ["earns_1", "earns_3", "earns_5"],
                "description": _(
                    "Visitors read this, and editors level the ratings by it: the same number must mean the same for "
                    "every framework. Name what a developer finds, not how good it feels. A 2 and a 4 lie between; "
                    "0 is absent. Changing this may change many verdicts."
                ),
            },
        ),
        (_("Its verdicts"), {"fields": ["verdict_gaps"]}),
        (
            _("In comparisons"),
            {
                "fields": ["matters_when", "summarises", "position"],
                "description": _(
                    "Read “matters when” aloud after “Choose Django when …”. A criterion that sums up others is "
                    "shown but never counted beside them."
                ),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Criterion]:
        return counted_criteria(super().get_queryset(request))

    def get_fieldsets(self, request: HttpRequest, obj: Criterion | None = None) -> Any:
        """A new criterion has no verdicts to speak of yet."""
        fieldsets = super().get_fieldsets(request, obj)
        return [part for part in fieldsets if obj is not None or "verdict_gaps" not in part[1]["fields"]]

    @admin.display(description=_("verdicts"))
    def verdict_gaps(self, criterion: Criterion) -> SafeString:
        return describe_criterion(criterion)
