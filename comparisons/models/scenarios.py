"""Typical projects, each a saved set of quiz answers."""

from typing import Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparisons.choices import PublicationState
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.publication import PublicationQuerySet, PublishableModel
from comparisons.models.quiz import Answer


class ScenarioQuerySet(SlugKeyedQuerySet["Scenario"], PublicationQuerySet["Scenario"]):
    def in_order(self) -> Self:
        """As the page lists them."""
        return self.order_by("position", "slug")

    def with_answers(self) -> Self:
        """With the answers to published questions, as `published_answers`."""
        return self.prefetch_related(
            Prefetch(
                "answers",
                queryset=Answer.objects.filter(question__state=PublicationState.PUBLISHED)
                .select_related("question")
                .order_by("question__position", "question__slug", "position", "slug"),
                to_attr="published_answers",
            )
        )

    def matching(self, text: str) -> Self:
        """Those whose name or description contains the text."""
        return self.filter(Q(name__icontains=text) | Q(summary__icontains=text) | Q(description__icontains=text))


class Scenario(SlugKeyedModel, PublishableModel):
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=80, help_text=_("Example: An internal REST service"))
    summary = models.CharField(_("summary"), max_length=160, help_text=_("One sentence for the list."))
    description = models.TextField(
        _("description"), help_text=_("The situation in a few sentences: who, what, how long, with whom.")
    )
    answers = models.ManyToManyField(
        Answer,
        verbose_name=_("answers"),
        related_name="scenarios",
        help_text=_("What this project's team would answer in the quiz."),
    )
    named_by_article = models.BooleanField(
        _("named by the article"),
        default=False,
        help_text=_("The article that this site started from names it."),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = ScenarioQuerySet.as_manager()

    published_answers: list[Answer]

    class Meta(PublishableModel.Meta):
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("comparisons:scenario_detail", args=[self.slug])
