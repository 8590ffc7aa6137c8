import re

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template import Context, Template

from config.static_files import STYLESHEET_FOLDER, stylesheet_names
from tests.browser.static_files import JoinedStorage

TEMPLATES = settings.BASE_DIR / "templates"
LINKED = re.compile(r'rel="stylesheet" href="{% static "([^"]+)" %}"')
PAGE_HEAD = """
{% load comparison_tags static %}{% stylesheets %}
<link rel="stylesheet" href="{% static "comparisons/css/tokens.css" %}">
<link rel="stylesheet" href="{% static "comparisons/css/base.css" %}">
{% endstylesheets %}
"""


def all_static_files():
    return [path for finder in get_finders() for path, _storage in finder.list([])]


def linked_by(template):
    return LINKED.findall(template.read_text(encoding="utf-8"))


@pytest.fixture
def collected(settings, tmp_path):
    """The site's static files as an operator collects them; gives their folder."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "config.static_files.JoinedStaticFilesStorage"},
    }
    # Twice, as at every upgrade. The admin's files would only take time.
    for _time in range(2):
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin", "django_htmx"])
    return tmp_path


def test_what_every_page_links_comes_first_and_in_the_same_order():
    everywhere = linked_by(TEMPLATES / "comparisons/includes/_stylesheets.html")

    *first, last = everywhere

    joined = stylesheet_names(all_static_files())
    assert joined[: len(first)] == first
    assert joined[-1] == last


def test_every_stylesheet_that_a_public_page_links_is_joined_once():
    linked = {name for template in (TEMPLATES / "comparisons").rglob("*.html") for name in linked_by(template)}

    joined = stylesheet_names(all_static_files())

    assert linked - set(joined) == set()
    assert len(joined) == len(set(joined))


def test_the_editors_desk_keeps_its_own_stylesheet():
    assert f"{STYLESHEET_FOLDER}admin.css" in all_static_files()
    assert f"{STYLESHEET_FOLDER}admin.css" not in stylesheet_names(all_static_files())


def test_the_joined_stylesheet_holds_every_other_and_finds_the_font(collected):
    joined = collected / staticfiles_storage.stored_name(f"{STYLESHEET_FOLDER}site.css")

    text = joined.read_text(encoding="utf-8")

    assert text.startswith("/* The order of the layers")
    assert text.count("@layer tokens, base, layout, components, utilities;") == 1
    assert text.count("@layer components {") >= len(stylesheet_names(all_static_files())) - 4
    font = re.search(r'url\("\.\./(fonts/[^"]+)"\)', text)
    assert (collected / "comparisons" / font[1]).exists()


def test_the_joined_stylesheet_is_named_by_its_content_and_stored_compressed(collected):
    name = staticfiles_storage.stored_name(f"{STYLESHEET_FOLDER}site.css")

    assert re.fullmatch(r"comparisons/css/site\.[0-9a-f]{12}\.css", name)
    assert (collected / f"{name}.br").stat().st_size < 20_000
    assert (collected / f"{name}.gz").exists()


def test_a_page_links_the_joined_stylesheet_where_there_is_one(collected):
    page_head = Template(PAGE_HEAD).render(Context())

    assert re.findall(r'href="([^"]+)"', page_head) == [staticfiles_storage.url(f"{STYLESHEET_FOLDER}site.css")]


def test_a_page_links_the_single_files_where_none_are_collected():
    page_head = Template(PAGE_HEAD).render(Context())

    assert re.findall(r'href="([^"]+)"', page_head) == [
        "/static/comparisons/css/tokens.css",
        "/static/comparisons/css/base.css",
    ]


@pytest.mark.django_db
def test_the_feed_is_named_to_readers_also_where_stylesheets_are_joined(client, settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": f"{JoinedStorage.__module__}.{JoinedStorage.__name__}"}
    }

    html = client.get("/changes/").content.decode()

    assert "css/site.css" in html
    assert re.search(r'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="/changes/feed/">', html)


def test_nothing_but_stylesheets_stands_where_stylesheets_are_joined_away():
    blocks = [
        block
        for template in (TEMPLATES / "comparisons").rglob("*.html")
        for block in re.findall(
            r"{% block styles %}(.*?){% endblock", template.read_text(encoding="utf-8"), re.DOTALL
        )
    ]

    assert len(blocks) > 10
    for block in blocks:
        assert re.findall(r"<(?!link rel=.stylesheet. )\w+", block) == []
