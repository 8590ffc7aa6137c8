import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from comparisons.fields import SHOWN_LENGTH, PairsField, WordsField, shortened


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("orm", "orm"),
        ("Größe 日本", "Größe 日本"),
        ("a\0b", "a�b"),
        ("one\ntwo", "one�two"),
        ("a\u202eb", "a�b"),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 60 + "…"),
        ("", ""),
    ],
)
def test_a_value_is_repeated_printable_and_of_bounded_length(value, expected):
    assert shortened(value) == expected


@given(value=st.text())
def test_whatever_is_shortened_can_be_printed(value):
    shown = shortened(value)

    assert shown.isprintable()
    assert len(shown) <= SHOWN_LENGTH + 1


def words_field():
    return WordsField(choices=[("orm", "ORM"), ("admin", "Admin"), ("async", "Async")], required=False)


def pairs_field():
    return PairsField(
        names={"orm": "ORM", "admin": "Admin"},
        values={"0": 0, "1": 1, "2": 2, "4": 4},
        what="criterion",
        required=False,
    )


def test_a_lenient_field_notes_unknown_words_and_keeps_the_rest():
    field = WordsField(choices=[("orm", "ORM"), ("admin", "Admin")], lenient=True, required=False)

    assert field.clean(["rails", "orm", "a\0b", "admin", "rails"]) == ["orm", "admin"]
    assert field.problems == [
        "“rails” does not exist here (any more), so it does not count.",
        "“a�b” does not exist here (any more), so it does not count.",
    ]
    assert field.clean(["orm"]) == ["orm"]
    assert field.problems == []


@pytest.mark.parametrize(
    ("given_words", "expected"),
    [
        ([], []),
        (None, []),
        ([""], []),
        (["orm"], ["orm"]),
        (["admin", "orm"], ["admin", "orm"]),
        (["orm", "", "orm"], ["orm"]),
        (["orm"] * 900, ["orm"]),
    ],
)
def test_words_are_cleaned_to_each_once_in_their_order(given_words, expected):
    assert words_field().clean(given_words) == expected


@pytest.mark.parametrize(
    ("given_words", "named"),
    [
        (["rails"], "“rails”"),
        (["orm", "rails"], "“rails”"),
        (["ORM"], "“ORM”"),
        (["orm "], "“orm ”"),
        (["or\0m"], "“or�m”"),
        (["x" * 10_000], f"“{'x' * 60}…”"),
        ([f"word-{number}" for number in range(900)], "“word-0”"),
    ],
)
def test_an_unknown_word_is_named(given_words, named):
    with pytest.raises(ValidationError) as caught:
        words_field().clean(given_words)

    (message,) = caught.value.messages
    assert message == f"{named} does not exist here, so this filter is not applied."


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ([], {}),
        (None, {}),
        ([""], {}),
        (["orm:2"], {"orm": 2}),
        (["orm:0", "admin:4"], {"orm": 0, "admin": 4}),
        (["orm:2", "orm:2"], {"orm": 2}),
        (["orm:2"] * 900, {"orm": 2}),
    ],
)
def test_pairs_are_cleaned_to_what_they_mean(entries, expected):
    assert pairs_field().clean(entries) == expected


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("orm", "“orm” is not of the form <criterion>:<0|1|2|4>."),
        ("rails:2", "There is no criterion “rails”."),
        (":2", "There is no criterion “”."),
        ("orm:", "“” is not possible; choose one of 0|1|2|4."),
        ("orm:3", "“3” is not possible; choose one of 0|1|2|4."),
        ("orm:-1", "“-1” is not possible; choose one of 0|1|2|4."),
        ("orm:2:2", "“2:2” is not possible; choose one of 0|1|2|4."),
        ("orm:٢", "“٢” is not possible; choose one of 0|1|2|4."),
        ("orm:2\0", "“2�” is not possible; choose one of 0|1|2|4."),
        ("x" * 10_000, f"“{'x' * 60}…” is not of the form <criterion>:<0|1|2|4>."),
        (f"{'x' * 10_000}:2", f"There is no criterion “{'x' * 60}…”."),
    ],
)
def test_a_pair_that_is_none_is_named(entry, message):
    with pytest.raises(ValidationError) as caught:
        pairs_field().clean([entry])

    assert caught.value.messages == [message]


def test_a_name_with_two_different_values_is_named():
    with pytest.raises(ValidationError, match="“orm” is named twice with different values; leave one of them"):
        pairs_field().clean(["orm:2", "admin:1", "orm:4"])


@given(entries=st.lists(st.text()))
def test_no_text_breaks_the_pairs(entries):
    try:
        cleaned = pairs_field().clean(entries)
    except ValidationError as error:
        assert all(len(message) < 200 for message in error.messages)
    else:
        assert set(cleaned) <= {"orm", "admin"}
