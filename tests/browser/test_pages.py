"""Every public page in Chromium: nothing blocked, nothing fetched elsewhere, no wider than a phone, axe content."""

import pytest

from tests.browser.axe import violations_of
from tests.browser.conftest import answered
from tests.views.addresses import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

VIEWS = [(width, scheme) for width in (1280, 390) for scheme in ("light", "dark")]

# Both widths and both themes; the other two views have the same elements in the same colours.
WITH_AXE = [(1280, "light"), (390, "dark")]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_clean_wide_and_narrow_light_and_dark(open_page, address):
    page = open_page(address)

    for width, scheme in VIEWS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)

        where = f"{address} at {width} in {scheme}"
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, where
        if (width, scheme) in WITH_AXE:
            assert violations_of(page) == [], where

    assert page.complaints == [], address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_table_stays_clean_with_everything_unfolded_and_a_cell_opened_by_script(open_page, scheme):
    page = open_page(PAGES[5], scheme=scheme)

    with answered(page):
        page.locator("[aria-expanded=false]").nth(3).click()
    page.evaluate("document.querySelectorAll('#browse details').forEach((fold) => (fold.open = true))")

    assert violations_of(page) == []
    assert page.complaints == []
