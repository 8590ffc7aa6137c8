"""The command for cron: which links it asks, what it says, and with which status it ends."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from comparisons.choices import LinkStatus
from comparisons.links import recording
from comparisons.links.politeness import HostGate
from comparisons.links.recording import check_and_record
from comparisons.management.commands import check_links
from comparisons.models import LinkCheck
from tests.factories import create_claim, create_link_check, create_source
from tests.links.servers import OK, answering, by_path, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(monkeypatch):
    """A site with three pages of which one is gone, which the command may reach without waiting."""
    with serving(by_path({"/": OK, "/old": answering(301, "Location: /")})) as server:
        monkeypatch.setattr(recording, "default_fetcher", server.fetcher)
        monkeypatch.setattr(
            check_links,
            "check_and_record",
            lambda addresses, **options: check_and_record(addresses, gate=HostGate(seconds=0), **options),
        )
        yield server


def cite(*urls):
    claim = create_claim(frameworks=[])
    for url in urls:
        create_source(url=url, claim=claim)


def said(*arguments, **options):
    out = StringIO()
    call_command("check_links", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_it_sums_up_what_it_found(site):
    cite(site.url("/"), site.url("/gone"), site.url("/old"))

    text = said()

    assert text.startswith("3 checked: ")
    for part in ("answers 1", "not found 1", "moved for good 1"):
        assert part in text
    assert "0 broken" in text
    assert "verified" not in text


def test_it_tells_each_link_when_asked_to(site):
    cite(site.url("/old"))

    assert f"200 moved for good: {site.url('/old')} → {site.url('/')}" in said(verbosity=2)


def test_it_is_silent_for_cron(site):
    cite(site.url("/gone"))

    assert said(verbosity=0) == ""


def test_it_names_what_is_broken(site):
    cite(site.url("/gone"))
    create_link_check(url=site.url("/gone"), status=LinkStatus.NOT_FOUND, failed_days=2)

    text = said("--older-than", "0")

    assert "1 broken" in text
    assert f"not found, 3 days: {site.url('/gone')}" in text


def test_what_was_checked_lately_is_not_asked_again(site):
    cite(site.url("/"))
    said()

    assert said().startswith("0 checked.")
    assert len(site.requests) == 1


def test_the_interval_can_be_given(site):
    cite(site.url("/"))
    create_link_check(url=site.url("/"), last_checked_at=timezone.now() - timedelta(days=3))

    assert said("--older-than", "5").startswith("0 checked.")
    assert said("--older-than", "2").startswith("1 checked")


def test_the_number_can_be_limited(site):
    cite(*(site.url(f"/?page={number}") for number in range(5)))

    assert said("--limit", "2").startswith("2 checked")
    assert LinkCheck.objects.count() == 2


def test_only_one_host_can_be_asked(site):
    cite(site.url("/"), site.url("/", host="other.example"))
    # The site's own port is not one that a host is read with, so the name alone is given at the web's port.
    cite("https://third.example/")

    assert said("--host", "third.example", "--limit", "1").startswith("1 checked")


def test_the_checks_of_links_that_nobody_names_any_more_go(site):
    create_link_check(url="https://mended.example/")

    said()

    assert not LinkCheck.objects.exists()


def test_no_host_at_all_is_a_failure_of_the_round_and_of_no_link(site, monkeypatch):
    monkeypatch.setattr(recording, "default_fetcher", lambda: site.fetcher(resolve=lambda *args: []))
    cite(site.url("/"))

    with pytest.raises(CommandError, match="No failure was counted"):
        said()

    assert LinkCheck.objects.get().failures == 0


def test_an_interruption_keeps_what_was_checked(site, monkeypatch):
    def interrupted(addresses, **options):
        check_and_record(addresses[:1], gate=HostGate(seconds=0))
        raise KeyboardInterrupt

    monkeypatch.setattr(check_links, "check_and_record", interrupted)
    cite(site.url("/"), site.url("/gone"))

    with pytest.raises(SystemExit) as end:
        said()

    assert end.value.code == 130
    assert LinkCheck.objects.count() == 1


def test_the_minutes_are_a_bound(site, monkeypatch):
    given = []
    monkeypatch.setattr(
        check_links, "check_and_record", lambda addresses, **options: given.append(options) or recording.Summary()
    )

    said("--minutes", "20")
    said()

    assert [options["seconds"] for options in given] == [1200, None]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--limit", "0"],
        ["--limit", "-1"],
        ["--limit", "many"],
        ["--older-than", "-1"],
        ["--minutes", "0"],
        ["--minutes", "²"],
    ],
)
def test_a_number_that_is_none_is_refused(arguments):
    with pytest.raises(CommandError):
        said(*arguments)
