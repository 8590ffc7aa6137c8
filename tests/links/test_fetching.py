"""What comes of asking an address, told by real servers on this machine."""

import contextlib
import socket
import ssl
import time

import pytest

from comparisons.choices import LinkStatus
from comparisons.links import connections
from comparisons.links.fetching import Fetcher, Limits
from tests.links.servers import CERTIFICATE, OK, always, answering, by_path, serving


def trusting():
    """TLS as a browser checks it, on a machine that trusts the test's certificate."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def test_an_address_that_answers_is_asked_once_for_its_head():
    with serving(always(OK)) as server:
        outcome = server.fetcher().check(server.url("/a?b=c#part"))

    assert (outcome.status, outcome.http_status, outcome.final_address) == (LinkStatus.ANSWERS, 200, "")
    assert server.asked == [("HEAD", "/a?b=c")]


def test_the_request_says_who_asks_and_asks_for_nothing_packed():
    with serving(always(OK)) as server:
        server.fetcher(user_agent="Framewise-link-check/1.0 (+https://framewise.example/)").check(server.url())

    headers = server.requests[0].headers
    assert headers["host"] == f"site.example:{server.port}"
    assert headers["user-agent"] == "Framewise-link-check/1.0 (+https://framewise.example/)"
    assert headers["accept-encoding"] == "identity"
    assert "cookie" not in headers


@pytest.mark.parametrize(
    ("http_status", "status"),
    [
        (101, LinkStatus.MALFORMED),
        (204, LinkStatus.ANSWERS),
        (300, LinkStatus.ANSWERS),
        (302, LinkStatus.MALFORMED),
        (304, LinkStatus.MALFORMED),
        (404, LinkStatus.NOT_FOUND),
        (410, LinkStatus.NOT_FOUND),
        (401, LinkStatus.REFUSED),
        (403, LinkStatus.REFUSED),
        (429, LinkStatus.REFUSED),
        (451, LinkStatus.REFUSED),
        (500, LinkStatus.SERVER_ERROR),
        (503, LinkStatus.SERVER_ERROR),
        (700, LinkStatus.MALFORMED),
    ],
)
def test_each_answer_has_its_word(http_status, status):
    with serving(always(answering(http_status))) as server:
        outcome = server.fetcher().check(server.url())

    assert (outcome.status, outcome.http_status) == (status, http_status)


@pytest.mark.parametrize("refusal", [302, 304, 403, 404, 405, 500, 501])
def test_where_head_gets_no_good_word_get_decides(refusal):
    def behave(request, spoken):
        spoken.sendall(answering(refusal) if request.method == "HEAD" else OK)

    with serving(behave) as server:
        outcome = server.fetcher().check(server.url())

    assert outcome.status == LinkStatus.ANSWERS
    assert [request.method for request in server.requests] == ["HEAD", "GET"]
    assert server.requests[1].headers["range"] == "bytes=0-1023"


def test_where_head_is_met_with_silence_get_decides():
    def behave(request, spoken):
        if request.method == "HEAD":
            # Until the visitor hangs up.
            spoken.recv(1)
        else:
            spoken.sendall(OK)

    with serving(behave) as server:
        outcome = server.fetcher(limits=Limits(seconds=2)).check(server.url())

    assert outcome.status == LinkStatus.ANSWERS
    assert [request.method for request in server.requests] == ["HEAD", "GET"]


def test_where_get_is_met_with_silence_too_there_is_no_answer_in_time():
    with serving(lambda request, spoken: spoken.recv(1)) as server:
        outcome = server.fetcher(limits=Limits(seconds=0.5)).check(server.url())

    assert (outcome.status, outcome.http_status) == (LinkStatus.TIMEOUT, None)


def test_where_the_line_is_cut_after_head_get_decides():
    with serving(lambda request, spoken: spoken.sendall(OK) if request.method == "GET" else None) as server:
        outcome = server.fetcher().check(server.url())

    assert outcome.status == LinkStatus.ANSWERS


def test_a_site_that_says_too_many_is_not_asked_a_second_time():
    with serving(always(answering(429))) as server:
        server.fetcher().check(server.url())

    assert server.asked == [("HEAD", "/")]


def test_an_empty_page_of_which_no_part_can_be_had_answers():
    def behave(request, spoken):
        spoken.sendall(answering(405) if request.method == "HEAD" else answering(416))

    with serving(behave) as server:
        assert server.fetcher().check(server.url()).status == LinkStatus.ANSWERS


def test_a_move_for_good_is_told_with_where():
    with serving(by_path({"/old": answering(301, "Location: /new"), "/new": OK})) as server:
        outcome = server.fetcher().check(server.url("/old"))

    assert (outcome.status, outcome.http_status) == (LinkStatus.MOVED, 200)
    assert outcome.final_address == server.url("/new")


def test_a_move_for_now_answers_and_is_told():
    with serving(by_path({"/old": answering(302, "Location: /new"), "/new": OK})) as server:
        outcome = server.fetcher().check(server.url("/old"))

    assert outcome.status == LinkStatus.ANSWERS
    assert outcome.final_address == server.url("/new")


def test_it_has_moved_only_as_far_as_it_is_said_to_be_for_good():
    answers = {"/a": answering(308, "Location: /b"), "/b": answering(307, "Location: /c"), "/c": OK}
    with serving(by_path(answers)) as server:
        outcome = server.fetcher().check(server.url("/a"))

    assert (outcome.status, outcome.final_address) == (LinkStatus.MOVED, server.url("/b"))


def test_a_move_to_what_is_not_there_is_not_found():
    with serving(by_path({"/old": answering(301, "Location: /gone")})) as server:
        outcome = server.fetcher().check(server.url("/old"))

    assert (outcome.status, outcome.final_address) == (LinkStatus.NOT_FOUND, server.url("/gone"))


def test_three_redirects_are_followed_and_a_fourth_is_not():
    answers = {f"/{number}": answering(302, f"Location: /{number + 1}") for number in range(4)} | {"/4": OK}
    with serving(by_path(answers)) as server:
        followed = server.fetcher().check(server.url("/1"))
        left = server.fetcher().check(server.url("/0"))

    assert (followed.status, left.status) == (LinkStatus.ANSWERS, LinkStatus.TOO_MANY_REDIRECTS)


def test_a_loop_ends():
    with serving(always(answering(301, "Location: /"))) as server:
        outcome = server.fetcher().check(server.url())

    assert outcome.status == LinkStatus.TOO_MANY_REDIRECTS
    assert len(server.requests) == 4


@pytest.mark.parametrize("nowhere", [answering(302), answering(301, "Location: "), answering(304)])
def test_a_redirect_to_nowhere_is_no_proper_answer(nowhere):
    """Who follows the link finds no page: nothing is led to, and nobody has an older copy that 304 could mean."""
    with serving(by_path({"/old": answering(301, "Location: /"), "/": nowhere})) as server:
        outcome = server.fetcher().check(server.url("/old"))

    assert (outcome.status, outcome.final_address) == (LinkStatus.MALFORMED, server.url("/"))


def test_a_redirect_in_another_alphabet_is_understood():
    answers = {"/": "HTTP/1.1 301 Moved\r\nLocation: /é\r\nContent-Length: 0\r\n\r\n".encode(), "/%C3%A9": OK}
    with serving(by_path(answers)) as server:
        outcome = server.fetcher().check(server.url())

    assert outcome.final_address == server.url("/%C3%A9")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 abc No\r\n\r\n",
        b"HTTP/1.1 99999 No\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.2p1\r\n",
        b"\x16\x03\x01\x00\x00\xff\xfe",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000 + b"\r\n\r\n",
        b"HTTP/1.1 301 Moved\r\nLocation: http://[\r\n\r\n",
        b"HTTP/1.1 301 Moved\r\nLocation: \xff\xfe\x00\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_a_malformed_answer_has_a_word_and_no_exception(answer):
    with serving(always(answer)) as server:
        outcome = server.fetcher().check(server.url())

    assert outcome.status in LinkStatus


def drip(request, spoken):
    """One byte at a time, for ever: each read is quick, the whole never ends."""
    spoken.sendall(b"HTTP/1.1 200 OK\r\nA: ")
    while True:
        spoken.sendall(b"b")
        time.sleep(0.05)


def test_a_server_that_drips_is_left_when_the_time_is_over():
    with serving(drip) as server:
        outcome = server.fetcher(limits=Limits(seconds=0.5)).check(server.url())

    # Whoever waited for the whole answer would wait for ever.
    assert outcome.status == LinkStatus.TIMEOUT


def test_the_time_is_that_of_all_redirects_together():
    def linger(request, spoken):
        time.sleep(0.4)
        spoken.sendall(answering(302, "Location: /"))

    with serving(linger) as server:
        outcome = server.fetcher(limits=Limits(seconds=1, redirects=50)).check(server.url())

    assert outcome.status == LinkStatus.TIMEOUT
    assert len(server.requests) <= 4


def test_the_wait_for_our_turn_is_not_the_servers_time():
    with serving(always(OK)) as server:
        outcome = server.fetcher(limits=Limits(seconds=2)).check(
            server.url(), before_request=lambda host: time.sleep(2.2)
        )

    assert outcome.status == LinkStatus.ANSWERS


def test_a_resolver_that_hangs_is_left_when_the_time_is_over(monkeypatch):
    monkeypatch.setattr(connections.socket, "getaddrinfo", lambda *args, **options: time.sleep(2) or [])
    asked = []

    outcome = Fetcher(user_agent="test", limits=Limits(seconds=0.2)).check(
        "https://site.example/", before_request=asked.append
    )

    assert outcome.status == LinkStatus.TIMEOUT
    # Where no connection came about, GET would have none either.
    assert asked == ["site.example"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), LinkStatus.NO_SUCH_HOST),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), LinkStatus.NO_CONNECTION),
        (UnicodeError("label too long"), LinkStatus.NO_SUCH_HOST),
    ],
)
def test_a_name_that_is_not_resolved_has_its_word(error, status, monkeypatch):
    def fail(*args, **options):
        raise error

    monkeypatch.setattr(connections.socket, "getaddrinfo", fail)

    assert Fetcher(user_agent="test").check("https://site.example/").status == status


def test_a_name_without_a_number_is_no_such_host():
    fetcher = Fetcher(user_agent="test", resolve=lambda host, port, seconds: [])

    assert fetcher.check("https://site.example/").status == LinkStatus.NO_SUCH_HOST


def test_a_machine_that_does_not_listen_is_no_connection():
    with serving(always(OK)) as server:
        pass

    assert server.fetcher().check(server.url()).status == LinkStatus.NO_CONNECTION


def test_of_two_numbers_the_second_is_tried():
    with serving(always(OK)) as server:
        fetcher = server.fetcher(resolve=lambda host, port, seconds: ["::1", "127.0.0.1"])
        outcome = fetcher.check(server.url())

    assert outcome.status == LinkStatus.ANSWERS


def endless(start, part):
    """What was sent before the visitor hung up, and the behaviour that sends it."""
    sent = []

    def behave(request, spoken):
        with contextlib.suppress(OSError):
            spoken.sendall(start)
            while True:
                spoken.sendall(part)
                sent.append(len(part))

    return sent, behave


def test_an_endless_page_is_not_read():
    sent, behave = endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65_536)
    with serving(behave) as server:
        outcome = server.fetcher().check(server.url())

    assert outcome.status == LinkStatus.ANSWERS
    # What the network's own buffers took; a fast reader would have had gigabytes.
    assert sum(sent) < 50_000_000


def test_endless_news_that_the_answer_is_to_come_ends_at_the_most_bytes():
    _sent, behave = endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000)
    with serving(behave) as server:
        outcome = server.fetcher().check(server.url())

    assert outcome.status == LinkStatus.TOO_LARGE


EARLY_HINTS = b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n"


@pytest.mark.parametrize("news", [EARLY_HINTS, b"HTTP/1.1 102 Processing\r\n\r\n" + EARLY_HINTS])
def test_news_that_the_answer_is_to_come_is_not_the_answer(news):
    with serving(by_path({"/": news + OK, "/gone": news + answering(404)})) as server:
        there, gone = (server.fetcher().check(server.url(path)) for path in ("/", "/gone"))

    assert (there.status, there.http_status) == (LinkStatus.ANSWERS, 200)
    assert (gone.status, gone.http_status) == (LinkStatus.NOT_FOUND, 404)


def test_endless_hints_are_no_proper_answer():
    _sent, behave = endless(b"", EARLY_HINTS * 1000)
    with serving(behave) as server:
        outcome = server.fetcher().check(server.url())

    assert outcome.status == LinkStatus.MALFORMED


def test_a_machine_that_nobody_vouches_for_is_a_tls_problem():
    with serving(always(OK), tls=True) as server:
        outcome = server.fetcher().check(server.url(host="secure.example", scheme="https"))

    assert outcome.status == LinkStatus.TLS_PROBLEM
    assert "self-signed" in outcome.detail
    assert server.requests == []


def test_the_certificate_is_that_of_the_name_and_not_of_the_number():
    with serving(always(OK), tls=True) as server:
        fetcher = server.fetcher(tls=trusting())
        right = fetcher.check(server.url(host="secure.example", scheme="https"))
        other = fetcher.check(server.url(host="other.example", scheme="https"))

    assert right.status == LinkStatus.ANSWERS
    assert other.status == LinkStatus.TLS_PROBLEM


def test_a_host_in_another_alphabet_is_asked_by_its_ascii_name():
    with serving(always(OK), tls=True) as server:
        outcome = server.fetcher(tls=trusting()).check(server.url(host="bücher.example", scheme="https"))

    assert outcome.status == LinkStatus.ANSWERS
    assert server.requests[0].host == "xn--bcher-kva.example"


def test_plain_http_where_tls_was_expected_does_not_answer():
    with serving(always(OK)) as server:
        outcome = server.fetcher(limits=Limits(seconds=1)).check(server.url(scheme="https"))

    assert outcome.status in (LinkStatus.TLS_PROBLEM, LinkStatus.NO_CONNECTION, LinkStatus.TIMEOUT)


def test_a_handshake_that_never_ends_is_left_when_the_time_is_over():
    with serving(lambda request, spoken: None) as server, socket.create_server(("127.0.0.1", 0)) as silent:
        server.port = silent.getsockname()[1]
        outcome = server.fetcher(limits=Limits(seconds=0.3)).check(server.url(scheme="https"))

    assert outcome.status == LinkStatus.TIMEOUT


def test_an_unexpected_refusal_of_the_caller_passes_through():
    class Enough(Exception):
        pass

    def refuse(host):
        raise Enough

    with pytest.raises(Enough):
        Fetcher(user_agent="test").check("https://site.example/", before_request=refuse)


def test_a_packed_page_is_not_unpacked():
    body = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + b"\x1f\x8b" + b"\0" * 100
    with serving(always(body)) as server:
        assert server.fetcher().check(server.url()).status == LinkStatus.ANSWERS
