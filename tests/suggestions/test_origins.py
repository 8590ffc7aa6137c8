"""A form counts as ours unless the browser says that it stood elsewhere."""

import pytest

from comparisons.suggestions.origins import is_from_here


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, True),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, False),
        ({"Origin": "http://testserver"}, True),
        ({"Origin": "https://framewise.example"}, True),
        ({"Origin": "https://elsewhere.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Origin": "http://[bad"}, False),
        ({"Origin": "http://testserver.elsewhere.example"}, False),
    ],
)
def test_where_a_form_stood(rf, settings, headers, expected):
    settings.SITE_URL = "https://framewise.example"

    assert is_from_here(rf.post("/", headers=headers)) is expected
