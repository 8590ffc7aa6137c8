"""Asks one address whether it answers: HEAD, then GET where HEAD gets no good word, redirects followed by hand.

That an address answers says nothing of what stands there: whether the page still bears the statement is for an editor
who reads it. So nothing here, and nothing made of it, calls a link "verified".
"""

import http.client
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from comparisons.choices import LinkStatus
from comparisons.links.connections import (
    AnswerTooLarge,
    BoundedSocket,
    Deadline,
    NoSuchHost,
    Resolver,
    open_connection,
    resolve_by_system,
)
from comparisons.links.targets import NotAllowed, Policy, Target, parse_target, redirected

PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}
# News that the answer is to come. After 101, which nobody asks for, something else than HTTP would follow.
INTERIM = frozenset(range(100, 200)) - {101}
MOST_INTERIM = 10
# A visitor finds something there; 300 comes with a list. 304 to who has nothing yet, or a redirect that does not say
# where to, shows no page.
PAGES = frozenset(range(200, 301))
GONE = frozenset({404, 410})
# GET is asked for so little that a server which does not know ranges is the only one to begin a whole page.
FIRST_BYTES = "bytes=0-1023"
RANGE_NOT_SATISFIABLE = 416
TOO_MANY_REQUESTS = 429


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of asking an address.

    Attributes:
        http_status: of the last answer; None when there was none.
        final_address: where it moved for good, or else where redirects led; "" where nothing redirected.
        detail: for the editor, where the status alone says too little.
    """

    status: LinkStatus
    http_status: int | None = None
    final_address: str = ""
    detail: str = ""

    @property
    def reached_a_server(self) -> bool:
        """Whether some machine answered, whatever it said: then our own network is up."""
        return self.http_status is not None


@dataclass(frozen=True, kw_only=True)
class Limits:
    """For one address, all its redirects together (shared/RELIABILITY.md, promise 26)."""

    seconds: float = 5
    redirects: int = 3
    most_bytes: int = 1_000_000


class _RedirectedTooOften(Exception):
    pass


def _at_once(host: str) -> None:
    pass


@dataclass(frozen=True, kw_only=True)
class Fetcher:
    """Asks addresses; safe to use from several threads.

    Attributes:
        user_agent: who asks, and whom to write to.
    """

    user_agent: str
    policy: Policy = Policy()
    resolve: Resolver = resolve_by_system
    limits: Limits = Limits()
    # Certificates are checked as a browser checks them.
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def check(self, address: str, *, before_request: Callable[[str], None] = _at_once) -> Outcome:
        """
        Args:
            before_request: called with the host before each request, redirects included; it may wait, and what it
                raises ends the check.
        """
        return _Check(self, before_request).run(address)

    def ask(self, method: str, target: Target, *, seconds: float) -> "Answer":
        """One request. The body is never read: the first line and the headers say all that is asked for."""
        deadline = Deadline(seconds)
        connected = open_connection(target, resolve=self.resolve, policy=self.policy, deadline=deadline, tls=self.tls)
        if method == "HEAD":
            # Some servers are silent to HEAD and serve GET, which must then have time left. Connecting may take all
            # of it: a machine that cannot be connected to says no more to GET.
            deadline = deadline.halved()
        bounded = BoundedSocket(connected, deadline=deadline, most_bytes=self.limits.most_bytes)
        connection = http.client.HTTPConnection(target.host, target.port)
        # It has its connection, and must never make one of its own: that would resolve the name again.
        connection.auto_open = 0
        connection.sock = bounded
        connection.response_class = _FinalResponse
        try:
            connection.putrequest(method, target.path, skip_host=True, skip_accept_encoding=True)
            for name, value in self._headers(method, target).items():
                connection.putheader(name, value)
            connection.endheaders()
            with connection.getresponse() as response:
                return Answer(status=response.status, location=_location(response))
        finally:
            connection.close()
            bounded.close()

    def _headers(self, method: str, target: Target) -> dict[str, str]:
        headers = {
            "Host": target.authority,
            "User-Agent": self.user_agent,
            "Accept": "*/*",
            # So that nothing needs to be decompressed, and a small answer cannot become a large one.
            "Accept-Encoding": "identity",
            "Connection": "close",
        }
        return headers | {"Range": FIRST_BYTES} if method == "GET" else headers


class _FinalResponse(http.client.HTTPResponse):
    """Skips what comes before the answer, such as 103 Early Hints; the standard library skips 100 alone."""

    def begin(self) -> None:
        super().begin()
        for _skipped in range(MOST_INTERIM):
            if self.status not in INTERIM:
                return
            # What has headers counts as read.
            self.headers = self.msg = None  # type: ignore[assignment]
            super().begin()


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The head of a server's answer."""

    status: int
    location: str

    @property
    def redirects(self) -> bool:
        return self.status in REDIRECTS and self.location != ""

    @property
    def is_good_word(self) -> bool:
        """Whether GET need not be asked too."""
        return self.redirects or self.status in PAGES or self.status == TOO_MANY_REQUESTS


