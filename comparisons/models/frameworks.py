"""The columns of the table: the frameworks."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comparisons.choices import FrameworkKind, Interface, Support
from comparisons.models.constraints import http_only, one_of
from comparisons.models.editing import EditedModel
from comparisons.models.history import EditHistory
from comparisons.models.keys import SlugKeyedModel, SlugKeyedQuerySet
from comparisons.models.publication import DatedModel, PublicationQuerySet, PublishableModel, visible, waiting
from comparisons.models.search import with_all_words

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
        return self.filter(visible("claims")).distinct()

    def matching(self, text: str) -> Self:
        """Those whose name, description or governance has all the words."""
        return self.filter(
            with_all_words(text, names=["name", "slug"], texts=["tagline", "description", "governance"])
        )

    def with_verdict_counts(self) -> Self:
        """Annotates `published_verdicts` and `draft_verdicts`, the numbers of verdicts on published criteria.

        A draft is what visitors do not see yet, in review and waiting for its day included.
        """
        counted = visible("verdicts__criterion")
        return self.annotate(
            published_verdicts=Count("verdicts", filter=counted & visible("verdicts"), distinct=True),
            draft_verdicts=Count("verdicts", filter=counted & waiting("verdicts"), distinct=True),
        )


class Framework(SlugKeyedModel, PublishableModel, DatedModel, EditedModel):
    slug = models.SlugField(
        _("slug"),
        unique=True,
        help_text=_(
            "Part of every address of the framework, so it never changes once published. Example: "
            "“django” in /frameworks/django/."
        ),
    )
    name = models.CharField(
        _("name"),
        max_length=60,
        help_text=_(
            "As the project writes it; the head of its column and the title of its page. Example: “FastAPI”."
        ),
    )
    kind = models.CharField(
        _("kind"),
        max_length=16,
        choices=FrameworkKind,
        help_text=_(
            "The one word that stands above the name and that visitors filter by. Example: “micro” for Flask."
        ),
    )
    speaks_wsgi = models.BooleanField(
        _("speaks WSGI"),
        default=False,
        help_text=_(
            "Whether an ordinary WSGI server can serve it. Visitors read “WSGI” and can filter by it. "
            "Example: Gunicorn for Flask."
        ),
    )
    speaks_asgi = models.BooleanField(
        _("speaks ASGI"),
        default=False,
        help_text=_(
            "Whether an ASGI server can serve it. Visitors read “ASGI” and can filter by it. Example: "
            "Uvicorn for Starlette."
        ),
    )
    has_own_server = models.BooleanField(
        _("has its own server"),
        default=False,
        help_text=_(
            "Whether it is served without WSGI or ASGI. Visitors read “own server” and can filter by it. "
            "Example: Tornado."
        ),
    )
    tagline = models.CharField(
        _("tagline"),
        max_length=140,
        help_text=_(
            "What it is, in one sentence without praise. Visitors read it under the name, in search "
            "results and in link previews. Example: “A small core for web applications, with extensions "
            "for the rest.”"
        ),
    )
    description = models.TextField(
        _("description"),
        help_text=_(
            "Two to four sentences: who made it for what, what it leaves to others, what it is known for. "
            "Visitors read it at the head of the framework's page. Example: “It began as a joke of 2010 "
            "and is kept by the Pallets project. …”"
        ),
    )
    licence = models.CharField(
        _("licence"),
        max_length=60,
        help_text=_(
            "Its short name in the SPDX list, among the facts on the framework's page. Example: “BSD-3-Clause”."
        ),
    )
    governance = models.CharField(
        _("governance"),
        max_length=200,
        help_text=_("Who decides, among the facts on the framework's page. Example: “Django Software Foundation”."),
    )
    latest_version = models.CharField(
        _("latest version"),
        max_length=30,
        help_text=_(
            "The version that was looked at; the verdicts speak of it. Visitors read it under “Version”. "
            "Example: “5.2.8”."
        ),
    )
    first_released_on = models.DateField(
        _("first released on"),
        help_text=_(
            "The day of the first public release. Visitors read its year as “since 2005” above the name. "
            "Example: “14/07/2005”."
        ),
    )
    latest_released_on = models.DateField(
        _("latest release on"),
        null=True,
        blank=True,
        help_text=_(
            "The day of the version above. Leave it empty when no source gives the day: visitors then "
            "read none. Example: “05/11/2025”."
        ),
    )
    requires_python = models.CharField(
        _("requires Python"),
        max_length=30,
        blank=True,
        help_text=_(
            "As the package declares it, among the facts on the page. Empty: it declares none. Example: “>=3.12”."
        ),
    )
    installed_distributions = models.PositiveSmallIntegerField(
        _("installed distributions"),
        help_text=_(
            "Itself and all it pulls in, counted in a fresh environment. Visitors read it among the "
            "facts. Example: 3 for Django."
        ),
    )
    installed_mib = models.DecimalField(
        _("installed size in MiB"),
        max_digits=6,
        decimal_places=2,
        help_text=_(
            "What these take on the disk of a fresh environment. Visitors read it among the facts, in "
            "MiB. Example: 30.10."
        ),
    )
    homepage = models.URLField(
        _("homepage"),
        help_text=_(
            "Visitors reach it from the facts on the framework's page. Example: “https://www.djangoproject.com/”."
        ),
    )
    documentation_url = models.URLField(
        _("documentation"),
        help_text=_(
            "Where its reference begins; a link among the facts. Example: “https://docs.djangoproject.com/”."
        ),
    )
    repository_url = models.URLField(
        _("repository"),
        help_text=_("Where its code is kept; a link among the facts. Example: “https://github.com/django/django”."),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=0,
        help_text=_(
            "Columns and lists stand in the order of this number. Leave gaps for those that come. "
            "Example: 10, 20, 30."
        ),
    )

    objects = FrameworkQuerySet.as_manager()
    history = EditHistory()

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
