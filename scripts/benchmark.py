"""Times the hot pages, and in the same run the floor: the cheapest answer that this machine can give.

Milliseconds differ from machine to machine; the ratio to the floor tells more. Nothing here fails on a clock.
Usage: python -m scripts.benchmark [rounds]
"""

import sys
import time
from http.client import HTTPConnection
from statistics import median
from urllib.parse import urlsplit

from scripts.main_pages import MAIN_PAGES, RANKED_TABLE
from scripts.production_site import production_site

FLOOR = "floor"
PAGES = {
    FLOOR: "/healthz",
    **MAIN_PAGES,
    "ranked table": RANKED_TABLE,
    "quiz, one question": "/quiz/?edition=full&building=content-site",
    "criterion": "/criteria/orm/",
    "search": "/search/?q=orm",
}
ROUNDS = 30
# So that both workers have imported everything and read every template.
WARM_UP_ROUNDS = 5


def measure(address: str, *, rounds: int) -> dict[str, list[float]]:
    """The seconds of each answer, by page. The pages take turns, so that a busy moment meets all of them."""
    for _round in range(WARM_UP_ROUNDS):
        for path in PAGES.values():
            seconds_for(address, path)
    seconds: dict[str, list[float]] = {name: [] for name in PAGES}
    for _round in range(rounds):
        for name, path in PAGES.items():
            seconds[name].append(seconds_for(address, path))
    return seconds


def seconds_for(address: str, path: str) -> float:
    """How long one visitor waits for the whole answer, compressed."""
    connection = HTTPConnection(urlsplit(address).netloc)
    start = time.perf_counter()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    response = connection.getresponse()
    response.read()
    elapsed = time.perf_counter() - start
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{path} answers {response.status}")
    return elapsed


def report(seconds: dict[str, list[float]]) -> str:
    """A line per page: median and quickest in milliseconds, and the median's ratio to the floor's."""
    floor = median(seconds[FLOOR])
    lines = [f"{'page':20}{'median ms':>11}{'quickest':>10}{'x floor':>9}"]
    for name, times in seconds.items():
        lines.append(f"{name:20}{median(times) * 1000:11.1f}{min(times) * 1000:10.1f}{median(times) / floor:9.0f}")
    return "\n".join(lines)


if __name__ == "__main__":
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with production_site() as address:
        print(report(measure(address, rounds=rounds)))
