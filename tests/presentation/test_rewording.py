"""Two wordings of a text laid over each other."""

import pytest

from comparisons.presentation.rewording import MOST_WORDS, build_rewording


def marked(before, after):
    """The pieces as one line: [-went-], {+came+}."""
    pieces = build_rewording("detail", before, after).pieces
    return " ".join(
        f"[-{piece.text}-]" if piece.went else f"{{+{piece.text}+}}" if piece.came else piece.text for piece in pieces
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("It has an ORM.", "It has no ORM.", "It has [-an-] {+no+} ORM."),
        ("It has an ORM.", "It has an ORM. It is old.", "It has an ORM. {+It is old.+}"),
        ("Small and open.", "open.", "[-Small and-] open."),
        ("", "Now there is one.", "{+Now there is one.+}"),
        ("There was one.", "", "[-There was one.-]"),
        ("", "", ""),
        # How the words are broken into lines does not count.
        ("One two\nthree.", "One  two three.", "One two three."),
        ("<b>bold</b> & co", "<i>bold</i> & co", "[-<b>bold</b>-] {+<i>bold</i>+} & co"),
    ],
)
def test_words_that_went_and_came_are_told_apart(before, after, expected):
    assert marked(before, after) == expected


def test_both_wordings_can_be_read_from_the_pieces():
    before, after = "a b c d e f g", "b x c e f y z"

    pieces = build_rewording("detail", before, after).pieces

    assert " ".join(piece.text for piece in pieces if not piece.came) == before
    assert " ".join(piece.text for piece in pieces if not piece.went) == after


def test_texts_that_nobody_reads_to_the_end_are_not_compared_word_by_word():
    long = " ".join(str(number) for number in range(MOST_WORDS + 1))

    pieces = build_rewording("detail", f"{long} end", f"{long} END").pieces

    assert [(piece.went, piece.came) for piece in pieces] == [(True, False), (False, True)]
