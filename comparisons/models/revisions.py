"""Revisions: a number that grows with each published change of content, and what changed of the judgements.

A link to a result carries the number, so that the result of then can be told from the result of today.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comparisons.models.constraints import rating_range


class RevisionQuerySet(models.QuerySet["Revision"]):
    def newest(self) -> "Revision | None":
        return self.order_by("-number").first()

    def numbered(self, number: int) -> "Revision | None":
        """The revision of this number, None when there is none."""
        return self.filter(number=number).first()

    def current_number(self) -> int:
        """The number of the newest revision; 0 before the first."""
        newest = self.newest()
        return newest.number if newest else 0


class Revision(models.Model):
    """One state of the published content."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    content_digest = models.CharField(_("digest of the published content"), max_length=64)
    quiz_digest = models.CharField(_("digest of the published quiz"), max_length=64)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_number_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class JudgementChangeQuerySet(models.QuerySet["JudgementChange"]):
    def after(self, number: int) -> Self:
        """Those of later revisions than the number, in their order."""
        return self.filter(revision__number__gt=number).in_order()

    def in_order(self) -> Self:
        """Oldest first."""
        return self.select_related("revision").order_by("revision__number", "framework", "criterion")


class JudgementChange(models.Model):
    """What a revision changed of one framework's rating or support on one criterion; empty means not known.

    Slugs instead of rows: the record stays when a row goes.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="judgement_changes")
    framework = models.SlugField(_("framework"))
    criterion = models.SlugField(_("criterion"))
    rating_before = models.PositiveSmallIntegerField(null=True)
    support_before = models.CharField(max_length=20, blank=True)
    rating_after = models.PositiveSmallIntegerField(null=True)
    support_after = models.CharField(max_length=20, blank=True)

    objects = JudgementChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a judgement")
        verbose_name_plural = _("changes of judgements")
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "framework", "criterion"], name="judgementchange_once_per_revision"
            ),
            rating_range("rating_before", name="judgementchange_before_in_range", optional=True),
            rating_range("rating_after", name="judgementchange_after_in_range", optional=True),
        ]

    def __str__(self) -> str:
        return f"{self.framework} · {self.criterion} ({self.revision})"
