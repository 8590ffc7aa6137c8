"""A round of checks whose outcomes are kept: what the command and the desk's action both call."""

import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comparisons.choices import UNDECIDED_STATUSES, LinkStatus
from comparisons.links.catalogue import addresses_that_answered
from comparisons.links.fetching import Fetcher, Outcome
from comparisons.links.politeness import HostGate
from comparisons.links.rounds import check_in_turn
from comparisons.models import LinkCheck

# So many hosts that answered the last time are asked, one after the other, before our own network is called doubtful.
CONTROLS = 2


@dataclass(kw_only=True)
class Summary:
    """What a round has come to.

    Attributes:
        statuses: of the addresses that the round was for; a control is not among them.
        left_out: addresses that were not asked before the time was over.
        network_is_doubtful: no host answered at all, a control included, so no failure was counted.
    """

    statuses: "Counter[LinkStatus]" = field(default_factory=Counter)
    left_out: int = 0
    network_is_doubtful: bool = False

    @property
    def checked(self) -> int:
        return self.statuses.total()


def default_fetcher() -> Fetcher:
    """Says who asks: the site, and the contact that the operator gives."""
    contact = settings.SECURITY_CONTACT.removeprefix("mailto:")
    about = f"+{settings.SITE_URL}/" + (f"; {contact}" if contact else "")
    return Fetcher(user_agent=f"Framewise-link-check/1.0 ({about})".encode("ascii", "ignore").decode("ascii"))


def check_and_record(
    addresses: Iterable[str],
    *,
    fetcher: Fetcher | None = None,
    gate: HostGate | None = None,
    seconds: float | None = None,
    tell: Callable[[LinkCheck], None] = lambda check: None,
) -> Summary:
    """Checks the addresses and keeps each outcome as it comes, in a transaction of its own.

    Failures to reach a host are held back until some host has answered: where none does, it is this machine's own
    network, and a week without it must not mark every link as broken. On most days only failing links are due, so
    that all of them may be dead: then a host that answered the last time is asked, as a control.

    Args:
        seconds: after these no request is begun.
        tell: called with each row that was saved.
    """
    fetcher = fetcher or default_fetcher()
    end = None if seconds is None else time.monotonic() + seconds

    def ask(wanted: list[str]) -> Generator[tuple[str, Outcome], None, None]:
        left = None if end is None else end - time.monotonic()
        return check_in_turn(wanted, fetcher=fetcher, gate=gate, seconds=left)

    asked = list(dict.fromkeys(addresses))
    summary = Summary()
    recording = _Recording(tell=tell)
    try:
        summary.statuses = recording.take_all(ask(asked))
        if recording.network_is_doubtful:
            for control in addresses_that_answered(not_at_the_hosts_of=asked, policy=fetcher.policy, most=CONTROLS):
                recording.take_all(ask([control]))
                if not recording.network_is_doubtful:
                    break
        summary.network_is_doubtful = recording.network_is_doubtful
        recording.keep_held()
    finally:
        # An interruption finds some still held back; who interrupted is told no more.
        recording.save_held()
    summary.left_out = len(asked) - summary.checked
    return summary


class _Recording:
    """Keeps outcomes; failures to reach a host only when it is known whether our own network is up."""

    def __init__(self, *, tell: Callable[[LinkCheck], None]) -> None:
        self._tell = tell
        self._held: list[tuple[str, Outcome, datetime]] = []
        self._network_is_up = False

    @property
    def network_is_doubtful(self) -> bool:
        return bool(self._held)

    def take_all(self, outcomes: Generator[tuple[str, Outcome], None, None]) -> "Counter[LinkStatus]":
        statuses: Counter[LinkStatus] = Counter()
        # Closed whatever happens here: an interruption must end the threads too, not only this loop.
        with closing(outcomes):
            for address, outcome in outcomes:
                statuses[outcome.status] += 1
                self._take(address, outcome, timezone.now())
        return statuses

    def keep_held(self) -> None:
        while self._held:
            self._tell(self._save(*self._held.pop()))

    def save_held(self) -> None:
        while self._held:
            self._save(*self._held.pop())

    def _take(self, address: str, outcome: Outcome, at: datetime) -> None:
        self._network_is_up = self._network_is_up or outcome.reached_a_server
        if not self._network_is_up and outcome.status not in UNDECIDED_STATUSES:
            self._held.append((address, outcome, at))
            return
        self._tell(self._save(address, outcome, at))
        if self._network_is_up:
            self.keep_held()

    def _save(self, address: str, outcome: Outcome, at: datetime) -> LinkCheck:
        return _record(address, outcome, at=at, counts=self._network_is_up)


def _record(address: str, outcome: Outcome, *, at: datetime, counts: bool) -> LinkCheck:
    with transaction.atomic():
        # Two rounds may meet at an address; each counts its own failure.
        check, _is_new = LinkCheck.objects.select_for_update().get_or_create(
            url=address, defaults={"status": outcome.status, "last_checked_at": at}
        )
        check.note(outcome, at=at, counts=counts)
        check.save()
    return check
