"""The cache, as something that may be gone: losing it costs speed and nothing else.

And what tells that something kept is out of date: the revision, and the schedule of what becomes visible by itself.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import cache
from django.utils import timezone

from comparisons.models import Revision
from comparisons.models.publication import publication_schedule

T = TypeVar("T")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class ContentState:
    """Which state of the published content visitors see now.

    Attributes:
        key: for the names of what is made of it. Another one when a revision is recorded, and at each moment at which
            something scheduled becomes visible, since the record learns of that only later.
        seconds: until the next such moment: nothing is given away as good for longer. None when there is none.
    """

    key: str
    seconds: int | None

    def at_most(self, seconds: int) -> int:
        return seconds if self.seconds is None else min(seconds, self.seconds)


def content_state() -> ContentState:
    """In two queries, whatever is kept and however much."""
    now = timezone.now()
    schedule = publication_schedule(now)
    seen_since = f"{schedule.last:%Y%m%d%H%M%S%f}" if schedule.last else ""
    return ContentState(
        key=f"{Revision.objects.current_number()}-{seen_since}",
        seconds=int((schedule.next - now).total_seconds()) if schedule.next else None,
    )


def remember(key: str, make: Callable[[], T], *, seconds: int) -> T:
    """What the cache holds under the key, or what `make` makes and the cache then holds.

    Args:
        key: made of our own names and numbers, never of what a stranger sends, so that nobody can fill the cache.
        make: called when the cache has nothing, or does not answer.
        seconds: how long it is kept at the most.
    """
    try:
        found: T | None = cache.get(key)
    except Exception:  # each backend has errors of its own, and none of them may cost the answer
        logger.warning("The cache does not answer; made without it: %s", key)
        return make()
    if found is not None:
        return found
    made = make()
    try:
        cache.set(key, made, seconds)
    except Exception:  # as above
        logger.warning("The cache does not take: %s", key)
    return made
