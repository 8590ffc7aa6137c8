"""The rows of the table: categories, and the criteria that every framework is asked."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparisons.choices import Support
from comparisons.models.editing import EditedModel
from comparisons.models.history import EditHistory
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.publication import PublicationQuerySet, PublishableModel, visible
from comparisons.models.search import with_all_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from comparisons.models.frameworks import Framework


class CategoryQuerySet(SlugKeyedQuerySet["Category"]):
    def in_order(self) -> Self:
        """As the table shows them."""
        return self.order_by("position", "slug")

    def with_published_criteria(self) -> Self:
        """Those that have something to show."""
        return self.filter(visible("criteria")).distinct()


class Category(SlugKeyedModel, EditedModel):
    slug = models.SlugField(
        _("slug"),
        unique=True,
        help_text=_("Part of filters and shared links. Example: “data” in /compare/?category=data."),
    )
    name = models.CharField(
        _("name"),
        max_length=60,
        help_text=_("The heading of the group in the table and in the filters. Example: “Data”."),
    )
    description = models.CharField(
        _("description"),
        max_length=240,
        help_text=_(
            "One sentence on what the group is about. Visitors read it under the heading. Example: "
            "“Databases, the objects that stand for rows, and the forms that fill them.”"
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=0,
        help_text=_("Groups stand in the order of this number. Leave gaps for those that come. Example: 10, 20, 30."),
    )

    objects = CategoryQuerySet.as_manager()
    history = EditHistory()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name


def _own_words(text: str) -> Q:
    return with_all_words(text, names=["name", "slug"], texts=["question", "meaning"])


class CriterionQuerySet(SlugKeyedQuerySet["Criterion"], PublicationQuerySet["Criterion"]):
    def in_order(self) -> Self:
        """As the table shows them: by category, then by position."""
        return self.order_by("category__position", "category__slug", "position", "slug")

    def with_category(self) -> Self:
        return self.select_related("category")

    def matching(self, text: str, *, frameworks: "Iterable[Framework]") -> Self:
        """Those of which the own words, or those of a shown verdict, have all the words."""
        from comparisons.models.extensions import Extension
        from comparisons.models.verdicts import Verdict

        named = Extension.objects.published().filter(
            with_all_words(text, names=["name"], texts=[]), verdicts=OuterRef("pk")
        )
        verdicts = Verdict.objects.published().filter(
            with_all_words(text, names=[], texts=["summary"]) | Exists(named),
            criterion=OuterRef("pk"),
            framework__in=[framework.pk for framework in frameworks],
        )
        return self.filter(_own_words(text) | Exists(verdicts))

    def matching_own_words(self, text: str) -> Self:
        """Those whose name, question or meaning has all the words."""
        return self.filter(_own_words(text))

    def shipped_by_some(self) -> Self:
        """Those that at least one published framework answers out of the box."""
        from comparisons.models.verdicts import Verdict

        return self.filter(
            Exists(Verdict.objects.published().filter(criterion=OuterRef("pk"), support=Support.BUILT_IN))
        )

    def helped_by_extensions(self) -> Self:
        """Those that at least one published extension helps with."""
        return self.filter(visible("extensions")).distinct()

    def summaries(self) -> Self:
        """Those that sum up others, with what they sum up as `summed_up`."""
        return (
            self.filter(visible("summarises"))
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
        """The keys of the criteria that sum up published ones: shown, never counted beside them."""
        summed_up = self.model.summarises.through.objects.filter(visible("to_criterion"))
        return frozenset(summed_up.values_list("from_criterion_id", flat=True))

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
        shown = visible("verdicts") & Q(verdicts__framework__in=[framework.pk for framework in frameworks])
        differing = self.model.objects.annotate(
            judged=Count("verdicts", filter=shown),
            lowest=Min("verdicts__rating", filter=shown),
            highest=Max("verdicts__rating", filter=shown),
            levels=Count("verdicts__support", filter=shown, distinct=True),
        ).filter(Q(lowest__lt=F("highest")) | Q(levels__gt=1) | Q(judged__gt=0, judged__lt=len(frameworks)))
        # As a condition on keys: the grouping stays inside, and later filters and counts see plain rows.
        return self.filter(pk__in=differing.values("pk"))


class Criterion(SlugKeyedModel, PublishableModel, EditedModel):
    slug = models.SlugField(
        _("slug"),
        unique=True,
        help_text=_(
            "Part of the criterion's address and of shared links; never changed once published. Example: "
            "“orm” in /criteria/orm/."
        ),
    )
    category = models.ForeignKey(
        Category,
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        related_name="criteria",
        help_text=_(
            "The group of rows in the table that it stands in. Example: the object-relational mapper "
            "stands in “Data”."
        ),
    )
    name = models.CharField(
        _("name"),
        max_length=60,
        help_text=_(
            "The label of the row in the table, and the title of the criterion's page. Example: "
            "“Object-relational mapper”."
        ),
    )
    question = models.CharField(
        _("question"),
        max_length=160,
        help_text=_(
            "One question asked of every framework. It stands under the label and ends with “?”. Example: "
            "“Is there a ready interface in which staff create, read, update and delete content?”"
        ),
    )
    meaning = models.TextField(
        _("meaning"),
        help_text=_(
            "What the term means, what is counted here and what is not, in words a beginner can follow. "
            "Visitors read it on the criterion's page. Example: “Counted is what maps rows to objects; "
            "migrations have a row of their own.”"
        ),
    )
    earns_1 = models.TextField(
        _("what earns a 1"),
        help_text=_(
            "What a developer finds where the rating is poor, concrete enough that a colleague would give "
            "the same. Visitors read it on the criterion's page. Example: “Nothing is documented; "
            "everybody writes SQL by hand.”"
        ),
    )
    earns_3 = models.TextField(
        _("what earns a 3"),
        help_text=_(
            "What a developer finds where the rating is adequate. Example: “A package of others does it; "
            "the guide shows how to wire it up.”"
        ),
    )
    earns_5 = models.TextField(
        _("what earns a 5"),
        help_text=_(
            "What a developer finds where the rating is outstanding; at least one framework should be "
            "near. Example: “It ships with the framework, is documented in full, and others build on it.”"
        ),
    )
    matters_when = models.CharField(
        _("matters when"),
        max_length=140,
        help_text=_(
            "Completes “Choose X when …” on pair pages and “It matters when …” on the criterion's page, "
            "without a full stop. Example: “people who are not developers edit the content”."
        ),
    )
    summarises = models.ManyToManyField(
        "self",
        verbose_name=_("sums up"),
        symmetrical=False,
        blank=True,
        related_name="summarised_by",
        help_text=_(
            "Criteria that this one sums up. It is then shown, but never counted beside them in a mean or "
            "in “ahead on”, so that no strength counts twice. Example: “Batteries included” sums up the "
            "ORM, the admin and more."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=0,
        help_text=_(
            "Rows stand in the order of this number within their group. Leave gaps for those that come. "
            "Example: 10, 20, 30."
        ),
    )

    objects = CriterionQuerySet.as_manager()
    history = EditHistory(m2m_fields=[summarises])

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
