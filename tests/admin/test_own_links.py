"""Rows with a broken link of their own are marked on their list, also when the link stands inside of a text."""

import re
from html import unescape

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comparisons.admin.link_checks import LinkCheckAction
from comparisons.admin.list_filters import LinksListFilter
from comparisons.admin.own_links import OwnLinksColumn
from comparisons.choices import LinkStatus
from comparisons.links.catalogue import LINK_COLUMNS
from comparisons.links.texts import TEXT_COLUMNS
from comparisons.models import LinkCheck, Source
from tests.admin.test_desks import address
from tests.admin.test_link_checks import act
from tests.admin.test_link_checks import site as site
from tests.factories import (
    WRITTEN_ON,
    create_claim,
    create_criterion,
    create_extension,
    create_framework,
    create_link_check,
    create_question,
    create_scenario,
    create_verdict,
)

pytestmark = pytest.mark.django_db

GUIDE = "https://guide.example/?a=1&b=2"
TEXT = f"See [the guide]({GUIDE})."
HOLDERS = [
    (create_claim, {"explanation": TEXT}),
    (create_criterion, {"earns_5": TEXT}),
    (create_extension, {"homepage": GUIDE}),
    (create_framework, {"description": TEXT}),
    (create_framework, {"documentation_url": GUIDE}),
    (create_question, {"explanation": TEXT}),
    (create_scenario, {"description": TEXT}),
    (create_verdict, {"detail": TEXT}),
    (create_verdict, {"check_note": TEXT, "checked_on": WRITTEN_ON}),
]


def check(*, failed_days, url=GUIDE):
    return create_link_check(url=url, status=LinkStatus.NOT_FOUND, http_status=404, failed_days=failed_days)


def marks(page):
    return [unescape(link) for link in re.findall(r'<a class="mark mark-gap" href="([^"]*)">broken</a>', page)]


def test_every_desk_of_what_has_links_marks_finds_and_asks_them():
    for model in {*LINK_COLUMNS, *TEXT_COLUMNS} - {Source}:
        desk = admin.site.get_model_admin(model)
        assert isinstance(desk, OwnLinksColumn), model
        assert LinksListFilter in desk.list_filter, model
    # Its list is a list of links: each has its state beside it.
    assert isinstance(admin.site.get_model_admin(Source), LinkCheckAction)


@pytest.mark.parametrize(("create", "fields"), HOLDERS)
def test_a_row_with_a_broken_link_is_marked_and_leads_to_what_is_known_of_it(create, fields, admin_client):
    create(**fields)
    create()
    broken = check(failed_days=3)
    check(failed_days=3, url="https://other.example/")

    (link,) = marks(admin_client.get(address(create, "changelist")).content.decode())
    listed = admin_client.get(link)

    assert list(listed.context["cl"].result_list) == [broken]
    assert "named by" in listed.content.decode().lower()


@pytest.mark.parametrize(("create", "fields"), HOLDERS)
def test_the_list_of_checked_links_leads_back_to_the_row(create, fields, admin_client):
    row = create(**fields)
    check(failed_days=3)

    page = admin_client.get(reverse("admin:comparisons_linkcheck_changelist")).content.decode()

    assert f'href="{address(create, "change", row.pk)}"' in page


def test_a_link_that_failed_once_marks_nothing(admin_client):
    create_verdict(detail=TEXT)
    check(failed_days=2)

    assert marks(admin_client.get(address(create_verdict, "changelist")).content.decode()) == []


def test_each_broken_link_of_a_row_is_marked_once(admin_client):
    create_claim(explanation=f"{TEXT} {TEXT} See [more](https://more.example/).")
    check(failed_days=3)
    check(failed_days=4, url="https://more.example/")

    assert len(marks(admin_client.get(address(create_claim, "changelist")).content.decode())) == 2


@pytest.mark.parametrize(("create", "fields"), HOLDERS)
def test_the_filter_finds_the_row(create, fields, admin_client):
    row = create(**fields)
    create()
    check(failed_days=3)

    listed = admin_client.get(address(create, "changelist"), {"link": "broken"}).context["cl"].result_list

    assert list(listed) == [row]


@pytest.mark.parametrize("create", [create_criterion, create_question, create_scenario, create_verdict])
def test_an_editor_has_the_links_of_selected_texts_asked(create, admin_client, site):
    (column, *_others) = TEXT_COLUMNS[create.__annotations__["return"]]
    row = create(**{column: f"See [the page]({site.url('/gone')})."})

    act(admin_client, create, "check_links", row)

    assert LinkCheck.objects.get().url == site.url("/gone")


def test_the_start_page_counts_a_broken_link_in_a_text(admin_client):
    create_scenario(description=TEXT)
    check(failed_days=3)

    page = admin_client.get(reverse("admin:index")).content.decode()

    assert "link=broken" in page


def test_a_list_with_links_in_its_texts_costs_the_same_for_few_and_many(admin_client):
    url = address(create_claim, "changelist")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            admin_client.get(url)
        return len(queries)

    create_claim(explanation=TEXT)
    check(failed_days=3)
    admin_client.get(url)
    one = cost()
    for _number in range(5):
        create_claim(explanation=TEXT)

    assert cost() == one
