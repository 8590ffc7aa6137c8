"""What an address may say in place of a row's number."""

import pytest

from comparisons.admin.addressed_rows import row_number
from tests.admin.test_desks import address
from tests.factories import create_verdict


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("", None), ("-7", None), ("²", None), ("9" * 5000, None)])
def test_only_what_a_row_can_have_is_a_number(text, number):
    assert row_number(text) == number


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["9" * 5000, "9" * 25, "²", "orm"])
def test_a_prepared_change_that_cannot_be_is_not_found(admin_client, number):
    url = address(create_verdict, "change", create_verdict().pk)

    assert admin_client.get(url, {"prepared": number}).status_code == 404
