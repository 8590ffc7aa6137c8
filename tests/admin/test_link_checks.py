"""Links on the desks: what is said of each, who may have them asked, and that visitors never hear of it."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comparisons.admin import link_checks
from comparisons.admin.link_checks import ADDRESSES_PER_ACTION, describe_check
from comparisons.choices import LinkStatus
from comparisons.links import recording
from comparisons.links.politeness import HostGate
from comparisons.links.recording import check_and_record
from comparisons.models import LinkCheck
from tests.admin.roles import signed_in
from tests.admin.test_desks import address
from tests.factories import (
    create_claim,
    create_extension,
    create_framework,
    create_link_check,
    create_notable_user,
    create_release,
    create_source,
    create_verdict,
)
from tests.links.servers import OK, by_path, serving

pytestmark = pytest.mark.django_db

SOURCED = {
    create_claim: "claim",
    create_extension: "extension",
    create_notable_user: "notable_user",
    create_release: "release",
    create_verdict: "verdict",
}
CHECKED_LINKS = "admin:comparisons_linkcheck_changelist"
BROKEN = {"status": LinkStatus.NOT_FOUND, "http_status": 404, "failed_days": 3}
FAILING = {"status": LinkStatus.TIMEOUT, "failed_days": 1}


@pytest.fixture
def site(monkeypatch):
    """A site that the actions may reach without waiting."""
    with serving(by_path({"/": OK})) as server:
        monkeypatch.setattr(recording, "default_fetcher", server.fetcher)
        monkeypatch.setattr(
            link_checks,
            "check_and_record",
            lambda addresses, **options: check_and_record(addresses, gate=HostGate(seconds=0), **options),
        )
        yield server


def act(client, create, action, *rows):
    return client.post(
        address(create, "changelist"), {"action": action, "_selected_action": [row.pk for row in rows]}, follow=True
    )


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "answered on 3 Nov 2026"),
        (
            {"status": LinkStatus.MOVED, "http_status": 200, "final_address": "https://b.example/"},
            "moved answered on 3 Nov 2026→ https://b.example/",
        ),
        (
            {"status": LinkStatus.REFUSED, "http_status": 403},
            "refused by the site on 3 Nov 2026, so look yourself (403)",
        ),
        (
            {"status": LinkStatus.NOT_ALLOWED, "detail": "port 8443 is not asked"},
            "not allowed to be asked on 3 Nov 2026, so look yourself (port 8443 is not asked)",
        ),
        (BROKEN, "broken not found since 3 Nov 2026, 3 times (404)"),
        (FAILING, "failing no answer in time since 3 Nov 2026, once"),
        (
            {"status": LinkStatus.TLS_PROBLEM, "detail": "certificate has expired", "failed_days": 1},
            "failing TLS problem since 3 Nov 2026, once (certificate has expired)",
        ),
        ({"status": LinkStatus.NO_SUCH_HOST}, "no such host on 3 Nov 2026, not counted"),
    ],
)
def test_what_is_known_of_a_link_is_said_in_words(fields, words):
    said = describe_check(create_link_check(**fields))

    assert re.sub(r"<[^>]*>", "", said) == words


def test_a_link_that_was_never_checked_is_said_to_be_so():
    assert "never checked" in describe_check(None)


def test_what_a_server_says_is_escaped():
    check = create_link_check(
        status=LinkStatus.NOT_FOUND, failed_days=1, detail="<b>", final_address="https://b.example/<script>"
    )

    assert "<script>" not in describe_check(check)
    assert "<b>" not in describe_check(check)


def test_the_list_of_sources_tells_what_is_known(admin_client):
    create_source(url="https://a.example/")
    create_source(url="https://b.example/")
    create_link_check(url="https://a.example/", **BROKEN)

    content = admin_client.get(address(create_source, "changelist")).content.decode()

    assert "not found since 3 Nov 2026, 3 times" in content
    assert "never checked" in content


@pytest.mark.parametrize(
    ("option", "fields"),
    [
        ("broken", BROKEN),
        ("failing", FAILING),
        ("moved", {"status": LinkStatus.MOVED}),
        ("refused", {"status": LinkStatus.REFUSED}),
        ("answers", {}),
        ("never", None),
    ],
)
def test_sources_are_found_by_what_is_known_of_their_link(option, fields, admin_client):
    every_kind = [BROKEN, FAILING, {"status": LinkStatus.MOVED}, {"status": LinkStatus.REFUSED}, {}, None]
    wanted = None
    for kind in every_kind:
        source = create_source()
        if kind is not None:
            create_link_check(url=source.url, **kind)
        if kind == fields:
            wanted = source

    response = admin_client.get(address(create_source, "changelist"), {"link": option})

    assert list(response.context["cl"].result_list) == [wanted]


def test_what_a_person_has_to_look_at_is_found_together(admin_client):
    refused, never_asked = (
        create_link_check(url=create_source().url, status=status)
        for status in (LinkStatus.REFUSED, LinkStatus.NOT_ALLOWED)
    )

    response = admin_client.get(reverse(CHECKED_LINKS), {"link": "refused"})

    assert set(response.context["cl"].result_list) == {refused, never_asked}


@pytest.mark.parametrize("option", ["broken", "failing", "moved", "refused", "answers"])
def test_checked_links_are_found_by_their_state(option, admin_client):
    for kind in (BROKEN, FAILING, {"status": LinkStatus.MOVED}, {"status": LinkStatus.REFUSED}, {}):
        create_link_check(url=create_source().url, **kind)

    response = admin_client.get(reverse(CHECKED_LINKS), {"link": option})

    assert len(response.context["cl"].result_list) == 1


@pytest.mark.parametrize("create", SOURCED)
def test_a_row_with_a_broken_source_is_marked_and_leads_to_it(create, admin_client):
    row = create()
    source = create_source(**{SOURCED[create]: row})
    create_source(**{SOURCED[create]: row})
    create_link_check(url=source.url, **BROKEN)

    content = admin_client.get(address(create, "changelist")).content.decode()
    (link,) = re.findall(r'<a class="mark mark-gap" href="([^"]*)">1 broken link</a>', content)
    response = admin_client.get(link.replace("&amp;", "&"))

    assert list(response.context["cl"].result_list) == [source]


@pytest.mark.parametrize("create", [*SOURCED, create_framework])
def test_the_desk_of_what_has_links_finds_the_broken_and_has_them_asked(create, admin_client, site):
    row, fine = create(), create()
    for name in ("homepage", "documentation_url", "repository_url"):
        if hasattr(row, name):
            setattr(row, name, site.url("/gone"))
    row.save()
    if create in SOURCED:
        create_source(url=site.url("/gone"), **{SOURCED[create]: row})

    response = act(admin_client, create, "check_links", row)

    assert "1 link checked: not found 1." in messages_of(response)
    assert LinkCheck.objects.get().url == site.url("/gone")
    LinkCheck.objects.update(failed_days=3, failures=3)
    listed = admin_client.get(address(create, "changelist"), {"link": "broken"}).context["cl"].result_list
    assert row in listed
    assert fine not in listed


def test_an_action_asks_only_so_many_and_says_what_it_left_out(admin_client, site):
    sources = [create_source(url=site.url(f"/?page={number}")) for number in range(ADDRESSES_PER_ACTION + 3)]

    response = act(admin_client, create_source, "check_links", *sources)

    assert LinkCheck.objects.count() == ADDRESSES_PER_ACTION
    assert any(message.startswith("3 links were left out") for message in messages_of(response))
    act(admin_client, create_source, "check_links", *sources)
    assert LinkCheck.objects.count() == ADDRESSES_PER_ACTION + 3


def test_a_dead_link_alone_is_counted_where_another_host_answers(admin_client, site, monkeypatch):
    monkeypatch.setattr(
        recording,
        "default_fetcher",
        lambda: site.fetcher(resolve=lambda host, *bounds: [] if host == "dead.example" else ["127.0.0.1"]),
    )
    dead = create_source(url=site.url(host="dead.example"))
    create_link_check(url=create_source(url=site.url()).url)

    response = act(admin_client, create_source, "check_links", dead)

    assert messages_of(response) == ["1 link checked: no such host 1."]
    assert LinkCheck.objects.get(url=dead.url).is_failing


def test_an_action_has_an_end(monkeypatch, admin_client):
    given = []
    monkeypatch.setattr(
        link_checks, "check_and_record", lambda addresses, **options: given.append(options) or recording.Summary()
    )

    act(admin_client, create_source, "check_links", create_source())

    assert given == [{"seconds": link_checks.SECONDS_PER_ACTION}]
    assert link_checks.SECONDS_PER_ACTION + 5 <= 30


def test_a_dead_network_of_our_own_is_told(admin_client, site, monkeypatch):
    monkeypatch.setattr(recording, "default_fetcher", lambda: site.fetcher(resolve=lambda *args: []))

    response = act(admin_client, create_source, "check_links", create_source(url=site.url()))

    assert any("Nothing was counted" in message for message in messages_of(response))


def test_the_action_changes_nothing_but_the_check(admin_client, site):
    source = create_source(url=site.url())

    act(admin_client, create_source, "check_links", source)

    source.refresh_from_db()
    assert (source.version, source.history.count()) == (1, 1)


@pytest.mark.parametrize("group", ["Editor", "Publisher"])
def test_editors_and_publishers_may_have_links_asked(group, site):
    client = signed_in(group=group)
    source = create_source(url=site.url())

    act(client, create_source, "check_links", source)
    check = LinkCheck.objects.get()
    response = client.post(
        reverse(CHECKED_LINKS), {"action": "check_again", "_selected_action": [check.pk]}, follow=True
    )

    assert response.status_code == 200
    assert len(site.requests) == 2


def test_who_may_only_look_has_nothing_asked(site):
    client = signed_in(permissions=["view_source", "view_linkcheck"])
    source = create_source(url=site.url())
    check = create_link_check(url=source.url)

    act(client, create_source, "check_links", source)
    client.post(reverse(CHECKED_LINKS), {"action": "check_again", "_selected_action": [check.pk]})

    assert client.get(reverse(CHECKED_LINKS)).status_code == 200
    assert site.requests == []


def test_without_rights_the_checked_links_are_closed():
    client = signed_in()
    check = create_link_check(url=create_source().url)
    pages = [
        reverse(CHECKED_LINKS),
        *(
            reverse(f"admin:comparisons_linkcheck_{page}", args=[check.pk])
            for page in ("change", "delete", "history")
        ),
        reverse("admin:comparisons_linkcheck_add"),
    ]

    assert [client.get(page).status_code for page in pages] == [403] * len(pages)
    assert client.post(pages[0], {"action": "check_again", "_selected_action": [check.pk]}).status_code == 403


def test_nobody_writes_a_check_by_hand(admin_client):
    check = create_link_check(url=create_source().url)
    change, delete = (
        reverse(f"admin:comparisons_linkcheck_{page}", args=[check.pk]) for page in ("change", "delete")
    )

    assert admin_client.get(change).status_code == 200
    assert admin_client.post(change, {"status": "answers"}).status_code == 403
    assert admin_client.get(delete).status_code == 403
    assert admin_client.get(reverse("admin:comparisons_linkcheck_add")).status_code == 403
    assert "delete_selected" not in admin_client.get(reverse(CHECKED_LINKS)).content.decode()


def test_the_list_of_checked_links_says_who_names_them(admin_client):
    verdict = create_verdict()
    framework = create_framework(homepage="https://a.example/")
    create_source(url="https://a.example/", verdict=verdict)
    create_link_check(url="https://a.example/", **BROKEN)
    create_link_check(url="https://nobody.example/", **BROKEN)

    content = admin_client.get(reverse(CHECKED_LINKS), {"q": "example"}).content.decode()

    assert f'<a href="{address(create_verdict, "change", verdict.pk)}">' in content
    assert f'<a href="{address(create_framework, "change", framework.pk)}">' in content
    assert "nobody.example" not in content
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\bsrc=)", content)


@pytest.mark.parametrize("name", [CHECKED_LINKS, "admin:comparisons_source_changelist"])
def test_a_list_of_many_links_costs_as_much_as_one_of_few(name, admin_client):
    def add(number):
        for _number in range(number):
            create_link_check(url=create_source().url, **BROKEN)

    add(2)
    admin_client.get(reverse(name))
    with CaptureQueriesContext(connection) as few:
        admin_client.get(reverse(name))
    add(10)
    with CaptureQueriesContext(connection) as many:
        admin_client.get(reverse(name))

    assert len(many) == len(few)


def test_visitors_see_nothing_of_it(client):
    source = create_source(url="https://a.example/")
    url = source.verdict.framework.get_absolute_url()
    before = client.get(url).content
    create_link_check(url="https://a.example/", **BROKEN)

    assert client.get(url).content == before


def test_no_word_of_the_desk_calls_a_link_verified():
    code = Path(site_settings.BASE_DIR) / "comparisons"
    rooms = [*(code / "links").glob("*.py"), *(code / "admin").glob("*link*.py"), code / "models" / "link_checks.py"]
    shown = [text for path in rooms for text in re.findall(r"_\(\s*\"([^\"]*)\"", path.read_text(encoding="utf-8"))]

    assert len(shown) > 10
    assert [text for text in shown if "verif" in text.lower()] == []


def test_no_public_template_knows_the_checks():
    public = (Path(site_settings.BASE_DIR) / "templates" / "comparisons").rglob("*")
    views = (Path(site_settings.BASE_DIR) / "comparisons" / "views").rglob("*.py")
    presentation = (Path(site_settings.BASE_DIR) / "comparisons" / "presentation").rglob("*.py")

    naming = [
        path
        for path in (*public, *views, *presentation)
        if path.is_file() and re.search(r"link_?check|LinkStatus", path.read_text(encoding="utf-8"), re.IGNORECASE)
    ]

    assert naming == []
