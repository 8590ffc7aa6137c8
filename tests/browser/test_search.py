"""The search from every page: by hand without script, and by the key "/" with it."""

import pytest

from tests.browser.conftest import leave_by

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIELD = "[data-search-field]"


def has_focus(page):
    return page.evaluate(f"document.activeElement === document.querySelector({FIELD!r})")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_visitor_finds_a_pair_without_script(open_page, width):
    page = open_page("/criteria/", width=width, javascript=False)

    field = page.get_by_role("searchbox", name="Search everything")
    field.fill("flask vs fast api")
    leave_by(field, key="Enter")
    leave_by(page.get_by_role("link", name="FastAPI or Flask?"))

    assert page.url.endswith("/compare/fastapi-vs-flask/")
    assert page.complaints == []


def test_the_slash_goes_to_the_field_and_escape_goes_back(open_page):
    page = open_page("/frameworks/django/")
    page.locator(".site-header__brand").focus()

    page.keyboard.press("/")
    assert has_focus(page)
    page.keyboard.type("orm/x")
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.className") == "site-header__brand"
    assert page.locator(FIELD).input_value() == "orm/x"
    page.keyboard.press("/")
    page.keyboard.type("orm")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=orm")
    page.keyboard.press("/")
    assert has_focus(page)
    assert page.complaints == []


@pytest.mark.once
@pytest.mark.parametrize("key", ["Control+/", "Alt+/", "Meta+/", "a"])
def test_other_keys_go_nowhere(open_page, key):
    page = open_page("/criteria/")

    page.keyboard.press(key)

    assert not has_focus(page)


@pytest.mark.once
@pytest.mark.parametrize("markup", ["<input id=x>", "<textarea id=x></textarea>", "<p id=x contenteditable>Text</p>"])
def test_a_slash_that_is_typed_into_a_field_stays_there(open_page, markup):
    page = open_page("/criteria/")
    page.evaluate("markup => document.querySelector('main').insertAdjacentHTML('beforeend', markup)", markup)

    page.locator("#x").focus()
    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.id") == "x"
    assert "/" in page.evaluate("document.activeElement.value ?? document.activeElement.textContent")


def test_a_dialog_keeps_the_slash_and_a_checkbox_does_not(open_page):
    page = open_page("/frameworks/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<dialog><button id=x>OK</button></dialog>')")
    page.evaluate("document.querySelector('dialog').showModal()")

    page.keyboard.press("/")
    assert not has_focus(page)

    page.evaluate("document.querySelector('dialog').close()")
    page.get_by_role("checkbox").first.focus()
    page.keyboard.press("/")
    assert has_focus(page)


@pytest.mark.once
def test_the_key_can_be_turned_off_and_stays_off(open_page, site):
    page = open_page("/search/")
    switch = page.get_by_role("checkbox", name="The key “/” goes to the search from every page")
    assert page.locator(FIELD).get_attribute("aria-keyshortcuts") == "/"

    switch.uncheck()
    page.goto(f"{site}/criteria/")
    page.keyboard.press("/")

    assert not has_focus(page)
    assert page.locator(FIELD).get_attribute("aria-keyshortcuts") is None
    assert not page.locator(".site-search__key").is_visible()
    page.goto(f"{site}/search/")
    assert not switch.is_checked()
    switch.check()
    page.goto(f"{site}/criteria/")
    assert page.locator(".site-search__key").is_visible()
    page.keyboard.press("/")
    assert has_focus(page)


@pytest.mark.once
def test_without_script_nothing_speaks_of_the_key(open_page):
    page = open_page("/search/", javascript=False)

    assert not page.get_by_text("goes to the search from every page").is_visible()
    page = open_page("/criteria/", javascript=False)
    assert not page.locator(".site-search__key").is_visible()
    assert page.locator(FIELD).get_attribute("aria-keyshortcuts") is None


@pytest.mark.once
@pytest.mark.parametrize("javascript", [True, False])
def test_the_folded_menu_works_by_keyboard(open_page, javascript):
    page = open_page("/frameworks/", width=390, javascript=javascript)
    links = page.locator(".site-menu a")
    summary = page.locator(".site-menu summary")

    summary.press("Enter")
    assert links.first.is_visible()
    if javascript:
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert not links.first.is_visible()
        assert summary.evaluate("element => element === document.activeElement")
        summary.press("Enter")
    page.locator(".site-menu").get_by_role("link", name="Criteria").press("Enter")

    page.wait_for_url("**/criteria/")
    assert page.complaints == []


@pytest.mark.once
def test_leaving_the_open_menu_closes_it(open_page):
    page = open_page("/frameworks/", width=390)
    page.locator(".site-menu summary").click()

    page.locator(FIELD).focus()

    assert page.locator(".site-menu[open]").count() == 0


@pytest.mark.once
@pytest.mark.parametrize("width", [1280, 1000, 390])
def test_tab_goes_through_the_head_as_the_eye_does(open_page, width):
    page = open_page("/criteria/", width=width)

    places = page.evaluate(
        """() => [...document.querySelectorAll(".site-header :is(a, summary, input)")]
            .filter((control) => control.checkVisibility())
            .map((control) => control.getBoundingClientRect())
            .map((box) => [Math.round((box.top + box.height / 2) / 50), box.left])"""
    )

    assert len(places) == (10 if width == 1280 else 4)
    assert places == sorted(places)


@pytest.mark.once
@pytest.mark.parametrize("path", ["/", "/search/", "/search/?q=orm", "/search/?q=djnago"])
def test_every_control_of_the_head_the_foot_and_the_search_has_44_pixels_for_a_finger(open_page, path):
    page = open_page(path, width=390)
    page.locator(".site-menu summary").click()

    too_small = page.evaluate(
        """() => [...document.querySelectorAll(
                ".site-header :is(a, summary, input), .site-footer :is(a, label), " +
                ":is(.search-form, .search-summary, .search-group, .search-start, .search-nothing) " +
                ":is(a, button, label:has(input), input[type=search])"
            )]
            .filter((control) => control.checkVisibility())
            .filter((control) => control.getBoundingClientRect().height < 44)
            .map((control) => control.outerHTML)"""
    )

    assert too_small == []


@pytest.mark.once
def test_the_head_is_one_row_at_1280_pixels_and_survives_text_twice_as_large(open_page):
    page = open_page("/criteria/")
    height = page.locator(".site-header").evaluate("element => element.getBoundingClientRect().height")
    assert height < 64

    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.scrollingElement.scrollWidth") <= 1280
    assert page.locator(FIELD).is_visible()
