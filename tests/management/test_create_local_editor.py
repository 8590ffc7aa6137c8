"""The account for the site on one's own machine."""

import re
from io import StringIO

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def said():
    out = StringIO()
    call_command("create_local_editor", stdout=out)
    return out.getvalue()


def test_the_password_is_shown_once_and_lets_the_editor_in(settings):
    settings.DEBUG = True

    password = re.search(r"password: (\S+)", said())[1]

    assert authenticate(username="editor", password=password).is_superuser
    assert "shown only this once" not in said()


def test_two_machines_get_two_passwords(settings):
    settings.DEBUG = True
    first = said()
    get_user_model()._default_manager.all().delete()

    assert said() != first


def test_an_existing_account_stays(settings):
    settings.DEBUG = True
    get_user_model()._default_manager.create_superuser("me", "", "my-own-password")

    said()

    assert [user.username for user in get_user_model()._default_manager.all()] == ["me"]


def test_it_refuses_outside_of_a_local_site(settings):
    settings.DEBUG = False

    with pytest.raises(CommandError, match="createsuperuser"):
        said()
