"""The grid of verdicts in Chromium: by keyboard alone, with a warning, without script, for everyone."""

from functools import partial

import pytest

from comparisons.models import Criterion, Framework, Verdict
from tests.admin.grid.pages import grid_address
from tests.browser.axe import violations_of
from tests.factories import create_framework

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def signed_in(sign_in):
    """Opens a page of the desk as a publisher, or as a member of another group."""
    return partial(sign_in, group="Publisher")


def cell(page, criterion, column):
    return page.get_by_label(f"{criterion.name}, {column}", exact=True)


def focused(page):
    return page.evaluate("document.activeElement.getAttribute('aria-label')")


def counted(page):
    return page.locator("[data-count]").inner_text()


def first_criteria(number):
    return list(Criterion.objects.published().in_order()[:number])


def test_rows_are_filled_and_saved_without_a_mouse(signed_in):
    framework = create_framework(name="Empty")
    first, second = first_criteria(2)
    page = signed_in(grid_address(framework))
    assert counted(page) == "Nothing unsaved"

    cell(page, first, "support").focus()
    page.keyboard.type("built")
    page.keyboard.press("Tab")
    page.keyboard.press("4")
    page.keyboard.press("Alt+ArrowDown")
    assert focused(page) == f"{second.name}, rating"
    page.keyboard.press("2")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("third")
    page.keyboard.press("Alt+ArrowUp")
    assert focused(page) == f"{first.name}, support"
    for _step in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("1.7")
    page.keyboard.press("Enter")
    assert focused(page) == f"{second.name}, since"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.type("It came with it.")
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.type("A package brings it.")
    assert counted(page) == "2 rows unsaved"
    with page.expect_navigation():
        page.keyboard.press("Control+s")

    assert page.locator(".messagelist").inner_text() == f"2 verdicts added: {first.name}, {second.name}."
    saved = {verdict.criterion: verdict for verdict in Verdict.objects.filter(framework=framework)}
    assert (saved[first].support, saved[first].rating, saved[first].since) == ("built_in", 4, "1.7")
    assert (saved[second].support, saved[second].rating) == ("third_party", 2)
    assert [saved[criterion].summary for criterion in (first, second)] == ["It came with it.", "A package brings it."]
    assert page.complaints == []


def test_the_guidance_of_the_row_stands_beside_it(signed_in):
    first, second = first_criteria(2)
    page = signed_in(grid_address(Framework.objects.get(slug="flask")))
    panel = page.locator("[data-guidance-panel]")

    cell(page, second, "rating").focus()
    assert second.earns_5 in panel.inner_text()
    page.keyboard.press("Alt+ArrowUp")

    assert panel.locator("h2").inner_text() == first.name
    assert first.earns_3 in panel.inner_text()
    assert "Django" in panel.inner_text()


def test_an_error_has_the_focus_leads_to_its_cell_and_all_is_kept(signed_in):
    first, second = first_criteria(2)
    page = signed_in(grid_address(create_framework()))
    cell(page, first, "summary").fill("Half is said.")
    cell(page, second, "since").fill("2.0")

    with page.expect_navigation():
        page.keyboard.press("Control+s")

    assert page.evaluate("document.activeElement.id") == "grid-errors"
    assert cell(page, first, "summary").input_value() == "Half is said."
    assert cell(page, second, "since").input_value() == "2.0"
    assert counted(page) == "2 rows unsaved"
    page.get_by_role("link", name=f"{first.name}, rating").press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) in (f"{first.name}, rating", f"{first.name}, since")
    assert cell(page, first, "rating").get_attribute("aria-invalid") == "true"
    assert page.complaints == []


def test_a_save_without_typing_touches_no_row(signed_in):
    framework = Framework.objects.get(slug="flask")
    framework.verdicts.update(detail="One.\n\nTwo.")
    page = signed_in(grid_address(framework))

    with page.expect_navigation():
        page.keyboard.press("Control+s")

    assert page.locator(".messagelist").inner_text() == "No row was changed, so nothing was saved."


