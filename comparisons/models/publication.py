"""What visitors see: the published state, and the dates that tell how far a statement can be trusted."""

from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from comparisons.choices import PublicationState
from comparisons.models.constraints import one_of

ModelT = TypeVar("ModelT", bound=models.Model, covariant=True)


class PublicationQuerySet(models.QuerySet[ModelT]):
    """Rows that may be drafts. Public pages start from `published()`, always."""

    def published(self) -> Self:
        return self.filter(state=PublicationState.PUBLISHED)


class PublishableModel(models.Model):
    """A row that an editor prepares as a draft and then publishes."""

    state = models.CharField(
        _("publication state"),
        max_length=16,
        choices=PublicationState,
        default=PublicationState.DRAFT,
        help_text=_("Visitors see published rows only. Keep it a draft until you would defend every word."),
    )

    class Meta:
        abstract = True
        constraints = [
            one_of(
                "state",
                PublicationState,
                name="%(class)s_state_known",
                message=_("The publication state is either draft or published."),
            ),
        ]


class DatedModel(models.Model):
    """A statement with its dates. Dates are facts that an editor gives; none is derived from "now"."""

    written_on = models.DateField(
        _("written on"),
        help_text=_("The day this statement was last thought through, not the day a comma was moved."),
    )
    review_due_on = models.DateField(
        _("review due on"),
        help_text=_("The day by which somebody should look again: sooner for what changes quickly."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(review_due_on__gte=models.F("written_on")),
                name="%(class)s_review_after_writing",
                violation_error_message=_("The review cannot be due before the statement was written."),
            ),
        ]
