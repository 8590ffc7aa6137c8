"""Which links the catalogue has, which are due, and who names them."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from simple_history.models import HistoricalChanges

from comparisons.choices import LinkStatus, PublicationState
from comparisons.links.catalogue import (
    LINK_COLUMNS,
    addresses_of,
    addresses_that_answered,
    broken_links,
    citations,
    cited_addresses,
    due_addresses,
    forget_uncited,
    with_link_among,
    with_link_never_checked,
)
from comparisons.links.targets import Policy
from comparisons.models import Claim, Extension, Framework, LinkCheck, Source, Verdict
from tests.factories import (
    CHECKED_AT,
    create_claim,
    create_extension,
    create_framework,
    create_link_check,
    create_source,
    create_verdict,
)

pytestmark = pytest.mark.django_db

HOMEPAGES = {"homepage": "https://a.example/", "documentation_url": "https://a.example/docs"}


def test_every_column_of_addresses_is_checked():
    columns = {
        (model, field.name)
        for model in apps.get_app_config("comparisons").get_models()
        if not issubclass(model, HistoricalChanges)
        for field in model._meta.concrete_fields
        if isinstance(field, models.URLField)
    }

    assert {(model, name) for model, names in LINK_COLUMNS.items() for name in names} == columns


def test_each_address_is_there_once_whoever_names_it():
    create_framework(**HOMEPAGES, repository_url="https://a.example/code")
    create_extension(homepage="https://a.example/", frameworks=[])
    create_source(url="https://a.example/docs", claim=create_claim(frameworks=[]))

    assert cited_addresses() == {"https://a.example/", "https://a.example/docs", "https://a.example/code"}


def test_drafts_count_and_what_is_archived_does_not():
    create_source(url="https://draft.example/", claim=create_claim(state=PublicationState.DRAFT, frameworks=[]))
    create_source(url="https://old.example/", claim=create_claim(state=PublicationState.ARCHIVED, frameworks=[]))
    create_extension(homepage="https://old.example/", state=PublicationState.ARCHIVED, frameworks=[])

    assert cited_addresses() == {"https://draft.example/"}


def test_broken_links_are_those_that_somebody_still_names():
    create_source(url="https://broken.example/")
    broken = create_link_check(url="https://broken.example/", status=LinkStatus.NOT_FOUND, failed_days=3)
    create_link_check(url="https://mended.example/", status=LinkStatus.NOT_FOUND, failed_days=3)

    assert list(broken_links()) == [broken]


def test_what_nobody_names_is_forgotten():
    create_source(url="https://named.example/")
    named = create_link_check(url="https://named.example/")
    create_link_check(url="https://mended.example/")

    assert forget_uncited() == 1
    assert list(LinkCheck.objects.all()) == [named]


def due(*, days=7, hosts=(), now=CHECKED_AT + timedelta(days=10)):
    return due_addresses(checked_before=now - timedelta(days=days), now=now, hosts=hosts)


def cite(*urls):
    claim = create_claim(frameworks=[])
    for url in urls:
        create_source(url=url, claim=claim)


def test_the_never_checked_are_due_first_then_the_oldest():
    cite("https://c.example/", "https://b.example/", "https://a.example/", "https://new.example/")
    create_link_check(url="https://a.example/", last_checked_at=CHECKED_AT + timedelta(days=2))
    create_link_check(url="https://b.example/", last_checked_at=CHECKED_AT)
    create_link_check(url="https://c.example/", last_checked_at=CHECKED_AT + timedelta(days=9))

    assert due() == ["https://new.example/", "https://b.example/", "https://a.example/"]


def test_failing_links_are_due_again_the_next_day():
    cite("https://failing.example/", "https://fine.example/")
    create_link_check(url="https://failing.example/", status=LinkStatus.TIMEOUT, failed_days=1)
    create_link_check(url="https://fine.example/")

    assert due(now=CHECKED_AT + timedelta(days=1)) == ["https://failing.example/"]
    assert due(now=CHECKED_AT + timedelta(hours=1)) == []


@pytest.mark.parametrize("status", [LinkStatus.NO_SUCH_HOST, LinkStatus.NOT_ALLOWED])
def test_what_a_night_without_a_network_left_behind_is_due_again_the_next_day(status):
    cite("https://a.example/", "https://refused.example/")
    create_link_check(url="https://a.example/", status=status)
    create_link_check(url="https://refused.example/", status=LinkStatus.REFUSED)

    assert due(now=CHECKED_AT + timedelta(days=1)) == ["https://a.example/"]
    assert due(now=CHECKED_AT + timedelta(hours=1)) == []


def controls(*asked, most=9):
    return addresses_that_answered(not_at_the_hosts_of=asked, policy=Policy(), most=most)


def test_of_the_hosts_that_answered_each_gives_the_address_that_is_due_soonest():
    cite("https://a.example/1", "https://a.example/2", "https://b.example/", "https://c.example/")
    create_link_check(url="https://a.example/1", last_checked_at=CHECKED_AT + timedelta(days=2))
    create_link_check(url="https://a.example/2", last_checked_at=CHECKED_AT + timedelta(days=1))
    create_link_check(url="https://b.example/", status=LinkStatus.MOVED)
    create_link_check(url="https://c.example/", last_checked_at=CHECKED_AT + timedelta(days=3))

    assert controls() == ["https://b.example/", "https://a.example/2", "https://c.example/"]
    assert controls("http://B.example/other", most=1) == ["https://a.example/2"]


def test_no_control_is_what_failed_or_may_not_be_asked_or_nobody_names():
    cite("https://failing.example/", "https://refused.example/", "https://odd.example:8443/", "https://new.example/")
    create_link_check(url="https://failing.example/", status=LinkStatus.TIMEOUT, failed_days=1)
    create_link_check(url="https://refused.example/", status=LinkStatus.REFUSED)
    create_link_check(url="https://odd.example:8443/")
    create_link_check(url="https://nobody.example/")

    assert controls() == []


def test_only_the_links_of_a_host_are_due_when_it_is_named():
    cite("https://a.example/", "https://b.example/", "http://A.example:80/other", "https://[::1/")

    assert due(hosts=["a.example"]) == ["http://A.example:80/other", "https://a.example/"]


def test_the_links_of_rows_are_their_own_and_those_of_their_sources():
    extension = create_extension(homepage="https://own.example/")
    create_source(url="https://source.example/a", extension=extension)
    create_source(url="https://source.example/b")

    assert addresses_of(Extension.objects.all()) == ["https://own.example/", "https://source.example/a"]
    assert addresses_of(Source.objects.filter(extension=extension)) == ["https://source.example/a"]


def test_the_links_of_rows_come_with_those_checked_longest_ago_first():
    cite("https://a.example/", "https://b.example/", "https://c.example/")
    create_link_check(url="https://a.example/", last_checked_at=CHECKED_AT + timedelta(days=1))
    create_link_check(url="https://b.example/")

    assert addresses_of(Claim.objects.all()) == ["https://c.example/", "https://b.example/", "https://a.example/"]


def test_rows_are_found_by_a_link_of_their_own_or_of_a_source():
    with_broken_source, fine = create_verdict(), create_verdict()
    create_source(url="https://broken.example/", verdict=with_broken_source)
    create_source(url="https://fine.example/", verdict=fine)
    with_broken_page = create_framework(documentation_url="https://broken.example/")
    create_link_check(url="https://broken.example/", status=LinkStatus.NOT_FOUND, failed_days=3)
    broken = LinkCheck.objects.broken()

    assert list(with_link_among(Verdict.objects.all(), broken)) == [with_broken_source]
    assert list(with_link_among(Framework.objects.all(), broken)) == [with_broken_page]
    assert [row.url for row in with_link_never_checked(Source.objects.all())] == ["https://fine.example/"]
    assert list(with_link_never_checked(Verdict.objects.all())) == [fine]


def test_who_names_an_address_is_known():
    verdict = create_verdict()
    create_source(url="https://a.example/", verdict=verdict)
    extension = create_extension(homepage="https://a.example/", frameworks=[verdict.framework])
    framework = create_framework(homepage="https://b.example/", documentation_url="https://b.example/")

    found = citations(["https://a.example/", "https://b.example/"])

    assert set(found["https://a.example/"]) == {verdict, extension}
    assert found["https://b.example/"] == [framework]


def test_the_real_catalogue_has_a_link_for_every_source(catalogue):
    addresses = cited_addresses()

    assert len(addresses) > 800
    assert all(address.startswith(("https://", "http://")) for address in addresses)
