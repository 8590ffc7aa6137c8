"""A round whose outcomes are kept, one by one, and which does not blame sites for a dead network of our own."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections

from comparisons.choices import LinkStatus
from comparisons.links import recording
from comparisons.links.catalogue import due_addresses
from comparisons.links.connections import NoSuchHost
from comparisons.links.fetching import Outcome
from comparisons.links.politeness import HostGate
from comparisons.links.recording import check_and_record, default_fetcher
from comparisons.models import LinkCheck
from tests.clock import clock as clock
from tests.factories import create_claim, create_link_check, create_source
from tests.links.servers import OK, always, answering, by_path, serving

pytestmark = pytest.mark.django_db

CHECKED_FIRST = datetime(2026, 10, 1, 3, 17, tzinfo=UTC)


def check(server, addresses, **options):
    return check_and_record(addresses, **{"fetcher": server.fetcher(), "gate": HostGate(seconds=0)} | options)


def test_each_outcome_is_kept():
    with serving(by_path({"/": OK})) as server:
        summary = check(server, [server.url("/"), server.url("/gone"), server.url("/")])

    assert summary.statuses == {LinkStatus.ANSWERS: 1, LinkStatus.NOT_FOUND: 1}
    assert (summary.checked, summary.left_out, summary.network_is_doubtful) == (2, 0, False)
    assert LinkCheck.objects.get(url=server.url("/")).last_answered_at
    assert LinkCheck.objects.get(url=server.url("/gone")).failures == 1


def test_a_second_round_adds_to_the_first():
    with serving(by_path({})) as server:
        check(server, [server.url("/gone")])
        check(server, [server.url("/gone")])

    kept = LinkCheck.objects.get()
    assert (kept.failures, kept.failed_days) == (2, 1)


def test_what_was_kept_stays_when_the_round_is_interrupted():
    def interrupt(check):
        raise KeyboardInterrupt

    with serving(always(OK)) as server:
        addresses = [server.url(f"/{number}") for number in range(50)]
        with pytest.raises(KeyboardInterrupt) as interruption:
            check(server, addresses, gate=HostGate(seconds=0.05), tell=interrupt)
        asked = len(server.requests)

        # The traceback still holds the round, so nothing but its own end stops its threads.
        assert interruption.tb is not None
        assert not [thread.name for thread in threading.enumerate() if thread.name.startswith("link check")]
        assert asked < 50

    assert LinkCheck.objects.count() == 1


def lost_then_interrupted(*_addresses, **_options):
    """A round that begins with hosts that are not reached."""
    for number in range(3):
        yield f"https://lost-{number}.example/", Outcome(status=LinkStatus.NO_SUCH_HOST)
    raise KeyboardInterrupt


def test_what_was_held_back_is_saved_uncounted_when_the_round_is_interrupted(monkeypatch):
    monkeypatch.setattr(recording, "check_in_turn", lost_then_interrupted)

    with pytest.raises(KeyboardInterrupt):
        check_and_record(["https://lost-0.example/"])

    kept = LinkCheck.objects.all()
    assert [(check.status, check.failures) for check in kept] == [(LinkStatus.NO_SUCH_HOST, 0)] * 3


def test_no_transaction_is_open_while_a_host_is_asked(transactional_db):
    # The connection of the thread that records; the one that asks has none.
    of_the_records = connections["default"]
    open_transactions = []

    def resolve(host, port, seconds):
        open_transactions.append(of_the_records.in_atomic_block)
        return ["127.0.0.1"]

    with serving(always(OK)) as server:
        check(server, [server.url()], fetcher=server.fetcher(resolve=resolve))

    assert open_transactions == [False]


def unknown(host, port, seconds):
    if host.startswith("lost"):
        raise NoSuchHost
    return ["127.0.0.1"]


def test_where_no_host_answers_nothing_is_counted():
    with serving(always(OK)) as server:
        addresses = [server.url(host="lost.example"), server.url(host="lost-too.example")]
        summary = check(server, addresses, fetcher=server.fetcher(resolve=unknown))

    assert summary.network_is_doubtful
    assert {(kept.status, kept.failures) for kept in LinkCheck.objects.all()} == {(LinkStatus.NO_SUCH_HOST, 0)}


def test_where_some_host_answers_the_lost_ones_are_counted():
    with serving(always(OK)) as server:
        addresses = [server.url(host="lost.example"), server.url(host="found.example")]
        summary = check(server, addresses, fetcher=server.fetcher(resolve=unknown))

    assert not summary.network_is_doubtful
    assert LinkCheck.objects.get(url=server.url(host="lost.example")).failures == 1


def cite(*urls):
    """As sources that answered, apart from the lost ones."""
    claim = create_claim(frameworks=[])
    for position, url in enumerate(urls):
        create_source(url=url, claim=claim)
        if "lost" not in url:
            create_link_check(url=url, last_checked_at=CHECKED_FIRST + timedelta(hours=position))


def test_where_only_lost_hosts_are_due_one_that_answered_the_last_time_tells_whether_the_network_is_up():
    with serving(always(OK)) as server:
        lost, *others = (server.url(host=f"{name}.example") for name in ("lost", "first", "second"))
        cite(lost, *others)
        summary = check(server, [lost], fetcher=server.fetcher(resolve=unknown))

    assert [request.host for request in server.requests] == ["first.example"]
    assert LinkCheck.objects.get(url=lost).failures == 1
    assert LinkCheck.objects.get(url=others[0]).last_checked_at > CHECKED_FIRST
    # The sum is of what was asked for.
    assert summary.statuses == {LinkStatus.NO_SUCH_HOST: 1}
    assert (summary.left_out, summary.network_is_doubtful) == (0, False)


def test_a_control_is_another_host_and_whatever_it_says_it_is_there():
    with serving(by_path({})) as server:
        lost, same_host, other = server.url(host="lost.example"), server.url("/2", host="lost.example"), server.url()
        cite(lost, same_host, other)
        create_link_check(url=same_host)
        check(server, [lost], fetcher=server.fetcher(resolve=unknown))

    assert {request.host for request in server.requests} == {"site.example"}
    assert [LinkCheck.objects.get(url=url).failures for url in (lost, same_host, other)] == [1, 0, 1]


def test_where_the_first_control_has_gone_too_a_second_is_asked():
    with serving(always(OK)) as server:
        lost, gone, there = (server.url(host=f"{name}.example") for name in ("lost", "lost-since", "there"))
        cite(lost, there)
        create_source(url=gone)
        create_link_check(url=gone, last_checked_at=CHECKED_FIRST - timedelta(days=1))
        summary = check(server, [lost], fetcher=server.fetcher(resolve=unknown))

    assert not summary.network_is_doubtful
    assert [LinkCheck.objects.get(url=url).failures for url in (lost, gone, there)] == [1, 1, 0]


def test_where_the_controls_do_not_answer_either_nothing_is_counted():
    asked = []

    def nobody(host, port, seconds):
        asked.append(host)
        raise NoSuchHost

    with serving(always(OK)) as server:
        cite(*(server.url(host=f"{name}.example") for name in ("lost", "a", "b", "c")))
        summary = check(server, [server.url(host="lost.example")], fetcher=server.fetcher(resolve=nobody))

    assert asked == ["lost.example", "a.example", "b.example"]
    assert (summary.checked, summary.network_is_doubtful) == (1, True)
    assert not LinkCheck.objects.exclude(failures=0).exists()


def test_no_control_is_asked_where_somebody_answered():
    with serving(always(answering(404))) as server:
        cite(*(server.url(host=f"{name}.example") for name in ("a", "b")))
        check(server, [server.url(host="a.example")])

    assert {request.host for request in server.requests} == {"a.example"}


def test_no_control_is_asked_when_the_time_is_over():
    class Gate(HostGate):
        def take_turn(self, host):
            return 0 if host == "lost.example" else 3600

    with serving(always(OK)) as server:
        lost, other = server.url(host="lost.example"), server.url()
        cite(lost, other)
        summary = check(server, [lost], fetcher=server.fetcher(resolve=unknown), gate=Gate(), seconds=60)

    assert server.requests == []
    assert summary.network_is_doubtful
    assert LinkCheck.objects.get(url=lost).failures == 0


def test_a_lost_host_is_broken_on_the_third_day_of_daily_rounds(clock):
    states = []
    with serving(always(OK)) as server:
        lost = server.url(host="lost.example")
        claim = create_claim(frameworks=[])
        for url in [lost, *(server.url(f"/{number}") for number in range(3))]:
            create_source(url=url, claim=claim)
        for day in range(3):
            now = CHECKED_FIRST + timedelta(days=day)
            clock.stands_at(now)
            due = due_addresses(checked_before=now - timedelta(days=7), now=now)
            check(server, due, fetcher=server.fetcher(resolve=unknown))
            states.append((len(due), LinkCheck.objects.get(url=lost).is_broken))

    assert states == [(4, False), (1, False), (1, True)]


def test_what_may_not_be_asked_is_told_and_never_counted(clock):
    addresses = ["http://127.1/", "https://site.example:8443/docs"]
    with serving(always(OK)) as server:
        for day in range(3):
            clock.stands_at(CHECKED_FIRST + timedelta(days=day))
            summary = check(server, addresses)

    assert not summary.network_is_doubtful
    assert summary.statuses == {LinkStatus.NOT_ALLOWED: 2}
    port = LinkCheck.objects.get(url=addresses[1])
    assert (port.detail, port.failures) == ("port 8443 is not asked", 0)
    assert set(LinkCheck.objects.refused().values_list("url", flat=True)) == set(addresses)


def test_a_network_that_leads_every_name_to_itself_breaks_nothing(clock):
    """As before the sign-in of a hotel or a train."""
    with serving(always(OK)) as server:
        captive = server.fetcher(resolve=lambda host, port, seconds: ["10.0.0.1"])
        for day in range(3):
            clock.stands_at(CHECKED_FIRST + timedelta(days=day))
            check(server, [server.url(host=f"{name}.example") for name in "abc"], fetcher=captive)

    assert {(kept.status, kept.failures) for kept in LinkCheck.objects.all()} == {(LinkStatus.NOT_ALLOWED, 0)}


def test_an_address_that_may_not_be_asked_is_no_sign_of_a_network():
    with serving(always(OK)) as server:
        addresses = [server.url(host="lost.example"), "http://127.1/"]
        summary = check(server, addresses, fetcher=server.fetcher(resolve=unknown))

    assert summary.network_is_doubtful
    assert LinkCheck.objects.get(url=server.url(host="lost.example")).failures == 0


def test_nothing_to_check_is_no_dead_network():
    with serving(always(OK)) as server:
        summary = check(server, [])

    assert (summary.checked, summary.network_is_doubtful) == (0, False)


def test_what_the_time_did_not_suffice_for_is_told():
    with serving(always(OK)) as server:
        addresses = [server.url(f"/{number}") for number in range(3)]
        summary = check(server, addresses, gate=HostGate(seconds=3600), seconds=60)

    assert (summary.checked, summary.left_out) == (1, 2)


def test_the_site_says_who_it_is(settings):
    settings.SITE_URL, settings.SECURITY_CONTACT = "https://framewise.example", "mailto:desk@framewise.example"

    assert default_fetcher().user_agent == (
        "Framewise-link-check/1.0 (+https://framewise.example/; desk@framewise.example)"
    )


def test_without_a_contact_it_says_where_it_is(settings):
    settings.SITE_URL, settings.SECURITY_CONTACT = "https://framewise.example", ""

    assert default_fetcher().user_agent == "Framewise-link-check/1.0 (+https://framewise.example/)"
