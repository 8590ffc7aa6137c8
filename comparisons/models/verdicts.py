"""The cells of the table: the answer for one framework and one criterion, at most one each."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from comparisons.choices import RATING_LABELS, Confidence, PublicationState, Support
from comparisons.models.constraints import one_of, rating_range
from comparisons.models.criteria import Criterion
from comparisons.models.extensions import Extension
from comparisons.models.frameworks import Framework
from comparisons.models.publication import DatedModel, PublicationQuerySet, PublishableModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comparisons.models.sources import Source


class VerdictQuerySet(PublicationQuerySet["Verdict"]):
    def get_by_natural_key(self, framework: str, criterion: str) -> Any:
        return self.get(framework__slug=framework, criterion__slug=criterion)

    def published(self) -> Self:
        """What visitors see: a draft framework or criterion hides its verdicts too."""
        return (
            super()
            .published()
            .filter(framework__state=PublicationState.PUBLISHED, criterion__state=PublicationState.PUBLISHED)
        )

    def in_order(self) -> Self:
        """Framework by framework, as the table's columns and rows stand, with both fetched."""
        return self.select_related("framework", "criterion").order_by(
            "framework__position",
            "framework__slug",
            "criterion__category__position",
            "criterion__position",
            "criterion__slug",
        )

    def for_cells(self, *, frameworks: "Iterable[Framework]", criteria: "Iterable[Criterion]") -> Self:
        """The verdicts of a table's cells, with their extensions fetched."""
        return self.filter(
            framework__in=[framework.pk for framework in frameworks],
            criterion__in=[criterion.pk for criterion in criteria],
        ).with_extensions()

    def for_framework(self, framework: Framework) -> Self:
        """All verdicts of a framework as its page shows them."""
        return self.filter(framework=framework).with_extensions().with_sources()

    def of_others(self, framework: Framework) -> "models.QuerySet[Verdict, tuple[int, int]]":
        """The ratings that other frameworks have, as (key of the criterion, rating)."""
        return self.exclude(framework=framework).values_list("criterion_id", "rating")

    def with_source_counts(self) -> Self:
        """Annotates `source_count`, the number of sources that a verdict names."""
        return self.annotate(source_count=models.Count("sources", distinct=True))

    def newest(self) -> Self:
        """Those written last first, with framework and criterion; of one day, criterion by criterion."""
        return self.select_related("framework", "criterion").order_by(
            "-written_on", "criterion__slug", "framework__position", "framework__slug"
        )

    def for_criterion(self, criterion: Criterion) -> Self:
        """All verdicts on a criterion as its page shows them."""
        return self.filter(criterion=criterion).select_related("framework").with_extensions().with_sources()

    def with_extensions(self) -> Self:
        """Fetches the published extensions, as `published_extensions`."""
        return self.prefetch_related(
            Prefetch(
                "extensions",
                queryset=Extension.objects.published().by_name(),
                to_attr="published_extensions",
            )
        )

    def with_sources(self) -> Self:
        """Fetches the sources in their order, as `ordered_sources`."""
        from comparisons.models.sources import Source

        return self.prefetch_related(
            Prefetch("sources", queryset=Source.objects.in_order(), to_attr="ordered_sources")
        )

    def judgements(self) -> Self:
        """Only what the ranking engine needs: keys, support and rating."""
        return self.select_related("framework", "criterion").only(
            "framework__slug", "framework__name", "criterion__slug", "support", "rating", "confidence", "checked_on"
        )


class Verdict(PublishableModel, DatedModel):
    framework = models.ForeignKey(
        Framework, verbose_name=_("framework"), on_delete=models.CASCADE, related_name="verdicts"
    )
    criterion = models.ForeignKey(
        Criterion, verbose_name=_("criterion"), on_delete=models.CASCADE, related_name="verdicts"
    )
    support = models.CharField(
        _("support"),
        max_length=20,
        choices=Support,
        help_text=_(
            "Where the answer comes from. “Built in” ships with the framework or with something always installed "
            "with it; “official extension” is kept by the same organisation; “not a feature” is for questions "
            "such as maturity."
        ),
    )
    rating = models.PositiveSmallIntegerField(
        _("rating"),
        choices=list(RATING_LABELS.items()),
        help_text=_(
            "How well a developer is served today, with support and common practice together. "
            "The criterion's page says what earns a 1, a 3 and a 5."
        ),
    )
    since = models.CharField(
        _("since"), max_length=40, blank=True, help_text=_("The version or year it came. Example: 1.7")
    )
    summary = models.CharField(
        _("summary"),
        max_length=160,
        help_text=_("One plain sentence that stands in the table's cell. At most 160 characters."),
    )
    detail = models.TextField(
        _("detail"),
        help_text=_(
            "Two to four sentences: what is there, what is missing, what one does instead. It must bear the rating."
        ),
    )
    extensions = models.ManyToManyField(
        Extension,
        verbose_name=_("extensions"),
        blank=True,
        related_name="verdicts",
        help_text=_("The packages that the verdict speaks of."),
    )
    confidence = models.CharField(
        _("confidence"),
        max_length=8,
        choices=Confidence,
        help_text=_("High: read in the documentation or run. Medium: good reports. Low: an impression; say so."),
    )
    check_note = models.TextField(
        _("check"),
        blank=True,
        help_text=_("What was run, on which version, and what came out. Empty when nothing was run."),
    )
    checked_on = models.DateField(
        _("check run on"), null=True, blank=True, help_text=_("The day the check was run. Only with a check.")
    )

    objects = VerdictQuerySet.as_manager()

    # Filled by the querysets above.
    published_extensions: list[Extension]
    ordered_sources: "list[Source]"
    source_count: int

    class Meta:
        verbose_name = _("verdict")
        verbose_name_plural = _("verdicts")
        constraints = [
            *PublishableModel.Meta.constraints,
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["framework", "criterion"],
                name="verdict_one_per_framework_and_criterion",
                violation_error_message=_("This framework already has a verdict on this criterion. Edit that one."),
            ),
            one_of(
                "support",
                Support,
                name="verdict_support_known",
                message=_("Choose one of the known support levels."),
            ),
            one_of(
                "confidence",
                Confidence,
                name="verdict_confidence_known",
                message=_("Confidence is high, medium or low."),
            ),
            rating_range("rating", name="verdict_rating_in_range"),
            models.CheckConstraint(
                condition=(models.Q(check_note="") & models.Q(checked_on__isnull=True))
                | (~models.Q(check_note="") & models.Q(checked_on__isnull=False)),
                name="verdict_check_has_its_date",
                violation_error_message=_("A check and the day it was run belong together: give both or neither."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework} · {self.criterion}"

    def get_absolute_url(self) -> str:
        return f"{self.framework.get_absolute_url()}#{self.criterion.slug}"

    @property
    def is_verified(self) -> bool:
        """Whether something was run to check it, or the sources were read with high confidence."""
        return self.checked_on is not None or self.confidence == Confidence.HIGH

    def natural_key(self) -> tuple[str, str]:
        return (self.framework.slug, self.criterion.slug)

    natural_key.dependencies = ["comparisons.framework", "comparisons.criterion"]  # type: ignore[attr-defined]  # Django's own convention
