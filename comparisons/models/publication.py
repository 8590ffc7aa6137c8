"""What visitors see: the published state, and the dates that tell how far a statement can be trusted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comparisons.choices import UNFINISHED_STATES, PublicationState
from comparisons.models.constraints import one_of

ModelT = TypeVar("ModelT", bound=models.Model, covariant=True)


def visible(path: str = "") -> models.Q:
    """The condition under which visitors see a row: it is published, and its day has come.

    Args:
        path: the relation that leads to the row. Example: "framework".
    """
    prefix = f"{path}__" if path else ""
    its_day_has_come = models.Q(**{f"{prefix}publish_at__isnull": True}) | models.Q(
        **{f"{prefix}publish_at__lte": timezone.now()}
    )
    return models.Q(**{f"{prefix}state": PublicationState.PUBLISHED}) & its_day_has_come


def waiting(path: str = "") -> models.Q:
    """The condition under which a row is on its way to visitors: editors work on it, or its day is to come."""
    prefix = f"{path}__" if path else ""
    scheduled = models.Q(**{f"{prefix}state": PublicationState.PUBLISHED, f"{prefix}publish_at__gt": timezone.now()})
    return models.Q(**{f"{prefix}state__in": UNFINISHED_STATES}) | scheduled


class PublicationQuerySet(models.QuerySet[ModelT]):
    """Rows that may be drafts. Public pages start from `published()`, always."""

    def published(self) -> Self:
        return self.filter(visible())

    def archived(self) -> Self:
        return self.filter(state=PublicationState.ARCHIVED)


class PublishableModel(models.Model):
    """A row that an editor prepares as a draft, has reviewed, and publishes; and that is archived when it is over."""

    state = models.CharField(
        _("publication state"),
        max_length=16,
        choices=PublicationState,
        default=PublicationState.DRAFT,
        help_text=_(
            "Visitors see published rows only. Keep it a draft until you would defend every word, then "
            "ask for a review. What is over is archived, not deleted: its address then leads to the list."
        ),
    )
    publish_at = models.DateTimeField(
        _("publish at"),
        null=True,
        blank=True,
        help_text=_(
            "A published row with a moment here is first seen at that moment (UTC). Empty: at once. "
            "Example: 01/12/2026 and 09:00, the day of a release."
        ),
    )

    class Meta:
        abstract = True
        constraints = [
            one_of(
                "state",
                PublicationState,
                name="%(class)s_state_known",
                message=_("The publication state is one of: draft, in review, published, archived."),
            ),
        ]

    @property
    def is_visible(self) -> bool:
        """Whether visitors see the row, as far as it alone decides."""
        return self.state == PublicationState.PUBLISHED and not self.is_scheduled

    @property
    def is_scheduled(self) -> bool:
        """Whether it is published, and its moment is to come."""
        is_to_come = self.publish_at is not None and self.publish_at > timezone.now()
        return self.state == PublicationState.PUBLISHED and is_to_come


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When visitors begin to see something else without anybody writing anything.

    Attributes:
        last: the latest moment at which a scheduled row became visible; None when there was none.
        next: the first moment at which one will; None when nothing is scheduled.
    """

    last: datetime | None
    next: datetime | None


def publication_schedule(now: datetime) -> Schedule:
    """Of all publishable rows, in one query. A row behind a draft counts too: that costs a picture drawn again."""
    first, *others = [
        # Grouped by what they have in common, since a query of aggregates alone joins no union.
        model._base_manager.filter(state=PublicationState.PUBLISHED, publish_at__isnull=False)
        .order_by()
        .values("state")
        .annotate(
            last=Max("publish_at", filter=Q(publish_at__lte=now)),
            next=Min("publish_at", filter=Q(publish_at__gt=now)),
        )
        .values_list("last", "next")
        for model in apps.get_app_config("comparisons").get_models()
        if issubclass(model, PublishableModel)
    ]
    moments = list(first.union(*others, all=True))
    return Schedule(
        last=max((last for last, _next in moments if last is not None), default=None),
        next=min((upcoming for _last, upcoming in moments if upcoming is not None), default=None),
    )


class DatedModel(models.Model):
    """A statement with its dates. Dates are facts that an editor gives; none is derived from "now"."""

    written_on = models.DateField(
        _("written on"),
        help_text=_(
            "The day this statement was last thought through, not the day a comma was moved. Visitors "
            "read it as “Written on”. Example: “22/11/2026”."
        ),
    )
    review_due_on = models.DateField(
        _("review due on"),
        help_text=_(
            "The day by which somebody should look again: sooner for what changes quickly. Visitors read "
            "it as “Review due”. Example: half a year on, “22/05/2027”."
        ),
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
