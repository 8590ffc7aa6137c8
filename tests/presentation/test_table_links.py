import pytest

from comparisons.presentation.addresses import Address
from comparisons.presentation.table_links import TableLinks, row_id


@pytest.fixture
def links():
    parameters = {"framework": ["django", "flask"], "open": ["orm:django", "csrf:flask"], "sort": ["orm"]}
    return TableLinks(address=Address.of("/compare/", parameters))


REST = "/compare/?framework=django&framework=flask"


def test_opening_replaces_what_is_open_in_the_row_and_leads_to_it(links):
    assert links.opened("orm", "flask") == f"{REST}&open=csrf:flask&open=orm:flask&sort=orm#row-orm"


def test_closing_leaves_the_other_rows_open(links):
    assert links.closed("orm") == f"{REST}&open=csrf:flask&sort=orm#row-orm"


def test_sorting_and_measuring_are_one_thing_at_a_time(links):
    assert links.sorted_by("admin").endswith("&sort=admin")
    assert links.unsorted() == f"{REST}&open=orm:django&open=csrf:flask"
    assert links.measured_against("flask").endswith("&sort=orm&baseline=flask")


def test_columns_are_named_one_by_one(links):
    assert links.showing_only(["quart"]) == "/compare/?framework=quart&open=orm:django&open=csrf:flask&sort=orm"


def test_a_row_has_a_mark_of_its_own():
    assert row_id("orm") == "row-orm"
