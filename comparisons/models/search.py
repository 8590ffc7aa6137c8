"""How a visitor's words are looked for: all of them, each at the beginning of a word, in a row's names and texts.

The patterns are read alike by Python (so by SQLite too, which asks Python) and by PostgreSQL. Unlike `icontains` they
fold the case of every letter on both, and "orm" does not find "form". That way each list and the search over
everything keep the same rows for the same words.
"""

import re
from collections.abc import Iterable, Sequence

from django.db.models import Q, TextField, Value
from django.db.models.expressions import Expression
from django.db.models.functions import Concat
from django.db.models.lookups import IRegex

# What may stand between the parts of a name: "Flask-Login", "flask_login" and "flask login" are one.
_SEPARATORS = r"[\s_.-]*"
# What people write between two names. On its own it is a word like any other.
_CONNECTING = frozenset({"vs", "vs.", "versus", "or", "and"})
# Shorter ones would be found in the middle of too many names: "orm" in "Performance".
_FEWEST_LETTERS_INSIDE = 4


def words_of(text: str) -> tuple[str, ...]:
    """The words to look for, each once. Example: "flask vs fast-api" → ("flask", "fast", "api")."""
    words = tuple(dict.fromkeys(word for word in re.split(r"[\s_-]+", text.lower()) if word))
    return tuple(word for word in words if word not in _CONNECTING) or words or (text,)


def squeezed(text: str) -> str:
    """The letters alone, so that names can be compared however they are written. Example: "FastAPI" → "fastapi"."""
    return re.sub(r"[\s_.-]+", "", text.lower())


def word_patterns(words: Sequence[str]) -> tuple[str, ...]:
    """One pattern per word. It fits the beginning of a word, and the word written together with a neighbour.

    Example: of ("fast", "api") the second fits "API" and "FastAPI", and not "rapid".
    """
    return tuple(
        "|".join(
            _beginning(spelling)
            for spelling in (
                _spelled(words[place - 1] + word) if place else "",
                _spelled(word + words[place + 1]) if place + 1 < len(words) else "",
                re.escape(word),
            )
            if spelling
        )
        for place, word in enumerate(words)
    )


def name_pattern(words: Sequence[str]) -> str:
    """Fits a name that has all the words in a row, whatever stands or does not stand between their letters.

    Example: ("flasklogin",) fits "Flask-Login", and ("alchemy",) fits "SQLAlchemy".
    """
    letters = squeezed("".join(words)) or "".join(words)
    spelling = _spelled(letters)
    return spelling if len(letters) >= _FEWEST_LETTERS_INSIDE else _beginning(spelling)


def with_all_words(text: str, *, names: Iterable[str], texts: Iterable[str]) -> Q:
    """The condition that the columns together hold all words, or that one of the names is spelled like them.

    Args:
        text: as the visitor wrote it.
        names: columns with what the row is called.
        texts: columns with what is said of it.
    """
    words = words_of(text)
    names = tuple(names)
    everything = _joined((*names, *texts))
    condition = Q()
    for pattern in word_patterns(words):
        condition &= Q(IRegex(everything, pattern))
    for name in names:
        condition |= Q(**{f"{name}__iregex": name_pattern(words)})
    return condition


def with_any_word(text: str, *, columns: Iterable[str]) -> Q:
    """The condition that the columns together hold at least one of the words."""
    return Q(IRegex(_joined(columns), "|".join(word_patterns(words_of(text)))))


def _joined(columns: Iterable[str]) -> Expression:
    parts = [part for column in columns for part in (column, Value("\n"))]
    return Concat(*parts, output_field=TextField())


def _beginning(spelling: str) -> str:
    # No \b: in PostgreSQL it is a backspace.
    return rf"(?<![a-z0-9]){spelling}" if spelling[0].isalnum() else spelling


def _spelled(letters: str) -> str:
    return _SEPARATORS.join(re.escape(letter) for letter in letters)
