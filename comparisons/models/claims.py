"""Sentences that people repeat about frameworks, and whether they hold today."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparisons.choices import ClaimStatus
from comparisons.models.constraints import one_of
from comparisons.models.criteria import Criterion
from comparisons.models.editing import EditedModel
from comparisons.models.frameworks import Framework
from comparisons.models.history import EditHistory
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.notable_users import NotableUser
from comparisons.models.publication import DatedModel, PublicationQuerySet, PublishableModel, visible
from comparisons.models.search import with_all_words

if TYPE_CHECKING:
    from comparisons.models.sources import Source


class ClaimQuerySet(SlugKeyedQuerySet["Claim"], PublicationQuerySet["Claim"]):
    def in_order(self) -> Self:
        """As the page lists them."""
        return self.order_by("position", "slug")

    def for_list(self) -> Self:
        """With all that an entry of the list shows."""
        from comparisons.models.sources import Source

        return self.prefetch_related(
            Prefetch(
                "frameworks",
                queryset=Framework.objects.published().in_order(),
                to_attr="published_frameworks",
            ),
            Prefetch("criteria", queryset=Criterion.objects.published().in_order(), to_attr="published_criteria"),
            Prefetch("sources", queryset=Source.objects.in_order(), to_attr="ordered_sources"),
        ).select_related("notable_user__framework")

    def about(self, framework: Framework) -> Self:
        """Those that speak of the framework, perhaps among others."""
        return self.filter(frameworks=framework)

    def about_only(self, frameworks: "list[Framework]") -> Self:
        """Those that speak of at least one of the frameworks and of no other that visitors know of."""
        keys = [framework.pk for framework in frameworks]
        others = Framework.objects.published().exclude(pk__in=keys)
        return self.filter(frameworks__in=keys).exclude(frameworks__in=others).distinct()

    def about_categories(self, categories: list[str]) -> Self:
        """Those about a criterion of one of the categories (slugs)."""
        return self.filter(visible("criteria"), criteria__category__slug__in=categories).distinct()

    def about_use(self, *, included: bool) -> Self:
        """With `included` only claims such as “X is built with Django”, otherwise all but those."""
        return self.filter(notable_user__isnull=not included)

    def broadest_first(self) -> Self:
        """Those that speak of most frameworks first, then as the page lists them."""
        breadth = Count("frameworks", filter=visible("frameworks"), distinct=True)
        return self.annotate(breadth=breadth).order_by("-breadth", "position", "slug")

    def matching(self, text: str) -> Self:
        """Those whose statement or explanation has all the words."""
        return self.filter(with_all_words(text, names=[], texts=["statement", "explanation"]))


class Claim(SlugKeyedModel, PublishableModel, DatedModel, EditedModel):
    slug = models.SlugField(
        _("slug"),
        max_length=60,
        unique=True,
        help_text=_(
            "Where the claim stands on its page, as in a shared link; never changed once published. "
            "Example: “django-older”."
        ),
    )
    statement = models.CharField(
        _("statement"),
        max_length=160,
        help_text=_(
            "The sentence as people say it, understandable on its own. Visitors read it in quotation "
            "marks. Example: “Django has been around for far longer than Flask.”"
        ),
    )
    frameworks = models.ManyToManyField(
        Framework,
        verbose_name=_("frameworks"),
        related_name="claims",
        help_text=_("Whom it speaks of; the claim stands on their pages too. Example: Flask."),
    )
    criteria = models.ManyToManyField(
        Criterion,
        verbose_name=_("criteria"),
        blank=True,
        related_name="claims",
        help_text=_("What it is about; visitors find them linked under the explanation. Example: “Performance”."),
    )
    notable_user = models.ForeignKey(
        NotableUser,
        verbose_name=_("notable user"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="claims",
        help_text=_(
            "For claims such as “X is built with Django”: visitors then find the entry linked. Empty for "
            "all others. Example: Instagram."
        ),
    )
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=ClaimStatus,
        help_text=_(
            "Our word on it, which visitors see first. Outdated: it was true once. Disputed: good sources "
            "disagree, or none bears it. Example: holds in part."
        ),
    )
    explanation = models.TextField(
        _("explanation"),
        help_text=_(
            "What holds today, and why: the answer in the first sentence. Visitors read it under the "
            "statement. Example: “It was so until version 2.0 of 2021. Since then …”"
        ),
    )
    named_by_article = models.BooleanField(
        _("made by the article"),
        default=False,
        help_text=_(
            "Tick it if the article that this site started from says it; visitors read “made by the article”."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=0,
        help_text=_(
            "Claims stand in the order of this number on their page. Leave gaps for those that come. "
            "Example: 10, 20, 30."
        ),
    )

    objects = ClaimQuerySet.as_manager()
    history = EditHistory(m2m_fields=[frameworks, criteria])

    published_frameworks: list[Framework]
    published_criteria: list[Criterion]
    ordered_sources: "list[Source]"

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            *PublishableModel.Meta.constraints,
            *DatedModel.Meta.constraints,
            one_of(
                "status",
                ClaimStatus,
                name="claim_status_known",
                message=_("The status is holds, partly, outdated or disputed."),
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    def get_absolute_url(self) -> str:
        return f"{reverse('comparisons:claim_list')}#{self.slug}"
