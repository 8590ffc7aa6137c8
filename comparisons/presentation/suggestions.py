"""Suggestions as editors see them beside the row: the visitor's words, and what they would change."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse

from comparisons.models import PreparedChange, Suggestion
from comparisons.suggestions.subjects import Subject

# The parameter of a change page that says which suggestion fills the form in.
PARAMETER = "suggestion"
ADDRESS = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
# Ends a sentence rather than an address.
TRAILING = ".,;:!?)]}…”’"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A piece of a visitor's text.

    Attributes:
        address: where it leads; empty for plain words.
    """

    text: str
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class ProposedChange:
    """A field as it stands, and as the visitor would have it."""

    label: str
    now: str
    proposed: str


@dataclass(frozen=True, kw_only=True)
class ShownSuggestion:
    """One suggestion.

    Attributes:
        is_filled_in: its proposals stand in the form below.
        may_save: whether the save accepts it; who may not save prepares a change.
        prepared_address: of a change that was prepared from it and waits; empty when there is none.
        accept_address, decline_address: empty for who may not decide. What waits prepared is not accepted twice.
    """

    suggestion: Suggestion
    what_is_wrong: tuple[Piece, ...]
    how_they_know: tuple[Piece, ...]
    changes: tuple[ProposedChange, ...]
    is_filled_in: bool
    may_save: bool
    prepared_address: str
    accept_address: str
    decline_address: str


def build_pieces(text: str) -> tuple[Piece, ...]:
    """The text with what is a web address parted from the rest; nothing else ever becomes a link."""
    pieces: list[Piece] = []
    place = 0
    for found in ADDRESS.finditer(text):
        address = found.group().rstrip(TRAILING)
        if not _has_host(address):
            continue
        pieces += [Piece(text=text[place : found.start()]), Piece(text=address, address=address)]
        place = found.start() + len(address)
    return tuple(piece for piece in [*pieces, Piece(text=text[place:])] if piece.text)


def build_shown_suggestions(
    suggestions: Iterable[Suggestion],
    *,
    row: Any,
    subject: Subject,
    may_decide: bool,
    may_save: bool = False,
    filled_in: int | None,
) -> tuple[ShownSuggestion, ...]:
    """Those beside a row.

    Args:
        suggestions: from `with_prepared_changes()`, where they can be accepted.
        row: as it is in the database, before a suggestion fills it in.
        may_save: whether the row may be saved, and not only a change of it be prepared.
        filled_in: the key of the suggestion that fills the form in.
    """
    return tuple(
        ShownSuggestion(
            suggestion=suggestion,
            what_is_wrong=build_pieces(suggestion.what_is_wrong),
            how_they_know=build_pieces(suggestion.how_they_know),
            changes=build_changes(suggestion, row=row, subject=subject),
            is_filled_in=suggestion.pk == filled_in,
            may_save=may_save,
            prepared_address=_prepared_address(suggestion, row),
            accept_address=accept_address(suggestion, row) if may_decide and not _waiting_changes(suggestion) else "",
            decline_address=decline_address(suggestion) if may_decide else "",
        )
        for suggestion in suggestions
    )


def build_changes(suggestion: Suggestion, *, row: Any, subject: Subject) -> tuple[ProposedChange, ...]:
    """What it proposes, beside what stands there; without a row there is nothing beside it."""
    return tuple(
        ProposedChange(
            label=str(subject.model._meta.get_field(name).verbose_name),  # type: ignore[union-attr]  # own columns only
            now="" if row is None else _in_words(subject, name, getattr(row, name)),
            proposed=_in_words(subject, name, value),
        )
        for name, value in subject.proposed_values(suggestion).items()
    )


def accept_address(suggestion: Suggestion, row: Any) -> str:
    """The change page of the row, with the proposals filled in."""
    page = reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk])
    return f"{page}?{PARAMETER}={suggestion.pk}"


def decline_address(suggestion: Suggestion) -> str:
    return reverse("admin:comparisons_suggestion_decline", args=[suggestion.pk])


def _prepared_address(suggestion: Suggestion, row: Any) -> str:
    """The change page of the row, with the change filled in that was prepared from the suggestion."""
    waiting = _waiting_changes(suggestion)
    if not waiting:
        return ""
    page = reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk])
    return f"{page}?prepared={waiting[0].pk}"


def _waiting_changes(suggestion: Suggestion) -> list[PreparedChange]:
    return getattr(suggestion, "waiting_changes", [])


def _in_words(subject: Subject, name: str, value: Any) -> str:
    """The value as the admin calls it. A rating keeps its number."""
    choices: dict[Any, Any] = dict(getattr(subject.model._meta.get_field(name), "flatchoices", ()))
    label = str(choices.get(value, value))
    return f"{value} {label}" if isinstance(value, int) else label


def _has_host(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False
