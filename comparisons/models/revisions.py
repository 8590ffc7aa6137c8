"""Revisions: a number that grows with each published change of content.

A link to a result carries the number, so that the result of then can be told from the result of today.
"""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Count, Prefetch, Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from comparisons.models.changes import ContentChange


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

    def numbers_among(self, words: list[str]) -> list[str]:
        """Those of the words that are numbers of revisions, in their order."""
        # Compared as text, for "007" names nothing and "9" * 400 is no number that a column holds.
        numbers = [word for word in words if word.isascii() and word.isdecimal() and len(word) < 9]
        known = self.filter(number__in=numbers).order_by("number").values_list("number", flat=True)
        return [str(number) for number in known if str(number) in words]

    def for_feed(self, *, revisions: int, changes: int) -> Self:
        """The newest that changed what can be read, each with `change_count` and its first `first_changes`."""
        from comparisons.models.changes import ContentChange

        return (
            self.annotate(change_count=Count("changes"))
            .filter(change_count__gt=0)
            .prefetch_related(
                Prefetch("changes", queryset=ContentChange.objects.in_order()[:changes], to_attr="first_changes")
            )
            .order_by("-number")[:revisions]
        )


class Revision(models.Model):
    """One state of the published content."""

    number = models.PositiveIntegerField(_("number"), unique=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    content_digest = models.CharField(_("digest of the published content"), max_length=64)
    quiz_digest = models.CharField(_("digest of the published quiz"), max_length=64)

    objects = RevisionQuerySet.as_manager()

    # Filled by `for_feed()`.
    change_count: int
    first_changes: "list[ContentChange]"

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        # One right for all content: who has it decides what visitors see.
        permissions = [("publish_content", _("Can publish and archive content"))]
        constraints = [
            models.CheckConstraint(condition=Q(number__gte=1), name="revision_number_from_one"),
        ]

    def __str__(self) -> str:
        return str(self.number)
