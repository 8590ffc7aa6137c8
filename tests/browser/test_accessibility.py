"""The public pages for everyone: keyboard, touch, large text, narrow windows, forced colours, motion, paper."""

import pytest

from tests.browser.conftest import answered
from tests.views.addresses import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.once, pytest.mark.django_db(transaction=True)]

# Everything that the table can show at once.
FULL_TABLE = (
    "/compare/?category_weight=data:2&category_weight=security:4&require=orm:official_extension"
    "&category=data&category=apis&baseline=flask&sort=migrations&open=migrations:django"
)

IN_BROWSE = "document.querySelector('#browse').contains(document.activeElement)"

FOCUSED = """() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    // A link that wraps has a box with empty corners: its first line counts.
    const line = element.getClientRects()[0] ?? box;
    const x = line.left + Math.min(line.width, 16) / 2;
    const y = line.top + line.height / 2;
    const top = document.elementFromPoint(x, y);
    return {
        name: element.id || element.name || element.textContent.trim().replace(/\\s+/g, " ").slice(0, 40),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inSight: Boolean(top) && (element.contains(top) || top.contains(element)),
        inBrowse: document.querySelector("#browse").contains(element),
        isBox: element.matches("#table-scroll"),
    };
}"""


CONTROLS = """(browse) => [...browse.querySelectorAll("a[href], button, select, summary, input:not([type=hidden])")]
    .filter((control) => control.checkVisibility())
    .length"""


@pytest.mark.parametrize("width", [1280, 500])
def test_the_keyboard_reaches_every_control_of_the_table_in_sight_and_outlined(open_page, width):
    # Else the measure is taken while the page still glides to the focus.
    page = open_page(FULL_TABLE, width=width, reduced_motion="reduce")
    page.locator("#weighing > summary").click()
    if page.locator("#filters").get_attribute("open") is None and width < 960:
        page.locator("#filters > summary").click()
    every = page.locator("#browse").evaluate(CONTROLS)
    page.locator("#browse").focus()
    reached = []

    while True:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if not focused["inBrowse"]:
            break
        reached.append(focused["name"])
        assert focused["outlined"], focused
        assert focused["inSight"] or focused["isBox"], focused

    # The box of the table takes the focus too, where it scrolls.
    assert len(reached) - reached.count("table-scroll") == every
    assert reached.index("filter-q") < reached.index("add-requirement") < reached.index("arrangement-sort")
    assert reached.index("arrangement-sort") < reached.index("Share")
    assert reached.index("sort-orm") < reached.index("open-orm-flask")


SMALL_TARGETS = """() => {
    const controls = "a[href], button, select, summary, textarea, input:not([type=hidden])";
    const isWithinText = (element) => {
        if (getComputedStyle(element).display !== "inline") return false;
        let block = element.parentElement;
        while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
        return block.textContent.trim().length > element.textContent.trim().length + 3;
    };
    const targetOf = (element) => element.matches("[type=checkbox], [type=radio]") ? element.labels[0] : element;
    return [...document.querySelectorAll(controls)]
        .filter((element) => element.checkVisibility())
        .filter((element) => !element.matches(".skip-link") && !isWithinText(element))
        .map((element) => [element, targetOf(element).getBoundingClientRect()])
        .filter(([, box]) => box.width > 1 && box.height < 43.5)
        .map(([element, box]) => `${Math.round(box.height)} px: ${element.outerHTML.slice(0, 90)}`);
}"""


def test_a_finger_finds_targets_of_44_pixels_everywhere(open_page, site):
    """Exempt, as in WCAG 2.5.8: links within a sentence, whose height is that of its line."""
    page = open_page("/", width=390)
    small = {}

    for address in [*PAGES, FULL_TABLE]:
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        if found := page.evaluate(SMALL_TARGETS):
            small[address] = found[:5]

    assert small == {}


def test_nothing_scrolls_sideways_or_is_cut_off_when_it_is_large(open_page, site):
    """At 320 pixels, as with 400 % zoom of a wide window (WCAG 1.4.10), and with text of twice the size (1.4.4)."""
    page = open_page("/")
    wide = {}

    for address in [*PAGES, FULL_TABLE]:
        page.set_viewport_size({"width": 320, "height": 900})
        page.goto(site + address)
        narrow = page.evaluate(TOO_WIDE)
        page.set_viewport_size({"width": 1280, "height": 900})
        page.evaluate("document.styleSheets[0].insertRule('html { font-size: 200% !important }')")
        if found := [*narrow, *page.evaluate(TOO_WIDE)]:
            wide[address] = found[:4]

    assert wide == {}


