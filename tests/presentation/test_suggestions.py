"""Suggestions as editors see them: only web addresses become links, and a proposal stands beside what is there."""

import pytest

from comparisons.presentation.suggestions import build_changes, build_pieces, build_shown_suggestions
from comparisons.suggestions.subjects import subject_of
from tests.factories import create_claim, create_notable_user, create_suggestion, create_verdict


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("No link here.", []),
        ("See https://a.example/page.", ["https://a.example/page"]),
        (
            "(http://a.example/x), and HTTPS://B.example/?q=1&r=2!",
            ["http://a.example/x", "HTTPS://B.example/?q=1&r=2"],
        ),
        ("javascript:alert(1) data:text/html,x ftp://a.example/ //a.example", []),
        ("https:// http://) https://[bad", []),
        ('https://a.example/"onclick=', ["https://a.example/"]),
    ],
)
def test_only_web_addresses_become_links_and_no_word_is_lost(text, addresses):
    pieces = build_pieces(text)

    assert [piece.address for piece in pieces if piece.address] == addresses
    assert "".join(piece.text for piece in pieces) == text


@pytest.mark.django_db
def test_a_proposal_stands_beside_what_is_there():
    row = create_verdict(rating=3, support="built_in", summary="As it was.")
    suggestion = create_suggestion(about=row, proposed_rating=0, proposed_support="none", proposed_words="As it is.")

    changes = build_changes(suggestion, row=row, subject=subject_of(type(row)))

    assert [(change.label, change.now, change.proposed) for change in changes] == [
        ("support", "built in", "not possible"),
        ("rating", "3 adequate", "0 absent"),
        ("summary", "As it was.", "As it is."),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("create", [create_notable_user, create_claim])
def test_a_status_is_called_by_its_word(create):
    row = create()
    suggestion = create_suggestion(about=row, proposed_status="disputed")

    (change,) = build_changes(suggestion, row=None, subject=subject_of(type(row)))

    assert (change.label, change.now, change.proposed) == ("status", "", "disputed")


@pytest.mark.django_db
def test_who_may_not_decide_gets_no_ways_to():
    row = create_verdict()
    suggestions = [create_suggestion(about=row), create_suggestion(about=row)]
    subject = subject_of(type(row))

    (reader, _), (editor, _) = (
        build_shown_suggestions(
            suggestions, row=row, subject=subject, may_decide=may_decide, filled_in=suggestions[0].pk
        )
        for may_decide in (False, True)
    )

    assert (reader.accept_address, reader.decline_address, reader.is_filled_in) == ("", "", True)
    assert editor.accept_address == f"/admin/comparisons/verdict/{row.pk}/change/?suggestion={suggestions[0].pk}"
    assert editor.decline_address == f"/admin/comparisons/suggestion/{suggestions[0].pk}/decline/"
