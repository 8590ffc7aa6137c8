"""Packages that add what a framework lacks."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparisons.choices import ExtensionStatus
from comparisons.models.constraints import http_only, one_of
from comparisons.models.criteria import Criterion
from comparisons.models.editing import EditedModel
from comparisons.models.frameworks import Framework
from comparisons.models.history import EditHistory
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.publication import DatedModel, PublicationQuerySet, PublishableModel
from comparisons.models.search import with_all_words

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

    def abandoned_and_named(self) -> Self:
        """Those that nobody keeps any more, and that a verdict still names."""
        from comparisons.models.verdicts import Verdict

        return self.filter(status=ExtensionStatus.ABANDONED, verdicts__in=Verdict.objects.published()).distinct()

    def replaced_by_abandoned(self) -> Self:
        """Those whose replacement is abandoned too."""
        return (
            self.filter(replaced_by__status=ExtensionStatus.ABANDONED).select_related("replaced_by").order_by("slug")
        )

    def of(self, framework: Framework) -> Self:
        """Those that extend the framework."""
        return self.filter(frameworks=framework)

    def matching(self, text: str) -> Self:
        """Those whose name, purpose or status has all the words."""
        return self.filter(with_all_words(text, names=["name", "slug"], texts=["purpose", "status_detail"]))


class Extension(SlugKeyedModel, PublishableModel, DatedModel, EditedModel):
    slug = models.SlugField(
        _("slug"),
        max_length=60,
        unique=True,
        help_text=_(
            "Part of the extension's address, so it never changes once published. Example: “flask-sqlalchemy”."
        ),
    )
    name = models.CharField(
        _("name"),
        max_length=80,
        help_text=_("As the project writes it; what visitors look for. Example: “Flask-SQLAlchemy”."),
    )
    frameworks = models.ManyToManyField(
        Framework,
        verbose_name=_("frameworks"),
        related_name="extensions",
        help_text=_("What it extends; it is listed on their pages. Example: Flask."),
    )
    criteria = models.ManyToManyField(
        Criterion,
        verbose_name=_("criteria"),
        blank=True,
        related_name="extensions",
        help_text=_(
            "What it helps with; visitors filter the list by it and read it among the facts. Example: "
            "“Object-relational mapper”."
        ),
    )
    purpose = models.CharField(
        _("purpose"),
        max_length=160,
        help_text=_(
            "What it adds, in one sentence. Visitors read it in the list and at the head of its page. "
            "Example: “Connects SQLAlchemy with the application and its requests.”"
        ),
    )
    status = models.CharField(
        _("status"),
        max_length=16,
        choices=ExtensionStatus,
        help_text=_(
            "Visitors see it beside the name wherever the package is named. Active: releases or steady "
            "work. Maintenance: it works and is kept, little happens. Example: abandoned after three "
            "years without an answer to an issue."
        ),
    )
    status_detail = models.CharField(
        _("what the status rests on"),
        max_length=240,
        help_text=_(
            "Last release, activity, what it works with. Visitors read it beside the status. Example: "
            "“Last release 3.1.1 of September 2023; works with Flask 3.”"
        ),
    )
    latest_version = models.CharField(
        _("latest version"),
        max_length=30,
        blank=True,
        help_text=_(
            "As the package index names it; among the facts on its page. Empty when there is none. Example: “3.1.1”."
        ),
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
        help_text=_(
            "What to use instead of an abandoned extension; visitors find it linked. Empty for all "
            "others. Example: Flask-Security-Too instead of Flask-Security."
        ),
    )
    homepage = models.URLField(
        _("homepage"),
        help_text=_(
            "Its documentation or, without one, its repository; a link on its page. Example: "
            "“https://flask-sqlalchemy.palletsprojects.com/”."
        ),
    )

    objects = ExtensionQuerySet.as_manager()
    history = EditHistory(m2m_fields=[frameworks, criteria])

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
