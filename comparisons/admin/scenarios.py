"""The desk of the scenarios: a typical project, and what its team would answer in the quiz."""

from collections import Counter
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comparisons.admin.base import PublishableDesk, SettledSlugForm
from comparisons.admin.list_filters import LinksListFilter
from comparisons.admin.own_links import OwnLinksColumn
from comparisons.admin.quiz import AnswersField, TickedAnswers
from comparisons.models import Scenario


class ScenarioForm(SettledSlugForm[Scenario]):
    class Meta:
        field_classes = {"answers": AnswersField}

    def clean_answers(self) -> QuerySet[Any]:
        """What the quiz would refuse is refused here: the rows of a many-to-many relation have no constraint."""
        answers: QuerySet[Any] = self.cleaned_data["answers"]
        given = Counter(answer.question for answer in answers)
        crowded = [question for question, number in given.items() if number > 1 and not question.allows_several]
        if crowded:
            raise ValidationError(
                [
                    ValidationError(_("“%(question)s” takes one answer."), params={"question": question.text})
                    for question in crowded
                ]
            )
        return answers


@admin.register(Scenario)
class ScenarioDesk(TickedAnswers, OwnLinksColumn, PublishableDesk[Scenario]):
    form = ScenarioForm
    list_display = ["name", "summary", "answer_total", "named_by_article", "publication", "position"]
    list_filter = ["state", LinksListFilter, "named_by_article"]
    ordering = ["position", "slug"]
    search_fields = ["name", "slug", "summary", "description"]
    search_help_text = _("Searches name, slug, summary and description.")
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    "slug",
                    ("state", "publish_at"),
                    "summary",
                    "description",
                    "named_by_article",
                    "position",
                ],
                "description": _(
                    "A project that many visitors recognise as theirs. Describe the situation; the ranking on its "
                    "page is computed from the answers below and cannot be edited."
                ),
            },
        ),
        (
            _("What its team would answer"),
            {
                "fields": ["answers"],
                "description": _(
                    "Leave out what the description does not settle: a skipped question counts nothing."
                ),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Scenario]:
        return super().get_queryset(request).annotate(answer_total=Count("answers"))

    @admin.display(description=_("answers"), ordering="answer_total")
    def answer_total(self, scenario: Any) -> int:
        return int(scenario.answer_total)
