"""Filing a suggestion: what the database alone can refuse, and the one place that stores it.

Refused are repeated words, a sender who has sent too many, and a day of which too many wait.
"""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comparisons.models import Suggestion
from comparisons.suggestions.senders import forget_senders, hashed_sender, locked_salt

MOST_PER_HOUR = 5
MOST_PER_DAY = 20
# More than editors with an hour a week can read: beyond it somebody floods from many addresses. Only what waits
# counts, so that declining the flood opens the form again.
MOST_OF_ALL_PER_DAY = 200


class NotFiled(Exception):
    """Refused; nothing was stored.

    Attributes:
        status: of the answer.
        message: what the visitor reads.
    """

    status = 429
    message = _("Your suggestion could not be taken.")


class SaidAlready(NotFiled):
    status = 409
    message = _(
        "These words have reached us already, so they were not stored a second time. Thank you: nothing more is "
        "needed."
    )


class SaidOfAnother(NotFiled):
    status = 409
    message = _(
        "You sent these very words about another statement, so they were not stored again. Everything stands below: "
        "say what is wrong with this one, and send it."
    )


class TooManyBySender(NotFiled):
    message = _(
        "Several suggestions came from your network in a short time, so this one was not taken. Your words stand "
        "below: keep the page open and send them again in an hour, or tomorrow."
    )


class TooManyOfAll(NotFiled):
    message = _(
        "More suggestions came today than our editors can read, so this one was not taken. Your words stand below: "
        "please send them again tomorrow."
    )


def words_digest(suggestion: Suggestion) -> str:
    """The same for the same words and proposals, whatever their capitals and spaces."""
    said = [
        suggestion.what_is_wrong,
        suggestion.how_they_know,
        suggestion.proposed_words,
        suggestion.proposed_support,
        "" if suggestion.proposed_rating is None else str(suggestion.proposed_rating),
        suggestion.proposed_status,
    ]
    plain = "\n".join(" ".join(text.casefold().split()) for text in said)
    return hashlib.sha256(plain.encode()).hexdigest()


def file_suggestion(suggestion: Suggestion, *, address: str) -> None:
    """Stores the suggestion, with a sender that is unknown once the day is over.

    Args:
        suggestion: not saved yet.
        address: the network address that it came from; it is not stored.

    Raises:
        NotFiled: it is refused.
    """
    now = timezone.now()
    today = now.date()
    # Counting and storing are one step, behind the lock of the day's salt: ten at one moment are counted as ten.
    with transaction.atomic():
        salt = locked_salt(today)
        forget_senders(today)
        suggestion.created_at = now
        suggestion.sender, suggestion.sender_day = hashed_sender(address, salt), today
        suggestion.words_digest = words_digest(suggestion)
        _refuse_repeated(suggestion)
        _refuse_floods(suggestion, now)
        suggestion.save()


def _refuse_repeated(suggestion: Suggestion) -> None:
    """Refuses words that wait already for this statement, and words that one sender spreads over several."""
    same = Suggestion.objects.with_words(suggestion.words_digest)
    same_here = same.about(suggestion.kind, suggestion.key)
    if same_here.waiting().exists() or same_here.sent_by(suggestion.sender).exists():
        raise SaidAlready
    if same.sent_by(suggestion.sender).exists():
        raise SaidOfAnother


def _refuse_floods(suggestion: Suggestion, now: datetime) -> None:
    own = Suggestion.objects.sent_by(suggestion.sender)
    if own.since(now - timedelta(hours=1)).count() >= MOST_PER_HOUR or own.count() >= MOST_PER_DAY:
        raise TooManyBySender
    if Suggestion.objects.waiting().since(now - timedelta(days=1)).count() >= MOST_OF_ALL_PER_DAY:
        raise TooManyOfAll
