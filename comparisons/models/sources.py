"""Evidence: an address, and what on that page supports the statement it belongs to."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comparisons.models.claims import Claim
from comparisons.models.constraints import http_only
from comparisons.models.editing import EditedModel
from comparisons.models.extensions import Extension
from comparisons.models.history import EditHistory
from comparisons.models.notable_users import NotableUser
from comparisons.models.releases import Release
from comparisons.models.verdicts import Verdict

PARENTS = ("verdict", "extension", "notable_user", "claim", "release")
ADDRESS_LENGTH = 400


class SourceQuerySet(models.QuerySet["Source"]):
    def get_by_natural_key(self, parent: str, *key: str) -> Any:
        """The source of `parent` (one of PARENTS); `key` is that row's natural key and then the address."""
        *parent_key, url = key
        if parent not in PARENTS:
            raise Source.DoesNotExist(f"a source belongs to one of {', '.join(PARENTS)}, not to {parent}")
        if parent == "verdict":
            framework, criterion = parent_key
            return self.get(verdict__framework__slug=framework, verdict__criterion__slug=criterion, url=url)
        if parent == "release":
            framework, series = parent_key
            return self.get(release__framework__slug=framework, release__series=series, url=url)
        (slug,) = parent_key
        return self.get(**{f"{parent}__slug": slug}, url=url)

    def in_order(self) -> Self:
        """As an editor put them."""
        return self.order_by("position", "url")

    def published(self) -> Self:
        """Those of what visitors see."""
        return self.filter(
            Q(verdict__in=Verdict.objects.published())
            | Q(extension__in=Extension.objects.published())
            | Q(notable_user__in=NotableUser.objects.published())
            | Q(claim__in=Claim.objects.published())
            | Q(release__in=Release.objects.published())
        )

    def of_verdicts(self) -> Self:
        """Those of verdicts, with the verdict fetched, verdict by verdict."""
        return (
            self.filter(verdict__isnull=False)
            .select_related("verdict__framework", "verdict__criterion")
            .order_by("verdict__framework__slug", "verdict__criterion__slug", "position", "url")
        )


def _belongs_to_exactly_one() -> Q:
    condition = Q()
    for owner in PARENTS:
        condition |= Q(**{f"{parent}__isnull": parent != owner for parent in PARENTS})
    return condition


class Source(EditedModel):
    verdict = models.ForeignKey(
        Verdict,
        verbose_name=_("verdict"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sources",
        help_text=_(
            "The verdict that it supports, if it is one. It is easier to add the source on the verdict's own page."
        ),
    )
    extension = models.ForeignKey(
        Extension,
        verbose_name=_("extension"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sources",
        help_text=_(
            "The extension that it supports, if it is one. It is easier to add the source on the "
            "extension's own page."
        ),
    )
    notable_user = models.ForeignKey(
        NotableUser,
        verbose_name=_("notable user"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sources",
        help_text=_(
            "The notable user that it supports, if it is one. It is easier to add the source on the user's own page."
        ),
    )
    claim = models.ForeignKey(
        Claim,
        verbose_name=_("claim"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sources",
        help_text=_(
            "The claim that it supports, if it is one. It is easier to add the source on the claim's own page."
        ),
    )
    release = models.ForeignKey(
        Release,
        verbose_name=_("release"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sources",
        help_text=_(
            "The release series that it supports, if it is one. It is easier to add the source on the "
            "release's own page."
        ),
    )
    url = models.URLField(
        _("address"),
        max_length=ADDRESS_LENGTH,
        help_text=_(
            "The page that was read, as exact as possible: visitors follow it to check us. Starts with "
            "https:// or http://. Example: “https://docs.djangoproject.com/en/5.2/topics/migrations/”."
        ),
    )
    title = models.CharField(
        _("title"),
        max_length=200,
        help_text=_("The title of the page; it is the text of the link. Example: “Flask: Design decisions”."),
    )
    supports = models.CharField(
        _("supports"),
        max_length=240,
        help_text=_(
            "What on that page supports the statement, in your own words: the reader should not have to "
            "search. Visitors read it after the link. Example: “which parts the core leaves out, and "
            "why”."
        ),
    )
    read_on = models.DateField(
        _("read on"),
        help_text=_(
            "The day somebody read the page; visitors read it after the source. That a page answers is "
            "not the same as that it was read. Example: “22/11/2026”."
        ),
    )
    position = models.PositiveSmallIntegerField(
        _("position"),
        default=0,
        help_text=_(
            "The sources of a statement stand in the order of this number, the strongest first. Example: 1, 2, 3."
        ),
    )

    objects = SourceQuerySet.as_manager()
    history = EditHistory()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            http_only("url", name="source_url_http"),
            models.CheckConstraint(
                condition=_belongs_to_exactly_one(),
                name="source_belongs_to_exactly_one",
                violation_error_message=_(
                    "A source belongs to one verdict, extension, notable user, claim or release."
                ),
            ),
            *(
                models.UniqueConstraint(
                    fields=[parent, "url"],
                    name=f"source_once_per_{parent}",
                    violation_error_message=_("This address is already named as a source here."),
                )
                for parent in PARENTS
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def parent(self) -> models.Model:
        """The row that this source supports."""
        for name in PARENTS:
            if getattr(self, f"{name}_id") is not None:
                parent: models.Model = getattr(self, name)
                return parent
        raise ValueError("a source without a parent was never saved")

    def natural_key(self) -> tuple[str, ...]:
        for name in PARENTS:
            if getattr(self, f"{name}_id") is not None:
                return (name, *getattr(self, name).natural_key(), self.url)
        raise ValueError("a source without a parent was never saved")

    natural_key.dependencies = [  # type: ignore[attr-defined]  # Django's own convention
        "comparisons.verdict",
        "comparisons.extension",
        "comparisons.notableuser",
        "comparisons.claim",
        "comparisons.release",
    ]
