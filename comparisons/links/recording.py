"""A round of checks whose outcomes are kept: what the command and the desk's action both call."""

from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comparisons.choices import LinkStatus
from comparisons.links.fetching import Fetcher, Outcome
from comparisons.links.politeness import HostGate
from comparisons.links.rounds import check_in_turn
from comparisons.models import LinkCheck


@dataclass(kw_only=True)
class Summary:
    """What a round has come to.

    Attributes:
        left_out: addresses that were not asked before the time was over.
        network_is_doubtful: no host answered at all, so no failure was counted.
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
    network, and a week without it must not mark every link as broken.

    Args:
        seconds: after these no request is begun.
        tell: called with each row that was saved.
    """
    asked = list(dict.fromkeys(addresses))
    summary = Summary()
    held: list[tuple[str, Outcome, datetime]] = []
    network_is_up = False

    def keep(address: str, outcome: Outcome, at: datetime, *, counts: bool) -> None:
        check = _record(address, outcome, at=at, counts=counts)
        summary.statuses[LinkStatus(check.status)] += 1
        tell(check)

    outcomes = check_in_turn(asked, fetcher=fetcher or default_fetcher(), gate=gate, seconds=seconds)
    # Closed whatever happens here: an interruption must end the threads too, not only this loop.
    with closing(outcomes):
        for address, outcome in outcomes:
            now = timezone.now()
            network_is_up = network_is_up or outcome.reached_a_server
            if not network_is_up and outcome.status != LinkStatus.NOT_ALLOWED:
                held.append((address, outcome, now))
                continue
            keep(address, outcome, now, counts=True)
            while network_is_up and held:
                keep(*held.pop(), counts=True)
    for address, outcome, at in held:
        keep(address, outcome, at, counts=False)
    summary.network_is_doubtful = bool(held)
    summary.left_out = len(asked) - summary.checked
    return summary


def _record(address: str, outcome: Outcome, *, at: datetime, counts: bool) -> LinkCheck:
    with transaction.atomic():
        # Two rounds may meet at an address; each counts its own failure.
        check, _is_new = LinkCheck.objects.select_for_update().get_or_create(
            url=address, defaults={"status": outcome.status, "last_checked_at": at}
        )
        check.note(outcome, at=at, counts=counts)
        check.save()
    return check
