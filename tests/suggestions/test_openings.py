"""The note that a form carries: ours, of this statement, not too young and not too old."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import signing

from comparisons.suggestions.openings import Forged, Opening, TooLate, TooSoon

OPENED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ABOUT = "verdict/flask/orm"


def opening(**fields):
    return Opening(**{"about": ABOUT, "revision": 7, "opened_at": int(OPENED.timestamp())} | fields)


@pytest.mark.parametrize("age", [timedelta(seconds=3), timedelta(minutes=5), timedelta(days=1)])
def test_a_note_is_read_as_it_was_written(age):
    note = opening().signed()

    assert Opening.read(note, about=ABOUT, now=OPENED + age) == opening()


@pytest.mark.parametrize(
    ("age", "refusal"),
    [
        (timedelta(seconds=0), TooSoon),
        (timedelta(seconds=2), TooSoon),
        (timedelta(seconds=-60), TooSoon),
        (timedelta(days=1, seconds=1), TooLate),
    ],
)
def test_a_note_that_is_too_young_or_too_old_does_not_hold(age, refusal):
    with pytest.raises(refusal):
        Opening.read(opening().signed(), about=ABOUT, now=OPENED + age)


def test_a_note_of_another_statement_does_not_hold():
    with pytest.raises(Forged):
        Opening.read(opening().signed(), about="verdict/django/orm", now=OPENED + timedelta(minutes=1))


@pytest.mark.parametrize(
    "note",
    [
        "",
        "nonsense",
        "a:b:c",
        "\x00",
        opening().signed()[:-1],
        "x" + opening().signed(),
        signing.dumps({"about": ABOUT, "revision": 7, "opened_at": 1}),
        signing.Signer(salt="comparisons.suggestions.opening").sign_object(["about"]),
        signing.Signer(salt="comparisons.suggestions.opening").sign_object({"about": ABOUT}),
    ],
)
def test_a_note_that_is_not_ours_does_not_hold(note):
    with pytest.raises(Forged):
        Opening.read(note, about=ABOUT, now=OPENED + timedelta(minutes=1))
