"""The command for cron: past senders go, today's stay."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from comparisons.models import SenderSalt, Suggestion
from tests.factories import create_suggestion


@pytest.mark.django_db
def test_it_says_how_many_it_forgot():
    SenderSalt.objects.create(day=date(2026, 1, 1), salt="a" * 64)
    create_suggestion(sender="b" * 64, sender_day=date(2026, 1, 1))
    out = StringIO()

    call_command("forget_senders", stdout=out)

    assert out.getvalue() == "Senders forgotten: 1.\n"
    assert Suggestion.objects.get().sender == ""
    assert not SenderSalt.objects.exists()


@pytest.mark.django_db
def test_it_is_silent_for_cron():
    SenderSalt.objects.create(day=date(2026, 1, 1), salt="a" * 64)
    out = StringIO()

    call_command("forget_senders", verbosity=0, stdout=out)

    assert out.getvalue() == ""
    assert not SenderSalt.objects.exists()
