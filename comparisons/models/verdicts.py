"""The cells of the table: the answer for one framework and one criterion, at most one each."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.utils.translation import gettext_lazy as _

from comparisons.choices import RATING_LABELS, Confidence, Support
from comparisons.models.constraints import one_of, rating_range
from comparisons.models.criteria import Criterion
from comparisons.models.editing import EditedModel
from comparisons.models.extensions import Extension
from comparisons.models.frameworks import Framework
from comparisons.models.history import EditHistory
from comparisons.models.publication import DatedModel, PublicationQuerySet, PublishableModel, visible
from comparisons.models.search import with_all_words, with_any_word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from comparisons.models.sources import Source


class VerdictQuerySet(PublicationQuerySet["Verdict"]):
    def get_by_natural_key(self, framework: str, criterion: str) -> Any:
        return self.get(framework__slug=framework, criterion__slug=criterion)

    def published(self) -> Self:
        """What visitors see: a draft framework or criterion hides its verdicts too."""
        return super().published().filter(visible("framework"), visible("criterion"))

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

    def opened(self, framework_by_criterion: "Mapping[str, str]") -> Self:
        """One verdict per named criterion in full, with its sources; slugs of criteria to slugs of frameworks."""
        wanted = Q(pk__in=[])
        for criterion, framework in framework_by_criterion.items():
            wanted |= Q(criterion__slug=criterion, framework__slug=framework)
        return self.filter(wanted).select_related("framework", "criterion").with_extensions().with_sources()

    def on_criteria(self, slugs: "Collection[str]") -> Self:
        """Those on these criteria."""
        return self.filter(criterion__slug__in=slugs)

    def of_others(self, framework: Framework) -> "models.QuerySet[Verdict, tuple[int, int, int]]":
        """The ratings that other frameworks have, as (key of the framework, key of the criterion, rating)."""
        return self.exclude(framework=framework).values_list("framework_id", "criterion_id", "rating")

    def days_written(self) -> "models.QuerySet[Verdict, tuple[int, int, date]]":
        """When each was written, as (key of the framework, key of the criterion, day)."""
        return self.values_list("framework_id", "criterion_id", "written_on")

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

    def matching(self, text: str) -> Self:
        """Those that have all the words in their framework's or criterion's name, their summary or their detail.

        At least one must stand elsewhere than in the framework's name, or "django" would find all that Django has.
        """
        criterion = ["criterion__name", "criterion__slug"]
        own = ["summary", "detail"]
        return self.filter(
            with_all_words(text, names=criterion, texts=["framework__name", *own]),
            with_any_word(text, columns=[*criterion, *own]),
        )

    def with_words(self) -> Self:
        """Only what a verdict is called and what it says, framework by framework."""
        return self.in_order().only(
            "summary", "detail", "framework__slug", "framework__name", "criterion__slug", "criterion__name"
        )

    def judgements(self) -> Self:
        """Only what the ranking engine needs: keys, support and rating."""
        return self.select_related("framework", "criterion").only(
            "framework__slug", "framework__name", "criterion__slug", "support", "rating", "confidence", "checked_on"
        )


class Verdict(PublishableModel, DatedModel, EditedModel):
    framework = models.ForeignKey(
        Framework,
        verbose_name=_("framework"),
        on_delete=models.CASCADE,
        related_name="verdicts",
        help_text=_("Whose column the cell stands in. Type a part of its name. Example: “flask”."),
    )
    criterion = models.ForeignKey(
        Criterion,
        verbose_name=_("criterion"),
        on_delete=models.CASCADE,
        related_name="verdicts",
        help_text=_(
            "Whose row the cell stands in. Type a part of its name; its guidance then stands below. Example: “orm”."
        ),
    )
    support = models.CharField(
        _("support"),
        max_length=20,
        choices=Support,
        help_text=_(
            "Where the answer comes from; visitors read it beside the rating and filter by it. “Built in” "
            "ships with the framework or with something always installed with it; “official extension” "
            "is kept by the same organisation; “not a feature” is for questions such as maturity. "
            "Example: “official extension” where the framework's own organisation publishes the package."
        ),
    )
    rating = models.PositiveSmallIntegerField(
        _("rating"),
        choices=list(RATING_LABELS.items()),
        help_text=_(
            "How well a developer is served today, with support and common practice together. Visitors "
            "see a disc filled by fifths, and the ranking counts it. What earns a 1, a 3 and a 5 stands "
            "above. Example: 4 where one package does it well, but has to be found."
        ),
    )
    since = models.CharField(
        _("since"),
        max_length=40,
        blank=True,
        help_text=_(
            "The version or year it came. Visitors read “Since …” under the detail. Leave it empty when "
            "no source says it. Example: “1.7”."
        ),
    )
    summary = models.CharField(
        _("summary"),
        max_length=160,
        help_text=_(
            "One plain sentence that stands in the table's cell: the answer first. Example: “Ships its "
            "own mapper, with migrations.”"
        ),
    )
    detail = models.TextField(
        _("detail"),
        help_text=_(
            "Two to four sentences: what is there, what is missing, what one does instead. Visitors open "
            "it from the cell and read it on the framework's and the criterion's page. It must bear the "
            "rating. Example: “Rows are read with `select`. What is missing is …”"
        ),
    )
    extensions = models.ManyToManyField(
        Extension,
        verbose_name=_("extensions"),
        blank=True,
        related_name="verdicts",
        help_text=_(
            "The packages that the verdict speaks of. Visitors find them linked under the detail. "
            "Example: Flask-SQLAlchemy."
        ),
    )
    confidence = models.CharField(
        _("confidence"),
        max_length=8,
        choices=Confidence,
        help_text=_(
            "High: read in the documentation or run. Medium: good reports. Low: an impression; say so in "
            "the detail. Visitors read it under the detail. Example: high after a check was run."
        ),
    )
    check_note = models.TextField(
        _("check"),
        blank=True,
        help_text=_(
            "What was run, on which version, and what came out. Visitors read it under “Check”. Empty "
            "when nothing was run. Example: “With 5.2.8 a model of two tables was migrated twice; no "
            "table was lost.”"
        ),
    )
    checked_on = models.DateField(
        _("check run on"),
        null=True,
        blank=True,
        help_text=_(
            "The day the check was run; visitors read it beside the check. Only with a check. Example: “22/11/2026”."
        ),
    )

    objects = VerdictQuerySet.as_manager()
    history = EditHistory(m2m_fields=[extensions])

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
