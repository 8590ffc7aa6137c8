"""The table in a real browser: what the visitor does with it, with script and without."""

import re

import pytest

from tests.browser.conftest import answered, content_of, path_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WITH_AND_WITHOUT_SCRIPT = pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
WIDE_AND_NARROW = pytest.mark.parametrize("width", [1280, 390])

TWELVE = "/compare/?" + "&".join(
    f"framework={slug}"
    for slug in [
        "django",
        "flask",
        "fastapi",
        "starlette",
        "litestar",
        "falcon",
        "pyramid",
        "tornado",
        "bottle",
        "quart",
        "aiohttp",
        "sanic",
    ]
)


def columns_of(page):
    return page.locator(".comparison-table__framework > a").all_inner_texts()


def chips_of(page):
    """The chips' labels, in order."""
    labels = page.locator(".chips .chip").all_inner_texts()
    return [re.sub(r"\s+", " ", label).removeprefix("Remove ").removesuffix(" ×") for label in labels]


def unfold_filters(page):
    """On a phone the panel is folded."""
    if page.viewport_size["width"] < 600:
        page.locator("#filters > summary").click()


def tick(page, identifier):
    with answered(page):
        page.locator(f"#{identifier}").check()


def choose(page, identifier, value):
    with answered(page):
        page.locator(f"#{identifier}").select_option(value)


def follow(page, identifier, *, javascript=True):
    with answered(page, javascript=javascript):
        page.locator(f"#{identifier}").click()


def rank_by(page, weights, *, javascript=True):
    """Weighs whole categories in the form."""
    if page.locator("#weighing").get_attribute("open") is None:
        page.locator("#weighing > summary").click()
    for category, weight in weights.items():
        page.locator(f"#weight-of-{category}").select_option(f"{category}:{weight}")
    with answered(page, javascript=javascript):
        page.get_by_role("button", name="Rank the frameworks").click()


@pytest.mark.once
@WIDE_AND_NARROW
def test_every_state_that_script_reaches_is_the_page_at_that_address(open_page, site, width):
    page = open_page("/compare/", width=width)
    plain = open_page("/compare/", width=width, javascript=False)
    unfold_filters(page)
    steps = [
        (lambda: tick(page, "filter-framework-flask"), "framework=flask"),
        (lambda: tick(page, "filter-framework-django"), "framework=flask&framework=django"),
        (lambda: tick(page, "filter-category-data"), "category=data"),
        (lambda: tick(page, "filter-differences-on"), "differences=on"),
        (lambda: choose(page, "arrangement-sort", "nosql"), "sort=nosql"),
        (lambda: choose(page, "arrangement-baseline", "flask"), "baseline=flask"),
        (lambda: follow(page, "open-orm-django"), "open=orm:django"),
        (lambda: rank_by(page, {"data": 2}), "category_weight=data:2"),
        (lambda: follow(page, "sort-orm"), "sort=orm"),
        (lambda: follow(page, "remove-flask"), "framework=django"),
    ]

    for act, expected in steps:
        act()
        parts = set(path_of(page).partition("?")[2].split("&"))
        assert set(expected.split("&")) <= parts, f"{expected} is missing in {path_of(page)}"
        assert "" not in parts
        plain.goto(page.url)
        assert content_of(page) == content_of(plain), path_of(page)

    assert path_of(plain) == path_of(page)
    assert page.complaints == plain.complaints == []


@WIDE_AND_NARROW
def test_back_and_forward_walk_through_every_state(open_page, width):
    page = open_page("/compare/", width=width)
    unfold_filters(page)
    states = [(path_of(page), content_of(page))]
    for act in [
        lambda: tick(page, "filter-framework-django"),
        lambda: tick(page, "filter-framework-flask"),
        lambda: follow(page, "open-orm-flask"),
        lambda: choose(page, "arrangement-baseline", "django"),
    ]:
        act()
        states.append((path_of(page), content_of(page)))

    for go, expected in [(page.go_back, states[:-1][::-1]), (page.go_forward, states[1:])]:
        for address, content in expected:
            with answered(page):
                go()
            assert path_of(page) == address
            assert content_of(page) == content

    # What was unfolded stays so, and the restored page answers as the first one did.
    assert page.locator("#filters").get_attribute("open") is not None or width > 600
    assert page.locator("#open-orm-flask").get_attribute("aria-expanded") == "true"
    follow(page, "open-orm-flask")
    assert "open=" not in path_of(page)
    assert page.complaints == []


