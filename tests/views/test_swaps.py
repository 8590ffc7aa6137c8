"""What htmx is answered: the part of the page that changed, at its shortest address."""

import pytest

from tests.factories import create_criterion, create_framework

pytestmark = pytest.mark.django_db

# Every page with a filter panel.
BROWSED = ["/compare/", "/criteria/", "/frameworks/", "/notable-users/", "/extensions/", "/claims/"]

SWAP = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def content():
    create_framework(slug="apple", name="Apple")
    create_criterion(slug="orm", name="Mapper")


@pytest.mark.parametrize("address", BROWSED)
def test_a_swap_is_answered_with_the_part_and_what_is_to_be_announced(client, address):
    response = client.get(address, headers=SWAP)

    html = response.content.decode()
    assert "<html" not in html
    assert 'id="browse"' in html
    assert 'id="announcement" role="status" hx-swap-oob="innerHTML"' in html
    assert response["HX-Push-Url"] == address


@pytest.mark.parametrize("address", BROWSED)
def test_the_same_address_without_htmx_is_the_whole_page_with_an_empty_announcement(client, address):
    html = client.get(address).content.decode()

    assert html.startswith("<!doctype html>")
    assert html.count('id="announcement"') == 1
    assert "hx-swap-oob" not in html


@pytest.mark.parametrize("address", BROWSED)
def test_back_and_forward_ask_for_the_whole_page(client, address):
    response = client.get(address, headers={**SWAP, "HX-History-Restore-Request": "true"})

    assert response.content.startswith(b"<!doctype html>")
    assert "HX-Push-Url" not in response


@pytest.mark.parametrize("address", BROWSED)
@pytest.mark.parametrize("headers", [{}, SWAP])
def test_a_cache_keeps_the_part_and_the_page_apart(client, address, headers):
    assert "HX-Request" in client.get(address, headers=headers)["Vary"]


def test_a_swap_stands_at_the_address_without_empty_parameters(client):
    response = client.get("/compare/?q=&differences=&framework=apple&weight=&format=", headers=SWAP)

    assert (response.status_code, response["HX-Push-Url"]) == (200, "/compare/?framework=apple")


def test_without_script_the_form_is_sent_on_to_the_short_address(client):
    response = client.get("/compare/?q=&framework=apple&weight=")

    assert (response.status_code, response["Location"]) == (302, "/compare/?framework=apple")


def test_a_file_is_a_file_to_htmx_too(client):
    assert client.get("/compare/?format=csv", headers=SWAP)["Content-Type"] == "text/csv; charset=utf-8"
