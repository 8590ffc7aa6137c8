"""Organisations, and what part of their work runs on a framework."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparisons.choices import Confidence, PublicationState, UsageStatus
from comparisons.models.constraints import one_of
from comparisons.models.frameworks import Framework
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.publication import DatedModel, PublicationQuerySet, PublishableModel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from comparisons.models.sources import Source


class IndustryQuerySet(SlugKeyedQuerySet["Industry"]):
    def with_published_users(self) -> Self:
        """Those that the list can be filtered by with a result."""
        return self.filter(notable_users__state=PublicationState.PUBLISHED).distinct()


class Industry(SlugKeyedModel):
    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=60, unique=True)

    objects = IndustryQuerySet.as_manager()

    class Meta:
        verbose_name = _("industry")
        verbose_name_plural = _("industries")

    def __str__(self) -> str:
        return self.name


class NotableUserQuerySet(SlugKeyedQuerySet["NotableUser"], PublicationQuerySet["NotableUser"]):
    def published(self) -> Self:
        """What visitors see: a draft framework hides its users too."""
        return super().published().filter(framework__state=PublicationState.PUBLISHED)

    def for_list(self) -> Self:
        """With all that an entry of the list shows."""
        from comparisons.models.sources import Source

        return self.select_related("framework", "industry").prefetch_related(
            Prefetch("sources", queryset=Source.objects.in_order(), to_attr="ordered_sources")
        )

    def of(self, frameworks: "Iterable[Framework]") -> Self:
        """Those of the frameworks."""
        return self.filter(framework__in=[framework.pk for framework in frameworks])

    def matching(self, text: str) -> Self:
        """Those whose name, usage or note contains the text."""
        return self.filter(Q(name__icontains=text) | Q(usage__icontains=text) | Q(note__icontains=text))


class NotableUser(SlugKeyedModel, PublishableModel, DatedModel):
    slug = models.SlugField(
        _("slug"),
        max_length=60,
        unique=True,
        help_text=_("Organisation, and the framework if it has two entries."),
    )
    name = models.CharField(_("name"), max_length=80)
    framework = models.ForeignKey(
        Framework, verbose_name=_("framework"), on_delete=models.CASCADE, related_name="notable_users"
    )
    industry = models.ForeignKey(
        Industry, verbose_name=_("industry"), on_delete=models.PROTECT, related_name="notable_users"
    )
    usage = models.CharField(
        _("usage"),
        max_length=240,
        help_text=_("What part of it runs on the framework. Not “uses Django”, but what for."),
    )
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=UsageStatus,
        help_text=_("Disputed: sources contradict each other. Unverified: said often, shown nowhere."),
    )
    since = models.CharField(_("since"), max_length=20, blank=True, help_text=_("Year. Example: 2010"))
    until = models.CharField(_("until"), max_length=20, blank=True, help_text=_("Year, for past use."))
    note = models.CharField(_("note"), max_length=240, blank=True, help_text=_("What the status rests on."))
    named_by_article = models.BooleanField(
        _("named by the article"),
        default=False,
        help_text=_("The article that this site started from lists it."),
    )
    confidence = models.CharField(_("confidence"), max_length=8, choices=Confidence)

    objects = NotableUserQuerySet.as_manager()

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
