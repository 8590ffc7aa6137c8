"""Charsets: which form is read, and which is not even looked at."""

import pytest

from comparisons.suggestions.charsets import is_in_utf8

MULTIPART = "multipart/form-data; boundary=B"


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("", True),
        (MULTIPART, True),
        (f"{MULTIPART}; charset=utf-8", True),
        (f"{MULTIPART}; charset=UTF8", True),
        (f'{MULTIPART}; charset="utf_8"', True),
        (f"{MULTIPART}; charset=", False),
        (f"{MULTIPART}; charset=nonsense", False),
        (f"{MULTIPART}; charset=latin-1", False),
        (f"{MULTIPART}; charset=utf-16", False),
        (f"{MULTIPART}; charset=unicode_escape", False),
        (f"{MULTIPART}; charset=hex", False),
    ],
)
def test_a_form_is_read_in_utf8_only(rf, content_type, expected):
    request = rf.generic("POST", "/", b"--B--", content_type=content_type)

    assert is_in_utf8(request) is expected