def _location(response: http.client.HTTPResponse) -> str:
    """Headers are read as Latin-1; addresses are written in UTF-8."""
    location: str = response.headers.get("Location", "")
    return location.encode("latin-1", "replace").decode("utf-8", "replace")


class _Check:
    """The course of one check: how much time is left, and where it has come to."""

    def __init__(self, fetcher: Fetcher, before_request: Callable[[str], None]) -> None:
        self._fetcher = fetcher
        self._before_request = before_request
        self._seconds = fetcher.limits.seconds
        self._http_status: int | None = None
        # Where redirects led, and where those for good led; both "" until one does.
        self._led_to = ""
        self._moved_to = ""

    def run(self, address: str) -> Outcome:
        try:
            self._follow(address)
        except NotAllowed as refusal:
            return self._outcome(LinkStatus.NOT_ALLOWED, detail=str(refusal))
        except NoSuchHost:
            return self._outcome(LinkStatus.NO_SUCH_HOST)
        except TimeoutError:
            return self._outcome(LinkStatus.TIMEOUT)
        except AnswerTooLarge:
            return self._outcome(LinkStatus.TOO_LARGE)
        except _RedirectedTooOften:
            return self._outcome(LinkStatus.TOO_MANY_REDIRECTS)
        except ssl.SSLError as error:
            return self._outcome(LinkStatus.TLS_PROBLEM, detail=getattr(error, "verify_message", "") or "")
        # The standard library's word for a server that hangs up is both; it is a matter of the connection.
        except OSError:
            return self._outcome(LinkStatus.NO_CONNECTION)
        except (http.client.HTTPException, ValueError):
            return self._outcome(LinkStatus.MALFORMED)
        return self._outcome(self._meaning())

    def _follow(self, address: str) -> None:
        policy = self._fetcher.policy
        target = parse_target(address, policy=policy)
        moved_for_good = True
        for _redirect in range(self._fetcher.limits.redirects + 1):
            answer = self._ask(target)
            self._http_status = answer.status
            if not answer.redirects:
                return
            target = redirected(target, answer.location, policy=policy)
            moved_for_good = moved_for_good and answer.status in PERMANENT
            self._led_to = target.address
            if moved_for_good:
                self._moved_to = target.address
        raise _RedirectedTooOften

    def _ask(self, target: Target) -> Answer:
        """HEAD, which is polite; GET where HEAD gets no good word, for many servers know only GET."""
        try:
            answer = self._timed("HEAD", target)
        except TimeoutError:
            if self._seconds <= 0:
                raise
        except (http.client.HTTPException, ConnectionResetError, BrokenPipeError):
            pass
        else:
            if answer.is_good_word:
                return answer
        return self._timed("GET", target)

    def _timed(self, method: str, target: Target) -> Answer:
        self._before_request(target.host)
        # The wait for our turn was our own politeness; the time limit is the server's.
        started = time.monotonic()
        try:
            return self._fetcher.ask(method, target, seconds=self._seconds)
        finally:
            self._seconds -= time.monotonic() - started

    def _meaning(self) -> LinkStatus:
        """What the last answer's number says."""
        status = self._http_status or 0
        if status in PAGES or status == RANGE_NOT_SATISFIABLE:
            return LinkStatus.MOVED if self._moved_to else LinkStatus.ANSWERS
        if status in GONE:
            return LinkStatus.NOT_FOUND
        if 400 <= status < 500:
            return LinkStatus.REFUSED
        return LinkStatus.SERVER_ERROR if 500 <= status < 600 else LinkStatus.MALFORMED

    def _outcome(self, status: LinkStatus, **values: Any) -> Outcome:
        final_address = self._moved_to if status == LinkStatus.MOVED else self._led_to
        return Outcome(status=status, http_status=self._http_status, final_address=final_address, **values)
