"""A round whose outcomes are kept, one by one, and which does not blame sites for a dead network of our own."""

import threading

import pytest
from django.db import connections

from comparisons.choices import LinkStatus
from comparisons.links.connections import NoSuchHost
from comparisons.links.politeness import HostGate
from comparisons.links.recording import check_and_record, default_fetcher
from comparisons.models import LinkCheck
from tests.links.servers import OK, always, by_path, serving

pytestmark = pytest.mark.django_db


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


def test_no_transaction_is_open_while_a_host_is_asked(transactional_db):
    # The connection of the thread that records; the one that asks has none.
    recording = connections["default"]
    open_transactions = []

    def resolve(host, port, seconds):
        open_transactions.append(recording.in_atomic_block)
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


def test_an_address_that_may_not_be_asked_is_counted_without_any_network():
    with serving(always(OK)) as server:
        summary = check(server, ["http://127.1/"])

    assert not summary.network_is_doubtful
    assert LinkCheck.objects.get().status == LinkStatus.NOT_ALLOWED


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
