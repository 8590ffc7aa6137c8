"""A round: polite to each host, hosts side by side, and it ends when it should. Orders are tested, not seconds."""

import threading
from collections import Counter

import pytest

from comparisons.choices import LinkStatus
from comparisons.links import politeness
from comparisons.links.politeness import HostGate
from comparisons.links.rounds import PARALLEL_HOSTS, check_in_turn
from tests.links.servers import OK, always, answering, by_path, serving


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until a test moves it."""
    time = {"now": 100.0}
    monkeypatch.setattr(politeness.time, "monotonic", lambda: time["now"])
    return time


def test_each_request_to_a_host_gets_a_second_of_its_own(clock):
    gate = HostGate()

    assert [gate.take_turn("a.example") for _number in range(3)] == [0, 1, 2]
    assert gate.take_turn("b.example") == 0


def test_a_host_that_was_left_in_peace_is_asked_at_once(clock):
    gate = HostGate()
    gate.take_turn("a.example")

    clock["now"] += 5

    assert gate.take_turn("a.example") == 0


def test_hosts_whose_second_is_over_are_forgotten(clock):
    gate = HostGate()
    for number in range(politeness.REMEMBERED_HOSTS + 1):
        gate.take_turn(f"{number}.example")
    clock["now"] += 5
    gate.take_turn("a.example")

    assert len(gate._free_at) == 1


class Together:
    """Counts how many requests of each host are answered at the same moment."""

    def __init__(self):
        self.lock = threading.Lock()
        self.now = Counter()
        self.most = Counter()

    def __call__(self, request, spoken):
        with self.lock:
            self.now[request.host] += 1
            self.most[request.host] = max(self.most[request.host], self.now[request.host])
        threading.Event().wait(0.02)
        with self.lock:
            self.now[request.host] -= 1
        spoken.sendall(OK)


def test_a_host_is_never_asked_twice_at_the_same_time():
    together = Together()
    with serving(together) as server:
        addresses = [
            server.url(f"/{number}", host=host) for number in range(5) for host in ("a.example", "b.example")
        ]
        outcomes = dict(check_in_turn(addresses, fetcher=server.fetcher(), gate=HostGate(seconds=0)))

    assert set(outcomes) == set(addresses)
    assert together.most == {"a.example": 1, "b.example": 1}


def test_two_hosts_are_asked_side_by_side():
    both_here = threading.Barrier(2, timeout=10)

    def behave(request, spoken):
        # Each is answered only while the other waits too.
        both_here.wait()
        spoken.sendall(OK)

    with serving(behave) as server:
        addresses = [server.url(host="a.example"), server.url(host="b.example")]
        outcomes = dict(check_in_turn(addresses, fetcher=server.fetcher(), gate=HostGate(seconds=0)))

    assert {outcome.status for outcome in outcomes.values()} == {LinkStatus.ANSWERS}


def test_no_more_hosts_are_asked_at_once_than_there_are_threads():
    lock, now, most = threading.Lock(), [0], [0]

    def behave(request, spoken):
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        threading.Event().wait(0.05)
        with lock:
            now[0] -= 1
        spoken.sendall(OK)

    with serving(behave) as server:
        addresses = [server.url(host=f"{number}.site.example") for number in range(3 * PARALLEL_HOSTS)]
        assert len(list(check_in_turn(addresses, fetcher=server.fetcher(), gate=HostGate(seconds=0)))) == len(
            addresses
        )

    assert most[0] <= PARALLEL_HOSTS


def test_redirects_and_second_requests_wait_for_their_turn_too():
    turns = []

    class Gate(HostGate):
        def take_turn(self, host):
            turns.append(host)
            return 0

    def behave(request, spoken):
        if request.host == "a.example":
            spoken.sendall(answering(301, f"Location: http://b.example:{request.headers['host'].split(':')[1]}/"))
        else:
            spoken.sendall(answering(405) if request.method == "HEAD" else OK)

    with serving(behave) as server:
        list(check_in_turn([server.url(host="a.example")], fetcher=server.fetcher(), gate=Gate()))

    assert turns == ["a.example", "b.example", "b.example"]


def test_addresses_that_differ_in_their_fragment_are_asked_once():
    with serving(always(OK)) as server:
        addresses = [server.url("/page#a"), server.url("/page#b"), server.url("/page")]
        outcomes = dict(check_in_turn(addresses, fetcher=server.fetcher(), gate=HostGate(seconds=0)))

    assert set(outcomes) == set(addresses)
    assert server.asked == [("HEAD", "/page")]


def test_a_host_that_says_too_many_is_left_in_peace():
    with serving(by_path({"/1": OK, "/2": answering(429)})) as server:
        addresses = [server.url(f"/{number}") for number in (1, 2, 3)]
        outcomes = dict(check_in_turn(addresses, fetcher=server.fetcher(), gate=HostGate(seconds=0)))

    assert set(outcomes) == {server.url("/1"), server.url("/2")}


def test_a_refused_address_does_not_stop_the_others():
    with serving(always(OK)) as server:
        addresses = ["http://127.1/", "http://user@site.example/", server.url()]
        outcomes = dict(check_in_turn(addresses, fetcher=server.fetcher(), gate=HostGate(seconds=0)))

    assert [outcomes[address].status for address in addresses] == [
        LinkStatus.NOT_ALLOWED,
        LinkStatus.NOT_ALLOWED,
        LinkStatus.ANSWERS,
    ]


def test_when_the_time_is_over_the_rest_is_left_out():
    with serving(always(OK)) as server:
        addresses = [server.url(f"/{number}") for number in range(5)]
        # The second turn would come after an hour, and the round has a minute.
        outcomes = dict(check_in_turn(addresses, fetcher=server.fetcher(), gate=HostGate(seconds=3600), seconds=60))

    assert list(outcomes) == [server.url("/0")]


def test_who_stops_looking_stops_the_round():
    with serving(always(OK)) as server:
        addresses = [server.url(f"/{number}") for number in range(50)]
        walk = check_in_turn(addresses, fetcher=server.fetcher(), gate=HostGate(seconds=0.05))
        next(walk)
        walk.close()

    assert len(server.requests) < 50


def test_a_mistake_of_ours_ends_one_chain_and_not_the_round(caplog):
    def resolve(host, port, seconds):
        if host == "a.example":
            raise RuntimeError("a mistake")
        return ["127.0.0.1"]

    with serving(always(OK)) as server:
        addresses = [server.url(host="a.example"), server.url(host="b.example")]
        outcomes = dict(check_in_turn(addresses, fetcher=server.fetcher(resolve=resolve), gate=HostGate(seconds=0)))

    assert list(outcomes) == [server.url(host="b.example")]
    assert "ended in an error" in caplog.text
