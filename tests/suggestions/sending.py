"""A form as a visitor would send it, opened a minute ago."""

from datetime import timedelta

from django.utils import timezone

from comparisons.suggestions.openings import Opening
from comparisons.suggestions.subjects import subject_of


def note(about, *, seconds_ago=60, revision=0):
    """The signed note of a form about "verdict/flask/orm", opened so long ago."""
    opened_at = timezone.now() - timedelta(seconds=seconds_ago)
    return Opening(about=about, revision=revision, opened_at=int(opened_at.timestamp())).signed()


def address_of_form(row):
    subject = subject_of(type(row))
    return subject.form_address(subject.key_of(row))


def typed(row, **fields):
    """What a browser sends about the row."""
    subject = subject_of(type(row))
    return {
        "note": note(f"{subject.kind}/{subject.key_of(row)}"),
        "what_is_wrong": "It has been built in since version 3.1.",
        "how_they_know": "I ran it with version 3.1 and it worked.",
        "homepage": "",
    } | fields


def send(client, row, *, headers=None, sender="203.0.113.7", **fields):
    return client.post(address_of_form(row), typed(row, **fields), headers=headers, REMOTE_ADDR=sender)
