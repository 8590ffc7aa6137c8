"""Signed-in people of each kind, for tests of what they may do."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client


def signed_in(name, *, group=None, staff=True, superuser=False):
    user = get_user_model()._default_manager.create_user(name, "", "a-long-local-password")
    user.is_staff, user.is_superuser = staff, superuser
    user.save()
    if group:
        user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def editor(name="emma"):
    return signed_in(name, group="Editor")


def publisher(name="paula"):
    return signed_in(name, group="Publisher")
