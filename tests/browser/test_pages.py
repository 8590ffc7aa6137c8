"""Every public page in Chromium: nothing blocked, nothing fetched elsewhere, no wider than a phone, axe content."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.views.addresses import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Both widths and both schemes; the four combinations would take twice as long and share every colour and rule.
VIEWS = [(1280, "light"), (390, "dark")]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_clean_wide_and_narrow_light_and_dark(open_page, address):
    for width, scheme in VIEWS:
        page = open_page(address, width=width, scheme=scheme)

        where = f"{address} at {width} in {scheme}"
        assert page.complaints == [], where
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, where
        violations = Axe().run(page).response["violations"]
        found = [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in violations]
        assert found == [], where
