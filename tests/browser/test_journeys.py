"""The visitor's and the editor's ways through the site, in a real browser; the visitor's without script."""

import re

import pytest
from django.contrib.auth import get_user_model

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_a_visitor_filters_the_table_and_sends_the_address(open_page, width):
    page = open_page("/compare/", width=width, javascript=False)
    if width < 600:
        page.get_by_text("Filters", exact=True).first.click()

    page.get_by_role("checkbox", name=re.compile("^Django")).check()
    page.get_by_role("checkbox", name=re.compile("^Flask")).check()
    page.get_by_role("checkbox", name=re.compile("^Only differences")).check()
    page.get_by_role("button", name="Apply").click()

    assert page.url.endswith("/compare/?framework=django&framework=flask&differences=on")
    page.get_by_role("link", name="Remove Flask").click()
    assert page.url.endswith("/compare/?framework=django&differences=on")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_visitor_takes_the_quiz_and_the_address_gives_the_same_result_to_a_colleague(open_page, width):
    page = open_page("/", width=width, javascript=False)

    page.get_by_role("link", name="Find my framework").first.click()
    page.get_by_role("radio", name=re.compile("kept up to date by editors")).check()
    page.get_by_role("radio", name=re.compile("^Everything an ordinary application needs")).check()
    page.get_by_role("button", name="Show my result").click()

    assert "building=content-site" in page.url and "=&" not in page.url
    assert page.get_by_role("heading", level=1).inner_text() == "Django"
    colleague = open_page(page.url.partition("/quiz")[1] + page.url.partition("/quiz")[2], javascript=False)
    assert colleague.get_by_role("heading", level=1).inner_text() == "Django"


def test_an_editor_corrects_a_verdict_and_the_public_page_shows_it(open_page):
    get_user_model()._default_manager.create_superuser("editor", "", "a-long-local-password")
    desk = open_page("/admin/comparisons/verdict/?q=Flask+Object-relational")

    desk.get_by_label("Username").fill("editor")
    desk.get_by_label("Password").fill("a-long-local-password")
    desk.get_by_role("button", name="Log in").click()
    desk.locator("#result_list tbody tr th a").first.click()
    desk.locator("#id_summary").fill("An editor was here, and it shows.")
    desk.locator("input[name=_save]").first.click()

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
