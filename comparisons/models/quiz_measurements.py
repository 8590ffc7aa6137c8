"""What the quiz does when many random visitors answer it: measured by a command, shown on /method/."""

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet

FULL_EDITION = "full"
SHORT_EDITION = "short"

# The characters of a SHA-256 in hexadecimal.
DIGEST_LENGTH = 64

# Percentages of the counted sets, with one decimal place.
SHARES = ("close_calls", "flipped")
SHARES_OF_A_FRAMEWORK = ("first", "first_or_close", "ruled_out")


def validate_figures(value: Any) -> None:
    """The figures are those that the page shows, each of its kind.

    {"close_calls": 50.9, "flipped": 71.3, "unreachable": 0, "frameworks": {"sanic": {"first": 0.3,
    "first_or_close": 2.0, "ruled_out": 41.8, "covered": {"by": "litestar", "effects": 85, "of": 99}}}}

    `covered` stands only where the share needs an explanation. `quiz/measurement.py` makes them.

    Raises:
        ValidationError: the figures have another shape.
    """
    try:
        whole = value.keys() == {*SHARES, "unreachable", "frameworks"} and _is_count(value["unreachable"])
        whole = whole and all(_is_share(value[name]) for name in SHARES)
        whole = whole and all(_is_framework(row) for row in value["frameworks"].values())
    except (AttributeError, KeyError, TypeError):
        whole = False
    if not whole:
        raise ValidationError(_("These are not the figures of a measurement; manage.py measure_quiz writes them."))


def _is_framework(row: dict[str, Any]) -> bool:
    covered = row.get("covered", {"by": "", "effects": 0, "of": 0})
    return (
        row.keys() - {"covered"} == set(SHARES_OF_A_FRAMEWORK)
        and all(_is_share(row[name]) for name in SHARES_OF_A_FRAMEWORK)
        and covered.keys() == {"by", "effects", "of"}
        and isinstance(covered["by"], str)
        and _is_count(covered["effects"])
        and _is_count(covered["of"])
    )


def _is_share(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value <= 100


def _is_count(value: Any) -> bool:
    return type(value) is int and value >= 0


class QuizMeasurementQuerySet(SlugKeyedQuerySet["QuizMeasurement"]):
    def in_order(self) -> Self:
        """The full edition first."""
        return self.order_by("slug")

    def of_edition(self, edition: str) -> "QuizMeasurement | None":
        """The measurement of the edition; None when it was never measured."""
        return self.filter(slug=edition).first()


class QuizMeasurement(SlugKeyedModel):
    """The figures of one edition of the quiz. A new measurement takes the place of the old one; git keeps that."""

    slug = models.SlugField(_("edition"), unique=True, help_text=_("“full” or “short”."))
    measured_on = models.DateField(_("measured on"))
    seed = models.PositiveBigIntegerField(_("seed"), help_text=_("The same seed draws the same answers."))
    sample_size = models.PositiveIntegerField(_("sample size"), help_text=_("How many sets of answers were drawn."))
    content_digest = models.CharField(
        _("digest of the content"),
        max_length=DIGEST_LENGTH,
        help_text=_("Of the published verdicts and questions: it tells whether they have changed since."),
    )
    figures = models.JSONField(_("figures"), validators=[validate_figures])

    objects = QuizMeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement of the quiz")
        verbose_name_plural = _("measurements of the quiz")
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__in=[FULL_EDITION, SHORT_EDITION]),
                name="quizmeasurement_edition_known",
                violation_error_message=_("The edition is either full or short."),
            ),
            models.CheckConstraint(
                condition=Q(sample_size__gte=1),
                name="quizmeasurement_sample_not_empty",
                violation_error_message=_("A measurement rests on at least one set of answers."),
            ),
            models.CheckConstraint(
                condition=Exact(Length("content_digest"), DIGEST_LENGTH),
                name="quizmeasurement_digest_whole",
                violation_error_message=_("The digest of the content has 64 characters."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug}, {self.measured_on}"

    def explains(self, framework: str) -> bool:
        """Whether the figures say why the framework is seldom first.

        Args:
            framework: slug.
        """
        return "covered" in self.figures["frameworks"].get(framework, {})
