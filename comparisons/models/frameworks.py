"""The columns of the table: the frameworks."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparisons.choices import FrameworkKind, Interface, PublicationState, Support
from comparisons.models.constraints import http_only, one_of
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.publication import DatedModel, PublicationQuerySet, PublishableModel

if TYPE_CHECKING:
    from comparisons.models.criteria import Criterion

# The column that says whether a framework is spoken to through this interface.
INTERFACE_COLUMNS = {
    Interface.WSGI: "speaks_wsgi",
    Interface.ASGI: "speaks_asgi",
    Interface.OWN_SERVER: "has_own_server",
}


class FrameworkQuerySet(SlugKeyedQuerySet["Framework"], PublicationQuerySet["Framework"]):
    def in_order(self) -> Self:
        """As the table's columns stand when the visitor has not chosen another order."""
        return self.order_by("position", "slug")

    def other_than(self, framework: "Framework") -> Self:
        """All but the one."""
        return self.exclude(pk=framework.pk)

    def with_interface(self, interfaces: list[str]) -> Self:
        """Those that speak at least one of the interfaces."""
        condition = Q()
        for interface in interfaces:
            condition |= Q(**{INTERFACE_COLUMNS[Interface(interface)]: True})
        return self.filter(condition)

    def building_in(self, criteria: "Iterable[Criterion]") -> Self:
        """Those that ship an answer to every one of the criteria themselves."""
        from comparisons.models.verdicts import Verdict

        shipping = self
        for criterion in criteria:
            shipping = shipping.filter(
                Exists(
                    Verdict.objects.published().filter(
                        framework=OuterRef("pk"), criterion=criterion, support=Support.BUILT_IN
                    )
                )
            )
        return shipping

    def with_published_claims(self) -> Self:
        """Those of whom a published claim speaks."""
        return self.filter(claims__state=PublicationState.PUBLISHED).distinct()

    def matching(self, text: str) -> Self:
        """Those whose name, description or governance contains the text."""
        return self.filter(
            Q(name__icontains=text)
            | Q(slug__icontains=text)
            | Q(tagline__icontains=text)
            | Q(description__icontains=text)
            | Q(governance__icontains=text)
        )

    def with_verdict_counts(self) -> Self:
        """Annotates `published_verdicts` and `draft_verdicts`, the numbers of verdicts on published criteria."""
        counted = Q(verdicts__criterion__state=PublicationState.PUBLISHED)
        return self.annotate(
            published_verdicts=Count(
                "verdicts", filter=counted & Q(verdicts__state=PublicationState.PUBLISHED), distinct=True
            ),
            draft_verdicts=Count(
                "verdicts", filter=counted & Q(verdicts__state=PublicationState.DRAFT), distinct=True
            ),
        )


class Framework(SlugKeyedModel, PublishableModel, DatedModel):
    slug = models.SlugField(
        _("slug"),
        unique=True,
        help_text=_("Part of addresses; never changed once published. Example: django"),
    )
    name = models.CharField(_("name"), max_length=60, help_text=_("As the project writes it."))
    kind = models.CharField(_("kind"), max_length=16, choices=FrameworkKind)
    speaks_wsgi = models.BooleanField(_("speaks WSGI"), default=False)
    speaks_asgi = models.BooleanField(_("speaks ASGI"), default=False)
    has_own_server = models.BooleanField(
        _("has its own server"), default=False, help_text=_("Is served without WSGI or ASGI.")
    )
    tagline = models.CharField(
        _("tagline"),
        max_length=140,
        help_text=_("What it is, in one sentence without praise. Shown under the name."),
    )
    description = models.TextField(
        _("description"),
        help_text=_("Two to four sentences: who made it for what, what it leaves to others, what it is known for."),
    )
    licence = models.CharField(_("licence"), max_length=60, help_text=_("Example: BSD-3-Clause"))
    governance = models.CharField(
        _("governance"), max_length=200, help_text=_("Who decides. Example: Django Software Foundation")
    )
    latest_version = models.CharField(
        _("latest version"), max_length=30, help_text=_("The version that was looked at.")
    )
    first_released_on = models.DateField(_("first released on"))
    latest_released_on = models.DateField(
        _("latest release on"),
        null=True,
        blank=True,
        help_text=_("Leave empty when no source gives the day."),
    )
    requires_python = models.CharField(
        _("requires Python"), max_length=30, blank=True, help_text=_("Example: >=3.12. Empty: not declared.")
    )
    installed_distributions = models.PositiveSmallIntegerField(
        _("installed distributions"), help_text=_("Itself and all it pulls in, in a fresh environment.")
    )
    installed_mib = models.DecimalField(_("installed size in MiB"), max_digits=6, decimal_places=2)
    homepage = models.URLField(_("homepage"))
    documentation_url = models.URLField(_("documentation"))
    repository_url = models.URLField(_("repository"))
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Columns stand in the order of this number.")
    )

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = _("framework")
        verbose_name_plural = _("frameworks")
        constraints = [
            *PublishableModel.Meta.constraints,
            *DatedModel.Meta.constraints,
            one_of(
                "kind",
                FrameworkKind,
                name="framework_kind_known",
                message=_("Choose one of the known kinds."),
            ),
            models.CheckConstraint(
                condition=~Q(slug__contains="-vs-"),
                name="framework_slug_fits_pair_address",
                violation_error_message=_(
                    "A slug must not contain “-vs-”: it parts the two names of a pair's address."
                ),
            ),
            models.CheckConstraint(
                condition=Q(speaks_wsgi=True) | Q(speaks_asgi=True) | Q(has_own_server=True),
                name="framework_has_an_interface",
                violation_error_message=_("Tick at least one: WSGI, ASGI or its own server."),
            ),
            http_only("homepage", name="framework_homepage_http"),
            http_only("documentation_url", name="framework_documentation_http"),
            http_only("repository_url", name="framework_repository_http"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("comparisons:framework_detail", args=[self.slug])

    @property
    def interfaces(self) -> list[str]:
        """The labels of its interfaces. Example: ["WSGI", "ASGI"]."""
        return [str(interface.label) for interface, column in INTERFACE_COLUMNS.items() if getattr(self, column)]
