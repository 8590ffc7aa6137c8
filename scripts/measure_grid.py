"""Counts what it takes to fill an empty framework with 43 verdicts: through the grid, and through the plain forms.

    .venv/bin/python -m scripts.measure_grid

Chromium is driven as a quick editor would drive it, on a site with production settings. The texts are those of Flask.
What the figures mean stands in docs/measurements-editing.md.
"""

import json
import os
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page

from scripts.chromium import open_chromium
from scripts.production_site import ROOT, production_site

USER = "measurer"
# A framework without verdicts for each way, so that none finds the work of another.
EMPTY = ("grid-drafts", "grid-whole", "plain-forms")
MAKE_EMPTY = f"""
from comparisons.models import Framework
for slug in {EMPTY!r}:
    framework = Framework.objects.get(slug="flask")
    framework.pk, framework._state.adding = None, True
    framework.slug, framework.name, framework.state = slug, slug, "draft"
    framework.save()
"""
# As few letters as single one option out, once the field has the focus.
SUPPORT_KEYS = {
    "built_in": "b",
    "official_extension": "of",
    "third_party": "t",
    "custom_code": "ow",
    "none": "not p",
    "not_applicable": "not a",
}
# The keystroke-level model (Card, Moran and Newell, 1980): a key of an average typist, and pointing with a click.
SECONDS_PER_KEY, SECONDS_PER_CLICK = 0.2, 1.3


@dataclass
class Hand:
    """An editor at a page: does it, and counts it."""

    page: Page
    clicks: int = 0
    keys: int = 0
    pages: int = 0
    waited: float = 0.0

    def click(self, control: Locator) -> None:
        """Points and clicks. A select is only focused: its open list would be the system's."""
        self.clicks += 1
        if control.evaluate("(element) => element.tagName") == "SELECT":
            control.focus()
        else:
            control.click()

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    def write(self, text: str) -> None:
        """As many keys as it has letters, put in at once: how fast the script types tells nothing."""
        self.keys += len(text)
        self.page.keyboard.insert_text(text)

    def press(self, key: str, times: int = 1) -> None:
        """A key with another held down counts as one more."""
        self.keys += times * (1 + key.count("+"))
        for _time in range(times):
            self.page.keyboard.press(key)

    def turn(self, act: Callable[[], Any]) -> None:
        """Does what leads to another page, and waits for it."""
        started = time.perf_counter()
        with self.page.expect_navigation():
            act()
        self.pages += 1
        self.waited += time.perf_counter() - started


def grid_of_drafts(hand: Hand, verdicts: list[dict[str, Any]]) -> None:
    """The five columns, by keyboard: each row becomes a draft."""
    hand.turn(lambda: hand.click(hand.page.get_by_role("link", name="Edit all verdicts on one page")))
    hand.click(hand.page.get_by_label(f"{verdicts[0]['name']}, support", exact=True))
    for number, verdict in enumerate(verdicts):
        if number:
            hand.press("Alt+ArrowDown")
            hand.press("Shift+Tab", times=3)
        _fill_columns(hand, verdict)
    hand.turn(lambda: hand.press("Control+s"))
    _expect_message(hand, "43 verdicts added")


def grid_of_whole_verdicts(hand: Hand, verdicts: list[dict[str, Any]]) -> None:
    """The same with all that the plain form demands: the detail and the confidence are unfolded in each row."""
    hand.turn(lambda: hand.click(hand.page.get_by_role("link", name="Edit all verdicts on one page")))
    for verdict in verdicts:
        hand.click(hand.page.get_by_label(f"{verdict['name']}, support", exact=True))
        _fill_columns(hand, verdict)
        hand.press("Tab", times=2)
        hand.press("Enter")
        hand.press("Tab")
        hand.write(verdict["detail"])
        hand.press("Tab")
        hand.type(verdict["confidence"][0])
    hand.turn(lambda: hand.press("Control+s"))
    _expect_message(hand, "43 verdicts added")


def _fill_columns(hand: Hand, verdict: dict[str, Any]) -> None:
    hand.type(SUPPORT_KEYS[verdict["support"]])
    hand.press("Tab")
    hand.type(str(verdict["rating"]))
    hand.press("Tab")
    hand.write(verdict["since"])
    hand.press("Tab")
    hand.write(verdict["summary"])


