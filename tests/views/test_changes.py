"""The page and the feed of what editors changed, and what the first page says of it."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import html5lib
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.catalogue.revisions import record_revision
from comparisons.models import Extension, Framework, Revision, Verdict
from comparisons.views.changes import CHANGES_PER_PAGE
from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"

pytestmark = pytest.mark.django_db


def publish(number, **fields):
    """Changes so many extensions, as one revision."""
    keys = Extension.objects.order_by("slug").values_list("pk", flat=True)[:number]
    Extension.objects.filter(pk__in=list(keys)).update(**fields)
    return record_revision()


@pytest.fixture
def extensions():
    """Two pages and a line of changes: the first record, then one change, then of all of them."""
    flask = factories.create_framework(slug="flask", name="Flask")
    django = factories.create_framework(slug="django", name="Django")
    for number in range(2 * CHANGES_PER_PAGE - 1):
        factories.create_extension(slug=f"extension-{number:03}", frameworks=[flask if number else django])
    record_revision()
    publish(1, latest_version="3.0")
    publish(2 * CHANGES_PER_PAGE - 1, latest_version="4.0")


def page_of(client, address="/changes/"):
    response = client.get(address)
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.content.decode())
    return response.content.decode()


def test_a_page_has_a_fixed_size_and_leads_to_its_neighbours(client, extensions):
    first, second, third = page_of(client), page_of(client, "/changes/?page=2"), page_of(client, "/changes/?page=3")

    assert [page.count('class="change-line"') for page in (first, second, third)] == [50, 50, 1]
    assert 'href="/changes/?page=2" rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'href="/changes/" rel="prev"' in second
    assert "Page 3 of 3" in third
    assert 'rel="next"' not in third
    assert "The catalogue as first published" in third


def test_what_is_no_page_is_not_there(client, extensions):
    numbers = ["0", "-1", "4", "99999999999999999999", "02", "+2", "٢", "2.0", "2e0", "two", "%00", " 2", "1&page=2"]

    shown = [number for number in numbers if client.get(f"/changes/?page={number}").status_code != 404]

    assert shown == []


def test_the_first_page_has_one_address(client, extensions):
    response = client.get("/changes/?kind=extension&page=1")

    assert response.status_code == 301
    assert response["Location"] == "/changes/?kind=extension"
    assert client.get("/changes/?page=&kind=extension")["Location"] == "/changes/?kind=extension"


def test_filters_leave_what_fits_and_are_kept_from_page_to_page(client, extensions):
    assert page_of(client, "/changes/?framework=django").count('class="change-line"') == 2
    assert 'href="/changes/?framework=flask&amp;page=2" rel="next"' in page_of(client, "/changes/?framework=flask")
    assert "Nothing fits all of these filters" in page_of(client, "/changes/?kind=claim")


def test_a_revision_of_the_feed_has_an_address(client, extensions):
    html = page_of(client, "/changes/?revision=2")

    assert html.count('class="change-line"') == 1
    assert "Revision 2 <span" in html
    assert "does not exist here" in page_of(client, "/changes/?revision=99")
    # Nobody is offered a list of all numbers.
    assert 'name="revision"' not in page_of(client)


def test_long_texts_unfold_into_what_went_and_came(client):
    extension = factories.create_extension(name="Peewee", purpose="Small <b>models</b> for you.")
    record_revision()
    extension.purpose = "Small <i>models</i> for us."
    extension.save()
    record_revision()

    html = page_of(client)

    assert "reworded: purpose" in html
    assert '<del><span class="visually-hidden">taken out: </span>&lt;b&gt;models&lt;/b&gt;</del>' in html
    assert '<ins><span class="visually-hidden">put in: </span>us.</ins>' in html


def test_no_draft_and_nothing_that_was_never_published_is_on_a_page(client):
    secret = "Notforyou"
    framework = factories.create_framework()
    draft = factories.create_framework(name=secret, state="draft")
    factories.create_verdict(framework=draft, summary=secret)
    record_revision()
    verdict = factories.create_verdict(framework=framework, summary=secret, state="draft")
    factories.create_source(verdict=verdict, title=secret)
    factories.create_extension(frameworks=[draft, framework])
    record_revision()
    verdict.summary, verdict.state = "Words for all.", "published"
    verdict.save()
    verdict.sources.all().delete()
    record_revision()

    for address in ("/", "/changes/", f"/changes/?framework={draft.slug}", "/changes/feed/"):
        assert secret not in client.get(address).content.decode()


def test_what_was_withdrawn_keeps_its_name_and_nothing_else(client):
    extension = factories.create_extension(name="Peewee", purpose="Words that were a mistake.")
    record_revision()
    extension.state = "draft"
    extension.save()
    record_revision()

    for address in ("/", "/changes/", "/changes/feed/"):
        content = client.get(address).content.decode()
        assert "Extension withdrawn: Peewee" in content
        assert "mistake" not in content


def test_the_first_page_tells_the_latest_or_that_there_is_none(client):
    assert "What changed lately" not in page_of(client, "/")

    factories.create_framework(name="Flask")
    revision = record_revision()
    Revision.objects.update(recorded_at=datetime(2026, 5, 1, 12, tzinfo=UTC))
    assert "Nothing has changed since the content was first published here on 1 May 2026." in page_of(client, "/")

    Framework.objects.update(latest_version="3.2")
    revision = record_revision()
    html = page_of(client, "/")
    assert revision.number == 2
    assert "latest version “3.2” instead of “1.0”" in html
    assert "Nothing has changed" not in html


def test_the_first_page_counts_what_it_does_not_tell(client, extensions):
    html = page_of(client, "/")

    assert '<a href="/changes/?revision=3">and 97 more changes</a>' in html


def feed_of(client):
    response = client.get("/changes/feed/")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def test_the_feed_is_atom_with_absolute_addresses_of_the_settings(client, extensions, settings):
    settings.SITE_URL = "https://framewise.example"

    feed = feed_of(client)

    entries = feed.findall(f"{ATOM}entry")
    assert feed.tag == f"{ATOM}feed"
    assert feed.find(f"{ATOM}id").text == "tag:framewise.example,2026:changes"
    assert {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")} == {
        "alternate": "https://framewise.example/changes/",
        "self": "https://framewise.example/changes/feed/",
    }
    assert [entry.find(f"{ATOM}id").text.rpartition(":")[2] for entry in entries] == [
        "revision/3",
        "revision/2",
        "revision/1",
    ]
    assert entries[0].find(f"{ATOM}link").get("href") == "https://framewise.example/changes/?revision=3"
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert element.find(f"{ATOM}{name}").text
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "Framewise"


def test_an_entry_is_readable_on_its_own(client, extensions):
    long, short, first = feed_of(client).findall(f"{ATOM}entry")

    assert long.find(f"{ATOM}title").text == "Revision 3: 99 changes"
    assert short.find(f"{ATOM}title").text == "Extension Extension 000: latest version “3.0” instead of “2.0”"
    assert "And 79 more changes." in long.find(f"{ATOM}summary").text
    assert "/extensions/extension-000/" in short.find(f"{ATOM}summary").text
    assert first.find(f"{ATOM}title").text.startswith("The catalogue as first published: 2 frameworks")


def test_an_entry_is_updated_on_the_day_of_its_revision(client, extensions):
    Revision.objects.filter(number=3).update(recorded_at=datetime(2026, 5, 1, 12, tzinfo=UTC))

    entry = feed_of(client).find(f"{ATOM}entry")

    assert entry.find(f"{ATOM}updated").text == "2026-05-01T12:00:00+00:00"


def test_markup_in_a_title_stays_text_in_the_feed(client):
    factories.create_framework()
    record_revision()
    factories.create_claim(statement="<script>alert(1)</script> & co ]]>")
    record_revision()

    entry = feed_of(client).find(f"{ATOM}entry")

    assert "<script>" not in entry.find(f"{ATOM}summary").text


def test_a_reader_who_has_the_newest_is_told_in_a_word(client, extensions):
    first = client.get("/changes/feed/")

    by_tag = client.get("/changes/feed/", headers={"If-None-Match": first["ETag"]})
    by_day = client.get("/changes/feed/", headers={"If-Modified-Since": first["Last-Modified"]})
    publish(1, latest_version="5.0")
    after = client.get("/changes/feed/", headers={"If-None-Match": first["ETag"]})

    assert (by_tag.status_code, by_day.status_code, after.status_code) == (304, 304, 200)


def test_the_feed_before_the_first_record_is_empty_and_whole(client):
    feed = feed_of(client)

    assert feed.findall(f"{ATOM}entry") == []
    assert feed.find(f"{ATOM}updated").text


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    ("address", "number"), [("/changes/", 6), ("/changes/?framework=django&revision=2", 8), ("/changes/feed/", 5)]
)
def test_one_change_and_many_cost_the_same(client, extensions, address, number):
    few = queries_of(client, address)
    for version in ("5.0", "6.0", "7.0"):
        publish(90, latest_version=version)

    assert queries_of(client, address) == few == number


def test_a_page_of_the_real_content_after_everything_changed_is_bounded(client, catalogue):
    record_revision()
    Verdict.objects.update(detail="Other words.", review_due_on="2099-01-01")
    record_revision()

    html = page_of(client)

    assert html.count('class="change-line"') == CHANGES_PER_PAGE
    assert len(html) < 400_000
