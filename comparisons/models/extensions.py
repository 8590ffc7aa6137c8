"""Packages that add what a framework lacks."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparisons.choices import ExtensionStatus
from comparisons.models.constraints import http_only, one_of
from comparisons.models.criteria import Criterion
from comparisons.models.frameworks import Framework
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.publication import DatedModel, PublicationQuerySet, PublishableModel

if TYPE_CHECKING:
    from comparisons.models.sources import Source
    from comparisons.models.verdicts import Verdict


class ExtensionQuerySet(SlugKeyedQuerySet["Extension"], PublicationQuerySet["Extension"]):
    def for_list(self) -> Self:
        """With what a row of the list shows: the published frameworks, as `published_frameworks`."""
        return self.select_related("replaced_by").prefetch_related(
            Prefetch(
                "frameworks",
                queryset=Framework.objects.published().in_order(),
                to_attr="published_frameworks",
            )
        )

    def for_page(self) -> Self:
        """With all that the extension's own page shows."""
        from comparisons.models.sources import Source
        from comparisons.models.verdicts import Verdict

        return self.for_list().prefetch_related(
            Prefetch(
                "criteria",
                queryset=Criterion.objects.published().in_order(),
                to_attr="published_criteria",
            ),
            Prefetch("sources", queryset=Source.objects.in_order(), to_attr="ordered_sources"),
            Prefetch(
                "verdicts",
                queryset=Verdict.objects.published()
                .select_related("framework", "criterion")
                .order_by("framework__position", "framework__slug", "criterion__slug"),
                to_attr="published_verdicts",
            ),
            Prefetch("replaces", queryset=Extension.objects.published().by_name(), to_attr="published_replaces"),
        )

    def replaced_by_abandoned(self) -> Self:
        """Those whose replacement is abandoned too."""
        return (
            self.filter(replaced_by__status=ExtensionStatus.ABANDONED).select_related("replaced_by").order_by("slug")
        )

    def of(self, framework: Framework) -> Self:
        """Those that extend the framework."""
        return self.filter(frameworks=framework)

    def matching(self, text: str) -> Self:
        """Those whose name, purpose or status contains the text."""
        return self.filter(
            Q(name__icontains=text)
            | Q(slug__icontains=text)
            | Q(purpose__icontains=text)
            | Q(status_detail__icontains=text)
        )


class Extension(SlugKeyedModel, PublishableModel, DatedModel):
    slug = models.SlugField(_("slug"), max_length=60, unique=True, help_text=_("Example: flask-sqlalchemy"))
    name = models.CharField(_("name"), max_length=80, help_text=_("As the project writes it."))
    frameworks = models.ManyToManyField(
        Framework, verbose_name=_("frameworks"), related_name="extensions", help_text=_("What it extends.")
    )
    criteria = models.ManyToManyField(
        Criterion,
        verbose_name=_("criteria"),
        blank=True,
        related_name="extensions",
        help_text=_("What it helps with."),
    )
    purpose = models.CharField(_("purpose"), max_length=160, help_text=_("What it adds, in one sentence."))
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=ExtensionStatus,
        help_text=_("Active: releases or steady work. Maintenance: it works and is kept, little happens."),
    )
    status_detail = models.CharField(
        _("what the status rests on"),
        max_length=240,
        help_text=_("Last release, activity, what it works with. Example: Last release 3.1.1 of September 2023."),
    )
    latest_version = models.CharField(_("latest version"), max_length=30, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
        help_text=_("What to use instead of an abandoned extension."),
    )
    homepage = models.URLField(_("homepage"))

    objects = ExtensionQuerySet.as_manager()

    # Filled by the querysets above.
    published_frameworks: list[Framework]
    published_criteria: list[Criterion]
    published_verdicts: "list[Verdict]"
    published_replaces: "list[Extension]"
    ordered_sources: "list[Source]"

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            *PublishableModel.Meta.constraints,
            *DatedModel.Meta.constraints,
            one_of(
                "status",
                ExtensionStatus,
                name="extension_status_known",
                message=_("The status is active, maintenance or abandoned."),
            ),
            http_only("homepage", name="extension_homepage_http"),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | Q(status=ExtensionStatus.ABANDONED),
                name="extension_only_abandoned_is_replaced",
                violation_error_message=_("Only an abandoned extension names what replaced it."),
            ),
            models.CheckConstraint(
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("id")),
                name="extension_not_replaced_by_itself",
                violation_error_message=_("An extension cannot replace itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("comparisons:extension_detail", args=[self.slug])