def plain_forms(hand: Hand, verdicts: list[dict[str, Any]]) -> None:
    """From the framework's page into the form of each missing verdict, and back: what there was before the grid."""
    framework_page = hand.page.url
    for verdict in verdicts:
        missing = hand.page.locator(".verdict-gaps li a").get_by_text(verdict["name"], exact=True)
        hand.turn(lambda missing=missing: hand.click(missing))  # type: ignore[misc]  # a default, since the loop goes on
        hand.click(hand.page.locator(f"label[for=id_rating_{verdict['rating']}]"))
        hand.click(hand.page.locator("#id_support"))
        hand.type(SUPPORT_KEYS[verdict["support"]])
        hand.press("Tab")
        hand.write(verdict["since"])
        hand.press("Tab")
        hand.write(verdict["summary"])
        hand.press("Tab")
        hand.write(verdict["detail"])
        hand.click(hand.page.locator("#id_confidence"))
        hand.type(verdict["confidence"][0])
        hand.click(hand.page.locator("#id_review_due_on"))
        hand.type(verdict["review_due_on"])
        hand.turn(lambda: hand.press("Enter"))
        _expect_message(hand, "was added successfully")
        # A bookmark or the history leads back: one click, at best.
        hand.clicks += 1
        hand.turn(lambda: hand.page.goto(framework_page))


def _expect_message(hand: Hand, text: str) -> None:
    shown = hand.page.locator(".messagelist, .errornote, #grid-errors").first.inner_text()
    if text not in shown:
        raise RuntimeError(f"Not saved: {shown}")


WAYS = {
    "grid-drafts": ("Grid, the five columns (drafts)", grid_of_drafts),
    "grid-whole": ("Grid, whole verdicts", grid_of_whole_verdicts),
    "plain-forms": ("Plain forms, whole verdicts", plain_forms),
}


def _verdicts() -> list[dict[str, Any]]:
    """Flask's, in the order of the grid."""
    rows = json.loads((ROOT / "fixtures" / "verdicts" / "flask.json").read_text(encoding="utf-8"))
    criteria = json.loads((ROOT / "fixtures" / "criteria.json").read_text(encoding="utf-8"))
    names = {row["fields"]["slug"]: row["fields"]["name"] for row in criteria if row["model"].endswith(".criterion")}
    return [
        row["fields"] | {"name": names[row["fields"]["criterion"][0]]} for row in rows if "rating" in row["fields"]
    ]


def _sign_in(page: Page, address: str, password: str) -> None:
    page.goto(f"{address}/admin/")
    page.fill("#id_username", USER)
    page.fill("#id_password", password)
    with page.expect_navigation():
        page.press("#id_password", "Enter")


def _measure(page: Page, address: str, slug: str, verdicts: list[dict[str, Any]]) -> str:
    page.goto(f"{address}/admin/comparisons/framework/?q={slug}")
    with page.expect_navigation():
        page.get_by_role("link", name=slug, exact=True).click()
    hand = Hand(page)
    in_order = [
        verdict
        for name in page.locator(".verdict-gaps li a").all_inner_texts()
        for verdict in verdicts
        if verdict["name"] == name
    ]
    label, way = WAYS[slug]
    started = time.perf_counter()
    way(hand, in_order)
    seconds = time.perf_counter() - started
    by_hand = hand.keys * SECONDS_PER_KEY + hand.clicks * SECONDS_PER_CLICK + hand.waited
    return (
        f"| {label} | {hand.clicks} | {hand.keys:,} | {hand.pages} | {hand.waited:.1f} | {seconds:.0f} "
        f"| {by_hand / 60:.0f} |"
    )


def main() -> None:
    password = secrets.token_urlsafe(16)
    os.environ["DJANGO_SUPERUSER_PASSWORD"] = password
    prepared_by = [
        ["createsuperuser", "--no-input", "--username", USER, "--email", "measurer@localhost.example"],
        ["shell", "--verbosity", "0", "--command", MAKE_EMPTY],
    ]
    verdicts = _verdicts()
    with production_site(prepared_by=prepared_by) as address, open_chromium() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        _sign_in(page, address, password)
        print(
            "| way | clicks | keys | pages | seconds waited | seconds in all, by the script | minutes by a typist |"
        )
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for slug in EMPTY:
            print(_measure(page, address, slug, verdicts), flush=True)


if __name__ == "__main__":
    main()
