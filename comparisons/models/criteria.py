"""The rows of the table: categories, and the criteria that every framework is asked."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparisons.choices import PublicationState, Support
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.publication import PublicationQuerySet, PublishableModel

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from comparisons.models.frameworks import Framework


class CategoryQuerySet(SlugKeyedQuerySet["Category"]):
    def in_order(self) -> Self:
        """As the table shows them."""
        return self.order_by("position", "slug")

    def with_published_criteria(self) -> Self:
        """Those that have something to show."""
        return self.filter(criteria__state=PublicationState.PUBLISHED).distinct()


class Category(SlugKeyedModel):
    slug = models.SlugField(_("slug"), unique=True, help_text=_("Part of addresses. Example: data"))
    name = models.CharField(
        _("name"), max_length=60, help_text=_("The heading of the group in the table. Example: Data")
    )
    description = models.CharField(
        _("description"), max_length=240, help_text=_("One sentence on what the group is about.")
    )
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Groups stand in the order of this number.")
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name


def _own_words(text: str) -> Q:
    return (
        Q(name__icontains=text) | Q(slug__icontains=text) | Q(question__icontains=text) | Q(meaning__icontains=text)
    )


class CriterionQuerySet(SlugKeyedQuerySet["Criterion"], PublicationQuerySet["Criterion"]):
    def in_order(self) -> Self:
        """As the table shows them: by category, then by position."""
        return self.order_by("category__position", "category__slug", "position", "slug")

    def with_category(self) -> Self:
        return self.select_related("category")

    def matching(self, text: str, *, frameworks: "Iterable[Framework]") -> Self:
        """Those whose own words, or the words of a shown verdict, contain the text."""
        from comparisons.models.extensions import Extension
        from comparisons.models.verdicts import Verdict

        named = Extension.objects.published().filter(verdicts=OuterRef("pk"), name__icontains=text)
        verdicts = Verdict.objects.published().filter(
            Q(summary__icontains=text) | Exists(named),
            criterion=OuterRef("pk"),
            framework__in=[framework.pk for framework in frameworks],
        )
        return self.filter(_own_words(text) | Exists(verdicts))

    def matching_own_words(self, text: str) -> Self:
        """Those whose name, question or meaning contains the text."""
        return self.filter(_own_words(text))

    def shipped_by_some(self) -> Self:
        """Those that at least one published framework answers out of the box."""
        from comparisons.models.verdicts import Verdict

        return self.filter(
            Exists(Verdict.objects.published().filter(criterion=OuterRef("pk"), support=Support.BUILT_IN))
        )

    def helped_by_extensions(self) -> Self:
        """Those that at least one published extension helps with."""
        return self.filter(extensions__state=PublicationState.PUBLISHED).distinct()

    def summaries(self) -> Self:
        """Those that sum up others, with what they sum up as `summed_up`."""
        return (
            self.filter(summarises__isnull=False)
            .distinct()
            .prefetch_related(
                Prefetch("summarises", queryset=Criterion.objects.published().in_order(), to_attr="summed_up")
            )
        )

    def for_page(self) -> Self:
        """With what the criterion's own page shows: what it sums up, and what sums it up."""
        published = Criterion.objects.published().in_order()
        return self.with_category().prefetch_related(
            Prefetch("summarises", queryset=published, to_attr="summed_up"),
            Prefetch("summarised_by", queryset=published, to_attr="summing_up"),
        )

    def summary_keys(self) -> frozenset[int]:
        """The keys of the criteria that sum up others: shown, never counted beside them."""
        return frozenset(self.model.summarises.through.objects.values_list("from_criterion_id", flat=True))

    def supported_as(self, levels: "Collection[str]", *, frameworks: "Iterable[Framework]") -> Self:
        """Those for which at least one of the frameworks has a published verdict at one of the levels."""
        from comparisons.models.verdicts import Verdict

        return self.filter(
            Exists(
                Verdict.objects.published().filter(
                    criterion=OuterRef("pk"),
                    support__in=levels,
                    framework__in=[framework.pk for framework in frameworks],
                )
            )
        )

    def differing_between(self, frameworks: "Collection[Framework]") -> Self:
        """Those on which the frameworks do not all have the same support and rating.

        A verdict that some have and others lack is a difference: unknown is not the same as known.
        """
        shown = Q(
            verdicts__state=PublicationState.PUBLISHED,
            verdicts__framework__in=[framework.pk for framework in frameworks],
        )
        differing = self.model.objects.annotate(
            judged=Count("verdicts", filter=shown),
            lowest=Min("verdicts__rating", filter=shown),
            highest=Max("verdicts__rating", filter=shown),
            levels=Count("verdicts__support", filter=shown, distinct=True),
        ).filter(Q(lowest__lt=F("highest")) | Q(levels__gt=1) | Q(judged__gt=0, judged__lt=len(frameworks)))
        # As a condition on keys: the grouping stays inside, and later filters and counts see plain rows.
        return self.filter(pk__in=differing.values("pk"))


class Criterion(SlugKeyedModel, PublishableModel):
    slug = models.SlugField(_("slug"), unique=True, help_text=_("Part of addresses. Example: orm"))
    category = models.ForeignKey(
        Category, verbose_name=_("category"), on_delete=models.PROTECT, related_name="criteria"
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("The label of the row. Example: Object-relational mapper")
    )
    question = models.CharField(
        _("question"),
        max_length=160,
        help_text=_("One question asked of every framework. It stands under the label and ends with “?”."),
    )
    meaning = models.TextField(
        _("meaning"),
        help_text=_(
            "What the term means, what is counted here and what is not, in words a beginner can follow. "
            "Shown on the criterion's page and in the quiz."
        ),
    )
    earns_1 = models.TextField(
        _("what earns a 1"), help_text=_("Concrete enough that a colleague would give the same rating.")
    )
    earns_3 = models.TextField(_("what earns a 3"))
    earns_5 = models.TextField(_("what earns a 5"))
    matters_when = models.CharField(
        _("matters when"),
        max_length=140,
        help_text=_(
            "Completes “Choose X when …” on pair pages, without a full stop. "
            "Example: people who are not developers edit the content"
        ),
    )
    summarises = models.ManyToManyField(
        "self",
        verbose_name=_("sums up"),
        symmetrical=False,
        blank=True,
        related_name="summarised_by",
        help_text=_(
            "Criteria that this one sums up. It is then shown, but never counted beside them "
            "in a mean or in “ahead on”, so that no strength counts twice."
        ),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = CriterionQuerySet.as_manager()

    # Filled by the querysets above.
    summed_up: "list[Criterion]"
    summing_up: "list[Criterion]"

    class Meta(PublishableModel.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("comparisons:criterion_detail", args=[self.slug])
