"""The table as CSV, JSON and Markdown: what is taken away is what the page shows."""

import csv
import io
import json

import pytest

from comparisons.presentation import exports
from tests.factories import create_criterion, create_extension, create_framework, create_verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_table():
    orm = create_criterion(slug="orm", name="Mapper | ORM", question="Does it have one?")
    admin = create_criterion(slug="admin", name="Admin", question="Is there one?")
    apple = create_framework(slug="apple", name="Apple", position=1)
    pear = create_framework(slug="pear", name="Pear", position=2)
    verdict = create_verdict(
        framework=apple, criterion=orm, rating=4, support="built_in", summary="=cmd() is no formula."
    )
    verdict.extensions.add(create_extension(slug="sauce", frameworks=[apple]))
    create_verdict(framework=apple, criterion=admin, rating=2, support="third_party", summary="Weak.")
    create_verdict(framework=pear, criterion=orm, rating=1, support="custom_code", summary="Poor.")


def rows_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def test_csv_has_the_rows_and_columns_of_the_page(client, small_table):
    response = client.get("/compare/?format=csv")

    rows = rows_of(response)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="framewise.csv"'
    assert {row["criterion"]: row["Apple: rating"] for row in rows} == {"Mapper | ORM": "4", "Admin": "2"}
    assert {row["criterion"]: row["Pear: support"] for row in rows} == {
        "Mapper | ORM": "custom_code",
        "Admin": "not known",
    }


def test_the_filters_hold_for_the_file_too(client, small_table):
    rows = rows_of(client.get("/compare/?framework=pear&criterion=orm&format=csv"))

    assert [row["criterion"] for row in rows] == ["Mapper | ORM"]
    assert "Apple: rating" not in rows[0]


def test_no_cell_is_a_formula(client, small_table):
    (row,) = rows_of(client.get("/compare/?criterion=orm&format=csv"))

    assert row["Apple: summary"] == "'=cmd() is no formula."


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_whatever_starts_a_formula_is_made_harmless(start):
    assert exports._harmless(f"{start}1") == f"'{start}1"


def test_json_says_what_it_is_and_carries_every_verdict(client, small_table, settings):
    response = client.get("/compare/?weight=orm:2&format=json")

    content = json.loads(response.content)
    assert content["address"] == f"{settings.SITE_URL}/compare/?weight=orm:2"
    assert content["revision"] == 0
    assert [(f["slug"], f["rank"], f["points"]) for f in content["frameworks"]] == [("apple", 1, 80), ("pear", 2, 20)]
    verdicts = {criterion["slug"]: criterion["verdicts"] for criterion in content["criteria"]}
    assert verdicts["orm"]["apple"]["extensions"] == ["sauce"]
    assert verdicts["admin"]["pear"] is None


def test_markdown_is_a_table_with_its_address(client, small_table, settings):
    response = client.get("/compare/?format=markdown")

    lines = response.content.decode().splitlines()
    assert lines[0] == "| Criterion | Apple | Pear |"
    assert "| Mapper \\| ORM | good (4), built in | poor (1), own code |" in lines
    assert "| Admin | weak (2), third-party package | not known |" in lines
    assert lines[-1] == f"From <{settings.SITE_URL}/compare/>"


def test_who_is_ruled_out_has_no_score(client, small_table):
    text = client.get("/compare/?weight=orm:1&require=orm:3&format=markdown").content.decode()

    assert "| **Score of 100** | 80 | ruled out |" in text


def test_an_unknown_format_shows_the_page_and_names_it(client, small_table):
    response = client.get("/compare/?format=pdf")

    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert "“pdf” does not exist here" in response.content.decode()


def test_an_empty_table_is_a_file_with_its_heading_only(client, small_table):
    rows = rows_of(client.get("/compare/?q=nothing-like-it&format=csv"))

    assert rows == []


def test_the_page_says_how_many_equal_rows_are_hidden(client):
    same, other = create_criterion(), create_criterion()
    for rating, framework in ((2, create_framework()), (4, create_framework())):
        create_verdict(framework=framework, criterion=same, rating=3, support="built_in")
        create_verdict(framework=framework, criterion=other, rating=rating, support="built_in")

    html = client.get("/compare/?differences=on").content.decode()

    assert "1 equal row hidden" in html
    assert "equal row" not in client.get("/compare/").content.decode()
