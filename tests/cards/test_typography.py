"""Text that fits its space, in characters that the font has."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from comparisons.cards import typography
from comparisons.cards.typography import BOLD, fit_alike, fit_text, printable, text_width

SIXTY = "Extraordinarily Long Framework Name With Sixty Characters Ok"
ONE_WORD = "Wm" * 30


def widest(fitted):
    return max(text_width(line, fitted.size, fitted.weight) for line in fitted.lines)


def test_a_short_text_gets_the_largest_size():
    fitted = fit_text("Flask", width=500, sizes=[100, 50])

    assert fitted.lines == ("Flask",)
    assert fitted.size == 100


def test_a_longer_text_gets_smaller_before_it_is_cut():
    fitted = fit_text("Starlette and friends", width=460, sizes=[100, 50, 40])

    assert fitted.lines == ("Starlette and friends",)
    assert fitted.size in (50, 40)
    assert fitted.is_whole


@pytest.mark.parametrize("text", [SIXTY, ONE_WORD, "W" * 400, "a " * 400, "-" * 90])
@pytest.mark.parametrize("most_lines", [1, 2, 3])
def test_no_text_is_wider_than_its_space_or_has_more_lines_than_there_is_room_for(text, most_lines):
    fitted = fit_text(text, width=460, sizes=[120, 80, 44], weight=BOLD, most_lines=most_lines)

    assert len(fitted.lines) <= most_lines
    assert widest(fitted) <= 460


def test_what_is_cut_says_so_with_an_ellipsis():
    fitted = fit_text(SIXTY, width=300, sizes=[60])

    assert fitted.lines[-1].endswith("…")
    assert not fitted.is_whole


def test_nothing_needs_no_line():
    assert fit_text("", width=300, sizes=[60]).lines == ()


def test_what_stands_side_by_side_has_one_size():
    sizes = {fitted.size for fitted in fit_alike(["Flask", SIXTY], width=460, sizes=range(120, 35, -4))}

    assert len(sizes) == 1


def test_of_no_texts_none_is_fitted():
    assert fit_alike([], width=460, sizes=[40]) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Django", "Django"),
        ("Café · “naïve” – ½ …", "Café · “naïve” – ½ …"),
        ("Győr", "Gyor"),
        ("Cafe\u0301", "Café"),
        ("\ufb01ne", "fine"),
        ("漢字", "??"),
        ("a\n\t b", "a b"),
        ("left\u200fright\x00", "left?right?"),
    ],
)
def test_what_the_font_lacks_is_replaced_and_never_a_box(text, expected):
    assert printable(text) == expected


def test_a_font_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    broken = tmp_path / "broken.woff2"
    broken.write_bytes(b"wOF2 and no more")
    monkeypatch.setattr(typography, "FONT_FILE", broken)

    with pytest.raises(ImproperlyConfigured, match=r"broken\.woff2.*brotli"):
        typography.font.__wrapped__(40, 400)
