"""Visitors' corrections, each waiting for an editor, and the salts that make their senders unknown.

What a suggestion is about is named by its natural key and not by a foreign key: it outlives the row, and comes back
to it when the row is restored. It follows a slug that is changed (`suggestions/renaming.py`).
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models, transaction
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comparisons.choices import RATING_LABELS, ClaimStatus, SuggestionKind, SuggestionState, Support, UsageStatus
from comparisons.models.changes import KEY_SEPARATOR
from comparisons.models.constraints import one_of, rating_range

if TYPE_CHECKING:
    from comparisons.models.prepared_changes import PreparedChange

LONGEST_TEXT = 2000
LONGEST_WORDS = 600


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def waiting(self) -> Self:
        return self.filter(state=SuggestionState.WAITING)

    def decided(self) -> Self:
        return self.exclude(state=SuggestionState.WAITING)

    def about(self, kind: str, key: str) -> Self:
        """Those about one row, by its kind and natural key."""
        return self.filter(kind=kind, key=key)

    def oldest_first(self) -> Self:
        return self.order_by("created_at", "pk")

    def with_prepared_changes(self) -> Self:
        """Fetches the changes that were prepared from them and wait for a publisher, as `waiting_changes`."""
        from comparisons.models.prepared_changes import PreparedChange

        waiting = PreparedChange.objects.waiting().order_by("pk")
        return self.prefetch_related(Prefetch("prepared_changes", queryset=waiting, to_attr="waiting_changes"))

    def since(self, moment: datetime) -> Self:
        """Those sent at that moment or later."""
        return self.filter(created_at__gte=moment)

    def sent_by(self, sender: str) -> Self:
        """Those of a hashed sender; only ever those of one day."""
        return self.filter(sender=sender)

    def with_words(self, words_digest: str) -> Self:
        """Those that say the same."""
        return self.filter(words_digest=words_digest)

    def forget_senders(self, *, before: date) -> int:
        """Empties the hashed senders of earlier days; how many there were."""
        return self.exclude(sender="").exclude(sender_day__gte=before).update(sender="", sender_day=None)

    def decide(self, pk: int, state: SuggestionState, *, by: Any, reason: str = "") -> bool:
        """Accepts or declines one that still waits, in one UPDATE: of two editors at one moment, one decides.

        Returns:
            Whether it was this call that decided.
        """
        decision = {"state": state, "decided_by": by, "decided_at": timezone.now(), "decision_reason": reason}
        return self.waiting().filter(pk=pk).update(**decision) == 1

    def decline_all(self, pks: Iterable[int], *, by: Any, reason: str) -> int:
        """Declines those that still wait, for one reason, all of them or none; how many there were.

        In the order of their numbers, so that of two editors at one moment the second waits for the first.
        """
        with transaction.atomic():
            return sum(self.decide(pk, SuggestionState.DECLINED, by=by, reason=reason) for pk in sorted(pks))

    def rename(self, kind: str, place: int, *, before: str, after: str) -> None:
        """Gives those about rows of the kind another slug at this place of their keys, the decided ones too."""
        for suggestion in self.filter(kind=kind, key__contains=before):
            slugs = suggestion.key.split(KEY_SEPARATOR)
            if slugs[place : place + 1] == [before]:
                slugs[place] = after
                suggestion.key = KEY_SEPARATOR.join(slugs)
                suggestion.save(update_fields=["key"])


class Suggestion(models.Model):
    """What a visitor says is wrong. Untrusted words, seen by editors only."""

    kind = models.CharField(_("kind"), max_length=16, choices=SuggestionKind)
    key = models.CharField(_("natural key"), max_length=200)
    title = models.CharField(_("about"), max_length=240)
    what_is_wrong = models.TextField(_("what is wrong"), max_length=LONGEST_TEXT)
    how_they_know = models.TextField(_("how they know"), max_length=LONGEST_TEXT)
    proposed_support = models.CharField(_("proposed support"), max_length=20, blank=True, choices=Support)
    proposed_rating = models.PositiveSmallIntegerField(
        _("proposed rating"), null=True, blank=True, choices=list(RATING_LABELS.items())
    )
    proposed_status = models.CharField(_("proposed status"), max_length=16, blank=True)
    proposed_words = models.TextField(_("proposed words"), max_length=LONGEST_WORDS, blank=True)
    revision = models.PositiveIntegerField(_("revision that they saw"), default=0)
    created_at = models.DateTimeField(_("sent at"), default=timezone.now)
    words_digest = models.CharField(_("digest of the words"), max_length=64)
    # Both empty once the day is over.
    sender = models.CharField(_("hashed sender"), max_length=64, blank=True)
    sender_day = models.DateField(_("day of the sender's salt"), null=True, blank=True)

    state = models.CharField(_("state"), max_length=16, choices=SuggestionState, default=SuggestionState.WAITING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decision_reason = models.TextField(_("reason for the decision"), blank=True)

    objects = SuggestionQuerySet.as_manager()

    # Filled by `with_prepared_changes()`.
    waiting_changes: "list[PreparedChange]"

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        # Visitors add them; "change" is the right to decide.
        default_permissions = ("view", "change", "delete")
        indexes = [
            models.Index(fields=["kind", "key", "state"], name="suggestion_about"),
            models.Index(fields=["state", "created_at"], name="suggestion_waiting"),
            models.Index(fields=["sender"], name="suggestion_sender"),
            models.Index(fields=["words_digest"], name="suggestion_words"),
            models.Index(fields=["created_at"], name="suggestion_sent"),
        ]
        constraints = [
            one_of(
                "kind",
                SuggestionKind,
                name="suggestion_kind_known",
                message=_("A suggestion is about a verdict, a notable user or a claim."),
            ),
            one_of(
                "state",
                SuggestionState,
                name="suggestion_state_known",
                message=_("A suggestion is waiting, accepted or declined."),
            ),
            models.CheckConstraint(
                condition=Q(proposed_support__in=["", *Support.values]),
                name="suggestion_support_known",
                violation_error_message=_("Choose one of the known support levels."),
            ),
            models.CheckConstraint(
                condition=Q(proposed_status__in=["", *UsageStatus.values, *ClaimStatus.values]),
                name="suggestion_status_known",
                violation_error_message=_("Choose one of the known states of users and claims."),
            ),
            rating_range("proposed_rating", name="suggestion_rating_in_range", optional=True),
            models.CheckConstraint(
                condition=Q(state=SuggestionState.WAITING, decided_at__isnull=True)
                | (~Q(state=SuggestionState.WAITING) & Q(decided_at__isnull=False)),
                name="suggestion_decision_has_its_date",
                violation_error_message=_("A decision and its date belong together."),
            ),
            models.CheckConstraint(
                condition=~Q(state=SuggestionState.DECLINED, decision_reason=""),
                name="suggestion_declined_with_reason",
                violation_error_message=_("Say why you decline it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.pk})"


class SenderSaltQuerySet(models.QuerySet["SenderSalt"]):
    def forget(self, *, before: date) -> int:
        """Deletes the salts of earlier days; how many there were."""
        deleted, _by_model = self.filter(day__lt=before).delete()
        return deleted


class SenderSalt(models.Model):
    """A random salt for the senders of one day. Once it is deleted, nobody can tell which address made a hash."""

    day = models.DateField(_("day"), unique=True)
    salt = models.CharField(_("salt"), max_length=64)

    objects = SenderSaltQuerySet.as_manager()

    class Meta:
        verbose_name = _("salt of a day's senders")
        verbose_name_plural = _("salts of a day's senders")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.day)
