"""A connection to a machine that was checked: resolved once, every number looked at, then connected to that number.

Written on the standard library. Of the ready wrappers, some resolve a second time (and are led inside by a name that
changes its answer in between), one is no longer kept (advocate), and none bounds the whole exchange: a time limit per
read lets a server drip one byte at a time for hours. Here nothing between the check and `connect()` knows the name
any more, and every read looks at the same deadline.
"""

import contextlib
import io
import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable
from typing import Any

from comparisons.links.targets import IPAddress, NotAllowed, Policy, Target

# A host's name and port, and the seconds that it may take; the numbers in the order in which they are to be tried.
Resolver = Callable[[str, int, float], list[str]]

# Of a host with many numbers, so that each gets a fair part of the time.
TRIED_NUMBERS = 3


class NoSuchHost(Exception):
    """The name leads to no number."""


class AnswerTooLarge(Exception):
    """The server has sent more than is read."""


class Deadline:
    """The end of the time that an exchange has."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def remaining(self) -> float:
        """
        Raises:
            TimeoutError: nothing remains.
        """
        remaining = self._end - time.monotonic()
        if remaining <= 0:
            raise TimeoutError
        return remaining

    def halved(self) -> "Deadline":
        """The end of the first half of what remains."""
        return Deadline((self._end - time.monotonic()) / 2)


def resolve_by_system(host: str, port: int, seconds: float) -> list[str]:
    """As the machine resolves names.

    Raises:
        NoSuchHost: the name leads to no number.
        ConnectionError: names cannot be resolved just now.
        TimeoutError: it took longer.
    """
    # The system's call knows no time limit, so it waits in a thread that nobody waits for.
    answers: queue.SimpleQueue[list[str] | Exception] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            answers.put(error)
        else:
            answers.put([str(entry[4][0]) for entry in found])

    threading.Thread(target=ask, daemon=True, name=f"resolve {host}").start()
    try:
        answer = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN:
        # Nobody who knows was reached, so nobody said that there is no such host.
        raise ConnectionError("names are not resolved just now") from answer
    if isinstance(answer, Exception):
        raise NoSuchHost from answer
    return answer


def open_connection(
    target: Target, *, resolve: Resolver, policy: Policy, deadline: Deadline, tls: ssl.SSLContext
) -> socket.socket:
    """A socket to the target, with TLS for the target's name where the scheme asks for it.

    Raises:
        NotAllowed: one of the host's numbers leads to where nobody may be sent.
        NoSuchHost, TimeoutError, OSError: as they say.
    """
    numbers = _checked_numbers(target, resolve=resolve, policy=policy, deadline=deadline)
    connected = _connect(numbers, port=target.port, deadline=deadline)
    if target.scheme == "http":
        return connected
    try:
        connected.settimeout(deadline.remaining())
        return tls.wrap_socket(connected, server_hostname=target.host)
    except BaseException:
        connected.close()
        raise


def _checked_numbers(target: Target, *, resolve: Resolver, policy: Policy, deadline: Deadline) -> list[IPAddress]:
    numbers = []
    for text in resolve(target.host, target.port, deadline.remaining()):
        try:
            number = ipaddress.ip_address(text)
        except ValueError as error:
            raise NotAllowed("the host leads to no number that is known") from error
        # One number inside is enough: an honest site of the open internet has none.
        if not policy.allows(number, port=target.port):
            raise NotAllowed("the host leads to a private or reserved address")
        numbers.append(number)
    if not numbers:
        raise NoSuchHost
    return list(dict.fromkeys(numbers))[:TRIED_NUMBERS]


def _connect(numbers: list[IPAddress], *, port: int, deadline: Deadline) -> socket.socket:
    """To the first number that answers. They are numbers and no names, so nothing is resolved here."""
    failure: OSError = OSError("no number to connect to")
    for position, number in enumerate(numbers):
        family = socket.AF_INET if number.version == 4 else socket.AF_INET6
        connected = socket.socket(family, socket.SOCK_STREAM)
        try:
            connected.settimeout(deadline.remaining() / (len(numbers) - position))
            connected.connect((str(number), port))
        except OSError as error:
            connected.close()
            failure = error
        else:
            return connected
    raise failure


class BoundedSocket:
    """A socket as http.client uses it, which ends with its deadline and after so many bytes.

    `settimeout` alone bounds each read; together they might take for ever.
    """

    def __init__(self, connected: socket.socket, *, deadline: Deadline, most_bytes: int) -> None:
        self._connected = connected
        self._deadline = deadline
        self._most_bytes = most_bytes

    def sendall(self, data: bytes) -> None:
        self._connected.settimeout(self._deadline.remaining())
        self._connected.sendall(data)

    def makefile(self, *_mode: Any) -> io.BufferedReader:
        return io.BufferedReader(
            _BoundedReader(self._connected, deadline=self._deadline, most_bytes=self._most_bytes)
        )

    def close(self) -> None:
        # A server that has hung up first is no failure of ours.
        with contextlib.suppress(OSError):
            self._connected.close()


class _BoundedReader(io.RawIOBase):
    def __init__(self, connected: socket.socket, *, deadline: Deadline, most_bytes: int) -> None:
        self._connected = connected
        self._deadline = deadline
        self._left = most_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._left <= 0:
            raise AnswerTooLarge
        self._connected.settimeout(self._deadline.remaining())
        count = self._connected.recv_into(memoryview(buffer)[: self._left])
        self._left -= count
        return count
