"""How often a host is asked: at most one request a second, whoever of us asks, redirects included.

`robots.txt` is not read. It tells crawlers which pages they may find on their own; here a person has cited each
address, and it is asked for its head once in a while. A site that does not want even that says 403 or 429: it is then
"refused by the site", which counts against nobody, and after 429 it is left in peace until the next run.
"""

import threading
import time

# From this many hosts on, those whose second is long over are forgotten.
REMEMBERED_HOSTS = 1_000


class HostGate:
    """Gives each request to a host a turn of its own."""

    def __init__(self, *, seconds: float = 1.0) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}

    def take_turn(self, host: str) -> float:
        """The seconds to wait before the host may be asked; the turn is taken with the answer."""
        with self._lock:
            now = time.monotonic()
            if len(self._free_at) > REMEMBERED_HOSTS:
                self._free_at = {name: free_at for name, free_at in self._free_at.items() if free_at > now}
            turn = max(now, self._free_at.get(host, now))
            self._free_at[host] = turn + self._seconds
            return turn - now