def test_back_from_another_page_leads_to_the_whole_table_as_it_was(open_page):
    page = open_page("/compare/")
    tick(page, "filter-category-data")
    choose(page, "arrangement-baseline", "flask")
    content = content_of(page)
    address = path_of(page)

    page.locator(".comparison-table__framework > a", has_text="Django").click()
    page.get_by_role("heading", level=1, name="Django").wait_for()
    page.go_back()

    page.get_by_role("heading", level=1, name="Compare Python web frameworks").wait_for()
    assert path_of(page) == address
    assert content_of(page) == content
    assert page.complaints == []


@pytest.mark.once
def test_scrolling_stays_where_it_was_through_swaps_and_back(open_page):
    page = open_page(TWELVE)
    box = page.locator("#table-scroll")
    box.evaluate("(box) => box.scrollTo(300, 700)")
    page.evaluate("window.scrollTo(0, 250)")

    def scrolled():
        return [*box.evaluate("(box) => [box.scrollLeft, box.scrollTop]"), page.evaluate("window.scrollY")]

    assert scrolled() == [300, 700, 250]
    choose(page, "arrangement-baseline", "flask")
    assert scrolled() == [300, 700, 250]
    choose(page, "arrangement-baseline", "")
    with answered(page):
        page.go_back()
    assert scrolled() == [300, 700, 250]


@WIDE_AND_NARROW
@WITH_AND_WITHOUT_SCRIPT
def test_weights_rank_the_columns_and_say_how_the_score_adds_up(open_page, width, javascript):
    page = open_page("/compare/", width=width, javascript=javascript)
    before = columns_of(page)

    rank_by(page, {"async-and-scale": 4, "data": 1}, javascript=javascript)

    scores = [int(score) for score in page.locator(".score").all_inner_texts()]
    assert columns_of(page) != before
    assert len(scores) == 5
    assert scores == sorted(scores, reverse=True)
    assert chips_of(page) == ["all of Data: normal", "all of Async and scale: decisive"]
    for cell, score in zip(page.locator(".comparison-table__score").all(), scores, strict=True):
        cell.locator("summary").click()
        shares = [float(re.search(r"[\d.]+", text)[0]) for text in cell.locator(".share__points").all_inner_texts()]
        # Each share is rounded to a decimal, and the score to a whole number.
        assert sum(shares) == pytest.approx(score, abs=0.5 + 0.05 * len(shares))
    assert page.complaints == []


@WIDE_AND_NARROW
@WITH_AND_WITHOUT_SCRIPT
def test_a_requirement_rules_out_and_keeps_the_near_misses_in_sight(open_page, width, javascript):
    page = open_page("/compare/", width=width, javascript=javascript)
    page.locator("#weighing > summary").click()

    page.locator("#add-requirement").select_option("orm:built_in")
    with answered(page, javascript=javascript):
        page.get_by_role("button", name="Rank the frameworks").click()

    assert path_of(page) == "/compare/?require=orm:built_in"
    assert chips_of(page) == ["Object-relational mapper: built in"]
    assert "1 of 12 meets what you require. 11 are near misses" in page.locator(".elimination").inner_text()
    assert columns_of(page)[0] == "Django"
    ruled_out = page.locator(".comparison-table__framework--excluded > a").all_inner_texts()
    assert ruled_out == columns_of(page)[1:] != []
    assert page.locator(".comparison-table__score--excluded").first.inner_text().find("ruled out:") >= 0
    page.locator("#elimination-list > summary").click()
    assert page.locator("#elimination-list li").count() == 11
    with answered(page, javascript=javascript):
        page.get_by_role("link", name="Remove Object-relational mapper: built in").click()
    assert path_of(page) == "/compare/"
    assert page.complaints == []


@WITH_AND_WITHOUT_SCRIPT
def test_the_columns_stand_by_a_criterion_and_are_measured_against_one(open_page, javascript):
    page = open_page(TWELVE, javascript=javascript)

    follow(page, "sort-orm", javascript=javascript)
    row = page.locator("#row-orm")
    discs = row.locator(".comparison-table__verdict .visually-hidden").all_inner_texts()
    ratings = [int(re.search(r"\d", text)[0]) for text in discs]
    assert ratings == sorted(ratings, reverse=True)
    assert page.locator("[aria-sort]").count() == 1
    follow(page, "measure-flask", javascript=javascript)

    assert columns_of(page)[0] == "Flask"
    assert chips_of(page)[:2] == ["Sorted by Object-relational mapper", "Measured against Flask"]
    measures = [re.sub(r"\s+", " ", text) for text in row.locator(".comparison-table__measure").all_inner_texts()]
    assert len(measures) == 11
    assert {measure.split(" by ")[0] for measure in measures} <= {"▲ better", "= the same", "▼ worse"}
    assert row.locator("td").first.locator(".comparison-table__measure").count() == 0
    follow(page, "sort-orm", javascript=javascript)
    assert "sort=" not in path_of(page)
    assert page.complaints == []


