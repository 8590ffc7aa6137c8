"""Organisations, and what part of their work runs on a framework."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparisons.choices import Confidence, UsageStatus
from comparisons.models.constraints import one_of
from comparisons.models.editing import EditedModel
from comparisons.models.frameworks import Framework
from comparisons.models.history import EditHistory
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.publication import DatedModel, PublicationQuerySet, PublishableModel, visible
from comparisons.models.search import with_all_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comparisons.models.sources import Source


class IndustryQuerySet(SlugKeyedQuerySet["Industry"]):
    def with_published_users(self) -> Self:
        """Those that the list can be filtered by with a result."""
        return self.filter(visible("notable_users"), visible("notable_users__framework")).distinct()


class Industry(SlugKeyedModel, EditedModel):
    slug = models.SlugField(
        _("slug"),
        unique=True,
        help_text=_(
            "Part of the filter's address and of shared links. Example: “social-network” in "
            "/notable-users/?industry=social-network."
        ),
    )
    name = models.CharField(
        _("name"),
        max_length=60,
        unique=True,
        help_text=_("What visitors choose in the filter of the notable users. Example: “Social network”."),
    )

    objects = IndustryQuerySet.as_manager()
    history = EditHistory()

    class Meta:
        verbose_name = _("industry")
        verbose_name_plural = _("industries")

    def __str__(self) -> str:
        return self.name


class NotableUserQuerySet(SlugKeyedQuerySet["NotableUser"], PublicationQuerySet["NotableUser"]):
    def published(self) -> Self:
        """What visitors see: a draft framework hides its users too."""
        return super().published().filter(visible("framework"))

    def for_list(self) -> Self:
        """With all that an entry of the list shows."""
        from comparisons.models.sources import Source

        return self.select_related("framework", "industry").prefetch_related(
            Prefetch("sources", queryset=Source.objects.in_order(), to_attr="ordered_sources")
        )

    def with_framework(self) -> Self:
        return self.select_related("framework")

    def of(self, frameworks: "Iterable[Framework]") -> Self:
        """Those of the frameworks."""
        return self.filter(framework__in=[framework.pk for framework in frameworks])

    def matching(self, text: str) -> Self:
        """Those whose name, framework, industry, usage or note has all the words."""
        return self.filter(
            with_all_words(text, names=["name"], texts=["framework__name", "industry__name", "usage", "note"])
        )


class NotableUser(SlugKeyedModel, PublishableModel, DatedModel, EditedModel):
    slug = models.SlugField(
        _("slug"),
        max_length=60,
        unique=True,
        help_text=_(
            "Where the entry stands on the page, as in a shared link: the organisation, and the framework "
            "if it has two entries. Example: “apache-airflow”."
        ),
    )
    name = models.CharField(
        _("name"),
        max_length=80,
        help_text=_(
            "The organisation or project, as it writes itself. Visitors read it as the entry's heading. "
            "Example: “Apache Airflow”."
        ),
    )
    framework = models.ForeignKey(
        Framework,
        verbose_name=_("framework"),
        on_delete=models.CASCADE,
        related_name="notable_users",
        help_text=_(
            "What it runs on; the entry stands on that framework's page too. Two frameworks are two "
            "entries. Example: FastAPI."
        ),
    )
    industry = models.ForeignKey(
        Industry,
        verbose_name=_("industry"),
        on_delete=models.PROTECT,
        related_name="notable_users",
        help_text=_(
            "Visitors filter by it; take the nearest that is there. Example: “Public sector and politics” "
            "for a ministry."
        ),
    )
    usage = models.CharField(
        _("usage"),
        max_length=240,
        help_text=_(
            "What part of it runs on the framework. Not “uses Django”, but what for. Visitors read it "
            "under the name. Example: “From version 3.0 the API server is a FastAPI application.”"
        ),
    )
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=UsageStatus,
        help_text=_(
            "Visitors read it beside the name and filter by it. Disputed: sources contradict each other. "
            "Unverified: said often, shown nowhere. Example: past, when the code was rewritten in 2019."
        ),
    )
    since = models.CharField(
        _("since"),
        max_length=20,
        blank=True,
        help_text=_(
            "The year from which it is known. Visitors read it beside the status. Empty when no source "
            "says it. Example: “2010”."
        ),
    )
    until = models.CharField(
        _("until"),
        max_length=20,
        blank=True,
        help_text=_("The year in which it ended, for past use only; visitors read both years. Example: “2019”."),
    )
    note = models.CharField(
        _("note"),
        max_length=240,
        blank=True,
        help_text=_(
            "What the status rests on; visitors read it under the usage. Example: “The core package "
            "requires FastAPI. The year is that of version 3.0.”"
        ),
    )
    named_by_article = models.BooleanField(
        _("named by the article"),
        default=False,
        help_text=_(
            "Tick it if the article that this site started from lists the organisation; visitors read "
            "“named by the article”."
        ),
    )
    confidence = models.CharField(
        _("confidence"),
        max_length=8,
        choices=Confidence,
        help_text=_(
            "High: the organisation says so itself. Medium: good reports. Low: an impression. For editors "
            "alone: visitors see the status and the sources. Example: high for a talk by its engineers."
        ),
    )

    objects = NotableUserQuerySet.as_manager()
    history = EditHistory()

    ordered_sources: "list[Source]"

    class Meta:
        verbose_name = _("notable user")
        verbose_name_plural = _("notable users")
        constraints = [
            *PublishableModel.Meta.constraints,
            *DatedModel.Meta.constraints,
            one_of(
                "status",
                UsageStatus,
                name="notableuser_status_known",
                message=_("The status is current, past, disputed or unverified."),
            ),
            one_of(
                "confidence",
                Confidence,
                name="notableuser_confidence_known",
                message=_("Confidence is high, medium or low."),
            ),
            models.UniqueConstraint(
                fields=["name", "framework"],
                name="notableuser_once_per_framework",
                violation_error_message=_("This organisation is already listed for this framework."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.framework})"

    def get_absolute_url(self) -> str:
        return f"{reverse('comparisons:notable_user_list')}#{self.slug}"