# What stands out of the window without a box of its own that scrolls, and text that its own box cuts off.
TOO_WIDE = """() => {
    const isHidden = (element) => element.closest(".visually-hidden, .skip-link, [aria-hidden=true]");
    const found = [];
    // One pixel may be the label that only screen readers see.
    if (document.scrollingElement.scrollWidth > innerWidth + 1) {
        found.push(`the page is ${document.scrollingElement.scrollWidth} wide`);
    }
    for (const element of document.querySelectorAll("main *, header *, footer *")) {
        if (!element.checkVisibility() || isHidden(element)) continue;
        const style = getComputedStyle(element);
        const isCut = ["hidden", "clip"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
        if (isCut && element.clientWidth > 1 && !element.matches("input, select, svg, svg *")) {
            found.push(`cut off: ${element.outerHTML.slice(0, 80)}`);
        }
    }
    return found;
}"""


def test_forced_colours_keep_every_distinction_of_the_table(open_page):
    page = open_page(FULL_TABLE, forced_colors="active")

    def style(selector, name):
        return page.locator(selector).first.evaluate("(element, name) => getComputedStyle(element)[name]", name)

    # What is told by a tint elsewhere has a border, an outline or a word here.
    assert style(".comparison-table__cell--best", "outlineStyle") == "solid"
    assert "best here" in page.locator(".comparison-table__cell--best").first.inner_text()
    assert style(".support-tag--built_in", "borderTopStyle") == "solid"
    assert style(".support-tag--third_party", "borderTopStyle") == "solid"
    assert style(".comparison-table__framework--excluded > a", "textDecorationLine") == "line-through"
    ink = style(".rating__fill", "stroke")
    assert ink == style(".rating__ring", "stroke") == style(".comparison-table__cell", "color")
    assert ink != style("body", "backgroundColor")
    page.keyboard.press("Tab")
    assert style(":focus", "outlineStyle") == "solid"


MOVING = """() => [...document.querySelectorAll("*")].filter((element) => {
    const style = getComputedStyle(element);
    const lasts = (durations) => durations.split(",").some((duration) => parseFloat(duration) > 0);
    return lasts(style.transitionDuration) || (style.animationName !== "none" && lasts(style.animationDuration))
        || style.scrollBehavior === "smooth";
}).map((element) => element.outerHTML.slice(0, 80))"""


def test_nothing_moves_for_who_asked_for_little_motion(open_page, site):
    page = open_page("/", reduced_motion="reduce")

    for address in ["/", "/compare/", "/compare/django-vs-flask/", "/frameworks/django/", "/quiz/", "/search/?q=orm"]:
        page.goto(site + address)
        page.keyboard.press("Tab")
        assert page.evaluate(MOVING) == [], address


def test_on_paper_the_table_is_whole_and_the_controls_are_gone(open_page):
    page = open_page(FULL_TABLE)
    page.emulate_media(media="print")

    for control in [".filter-panel", ".weighing", ".arrangement", ".share-link", ".chips", ".opened-verdict__close"]:
        assert not page.locator(control).first.is_visible(), control
    box = page.locator("#table-scroll")
    assert box.evaluate("(box) => [getComputedStyle(box).overflow, box.scrollHeight <= box.clientHeight + 1]") == [
        "visible",
        True,
    ]
    assert page.locator("thead").evaluate("(head) => getComputedStyle(head).display") == "table-header-group"
    assert page.locator("thead th").nth(1).evaluate("(cell) => getComputedStyle(cell).position") == "static"
    assert page.locator(".comparison-table__sentence").first.is_visible()
    assert page.locator(".figures").is_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_a_screen_reader_is_told_the_table_as_a_table(open_page, width):
    page = open_page(FULL_TABLE, width=width)
    table = page.get_by_role("table", name="Frameworks in columns")

    heads = table.get_by_role("columnheader").all_inner_texts()
    rows = table.locator("[role=row]")
    assert heads[0].strip() == "Criterion"
    assert table.locator("caption").text_content().endswith("The others are measured against Flask.")
    assert table.locator("th:not([scope])").count() == 0
    assert table.locator("tr:not([role]), th:not([role]), td:not([role]), tbody:not([role])").count() == 0
    sorted_rows = table.locator("[aria-sort]")
    assert sorted_rows.count() == 1
    assert sorted_rows.get_attribute("aria-sort") == "descending"
    assert sorted_rows.get_attribute("role") == "rowheader"
    cells_of_rows = {
        row.locator("> [role=cell]").count()
        for row in rows.all()
        if row.locator("> [role=rowheader][scope=row]").count()
    }
    assert cells_of_rows == {len(heads) - 1}
    with answered(page):
        page.locator("#open-migrations-django").focus()
        page.keyboard.press("Enter")
    assert page.locator("#announcement[role=status]").text_content().endswith("frameworks")