@WIDE_AND_NARROW
def test_a_cell_opens_in_place_and_gives_the_focus_back(open_page, width):
    page = open_page("/compare/", width=width)
    cell = page.locator("#open-migrations-django")
    cell.scroll_into_view_if_needed()
    scrolled = page.evaluate("[scrollY, document.querySelector('#table-scroll').scrollTop]")

    cell.focus()
    with answered(page):
        page.keyboard.press("Enter")

    assert cell.evaluate("(link) => link === document.activeElement")
    assert cell.get_attribute("aria-expanded") == "true"
    assert path_of(page) == "/compare/?open=migrations:django"
    opened = page.locator("#row-migrations + .comparison-table__opened")
    for word in ["Sources", "Since", "Confidence", "Written on", "Review due"]:
        assert word in opened.inner_text()
    assert page.locator("[aria-expanded=true]").count() == 1
    if width > 600:
        moved = page.evaluate("[scrollY, document.querySelector('#table-scroll').scrollTop]")
        assert moved[0] >= scrolled[0] and moved[1] >= scrolled[1]
    assert is_in_sight(opened)
    opened.get_by_role("link", name="Close").focus()
    with answered(page):
        page.keyboard.press("Enter")
    assert opened.count() == 0
    assert cell.evaluate("(link) => link === document.activeElement")
    assert path_of(page) == "/compare/"
    assert page.complaints == []


@WIDE_AND_NARROW
def test_without_script_a_cell_opens_at_its_row(open_page, width):
    page = open_page("/compare/", width=width, javascript=False)

    follow(page, "open-migrations-flask", javascript=False)

    assert path_of(page) == "/compare/?open=migrations:flask#row-migrations"
    assert page.locator("#open-migrations-flask").get_attribute("aria-expanded") == "true"
    assert is_in_sight(page.locator("#row-migrations th"))
    follow(page, "open-migrations-flask", javascript=False)
    assert path_of(page) == "/compare/#row-migrations"


def is_in_sight(locator):
    """Whether the upper edge of an element stands in the window, and nothing that sticks covers it."""
    return locator.evaluate(
        """(element) => {
            const box = element.getBoundingClientRect();
            const y = Math.max(box.top, 0) + 6;
            return box.top >= -1 && y < innerHeight
                && element.contains(document.elementFromPoint(box.left + Math.min(box.width, innerWidth) / 2, y));
        }"""
    )


@WITH_AND_WITHOUT_SCRIPT
def test_columns_go_and_come_back_and_equal_rows_are_counted(open_page, javascript):
    page = open_page("/compare/?framework=falcon&framework=bottle&differences=on", javascript=javascript)
    figures = page.locator(".figures").inner_text()
    shown = int(figures.split(" of ")[0])

    hidden = page.get_by_text(re.compile(r"equal rows? hidden")).inner_text()
    assert int(hidden.split()[0]) == 43 - shown > 0
    with answered(page, javascript=javascript):
        page.get_by_role("link", name="show them").click()
    assert page.locator(".figures").inner_text() == "43 of 43 criteria, 2 of 12 frameworks"
    follow(page, "remove-bottle", javascript=javascript)
    assert columns_of(page) == ["Falcon"]
    assert page.locator("[id^=remove-]").count() == 0
    with answered(page, javascript=javascript):
        page.get_by_role("link", name="Show all 12 frameworks").click()
    assert len(columns_of(page)) == 12
    assert page.locator(".comparison-table__scroll").evaluate("(box) => box.scrollWidth > box.clientWidth")
    with answered(page, javascript=javascript):
        page.locator(".chips__clear").click()
    assert path_of(page) == "/compare/"
    assert page.complaints == []


def test_the_table_follows_the_typing_and_the_typed_text_stays(open_page):
    page = open_page("/compare/")
    field = page.get_by_role("searchbox", name="Search criteria")

    field.press_sequentially("session", delay=15)
    page.wait_for_url("**/compare/?q=session")
    with answered(page):
        field.press("Home")
        field.press_sequentially("x", delay=15)

    page.wait_for_url("**/compare/?q=xsession")
    assert field.input_value() == "xsession"
    assert field.evaluate("(field) => [field === document.activeElement, field.selectionStart]") == [True, 1]
    assert "0 of 43" in page.locator("#announcement").inner_text()
    assert page.complaints == []


