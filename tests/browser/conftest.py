"""A real browser: the system's Chromium, driven by Playwright against a live server on the real content."""

import os
from contextlib import contextmanager

import pytest

from scripts.chromium import MISSING, find_chromium, open_chromium
from tests.admin.roles import signed_in
from tests.browser.static_files import JoinedStorage, write_joined_stylesheet

# Playwright's loop runs in this thread, and Django would refuse the ORM beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(config, items):
    if find_chromium():
        return
    if os.environ.get("CI"):
        raise pytest.UsageError("CI needs Chromium for the browser tests, and there is none.")
    for item in items:
        if "browser" in item.keywords:
            item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture(scope="session")
def browser():
    with open_chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def joined_stylesheet_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    write_joined_stylesheet(folder)
    return folder


@pytest.fixture
def stylesheets_as_in_production(settings, joined_stylesheet_folder):
    settings.STATICFILES_DIRS = [joined_stylesheet_folder]
    backend = f"{JoinedStorage.__module__}.{JoinedStorage.__name__}"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}


@pytest.fixture
def site(live_server, catalogue, stylesheets_as_in_production):
    """The address of the live site with the real content."""
    return live_server.url


@pytest.fixture
def open_page(browser, site):
    """Opens addresses of the site and gathers what went wrong on the way, in `page.complaints`."""
    contexts = []

    def open_page(path, *, width=1280, scheme="light", javascript=True, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=javascript,
            has_touch=width < 600,
            is_mobile=width < 600,
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: page.complaints.append(f"error: {error}"))
        page.on(
            "request",
            lambda request: (
                None
                if request.url.startswith((site, "data:"))
                else page.complaints.append(f"left the host: {request.url}")
            ),
        )
        page.on(
            "response",
            lambda response: (
                None if response.status < 400 else page.complaints.append(f"{response.status}: {response.url}")
            ),
        )
        page.goto(site + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(open_page, site):
    """Opens a page of the desk as a member of a group; without one, as somebody who may do everything."""

    def sign_in(path, *, group=None, **options):
        client = signed_in(group or "chief", group=group, superuser=not group)
        session = client.cookies["sessionid"].value
        cookie = {"name": "sessionid", "value": session, "url": site}
        return open_page(path, storage_state={"cookies": [cookie], "origins": []}, **options)

    return sign_in


@contextmanager
def answered(page, *, javascript=True):
    """Goes on when what the block asked for is there: with script a settled swap, without it the next page."""
    if not javascript:
        with page.expect_navigation():
            yield
        return
    page.evaluate(
        """() => {
            const once = (settle) => document.addEventListener("htmx:afterSettle", settle, { once: true });
            window.settled = new Promise(once);
        }"""
    )
    yield
    page.evaluate("() => window.settled.then(() => true)")


def leave_by(control, *, key=None):
    """Clicks what leads to another page, or presses the key on it, and goes on when all of that page is there.

    A click alone goes on with the first byte of the answer.
    """
    with control.page.expect_navigation():
        if key:
            control.press(key)
        else:
            control.click()


def path_of(page):
    """The address without the host."""
    return "/" + page.url.split("/", 3)[3]


def content_of(page):
    """All that the list or table says and has chosen, whatever is folded."""
    return page.locator("#browse").evaluate(
        """(browse) => ({
            text: browse.textContent.replace(/\\s+/g, " "),
            chosen: [...browse.querySelectorAll(":checked")].map((control) => control.value),
            typed: [...browse.querySelectorAll("input[type=search]")].map((field) => field.value),
        })"""
    )
