"""How much work something is, counted instead of timed: the same on every machine, however busy."""

import sys
from collections.abc import Callable
from typing import Any


def calls_made_by(work: Callable[[], Any]) -> int:
    """The calls of Python and built-in functions in this thread while `work` runs."""
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        if event in {"call", "c_call"}:
            calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls
