"""Light, dark or the system's theme: chosen at the foot, kept in the browser, there before the first paint."""

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

LIGHT, DARK = "rgb(251, 249, 244)", "rgb(19, 22, 25)"


def paper(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def chosen(page):
    return page.locator("[data-theme-option]:checked").get_attribute("value")


@pytest.mark.parametrize(("scheme", "colour"), [("light", LIGHT), ("dark", DARK)])
@pytest.mark.parametrize("javascript", [True, False])
def test_without_a_choice_the_system_is_followed(open_page, scheme, colour, javascript):
    page = open_page("/method/", scheme=scheme, javascript=javascript)

    assert paper(page) == colour
    assert page.locator(".theme-switch").is_visible() == javascript


def test_a_choice_holds_on_every_page_and_system_takes_it_back(open_page, site):
    page = open_page("/method/", scheme="light")

    page.get_by_role("radio", name="dark").check()
    assert paper(page) == DARK
    page.goto(f"{site}/criteria/")
    assert (paper(page), chosen(page)) == (DARK, "dark")
    page.get_by_role("radio", name="system").check()

    assert paper(page) == LIGHT
    page.reload()
    assert (paper(page), chosen(page)) == (LIGHT, "system")
    assert page.evaluate("localStorage.length") == 0
    assert page.context.cookies() == []
    assert page.complaints == []


def test_a_choice_stands_before_the_first_paint(open_page, site):
    page = open_page("/method/", scheme="light")
    page.get_by_role("radio", name="dark").check()

    # The moment at which the body begins: nothing has been painted yet.
    page.add_init_script(
        """new MutationObserver((_, observer) => {
            if (document.body) {
                window.themeAtBody = document.documentElement.dataset.theme;
                observer.disconnect();
            }
        }).observe(document, { childList: true, subtree: true });"""
    )
    page.goto(f"{site}/criteria/")

    assert page.evaluate("window.themeAtBody") == "dark"


def test_other_tabs_follow(open_page, site):
    page = open_page("/method/", scheme="light")
    other = page.context.new_page()
    other.goto(f"{site}/criteria/")

    page.get_by_role("radio", name="dark").check()
    other.wait_for_function("document.documentElement.dataset.theme === 'dark'")

    assert (paper(other), chosen(other)) == (DARK, "dark")


def test_the_switch_works_by_keyboard(open_page):
    page = open_page("/method/", scheme="light")

    page.get_by_role("radio", name="system").focus()
    page.keyboard.press("ArrowRight")
    assert chosen(page) == "light"
    page.keyboard.press("ArrowRight")

    assert (paper(page), chosen(page)) == (DARK, "dark")


def test_a_browser_that_refuses_to_keep_anything_still_switches(open_page, site):
    page = open_page("/method/", scheme="light")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page.goto(f"{site}/criteria/")

    page.get_by_role("radio", name="dark").check()
    page.keyboard.press("/")

    assert paper(page) == DARK
    assert page.evaluate("document.activeElement.matches('[data-search-field]')")
    assert page.complaints == []


def test_nonsense_in_the_storage_is_the_system(open_page, site):
    page = open_page("/method/", scheme="light")
    page.evaluate("localStorage.setItem('framewise-theme', 'purple')")

    page.reload()

    assert (paper(page), chosen(page)) == (LIGHT, "system")