@pytest.mark.once
def test_what_the_visitor_unfolded_stays_unfolded(open_page):
    page = open_page("/compare/", width=390)
    unfold_filters(page)
    page.locator("#filter-group-support > summary").click()
    page.locator("#filter-group-category > summary").click()
    page.locator("#share-link > summary").click()

    tick(page, "filter-support-none")

    folds = {
        fold: page.locator(f"#{fold}").get_attribute("open") is not None
        for fold in ["filters", "filter-group-support", "filter-group-category", "share-link", "weighing"]
    }
    assert folds == {
        "filters": True,
        "filter-group-support": True,
        "filter-group-category": False,
        "share-link": True,
        "weighing": False,
    }
    assert page.locator("#filter-support-none").evaluate("(box) => box === document.activeElement")


def test_each_swap_says_what_is_shown_now(open_page):
    page = open_page("/compare/")
    announcement = page.get_by_role("status").first

    assert announcement.inner_text() == ""
    tick(page, "filter-category-data")
    assert re.fullmatch(r"\d+ of 43 criteria, 5 of 12 frameworks", announcement.inner_text())
    tick(page, "filter-framework-flask")
    assert re.fullmatch(r"\d+ of 43 criteria, 1 of 12 frameworks", announcement.inner_text())


def test_a_chip_that_is_taken_away_leaves_the_focus_in_the_table(open_page):
    page = open_page("/compare/?category=data&framework=flask")

    page.get_by_role("link", name="Remove Flask").focus()
    with answered(page):
        page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "browse"
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#browse').contains(document.activeElement)")


@pytest.mark.once
@pytest.mark.parametrize("trouble", ["no answer", "an error"])
def test_when_a_swap_fails_the_browser_goes_there_itself(open_page, trouble):
    page = open_page("/compare/")

    def fail(route):
        if route.request.headers.get("hx-request"):
            return route.abort() if trouble == "no answer" else route.fulfill(status=500, body="oh")
        return route.continue_()

    page.route("**/compare/**", fail)
    with page.expect_navigation():
        page.locator("#filter-framework-flask").check()

    assert path_of(page) == "/compare/?framework=flask"
    assert columns_of(page) == ["Flask"]
    # Each list of `#browse` is a page: its own link works by the same way.
    with page.expect_navigation():
        page.locator("#open-orm-flask").click()
    assert path_of(page) == "/compare/?framework=flask&open=orm:flask#row-orm"
    assert page.locator("#row-orm + .comparison-table__opened").is_visible()


@pytest.mark.once
@pytest.mark.parametrize("trouble", ["no answer", "an error"])
def test_when_going_back_fails_the_browser_loads_the_page(open_page, trouble):
    page = open_page("/compare/")
    tick(page, "filter-framework-flask")
    tick(page, "filter-framework-django")

    def fail(route):
        if route.request.headers.get("hx-history-restore-request"):
            return route.abort() if trouble == "no answer" else route.fulfill(status=500, body="oh")
        return route.continue_()

    page.route("**/compare/**", fail)
    with page.expect_event("load"):
        page.evaluate("history.back()")

    assert path_of(page) == "/compare/?framework=flask"
    assert columns_of(page) == ["Flask"]


@pytest.mark.parametrize(
    ("address", "box"),
    [
        ("/criteria/", "#filter-category-data"),
        ("/frameworks/", "#filter-interface-asgi"),
        ("/notable-users/", "#filter-framework-django"),
        ("/extensions/", "#filter-status-abandoned"),
        ("/claims/", "#filter-status-outdated"),
    ],
)
def test_every_list_swaps_goes_back_and_is_the_page_at_its_address(open_page, address, box):
    page = open_page(address)
    plain = open_page(address, javascript=False)
    first = content_of(page)
    group = page.locator(f"{box} >> xpath=ancestor::details[1]")
    if group.get_attribute("open") is None:
        group.locator("summary").click()

    with answered(page):
        page.locator(box).check()
    plain.goto(page.url)

    assert "?" in path_of(page)
    assert content_of(page) == content_of(plain) != first
    assert page.locator("#announcement").inner_text() != ""
    with answered(page):
        page.go_back()
    assert content_of(page) == first
    assert page.complaints == plain.complaints == []
