"""The desk of the verdicts: a rating is given with the guidance and the other frameworks' ratings in sight."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comparisons.admin.base import PublishableDesk, SettledSlugForm
from comparisons.admin.list_filters import LinksListFilter, ReviewListFilter, SourcesListFilter
from comparisons.admin.own_links import OwnLinksColumn
from comparisons.admin.sources import SourceCountColumn, SourceInline, counted_sources
from comparisons.admin.suggested import SuggestedDesk
from comparisons.admin.transfer.desk import TransferDesk
from comparisons.choices import RATING_LABELS
from comparisons.models import Criterion, Verdict


class VerdictForm(SettledSlugForm[Verdict]):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        prefilled = self.initial.get("criterion")
        if self.instance.pk is None and prefilled:
            # So that a form opened from "2 verdicts are missing" shows the guidance before the first save.
            self.instance.criterion = Criterion.objects.filter(pk=prefilled).first()


@admin.register(Verdict)
class VerdictDesk(
    SuggestedDesk[Verdict], TransferDesk[Verdict], SourceCountColumn, OwnLinksColumn, PublishableDesk[Verdict]
):
    form = VerdictForm
    list_display = [
        "cell",
        "judgement",
        "confidence",
        "source_count",
        "publication",
        "review_due",
    ]
    list_filter = [
        "state",
        ReviewListFilter,
        SourcesListFilter,
        LinksListFilter,
        "confidence",
        "framework",
        "support",
        "rating",
        "criterion__category",
        "criterion",
    ]
    date_hierarchy = "review_due_on"
    ordering = [
        "framework__position",
        "framework__slug",
        "criterion__category__position",
        "criterion__position",
        "criterion__slug",
    ]
    search_fields = [
        "framework__name",
        "framework__slug",
        "criterion__name",
        "criterion__slug",
        "summary",
        "detail",
    ]
    search_help_text = _("Example: flask orm. Searches framework, criterion, summary and detail.")
    autocomplete_fields = ["framework", "criterion", "extensions"]
    radio_fields = {"rating": admin.HORIZONTAL}
    readonly_fields = ["levelling"]
    inlines = [SourceInline]
    fieldsets = [
        (
            None,
            {
                "fields": [("framework", "criterion"), ("state", "publish_at")],
                "description": _(
                    "One cell of the table. As long as there is no published verdict, visitors read “not known”, "
                    "which is honest; a guess is not."
                ),
            },
        ),
        (
            _("The judgement"),
            {
                "fields": ["levelling", "rating", "support", "since"],
                "description": _(
                    "Rate how well a developer is served today, by the guidance, and beside the others: the same "
                    "number must mean the same for every framework. Django gets no bonus for building this site."
                ),
            },
        ),
        (
            _("In words"),
            {
                "fields": ["summary", "detail", "extensions"],
                "description": _(
                    "The summary stands in the cell, the detail on the framework's page. Someone who doubts the "
                    "rating must find its reason here."
                ),
            },
        ),
        (
            _("How sure we are"),
            {
                "fields": ["confidence", "check_note", "checked_on"],
                "description": _("A check that was run beats a page that was read. The sources stand below."),
            },
        ),
        (
            _("Dates"),
            {
                "fields": [("written_on", "review_due_on")],
                "description": _(
                    "Both days are facts that you give. “Written on” moves when you have thought the verdict through "
                    "again, not when you mend a typing error."
                ),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Verdict]:
        return counted_sources(super().get_queryset(request).select_related("framework", "criterion"))

    def formfield_for_choice_field(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.TypedChoiceField | None:
        if db_field.name == "rating":
            kwargs["choices"] = [(rating, f"{rating} {label}") for rating, label in RATING_LABELS.items()]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    @admin.display(description=_("verdict"), ordering="framework__name")
    def cell(self, verdict: Verdict) -> str:
        return str(verdict)

    @admin.display(description=_("judgement"), ordering="rating")
    def judgement(self, verdict: Verdict) -> SafeString:
        """The rating with the support, and under it the summary: columns of their own would not fit the screen."""
        return format_html(
            '<b>{}</b> {} · {}<br><span class="quiet">{}</span>',
            verdict.rating,
            verdict.get_rating_display(),
            verdict.get_support_display(),
            verdict.summary,
        )

    @admin.display(description=_("to level by"))
    def levelling(self, verdict: Verdict) -> SafeString:
        """The criterion's guidance, and what the other frameworks got."""
        criterion = None if verdict.criterion_id is None else verdict.criterion
        others = Verdict.objects.none() if criterion is None else self._others(verdict, criterion)
        return render_to_string(
            "admin/comparisons/includes/_levelling.html", {"criterion": criterion, "others": list(others)}
        )

    def _others(self, verdict: Verdict, criterion: Criterion) -> QuerySet[Verdict]:
        return (
            Verdict.objects.filter(criterion=criterion)
            .exclude(pk=verdict.pk)
            .select_related("framework")
            .order_by("-rating", "framework__position", "framework__slug")
        )
