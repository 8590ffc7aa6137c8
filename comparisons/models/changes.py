"""What revisions changed: the published state as the last one left it, and each difference that one made.

Natural keys and titles instead of rows: the record stays when a row goes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comparisons.choices import ChangeAction, ChangeKind
from comparisons.models.constraints import one_of
from comparisons.models.revisions import Revision

# Parts a natural key in its column; no slug and no series of releases holds it.
KEY_SEPARATOR = "/"


class PublishedThingQuerySet(models.QuerySet["PublishedThing"]):
    def keys_among(self, changes: "Iterable[ContentChange]") -> set[tuple[str, str]]:
        """Model and key of those changed things that visitors can still open."""
        wanted = {(change.model, change.key) for change in changes}
        found = self.filter(key__in={key for _model, key in wanted}).values_list("model", "key")
        return wanted & set(found)

    def keys_of(self, revisions: Iterable[Revision]) -> set[tuple[str, str]]:
        """The same for the first changes of the revisions of `for_feed()`."""
        return self.keys_among(change for revision in revisions for change in revision.first_changes)


class PublishedThing(models.Model):
    """A thing as visitors saw it at the last revision: what the next one is compared with.

    A thing is what has a title and an address: a framework, a verdict, a question. Sources, answers and their effects
    are parts of a thing.
    """

    model = models.CharField(_("model"), max_length=60)
    key = models.CharField(_("natural key"), max_length=200)
    title = models.CharField(_("title"), max_length=200)
    content = models.JSONField(_("content"))

    objects = PublishedThingQuerySet.as_manager()

    class Meta:
        verbose_name = _("published thing")
        verbose_name_plural = _("published things")
        constraints = [
            models.UniqueConstraint(fields=["model", "key"], name="publishedthing_once_per_key"),
        ]

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True, kw_only=True)
class JudgementChange:
    """What a revision changed of one framework's rating or support on one criterion; None and "" mean not known."""

    framework: str
    criterion: str
    rating_before: int | None
    support_before: str
    rating_after: int | None
    support_after: str


class ContentChangeQuerySet(models.QuerySet["ContentChange"]):
    def in_order(self) -> Self:
        """Revision by revision, oldest first; within one as it was recorded."""
        return self.select_related("revision").order_by("revision__number", "pk")

    def newest_first(self) -> Self:
        """The newest revision first; within one as it was recorded."""
        return self.select_related("revision").order_by("-revision__number", "pk")

    def judgements_after(self, number: int) -> list[JudgementChange]:
        """What later revisions than the number changed of ratings and support, oldest first."""
        changes = self.filter(revision__number__gt=number, model="verdict").in_order()
        return [change.judgement for change in changes if change.is_of_judgement]


class ContentChange(models.Model):
    """One difference that a revision made to one thing.

    `before` and `after` hold only what differs, by field: a value, {key: name} for what a relation gained or lost, or
    {key: {…}} for parts. What is empty is left out, so a published thing has an empty `before`. The first record of
    all has no thing: its `after` is the number of things per model.
    """

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="changes")
    action = models.CharField(_("action"), max_length=16, choices=ChangeAction)
    kind = models.CharField(_("kind"), max_length=16, choices=ChangeKind, blank=True)
    model = models.CharField(_("model"), max_length=60, blank=True)
    key = models.CharField(_("natural key"), max_length=200, blank=True)
    title = models.CharField(_("title then"), max_length=200, blank=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)

    objects = ContentChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of content")
        verbose_name_plural = _("changes of content")
        constraints = [
            models.UniqueConstraint(fields=["revision", "model", "key"], name="contentchange_once_per_revision"),
            one_of(
                "action",
                ChangeAction,
                name="contentchange_action_known",
                message=_("A thing is published, changed or withdrawn."),
            ),
            models.CheckConstraint(
                condition=Q(action=ChangeAction.FIRST, kind="")
                | (~Q(action=ChangeAction.FIRST) & Q(kind__in=ChangeKind.values)),
                name="contentchange_kind_known",
                violation_error_message=_("Only the first record has no kind."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.revision})"

    @property
    def key_parts(self) -> list[str]:
        """The natural key. Example: ["flask", "websockets"]."""
        return self.key.split(KEY_SEPARATOR)

    @property
    def is_of_judgement(self) -> bool:
        """Whether it changed what the ranking rests on; only of a verdict."""
        return "rating" in self.before or "rating" in self.after

    @property
    def judgement(self) -> JudgementChange:
        framework, criterion = self.key_parts
        return JudgementChange(
            framework=framework,
            criterion=criterion,
            rating_before=self.before.get("rating"),
            support_before=self.before.get("support", ""),
            rating_after=self.after.get("rating"),
            support_after=self.after.get("support", ""),
        )


class ChangedFramework(models.Model):
    """A framework that a change speaks of, so that visitors can ask for the changes of one."""

    change = models.ForeignKey(ContentChange, on_delete=models.CASCADE, related_name="frameworks")
    slug = models.SlugField(_("framework"))

    objects: "models.Manager[Any]" = models.Manager()

    class Meta:
        verbose_name = _("changed framework")
        verbose_name_plural = _("changed frameworks")
        constraints = [
            models.UniqueConstraint(fields=["change", "slug"], name="changedframework_once_per_change"),
        ]

    def __str__(self) -> str:
        return self.slug
