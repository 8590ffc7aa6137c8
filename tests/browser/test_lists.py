"""The lists of the desk in Chromium: no column out of sight, and the filter where one looks for it."""

import pytest
from django.contrib import admin
from django.urls import reverse

from comparisons.models import PreparedChange, Source, Verdict
from tests.factories import create_link_check, create_prepared_change, create_suggestion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTED = [model for model in admin.site._registry if model._meta.app_label == "comparisons"]
# Enough for long names and texts.
ROWS_OF_A_LIST = 40


def address(model):
    return reverse(f"admin:comparisons_{model._meta.model_name}_changelist")


def place(page, selector):
    return page.locator(selector).bounding_box()


@pytest.mark.once
def test_no_list_is_wider_than_its_place_on_a_desktop_and_on_a_tablet(sign_in, site, monkeypatch):
    for model in LISTED:
        monkeypatch.setattr(admin.site.get_model_admin(model), "list_per_page", ROWS_OF_A_LIST)
    verdict = Verdict.objects.get(framework__slug="flask", criterion__slug="orm")
    create_link_check(url=Source.objects.first().url, failed_days=4)
    create_suggestion(about=verdict)
    create_prepared_change(of=verdict)
    page = sign_in("/admin/")

    for model in LISTED:
        page.goto(site + address(model))
        for width in (1280, 820):
            page.set_viewport_size({"width": width, "height": 900})
            hidden = page.locator(".results").evaluate("(frame) => frame.scrollWidth - frame.clientWidth")
            assert hidden <= 0, (model, width)


def test_on_a_phone_the_filter_is_folded_above_the_rows(sign_in):
    page = sign_in(address(Verdict), width=390)

    rows = place(page, "#result_list")["y"]
    assert place(page, "#changelist-filter")["y"] < rows < 900
    by_state = page.get_by_role("link", name="in review", exact=True)
    assert not by_state.is_visible()
    page.locator(".filter-fold > summary").click()
    assert by_state.is_visible()


def test_in_a_wide_window_the_filter_stands_open_beside_the_rows(sign_in):
    page = sign_in(address(Verdict), width=1280)

    assert page.get_by_role("link", name="in review", exact=True).is_visible()
    assert place(page, "#changelist-filter")["x"] > place(page, ".results")["x"] + place(page, ".results")["width"]


def test_the_search_has_room_on_a_phone(sign_in):
    page = sign_in(address(PreparedChange), width=390)

    assert place(page, "#searchbar")["width"] > 200
