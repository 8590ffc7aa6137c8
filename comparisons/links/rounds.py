"""A round of checks: hosts side by side in a few threads, the addresses of one host one after the other.

The threads only ask; they never touch the database. Outcomes come back to whoever walks through the round, each as
soon as it is there, so that an interruption loses at most what is under way.
"""

import logging
import queue
import threading
import time
from collections.abc import Generator, Iterable
from concurrent.futures import ThreadPoolExecutor

from comparisons.links.fetching import TOO_MANY_REQUESTS, Fetcher, Outcome
from comparisons.links.politeness import HostGate
from comparisons.links.targets import NotAllowed, parse_target

logger = logging.getLogger(__name__)

# The hosts that are asked at the same time.
PARALLEL_HOSTS = 6

# One for the process, so that the rounds of two editors are polite together.
_GATE = HostGate()


class _RoundIsOver(Exception):
    pass


class _Round:
    def __init__(self, *, fetcher: Fetcher, gate: HostGate, seconds: float | None) -> None:
        self._fetcher = fetcher
        self._gate = gate
        self._end = None if seconds is None else time.monotonic() + seconds
        self._stopped = threading.Event()
        # None says that a chain has ended.
        self.outcomes: queue.SimpleQueue[tuple[list[str], Outcome] | None] = queue.SimpleQueue()

    def stop(self) -> None:
        self._stopped.set()

    def follow(self, chain: dict[str, list[str]]) -> None:
        """Asks the addresses of one host in turn."""
        try:
            for asked, addresses in chain.items():
                outcome = self._fetcher.check(asked, before_request=self._wait_for_turn)
                self.outcomes.put((addresses, outcome))
                if outcome.http_status == TOO_MANY_REQUESTS:
                    return
        except _RoundIsOver:
            return
        except Exception:
            # A mistake of ours must not leave the others waiting for this chain; its addresses stay due.
            logger.exception("The check of %s ended in an error", next(iter(chain)))
        finally:
            self.outcomes.put(None)

    def _wait_for_turn(self, host: str) -> None:
        self._end_if_over(0)
        seconds = self._gate.take_turn(host)
        self._end_if_over(seconds)
        if self._stopped.wait(seconds):
            raise _RoundIsOver

    def _end_if_over(self, seconds: float) -> None:
        if self._stopped.is_set() or (self._end is not None and time.monotonic() + seconds >= self._end):
            raise _RoundIsOver


def check_in_turn(
    addresses: Iterable[str], *, fetcher: Fetcher, gate: HostGate | None = None, seconds: float | None = None
) -> Generator[tuple[str, Outcome], None, None]:
    """The outcome of each address, as it comes; addresses that differ only in their fragment are asked once.

    Args:
        seconds: after these no request is begun, and what was not asked is left out. The last answer may take
            `fetcher.limits.seconds` more.
    """
    chains = _chains(addresses, fetcher=fetcher)
    current = _Round(fetcher=fetcher, gate=gate or _GATE, seconds=seconds)
    pool = ThreadPoolExecutor(max_workers=PARALLEL_HOSTS, thread_name_prefix="link check")
    try:
        for chain in chains:
            pool.submit(current.follow, chain)
        open_chains = len(chains)
        while open_chains:
            outcome = current.outcomes.get()
            if outcome is None:
                open_chains -= 1
                continue
            for address in outcome[0]:
                yield address, outcome[1]
    finally:
        current.stop()
        pool.shutdown(cancel_futures=True)


def _chains(addresses: Iterable[str], *, fetcher: Fetcher) -> list[dict[str, list[str]]]:
    """Per host: what is asked, and the addresses that this answers. Both in the order in which they came."""
    chains: dict[str, dict[str, list[str]]] = {}
    for address in addresses:
        try:
            target = parse_target(address, policy=fetcher.policy)
        except NotAllowed:
            # It is refused without a request, under a heading that no host has.
            host, asked = "", address
        else:
            host, asked = target.host, target.address
        chains.setdefault(host, {}).setdefault(asked, []).append(address)
    return list(chains.values())
