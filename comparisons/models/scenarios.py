"""Typical projects, each a saved set of quiz answers."""

from typing import Self

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparisons.models.editing import EditedModel
from comparisons.models.history import EditHistory
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.publication import PublicationQuerySet, PublishableModel, visible
from comparisons.models.quiz import Answer
from comparisons.models.search import with_all_words


class ScenarioQuerySet(SlugKeyedQuerySet["Scenario"], PublicationQuerySet["Scenario"]):
    def in_order(self) -> Self:
        """As the page lists them."""
        return self.order_by("position", "slug")

    def with_answers(self) -> Self:
        """With the answers to published questions, as `published_answers`."""
        return self.prefetch_related(
            Prefetch(
                "answers",
                queryset=Answer.objects.filter(visible("question"))
                .select_related("question")
                .order_by("question__position", "question__slug", "position", "slug"),
                to_attr="published_answers",
            )
        )

    def matching(self, text: str) -> Self:
        """Those whose name, summary or description has all the words."""
        return self.filter(with_all_words(text, names=["name"], texts=["summary", "description"]))


class Scenario(SlugKeyedModel, PublishableModel, EditedModel):
    slug = models.SlugField(
        _("slug"),
        max_length=60,
        unique=True,
        help_text=_(
            "Part of the scenario's address, so it never changes once published. Example: “content-site” "
            "in /scenarios/content-site/."
        ),
    )
    name = models.CharField(
        _("name"),
        max_length=80,
        help_text=_(
            "What visitors recognise as their project; the title of its page. Example: “An internal REST service”."
        ),
    )
    summary = models.CharField(
        _("summary"),
        max_length=160,
        help_text=_(
            "One sentence for the list and for search results. Example: “Texts, pictures and dates that "
            "people without programming skills keep up to date.”"
        ),
    )
    description = models.TextField(
        _("description"),
        help_text=_(
            "The situation in a few sentences: who, what, how long, with whom. Visitors read it at the "
            "head of the page. Example: “Six editors write, correct and schedule articles in two "
            "languages. …”"
        ),
    )
    answers = models.ManyToManyField(
        Answer,
        verbose_name=_("answers"),
        related_name="scenarios",
        help_text=_(
            "What this project's team would answer in the quiz; visitors see the answers, and the ranking "
            "comes from them. Example: six editors mean “people who are not developers”."
        ),
    )
    named_by_article = models.BooleanField(
        _("named by the article"),
        default=False,
        help_text=_("Tick it if the article that this site started from names such a project; visitors read that."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=0,
        help_text=_(
            "Scenarios stand in the order of this number in their list. Leave gaps for those that come. "
            "Example: 10, 20, 30."
        ),
    )

    objects = ScenarioQuerySet.as_manager()
    history = EditHistory(m2m_fields=[answers])

    published_answers: list[Answer]

    class Meta(PublishableModel.Meta):
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("comparisons:scenario_detail", args=[self.slug])
