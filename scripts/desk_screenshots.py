"""Photographs the editors' desk for docs/editing.md, on the real content with a week's work waiting.

Usage: python -m scripts.desk_screenshots
"""

import os
import secrets

from playwright.sync_api import Page

from scripts.chromium import open_chromium
from scripts.production_site import production_site
from scripts.screenshots import FOLDER, ROOT, small

USER = "paula"
# Work that waits, as a week brings it: drafts, reviews that are due, and a visitor's suggestion.
WAITING_WORK = """
from datetime import date
from django.utils import timezone
from comparisons.models import Suggestion, Verdict
for verdict in Verdict.objects.filter(framework__slug="flask", criterion__slug__in=["orm", "admin", "async"]):
    verdict.state = "draft"
    verdict.save()
for verdict in Verdict.objects.filter(framework__slug="django", criterion__slug__in=["websockets", "openapi"]):
    verdict.written_on, verdict.review_due_on = date(2026, 1, 5), date(2026, 7, 5)
    verdict.save()
Suggestion.objects.create(
    kind="verdict", key="quart/websockets", title="Quart · WebSockets",
    what_is_wrong="The summary leaves out that the test client speaks WebSockets too.",
    how_they_know="I ran its test client with the newest release.", words_digest="0" * 64,
)
"""
# What stands in docs/editing.md, and how tall the window is.
PAGES = {
    "desk-start": ("/admin/", 1000),
    "desk-verdict": ("verdict", 1300),
    "desk-grid": ("grid", 1000),
    "desk-suggestion": ("/admin/comparisons/suggestion/", 700),
    "desk-sources": ("/admin/comparisons/source/", 800),
    "desk-history": ("history", 900),
    "desk-import": ("/admin/comparisons/verdict/import/", 800),
}


def main() -> None:
    password = os.environ["DJANGO_SUPERUSER_PASSWORD"] = secrets.token_urlsafe(16)
    account = ["createsuperuser", "--no-input", "--username", USER, "--email", f"{USER}@framewise.example"]
    prepared_by = [account, ["shell", "--command", WAITING_WORK]]
    with production_site(prepared_by=prepared_by) as address, open_chromium() as browser:
        page = browser.new_context(color_scheme="light", reduced_motion="reduce").new_page()
        page.goto(f"{address}/admin/")
        page.fill("#id_username", USER)
        page.fill("#id_password", password)
        page.click("input[type=submit]")
        for name, (path, height) in PAGES.items():
            page.set_viewport_size({"width": 1280, "height": height})
            page.goto(address + (path if path.startswith("/") else address_of(page, address, path)))
            file = FOLDER / f"{name}.png"
            file.write_bytes(small(page.screenshot()))
            print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} KB")


def address_of(page: Page, address: str, what: str) -> str:
    """The page of one row, found as an editor finds it."""
    if what == "grid":
        page.goto(f"{address}/admin/comparisons/framework/?q=flask")
        return str(page.locator("#result_list tbody th a").first.evaluate("link => link.pathname")).replace(
            "/change/", "/grid/"
        )
    page.goto(f"{address}/admin/comparisons/verdict/?q=flask+object-relational")
    form = page.locator("#result_list tbody th a").first.evaluate("link => link.pathname")
    return form if what == "verdict" else form.replace("/change/", "/history/")


if __name__ == "__main__":
    main()
