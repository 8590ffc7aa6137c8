"""The signed note that a form carries: which statement it was opened for, when, and at which revision.

It takes the place of a session: a visitor gets no cookie.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Self

from django.core import signing

SALT = "comparisons.suggestions.opening"

# Nobody reads the statement and writes two sentences in less; a day later the statement may be another.
SOONEST = timedelta(seconds=3)
LATEST = timedelta(days=1)


class BadOpening(Exception):
    """The note does not hold."""


class Forged(BadOpening):
    """Not ours, or made for another statement."""


class TooSoon(BadOpening):
    pass


class TooLate(BadOpening):
    pass


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A form that was opened.

    Attributes:
        about: kind and natural key. Example: "verdict/flask/orm".
        opened_at: seconds since 1970.
    """

    about: str
    revision: int
    opened_at: int

    def signed(self) -> str:
        return signing.Signer(salt=SALT).sign_object(asdict(self))

    @classmethod
    def read(cls, note: str, *, about: str, now: datetime) -> Self:
        """What a form carried, if it holds.

        Raises:
            Forged, TooSoon, TooLate: why it does not.
        """
        try:
            opening = cls(**signing.Signer(salt=SALT).unsign_object(note))
        except (signing.BadSignature, TypeError, ValueError) as error:
            raise Forged from error
        age = now.timestamp() - opening.opened_at
        if opening.about != about:
            raise Forged
        if age < SOONEST.total_seconds():
            raise TooSoon
        if age > LATEST.total_seconds():
            raise TooLate
        return opening
