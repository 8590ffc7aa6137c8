"""What the first view of the table sends, served as production serves it: compressed, from a server of its own."""

import pytest

from scripts.production_site import production_site

pytestmark = [pytest.mark.browser, pytest.mark.once]

KILOBYTE = 1024
MOST_IN_ALL = 150 * KILOBYTE


@pytest.fixture(scope="module")
def first_view(browser):
    """Every response of a first view of the table: address, type, and the bytes that came over the line."""
    with production_site() as address:
        # A context of its own starts with an empty cache.
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        responses = watch(context.new_cdp_session(page))
        page.goto(f"{address}/compare/", wait_until="networkidle")
        context.close()
    return list(responses.values())


def watch(session):
    """Gathers the responses of a page as they come, headers counted as well as bodies."""
    responses = {}

    def on_response(event):
        response = event["response"]
        responses[event["requestId"]] = {
            "address": response["url"],
            "type": response["mimeType"],
            "status": response["status"],
            "encoding": response["headers"].get("Content-Encoding", ""),
            "bytes": 0,
        }

    def on_finished(event):
        responses[event["requestId"]]["bytes"] = event["encodedDataLength"]

    session.on("Network.responseReceived", on_response)
    session.on("Network.loadingFinished", on_finished)
    session.send("Network.enable")
    return responses


def listed(responses):
    return "\n".join(
        f"{response['bytes']:7} {response['encoding'] or '-':4} {response['address']}" for response in responses
    )


def test_the_first_view_of_the_table_is_light(first_view):
    assert sum(response["bytes"] for response in first_view) <= MOST_IN_ALL, listed(first_view)


def test_all_of_it_arrives(first_view):
    assert [response for response in first_view if response["status"] != 200 or not response["bytes"]] == []


def test_it_has_one_font_and_one_stylesheet(first_view):
    types = [response["type"] for response in first_view]

    assert types.count("font/woff2") == 1, listed(first_view)
    assert types.count("text/css") == 1, listed(first_view)


def test_its_text_is_compressed(first_view):
    encodings = {
        (response["type"], response["encoding"]) for response in first_view if response["type"].startswith("text/")
    }

    assert encodings == {("text/html", "gzip"), ("text/css", "br"), ("text/javascript", "br")}