def test_what_was_typed_for_a_framework_that_is_gone_stands_there_with_the_way_back(signed_in):
    framework = create_framework(name="Flask")
    (criterion,) = first_criteria(1)
    page = signed_in(grid_address(framework))
    cell(page, criterion, "summary").fill("Hours of work.")
    framework.delete()

    with page.expect_navigation():
        page.keyboard.press("Control+s")

    assert page.evaluate("document.activeElement.id") == "grid-errors"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Bring it back in another window"
    assert cell(page, criterion, "summary").input_value() == "Hours of work."
    assert counted(page) == "1 row unsaved"
    assert violations_of(page) == []


def leave(page, site):
    """Whether the browser asked before it left."""
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto(f"{site}/admin/")
    return asked == ["beforeunload"]


def test_leaving_unsaved_work_is_asked_about(signed_in, site):
    page = signed_in(grid_address(create_framework()))
    cell(page, first_criteria(1)[0], "summary").click()
    page.keyboard.type("Something.")

    assert leave(page, site)


def test_leaving_what_nobody_touched_or_what_was_taken_back_is_not(signed_in, site):
    page = signed_in(grid_address(create_framework()))
    cell(page, first_criteria(1)[0], "since").click()
    page.keyboard.type("x")
    page.keyboard.press("Backspace")

    assert counted(page) == "Nothing unsaved"
    assert not leave(page, site)


def test_leaving_a_refused_page_is_asked_about(signed_in, site):
    page = signed_in(grid_address(create_framework()))
    cell(page, first_criteria(1)[0], "summary").click()
    page.keyboard.type("Half is said.")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.locator("h1").click()

    assert leave(page, site)


def test_without_script_it_is_a_plain_form(signed_in):
    framework = create_framework()
    (criterion,) = first_criteria(1)
    page = signed_in(grid_address(framework), javascript=False)
    cell(page, criterion, "support").select_option("built_in")
    cell(page, criterion, "rating").select_option("3")
    cell(page, criterion, "summary").fill("It came with it.")

    with page.expect_navigation():
        page.get_by_role("button", name="Save all").click()

    assert page.locator(".messagelist").inner_text() == f"1 verdict added: {criterion.name}."
    assert not page.locator("[data-keys]").is_visible()
    assert Verdict.objects.get(framework=framework).criterion == criterion


@pytest.mark.once
@pytest.mark.parametrize("subject", ["framework", "criterion"])
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1024, "dark"), (768, "dark")])
def test_the_grid_is_clean_wide_and_narrow_light_and_dark(signed_in, subject, width, scheme):
    row = Framework.objects.get(slug="flask") if subject == "framework" else first_criteria(1)[0]
    page = signed_in(grid_address(row), width=width, scheme=scheme)
    page.locator("[data-row] select").nth(8).focus()

    assert page.complaints == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    assert violations_of(page) == []


@pytest.mark.once
def test_what_an_editor_only_reads_and_what_is_wrong_are_clean_too(signed_in):
    page = signed_in(grid_address(Framework.objects.get(slug="flask")), group="Editor")
    assert violations_of(page) == []

    page = signed_in(grid_address(create_framework()))
    cell(page, first_criteria(1)[0], "summary").fill("Half is said.")
    page.evaluate("document.querySelectorAll('.verdict-grid-folds details').forEach((fold) => (fold.open = true))")
    with page.expect_navigation():
        page.keyboard.press("Control+s")

    assert page.complaints == []
    assert violations_of(page) == []


@pytest.mark.once
@pytest.mark.parametrize("width", [1280, 768])
def test_what_the_keyboard_reaches_is_not_under_a_bar(signed_in, width):
    page = signed_in(grid_address(Framework.objects.get(slug="flask")), width=width)
    page.locator("[data-row] select").first.focus()

    for _step in range(40):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => {
                const element = document.activeElement;
                const box = element.getClientRects()[0];
                const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
                return element.contains(top) || top?.contains(element) ? "" : element.outerHTML.slice(0, 120);
            }"""
        )
        assert covered == ""
