"""Sharing a view in a real browser: the link that is copied opens the same view elsewhere."""

import pytest

from tests.browser.conftest import answered, content_of, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VIEW = "/compare/?framework=flask&framework=django&category=data&differences=on&baseline=flask&open=orm:django"

REFUSING = "navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));"
MISSING = "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });"


def unfold(page):
    page.locator("#share-link > summary").click()
    return page.get_by_label("The address of exactly this view")


def marked_text(page):
    """What Ctrl+C would copy now."""
    return page.evaluate(
        """() => {
            const field = document.activeElement;
            return field.value.slice(field.selectionStart, field.selectionEnd);
        }"""
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_the_copied_link_opens_the_same_view_for_a_colleague(open_page, settings, width):
    page = open_page("/compare/?category=data", width=width, permissions=["clipboard-read", "clipboard-write"])
    if width < 600:
        page.locator("#filters > summary").click()
    for box in ["filter-framework-flask", "filter-framework-django", "filter-differences-on"]:
        with answered(page):
            page.locator(f"#{box}").check()
    with answered(page):
        page.locator("#open-orm-django").click()
    content = content_of(page)

    unfold(page)
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied.", exact=True).wait_for()

    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == settings.SITE_URL + path_of(page)
    colleague = open_page(copied.removeprefix(settings.SITE_URL), width=width)
    assert content_of(colleague) == content
    assert page.complaints == colleague.complaints == []


def test_without_a_clipboard_the_link_is_copied_the_old_way(open_page):
    page = open_page("/", permissions=["clipboard-read"])
    page.add_init_script(MISSING)
    page.goto(page.url + VIEW.removeprefix("/"))

    field = unfold(page)
    page.get_by_role("button", name="Copy link").click()

    page.get_by_text("Copied.", exact=True).wait_for()
    assert marked_text(page) == field.input_value()


@pytest.mark.parametrize(
    "script",
    [REFUSING, MISSING + "document.execCommand = () => false;"],
    ids=["a clipboard that refuses", "no clipboard and no command"],
)
def test_where_copying_is_refused_the_link_is_marked_for_the_visitor(open_page, script):
    page = open_page(VIEW)
    page.evaluate(f"() => {{ {script} }}")

    field = unfold(page)
    page.get_by_role("button", name="Copy link").click()

    page.get_by_text("The address is marked: press Ctrl+C").wait_for()
    assert marked_text(page) == field.input_value() != ""
    assert page.complaints == []


def test_without_script_the_link_can_be_read_and_there_is_no_button_that_does_nothing(open_page, settings):
    page = open_page(VIEW, javascript=False)

    field = unfold(page)

    assert field.input_value() == settings.SITE_URL + VIEW
    assert page.get_by_role("button", name="Copy link").count() == 0


def test_the_button_is_there_after_every_swap_and_after_going_back(open_page):
    page = open_page("/compare/")
    unfold(page)
    button = page.get_by_role("button", name="Copy link")

    with answered(page):
        page.locator("#filter-framework-flask").check()
    assert button.is_visible()
    with answered(page):
        page.go_back()
    assert button.is_visible()
