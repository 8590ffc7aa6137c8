"""Texts with the words marked: which segments, and which line of which text."""

import pytest

from comparisons.models.search import words_of
from comparisons.presentation.excerpts import LONGEST_EXCERPT, Marker


def marked(segments):
    return "".join(f"[{segment.text}]" if segment.is_found else segment.text for segment in segments)


def marker(text):
    return Marker(words=words_of(text))


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        ("orm", "An ORM, no form.", "An [ORM], no form."),
        ("orm admin", "Admin and ORM", "[Admin] and [ORM]"),
        ("fast api", "FastAPI is an API.", "[FastAPI] is an [API]."),
        ("nothing", "As it was", "As it was"),
        ("<b>", "a <b>", "a [<b>]"),
        ("orm", "", ""),
    ],
)
def test_words_are_marked_where_the_database_finds_them(text, sentence, expected):
    assert marked(marker(text).mark(sentence)) == expected


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("flasklogin", "Flask-Login", "[Flask-Login]"),
        ("alchemy", "SQLAlchemy", "SQL[Alchemy]"),
        ("login", "Flask-Login", "Flask-[Login]"),
        ("nothing", "Flask-Login", "Flask-Login"),
    ],
)
def test_a_name_is_marked_however_it_was_typed(text, name, expected):
    assert marked(marker(text).mark_name(name)) == expected


def test_the_excerpt_is_of_the_text_with_most_words():
    texts = ["Nothing here.", "An ORM.", "An ORM and an admin."]

    assert marked(marker("orm admin").excerpt(texts)) == "An [ORM] and an [admin]."


def test_the_excerpt_is_of_the_first_text_when_none_has_a_word():
    assert marked(marker("orm").excerpt(["First.", "Second."])) == "First."
    assert marker("orm").excerpt([]) == ()


@pytest.mark.parametrize("before", [0, 30, 400, 950])
def test_a_long_text_is_cut_at_words_around_the_first_that_was_found(before):
    text = "word " * before + "sought " + "word " * (1000 - before)

    excerpt = "".join(segment.text for segment in marker("sought").excerpt([text.strip()]))

    assert "sought" in excerpt
    assert len(excerpt) <= LONGEST_EXCERPT + len("…  …")
    assert set(excerpt.replace("…", "").split()) == {"word", "sought"}
    assert excerpt.startswith("… ") == (before > 12)
    assert excerpt.endswith(" …")


def test_one_endless_word_is_cut_too():
    excerpt = "".join(segment.text for segment in marker("x").excerpt(["x" * 5000]))

    assert len(excerpt) <= LONGEST_EXCERPT + len("…  …")
