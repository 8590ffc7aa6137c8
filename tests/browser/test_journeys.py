"""The visitor's and the editor's ways through the site, in a real browser; the visitor's without script."""

import re

import pytest

from tests.admin.roles import PASSWORD, superuser
from tests.browser.conftest import leave_by

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_visitor_filters_the_table_and_sends_the_address(open_page, width):
    page = open_page("/compare/", width=width, javascript=False)
    if width < 600:
        page.get_by_text("Filters", exact=True).first.click()

    page.get_by_role("checkbox", name=re.compile("^Django")).check()
    page.get_by_role("checkbox", name=re.compile("^Flask")).check()
    page.get_by_role("checkbox", name=re.compile("^Only differences")).check()
    leave_by(page.get_by_role("button", name="Apply"))

    assert page.url.endswith("/compare/?framework=django&framework=flask&differences=on")
    leave_by(page.get_by_role("link", name="Remove Flask"))
    assert page.url.endswith("/compare/?framework=django&differences=on")


def path_of(page):
    return page.url.partition("/quiz")[1] + page.url.partition("/quiz")[2]


def heading_of(page):
    return page.get_by_role("heading", level=1).inner_text()


def field_of(page):
    """The names of the field, best first."""
    return page.locator("section[aria-labelledby=field-heading] .standing__name").all_inner_texts()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_visitor_takes_the_quiz_step_by_step_without_script(open_page, width):
    page = open_page("/", width=width, javascript=False)

    leave_by(page.get_by_role("link", name="Find my framework").first)
    page.get_by_label("Which would you pick today").select_option("flask")
    leave_by(page.get_by_role("button", name=re.compile("^Start: [678] questions$")))
    first = heading_of(page)
    page.get_by_role("radio").first.check()
    leave_by(page.get_by_role("button", name="Next"))
    second = heading_of(page)
    leave_by(page.get_by_role("button", name="Skip"))
    third = heading_of(page)
    leave_by(page.get_by_role("link", name="Back", exact=True))
    assert heading_of(page) == second
    leave_by(page.get_by_role("link", name="Back", exact=True))
    assert heading_of(page) == first
    for _again in range(2):
        page.get_by_role("radio").first.check()
        leave_by(page.get_by_role("button", name="Next"))
    assert heading_of(page) == third
    leave_by(page.get_by_role("link", name="That is enough", exact=True))

    assert heading_of(page) == "What matters more?"
    page.get_by_role("combobox").first.select_option(label="decisive")
    leave_by(page.get_by_role("button", name="Show my result"))
    assert re.search(r"importance=[a-z-]+:4", page.url) and "=&" not in page.url
    assert "You would have picked Flask today" in page.content()
    colleague = open_page(path_of(page), javascript=False)
    assert colleague.content() == page.content()
    assert page.complaints == colleague.complaints == []


CONTENT_SITE = "/quiz/result/?building=content-site&parts=everything&store=models&output=pages&lifetime=decade"


def test_from_a_result_to_the_table_in_the_same_order_and_to_the_pair(open_page):
    page = open_page(CONTENT_SITE, javascript=False)
    field = field_of(page)

    leave_by(page.get_by_role("link", name="See it in the table"))
    leave_by(page.get_by_role("link", name=re.compile("^Show all 12 frameworks")))
    columns = page.locator("thead th[scope=col] a").all_inner_texts()
    page.go_back()
    page.go_back()
    leave_by(page.get_by_role("link", name="First and second, compared"))

    assert [name for name in columns if name in field] == field
    assert len(field) == 12
    assert all(name in heading_of(page) for name in field[:2])
    assert page.complaints == []


def test_from_a_scenario_into_the_quiz_with_its_answers_filled_in(open_page):
    page = open_page("/scenarios/content-site/", javascript=False)

    leave_by(page.get_by_role("link", name="Start from these answers"))
    assert "building=content-site" in page.url
    assert page.get_by_role("combobox").count() > 5
    leave_by(page.get_by_role("link", name=re.compile("^change")).first)
    assert page.get_by_role("radio", checked=True).count() > 5
    leave_by(page.get_by_role("button", name="Show my result"))

    assert heading_of(page) == "Django"
    assert page.complaints == []


def test_a_visitor_lays_a_colleagues_link_beside_the_result(open_page, site):
    page = open_page(CONTENT_SITE, javascript=False)

    page.get_by_label("Lay a colleague").fill(f"{site}/quiz/result/?building=one-job&parts=only-http&store=nowhere")
    leave_by(page.get_by_role("button", name="Compare", exact=True))

    assert page.get_by_role("heading", name="Two results side by side").is_visible()
    assert page.get_by_role("heading", name="What parts them").is_visible()
    leave_by(page.get_by_role("link", name="Yours alone"))
    assert page.get_by_role("heading", name="Two results side by side").count() == 0
    assert page.complaints == []


def test_an_editor_corrects_a_verdict_and_the_public_page_shows_it(open_page):
    superuser("chief")
    desk = open_page("/admin/comparisons/verdict/?q=Flask+Object-relational")

    desk.get_by_label("Username").fill("chief")
    desk.get_by_label("Password").fill(PASSWORD)
    leave_by(desk.get_by_role("button", name="Log in"))
    leave_by(desk.locator("#result_list tbody tr th a").first)
    desk.locator("#id_summary").fill("An editor was here, and it shows.")
    leave_by(desk.locator("input[name=_save]").first)

    desk.get_by_text("was changed successfully").wait_for()
    assert desk.complaints == []
    public = open_page("/compare/?framework=flask&category=data")
    assert "An editor was here, and it shows." in public.content()


def test_the_keyboard_reaches_the_content_at_once(open_page):
    page = open_page("/compare/")

    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")

    assert focused == "Skip to the content"
    assert page.url.endswith("#main")
