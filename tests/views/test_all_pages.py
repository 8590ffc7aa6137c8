"""What holds for every public page, on the real content."""

import re

import html5lib
import pytest
from django.urls import reverse

from tests.views.addresses import FORMS, LISTS, MACHINE_PAGES, PAGES

pytestmark = pytest.mark.usefixtures("catalogue")

UNSAFE_METHODS = ["post", "put", "patch", "delete", "trace"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_answers(get, address):
    response = get(address)

    assert response.status_code == 200
    assert response["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("address", PAGES)
def test_a_page_sets_no_cookie_and_does_not_vary_by_one(get, address):
    response = get(address)

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_valid_html(get, address):
    response = get(address)

    parser = html5lib.HTMLParser(strict=True)
    parser.parse(response.content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_one_heading_of_the_first_level_a_main_part_and_no_level_is_skipped(get, address):
    html = get(address).content.decode()

    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:], strict=False))
    assert html.count("<main") == 1


@pytest.mark.parametrize("address", PAGES)
def test_ids_are_unique_and_labels_point_to_them(get, address):
    html = get(address).content.decode()

    ids = re.findall(r'\sid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    for target in re.findall(r'\s(?:for|aria-labelledby|aria-describedby)="([^"]*)"', html):
        assert target in ids


@pytest.mark.parametrize("address", PAGES)
def test_a_page_has_a_title_a_description_and_a_canonical_address(get, address, settings):
    html = get(address).content.decode()

    assert re.search(r"<title>[^<]{3,120} · Framewise</title>", html)
    assert re.search(r'<meta name="description" content="[^"]{40,}">', html)
    path = address.partition("?")[0]
    assert f'<link rel="canonical" href="{settings.SITE_URL}{path}">' in html


def links_of(get, address):
    """Where a page leads inside the site, in the order of the alphabet."""
    html = get(address).content.decode()
    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"#]*)', html)}
    return sorted(link for link in links if not link.startswith(("/static/", "/admin/")))


@pytest.mark.once
def test_every_link_inside_the_site_leads_somewhere(get):
    links = sorted({link for address in PAGES for link in links_of(get, address)})
    # The table's states and the forms for suggestions are many and alike: a few stand for their neighbours.
    table_states = [link for link in links if link.startswith("/compare/?")]
    forms = [link for link in links if link.startswith("/suggest/")]
    others = [link for link in links if not link.startswith(("/compare/?", "/suggest/"))]

    lost = [link for link in [*others, *table_states[::20], *forms[::10]] if get(link).status_code not in (200, 302)]

    assert len(others) > 350
    assert len(table_states) > 1000
    assert len(forms) > 200
    assert lost == []


@pytest.mark.parametrize("address", [*PAGES, *MACHINE_PAGES, "/nowhere/"])
def test_every_answer_carries_the_strict_policy(get, address):
    response = get(address)

    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("method", UNSAFE_METHODS)
@pytest.mark.parametrize("address", [page for page in PAGES if "?" not in page and page not in FORMS] + MACHINE_PAGES)
def test_only_reading_is_allowed(client, address, method):
    response = getattr(client, method)(address)

    assert response.status_code == 405


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_parameter_redirects_to_the_short_address(client, address):
    response = client.get(f"{address}?q=&q=orm")

    assert response.status_code == 302
    assert response["Location"] == f"{address}?q=orm"


@pytest.mark.parametrize("address", LISTS)
def test_a_value_that_does_not_exist_is_named_beside_its_field(client, address):
    name = "category" if address in ("/compare/", "/criteria/", "/claims/") else "framework"
    name = "kind" if address == "/frameworks/" else name

    response = client.get(f"{address}?{name}=no-such-thing")

    html = response.content.decode()
    assert response.status_code == 200
    assert "“no-such-thing” does not exist here" in html
    assert f'id="filter-{name}-error"' in html


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_result_says_why_and_offers_the_way_back(client, address):
    response = client.get(f"{address}?q=zzzz-nothing")

    html = response.content.decode()
    assert "Nothing fits all of these filters" in html
    assert f'class="chip" href="{address}"' in html


NONSENSE = [
    "\x00",
    "'\"><script>alert(1)</script>",
    "١٢٣",
    "-1",
    "9" * 400,
    "orm:9",
    ":::",
    "%00%ff",
    "../../etc/passwd",
    "a" * 5000,
    "\ud7ff\uffff",
    "django&framework",
    "{{ 7*7 }}",
]
PARAMETERS = [
    "framework", "category", "criterion", "support", "q", "differences", "weight", "require", "kind",
    "interface", "built_in", "industry", "status", "importance", "revision", "building", "page", "nobody",
    "answer", "soften", "format", "skipped", "edition", "view", "favourite", "other",
]  # fmt: skip


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize("path", [*LISTS, "/quiz/", "/quiz/result/", "/", "/scenarios/", "/method/", "/search/"])
def test_nonsense_in_every_parameter_gives_a_readable_page(client, path, nonsense):
    response = client.get(path, dict.fromkeys(PARAMETERS, nonsense))

    html = response.content.decode()
    assert response.status_code == 200
    assert "<script>alert" not in html
    assert len(response.content) < 900_000


@pytest.mark.parametrize("path", [*LISTS, "/quiz/", "/quiz/result/", "/search/"])
def test_hundreds_of_repeats_are_bounded(client, path):
    query = "&".join(f"{name}=x{number}" for number in range(50) for name in PARAMETERS)

    response = client.get(f"{path}?{query}")

    assert response.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere/",
        "/compare/django-vs-django/",
        "/compare/django-vs-nobody/",
        "/compare/django/",
        "/compare/-vs-/",
        "/compare/django-vs-flask-vs-bottle/",
        "/frameworks/nobody/",
        "/criteria/nothing/",
        "/extensions/nothing/",
        "/scenarios/nothing/",
        "/compare/%00/",
        "/frameworks/dj%00ango/",
        "/.well-known/security.txt",
    ],
)
def test_what_is_not_there_is_a_404_that_shows_the_way_on(client, path):
    response = client.get(path)

    html = response.content.decode()
    assert response.status_code == 404
    assert reverse("comparisons:quiz") in html


def test_the_inverse_pair_redirects_for_good(client):
    response = client.get("/compare/flask-vs-django/")

    assert response.status_code == 301
    assert response["Location"] == "/compare/django-vs-flask/"
