"""The release series of frameworks, and how long each gets fixes: the vocabulary of endoflife.date.

A day that a project does not state stays empty: unknown is not "no", and nothing here is compared with today.
"""

from string import digits
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.db.models.functions import Length, Substr
from django.db.models.lookups import In
from django.utils.translation import gettext_lazy as _

from comparisons.models.editing import EditedModel
from comparisons.models.frameworks import Framework
from comparisons.models.history import EditHistory
from comparisons.models.publication import DatedModel, PublicationQuerySet, PublishableModel, visible

if TYPE_CHECKING:
    from comparisons.models.sources import Source


def is_of_series(version: str, series: str) -> bool:
    """Whether the version is one of the series: "5.2.8" of "5.2", and "1.10" not of "1.1"."""
    return version.startswith(series) and version[len(series) : len(series) + 1] not in set(digits)


class ReleaseQuerySet(PublicationQuerySet["Release"]):
    def get_by_natural_key(self, framework: str, series: str) -> Any:
        return self.get(framework__slug=framework, series=series)

    def published(self) -> Self:
        """What visitors see: a draft framework hides its releases too."""
        return super().published().filter(visible("framework"))

    def of(self, framework: Framework) -> Self:
        """Those of the framework."""
        return self.filter(framework=framework)

    def newest_first(self) -> Self:
        """The series that began last comes first; of one day, by its name."""
        return self.order_by("-released_on", "-series", "framework__slug")

    def in_order(self) -> Self:
        """Framework by framework, as the table's columns stand, and the newest series first."""
        return self.order_by("framework__position", "framework__slug", "-released_on", "-series")

    def with_sources(self) -> Self:
        """Fetches the framework, and the sources in their order, as `ordered_sources`."""
        from comparisons.models.sources import Source

        return self.select_related("framework").prefetch_related(
            Prefetch("sources", queryset=Source.objects.in_order(), to_attr="ordered_sources")
        )


class Release(PublishableModel, DatedModel, EditedModel):
    """One series of releases, such as 5.2 with 5.2.1, 5.2.2 and so on."""

    framework = models.ForeignKey(
        Framework,
        verbose_name=_("framework"),
        on_delete=models.CASCADE,
        related_name="releases",
        help_text=_(
            "Whose series it is; it stands in the table of releases on that framework's page. Example: Django."
        ),
    )
    series = models.CharField(
        _("series"),
        max_length=20,
        help_text=_("What its versions have in common; the first column of the table of releases. Example: “5.2”."),
    )
    latest_version = models.CharField(
        _("latest version"),
        max_length=30,
        help_text=_(
            "Of this series, when the sources were read. Visitors read it beside the series. Example: “5.2.8”."
        ),
    )
    released_on = models.DateField(
        _("released on"),
        help_text=_(
            "The day of the first final version of the series, from its release notes. Example: "
            "“02/04/2025” for Django 5.2."
        ),
    )
    latest_released_on = models.DateField(
        _("latest version released on"),
        null=True,
        blank=True,
        help_text=_(
            "The day of the latest version of the series. Leave it empty when no source gives the day. "
            "Example: “05/11/2025”."
        ),
    )
    is_long_term_support = models.BooleanField(
        _("long-term support"),
        default=False,
        help_text=_(
            "Only where the project itself calls the series long-term support; visitors then read "
            "“long-term support” under its number. Example: Django 5.2."
        ),
    )
    bug_fixes_until = models.DateField(
        _("bug fixes until"),
        null=True,
        blank=True,
        help_text=_(
            "The day the project states as the end of ordinary fixes. Where it gives a month, the last "
            "day of it. Empty: it states none, and visitors read just that. Example: “31/12/2025”."
        ),
    )
    security_fixes_until = models.DateField(
        _("security fixes until"),
        null=True,
        blank=True,
        help_text=_(
            "The day the project states as the end of all support. Empty: it states none, and visitors "
            "read just that. Example: “30/04/2028”."
        ),
    )
    support_note = models.CharField(
        _("what the project says about support"),
        max_length=240,
        blank=True,
        help_text=_(
            "What is stated without a day; visitors read it in the row. Empty where the days say "
            "everything, or nothing is stated. Example: “Only the newest series gets fixes.”"
        ),
    )

    objects = ReleaseQuerySet.as_manager()
    history = EditHistory()

    # Filled by `with_sources()`.
    ordered_sources: "list[Source]"

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            *PublishableModel.Meta.constraints,
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["framework", "series"],
                name="release_one_per_framework_and_series",
                violation_error_message=_("This framework already has this series. Edit that one."),
            ),
            models.CheckConstraint(
                condition=Q(series__regex=r"^[0-9A-Za-z.-]+$"),
                name="release_series_fits_an_anchor",
                violation_error_message=_("A series is made of digits, letters, points and hyphens. Example: 5.2"),
            ),
            models.CheckConstraint(
                # As `is_of_series` has it.
                condition=Q(latest_version__startswith=F("series"))
                & ~Q(In(Substr("latest_version", Length("series") + 1, 1), list(digits))),
                name="release_version_of_its_series",
                violation_error_message=_(
                    "The latest version begins with the name of its series, and no digit follows. Example: 5.2.8."
                ),
            ),
            models.CheckConstraint(
                condition=Q(latest_released_on__isnull=True) | Q(latest_released_on__gte=F("released_on")),
                name="release_latest_after_first",
                violation_error_message=_("The latest version cannot be older than the first of its series."),
            ),
            models.CheckConstraint(
                condition=Q(bug_fixes_until__isnull=True) | Q(bug_fixes_until__gte=F("released_on")),
                name="release_bug_fixes_after_release",
                violation_error_message=_("Bug fixes cannot end before the series was released."),
            ),
            models.CheckConstraint(
                condition=Q(security_fixes_until__isnull=True)
                | (
                    Q(security_fixes_until__gte=F("released_on"))
                    & (Q(bug_fixes_until__isnull=True) | Q(security_fixes_until__gte=F("bug_fixes_until")))
                ),
                name="release_security_fixes_last",
                violation_error_message=_("Security fixes cannot end before the release or before the bug fixes."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework} {self.series}"

    def get_absolute_url(self) -> str:
        return f"{self.framework.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        """Where it stands on the framework's page."""
        return f"release-{self.series}"

    def natural_key(self) -> tuple[str, str]:
        return (self.framework.slug, self.series)

    natural_key.dependencies = ["comparisons.framework"]  # type: ignore[attr-defined]  # Django's own convention
