"""Changes that an editor has prepared of something published: nothing is visible until a publisher says so."""

from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comparisons.choices import PreparedState
from comparisons.models.constraints import one_of
from comparisons.models.suggestions import Suggestion


class PreparedChangeQuerySet(models.QuerySet["PreparedChange"]):
    def waiting(self) -> Self:
        return self.filter(state=PreparedState.WAITING)

    def of(self, row: models.Model) -> Self:
        """Those of one row, newest first."""
        return self.of_keys(type(row), [row.pk])

    def of_keys(self, model: type[models.Model], keys: Collection[int]) -> Self:
        """Those of several rows of one model, newest first."""
        kind = ContentType.objects.get_for_model(model)
        return self.filter(content_type=kind, object_id__in=keys).select_related("prepared_by").order_by("-pk")

    def locked(self) -> Self:
        """Locks the changes until the end of the transaction, and not the people who are fetched with them."""
        return self.select_for_update(of=("self",))

    def decide(self, pk: int, state: PreparedState, *, by: Any, reason: str = "") -> bool:
        """Publishes or drops one that still waits, in one UPDATE: of two people at one moment, one decides.

        Returns:
            Whether it was this call that decided.
        """
        decision = {"state": state, "decided_by": by, "decided_at": timezone.now(), "reason": reason}
        return self.waiting().filter(pk=pk).update(**decision) == 1


class PreparedChange(models.Model):
    """What an editor typed into the form of a row, kept as the form sent it.

    So it holds the rows beneath the form too, is checked by the same rules when it is published as when it was
    prepared, and carries the versions that its editor had read: what others changed since is told, not overwritten.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField(_("number of the row"))
    title = models.CharField(_("about"), max_length=300)
    form_data = models.JSONField(_("what the form sent"), help_text=_("Each field with its list of values."))
    changed = models.TextField(_("what it changes"), help_text=_("In words, as the history says it."))
    why = models.CharField(_("why"), max_length=240, blank=True)
    suggestion = models.ForeignKey(
        Suggestion,
        verbose_name=_("suggestion"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="prepared_changes",
        help_text=_("Of the visitor from whom the change came; publishing the change accepts it."),
    )
    state = models.CharField(_("state"), max_length=16, choices=PreparedState, default=PreparedState.WAITING)
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="prepared_changes"
    )
    prepared_at = models.DateTimeField(_("prepared at"))
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True)
    reason = models.CharField(_("reason"), max_length=240, blank=True, help_text=_("Why it was dropped."))

    objects = PreparedChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("prepared change")
        verbose_name_plural = _("prepared changes")
        indexes = [models.Index(fields=["content_type", "object_id"], name="preparedchange_of_row")]
        constraints = [
            one_of(
                "state",
                PreparedState,
                name="preparedchange_state_known",
                message=_("A prepared change waits, was published or was dropped."),
            ),
            models.CheckConstraint(
                condition=Q(state=PreparedState.WAITING, decided_at__isnull=True)
                | (~Q(state=PreparedState.WAITING) & Q(decided_at__isnull=False)),
                name="preparedchange_decided_with_its_moment",
                violation_error_message=_("A decision has its moment, and what waits has none."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
