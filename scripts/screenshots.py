"""Photographs the main pages on the real content: light and dark, wide and narrow, into docs/screenshots/.

Usage: python -m scripts.screenshots
"""

import io

from PIL import Image
from playwright.sync_api import Browser

from scripts.chromium import open_chromium
from scripts.main_pages import MAIN_PAGES, RANKED_TABLE
from scripts.production_site import ROOT, production_site

FOLDER = ROOT / "docs" / "screenshots"
PAGES = {
    "home": MAIN_PAGES["home"],
    "table": RANKED_TABLE,
    "pair": MAIN_PAGES["pair"],
    "framework": MAIN_PAGES["framework"],
    "criterion": "/criteria/orm/",
    "question": "/quiz/?edition=full&building=content-site",
    "result": MAIN_PAGES["result"],
}
# Width, height, and how many pixels of the picture one of the page gets: a phone's screen is finer.
WINDOWS = {"wide": (1280, 960, 1), "narrow": (390, 1300, 1.5)}
SCHEMES = ("light", "dark")
# A page has few colours and many shades of text; so many keep letters smooth and the files small.
COLOURS = 96


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with production_site() as address, open_chromium() as browser:
        for window in WINDOWS:
            for scheme in SCHEMES:
                photograph(browser, address, window=window, scheme=scheme)


def photograph(browser: Browser, address: str, *, window: str, scheme: str) -> None:
    """Every page in one window and one scheme."""
    width, height, scale = WINDOWS[window]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme=scheme,
        is_mobile=window == "narrow",
        has_touch=window == "narrow",
        # No animation is caught halfway.
        reduced_motion="reduce",
    )
    page = context.new_page()
    # The first page of a new browser may do without the heading font (tokens.css); the pictures may not.
    page.goto(address, wait_until="networkidle")
    for name, path in PAGES.items():
        page.goto(address + path, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        file = FOLDER / f"{name}-{window}-{scheme}.png"
        file.write_bytes(small(page.screenshot()))
        print(f"{file.relative_to(ROOT)}  {file.stat().st_size // 1024} KB")
    context.close()


def small(picture: bytes) -> bytes:
    """The same picture with a palette, a third of the size."""
    with Image.open(io.BytesIO(picture)) as image:
        reduced = image.convert("RGB").quantize(colors=COLOURS, dither=Image.Dither.NONE)
    target = io.BytesIO()
    reduced.save(target, format="PNG", optimize=True)
    return target.getvalue()


if __name__ == "__main__":
    main()
