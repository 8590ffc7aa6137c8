"""Real servers on this machine, the policy that lets a test reach just one of them, and a made-up resolver."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from comparisons.links.fetching import Fetcher, Limits
from comparisons.links.targets import PORTS, IPAddress, Policy, is_public

# A key and a certificate of our own for secure.example and bücher.example, until 2126. Only tests trust it.
CERTIFICATE = Path(__file__).with_name("secure.example.pem")

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
Behaviour = Callable[["Request", socket.socket], None]


@dataclass(frozen=True, kw_only=True)
class Request:
    """What a server was asked."""

    method: str
    path: str
    headers: dict[str, str]

    @property
    def host(self) -> str:
        return self.headers["host"].partition(":")[0]


@dataclass(frozen=True, kw_only=True)
class LocalPolicy(Policy):
    """The policy of the site, and this machine at one port."""

    local_port: int

    def allows(self, address: IPAddress, *, port: int) -> bool:
        return (address.is_loopback and port == self.local_port) or (port in PORTS.values() and is_public(address))


@dataclass(kw_only=True)
class Server:
    """Answers on 127.0.0.1 as a test says; keeps what it was asked."""

    port: int
    requests: list[Request] = field(default_factory=list)
    connections: int = 0

    def url(self, path: str = "/", *, host: str = "site.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    def fetcher(self, **changes) -> Fetcher:
        """One that may reach this server, under every name."""
        local = LocalPolicy(ports=frozenset({80, 443, self.port}), local_port=self.port)
        return Fetcher(
            **{
                "user_agent": "test",
                "policy": local,
                "resolve": lambda host, port, seconds: ["127.0.0.1"],
                "limits": Limits(seconds=10),
            }
            | changes
        )

    @property
    def asked(self) -> list[tuple[str, str]]:
        return [(request.method, request.path) for request in self.requests]


@contextlib.contextmanager
def serving(behaviour: Behaviour, *, tls: bool = False) -> Iterator[Server]:
    """A server that answers each connection, in a thread of its own, with `behaviour`."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=32)
    server = Server(port=listening.getsockname()[1])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    threads: list[threading.Thread] = []

    def answer(connected: socket.socket) -> None:
        # A visitor who hangs up in the middle, or dislikes the certificate, is what some tests are about.
        with contextlib.suppress(OSError, ValueError), connected:
            connected.settimeout(20)
            spoken = context.wrap_socket(connected, server_side=True) if tls else connected
            with spoken:
                request = _read(spoken)
                if request is not None:
                    server.requests.append(request)
                    behaviour(request, spoken)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                connected, _address = listening.accept()
                server.connections += 1
                threads.append(threading.Thread(target=answer, args=[connected], daemon=True))
                threads[-1].start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield server
    finally:
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for thread in [accepting, *threads]:
            thread.join(20)


def _read(spoken: socket.socket) -> Request | None:
    head = b""
    while b"\r\n\r\n" not in head:
        received = spoken.recv(4096)
        if not received:
            return None
        head += received
    first, *lines = head.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    method, path, _version = first.split(" ")
    headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
    return Request(method=method, path=path, headers=headers)


def answering(status: int, *headers: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status} Said", "Content-Length: 0", *headers, "", ""]).encode()


def always(answer: bytes) -> Behaviour:
    return lambda request, spoken: spoken.sendall(answer)


def by_path(answers: dict[str, bytes]) -> Behaviour:
    return lambda request, spoken: spoken.sendall(answers.get(request.path, answering(404)))
