"""Whether the links of the catalogue answer: one row per address, since several rows may name the same one.

Only the desk shows it. A link that answers is not a statement that is right, so nothing here says "verified", and
visitors never see it.
"""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from comparisons.choices import REACHED_STATUSES, UNDECIDED_STATUSES, LinkStatus
from comparisons.models.constraints import http_only, one_of
from comparisons.models.sources import ADDRESS_LENGTH

if TYPE_CHECKING:
    from comparisons.links.fetching import Outcome

# A link is broken after failures on so many different days in a row; until then it is failing, which decides nothing.
BROKEN_AFTER_DAYS = 3

FINAL_ADDRESS_LENGTH = 2_000
DETAIL_LENGTH = 200


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    def broken(self) -> Self:
        """Failed on enough different days, and not answered since."""
        return self.filter(failed_days__gte=BROKEN_AFTER_DAYS)

    def failing(self) -> Self:
        """Failed the last time, but not on enough days to call it broken."""
        return self.filter(failed_days__gte=1, failed_days__lt=BROKEN_AFTER_DAYS)

    def moved(self) -> Self:
        """Answer elsewhere, and the site says that it is for good."""
        return self.filter(status=LinkStatus.MOVED)

    def refused(self) -> Self:
        """The site refuses programs, or our own rules forbid to ask: a person has to look."""
        return self.filter(status__in=UNDECIDED_STATUSES, failed_days=0)

    def answering(self) -> Self:
        return self.filter(status=LinkStatus.ANSWERS)

    def reached(self) -> Self:
        """There was a page the last time, at the address or where it has moved to."""
        return self.filter(status__in=REACHED_STATUSES)

    def worst_first(self) -> Self:
        """The longest broken first; those that do not fail last, in the order of their addresses."""
        return self.order_by("-failed_days", models.F("first_failed_at").asc(nulls_last=True), "url")

    def by_address(self, addresses: list[str]) -> "dict[str, LinkCheck]":
        """The checks of these addresses; one that was never checked is not in it."""
        return {check.url: check for check in self.filter(url__in=addresses)}


class LinkCheck(models.Model):
    """What is known of one address. Nobody edits it: the checks write it."""

    url = models.CharField(_("address"), max_length=ADDRESS_LENGTH, unique=True)
    status = models.CharField(_("status"), max_length=24, choices=LinkStatus)
    http_status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    final_address = models.CharField(_("leads to"), max_length=FINAL_ADDRESS_LENGTH, default="")
    detail = models.CharField(_("detail"), max_length=DETAIL_LENGTH, default="")
    last_checked_at = models.DateTimeField(_("last checked"))
    last_answered_at = models.DateTimeField(_("last answered"), null=True)
    first_failed_at = models.DateTimeField(_("fails since"), null=True)
    last_failed_at = models.DateTimeField(_("last failed"), null=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    failed_days = models.PositiveIntegerField(_("on different days"), default=0)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("checked link")
        verbose_name_plural = _("checked links")
        # Nobody adds, changes or deletes a check by hand.
        default_permissions = ("view",)
        permissions = [("check_link", _("Can check links"))]
        constraints = [
            http_only("url", name="linkcheck_url_http"),
            one_of("status", LinkStatus, name="linkcheck_status_known", message=_("There is no such status.")),
            models.CheckConstraint(
                condition=Q(final_address="")
                | Q(final_address__startswith="https://")
                | Q(final_address__startswith="http://"),
                name="linkcheck_final_address_http",
                violation_error_message=_("A link must start with https:// or http://."),
            ),
            models.CheckConstraint(
                condition=Q(failures=0, failed_days=0, first_failed_at__isnull=True, last_failed_at__isnull=True)
                | Q(failures__gte=models.F("failed_days"), failed_days__gte=1, first_failed_at__isnull=False),
                name="linkcheck_failures_have_days",
                violation_error_message=_("A failure has a day, and there are no more days than failures."),
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def is_broken(self) -> bool:
        return self.failed_days >= BROKEN_AFTER_DAYS

    @property
    def is_failing(self) -> bool:
        return 0 < self.failed_days < BROKEN_AFTER_DAYS

    @property
    def is_worth_another_day(self) -> bool:
        """Whether the next day may tell more: it fails, or nothing came of asking that says anything of the site."""
        return self.failed_days > 0 or self.status not in (*REACHED_STATUSES, LinkStatus.REFUSED)

    def note(self, outcome: "Outcome", *, at: datetime, counts: bool) -> None:
        """Takes the outcome in; saving is the caller's.

        Args:
            counts: whether a failure is counted. Where no host at all answered, it was perhaps our own network.
        """
        self.status = outcome.status
        self.http_status = outcome.http_status
        # Half an address leads nowhere; where it goes to is then only not told.
        self.final_address = outcome.final_address if len(outcome.final_address) <= FINAL_ADDRESS_LENGTH else ""
        self.detail = outcome.detail[:DETAIL_LENGTH]
        self.last_checked_at = at
        if outcome.status in REACHED_STATUSES:
            self._note_answer(at)
        elif outcome.status not in UNDECIDED_STATUSES and counts:
            self._note_failure(at)

    def _note_answer(self, at: datetime) -> None:
        self.last_answered_at = at
        self.first_failed_at = self.last_failed_at = None
        self.failures = self.failed_days = 0

    def _note_failure(self, at: datetime) -> None:
        if self.last_failed_at is None or _day(self.last_failed_at) != _day(at):
            self.failed_days += 1
        self.failures += 1
        self.first_failed_at = self.first_failed_at or at
        self.last_failed_at = at


def _day(moment: datetime) -> object:
    return moment.astimezone(UTC).date()
