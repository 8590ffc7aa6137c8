"""The twenty targets that lead inside (shared/RELIABILITY.md, promise 26): none is connected to, by any road."""

import socket

import pytest

from comparisons.choices import LinkStatus
from comparisons.links import connections
from comparisons.links.fetching import Fetcher, Limits
from tests.links.servers import OK, LocalPolicy, always, answering, serving

# The default policy and, but for the rebinding, the default resolver: numbers need no name server.
FETCHER = Fetcher(user_agent="test")


@pytest.fixture
def connected_to(monkeypatch):
    """Where sockets were connected to; and nobody gets further."""
    numbers = []

    def connect(_socket, address):
        numbers.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    return numbers


@pytest.mark.parametrize(
    "address",
    [
        "http://127.1/",
        "http://127.0.0.1/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://2130706433/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://10.0.0.1/",
        "http://192.168.0.1/",
        "http://172.16.0.1/",
        "http://100.64.0.1/",
        "http://[fd00::1]/",
        "http://[fe80::1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://localhost/",
        "http://site.example@127.0.0.1/",
        "http://127.0.0.1:22/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
    ],
)
def test_it_is_refused_without_a_connection(address, connected_to):
    outcome = FETCHER.check(address)

    assert outcome.status == LinkStatus.NOT_ALLOWED
    assert outcome.detail
    assert connected_to == []


@pytest.mark.parametrize(
    "numbers",
    [["127.0.0.1"], ["1.1.1.1", "127.0.0.1"], ["::1"], ["1.1.1.1", "fe80::1%eth0"], ["10.0.0.1"], ["nonsense"]],
)
def test_a_name_that_leads_inside_is_refused_even_when_it_also_leads_outside(numbers, connected_to):
    fetcher = Fetcher(user_agent="test", resolve=lambda host, port, seconds: numbers)

    assert fetcher.check("https://site.example/").status == LinkStatus.NOT_ALLOWED
    assert connected_to == []


def test_a_name_that_changes_its_answer_is_connected_to_only_where_it_was_checked(connected_to):
    answers = iter([["1.1.1.1"], ["127.0.0.1"], ["127.0.0.1"]])
    fetcher = Fetcher(user_agent="test", resolve=lambda host, port, seconds: next(answers))

    fetcher.check("http://rebinding.example/")

    assert connected_to == ["1.1.1.1"]


def test_a_name_that_changes_its_answer_between_two_requests_is_refused_the_second_time(monkeypatch):
    """HEAD goes to the checked number; GET asks for the name again, and is checked again."""
    answers = iter([["1.1.1.1"], ["127.0.0.1"]])
    reached = []
    with serving(always(answering(405))) as server:
        # Stands for the internet: whoever connects to 1.1.1.1 reaches the test's server.
        connect = socket.socket.connect

        def connect_elsewhere(own, address):
            reached.append(address[0])
            connect(own, ("127.0.0.1", server.port))

        monkeypatch.setattr(socket.socket, "connect", connect_elsewhere)
        fetcher = Fetcher(user_agent="test", resolve=lambda host, port, seconds: next(answers))
        outcome = fetcher.check("http://rebinding.example/")

    assert outcome.status == LinkStatus.NOT_ALLOWED
    assert reached == ["1.1.1.1"]
    assert server.asked == [("HEAD", "/")]


@pytest.mark.parametrize(
    "location",
    ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/", "http://localhost/", "file:///etc/passwd"],
)
def test_a_redirect_inward_is_not_followed(location):
    with serving(always(answering(302, f"Location: {location}"))) as server:
        # This machine may be reached at the server's port only; the name's own resolver is the system's.
        fetcher = server.fetcher(
            resolve=lambda host, port, seconds: (
                ["127.0.0.1"] if host == "site.example" else connections.resolve_by_system(host, port, seconds)
            )
        )
        outcome = fetcher.check(server.url())

    assert outcome.status == LinkStatus.NOT_ALLOWED
    assert server.connections == 1


def test_a_redirect_to_another_port_of_this_machine_is_not_followed():
    with serving(always(OK)) as inner, serving(always(answering(301, f"Location: {inner.url()}"))) as outer:
        # The port is let through on purpose: the number alone must be enough to refuse.
        local = LocalPolicy(ports=frozenset({80, 443, outer.port, inner.port}), local_port=outer.port)
        outcome = outer.fetcher(policy=local).check(outer.url())

    assert outcome.status == LinkStatus.NOT_ALLOWED
    assert inner.connections == 0


def test_the_connection_is_never_made_anew_by_name():
    """http.client would connect by itself, resolving the name again, if it lost its socket."""
    with serving(lambda request, spoken: None) as server:
        outcome = server.fetcher(limits=Limits(seconds=5)).check(server.url())

    assert outcome.status == LinkStatus.NO_CONNECTION
    assert server.connections == 2  # HEAD and GET
