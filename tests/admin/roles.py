"""Signed-in people of each kind, for tests of what they may do."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client

PASSWORD = "a-long-local-password"


def signed_in(name="anna", *, group=None, permissions=(), staff=True, superuser=False):
    """A client with the session of a new user, who is its `user`."""
    user = get_user_model()._default_manager.create_user(name, "", PASSWORD, is_staff=staff, is_superuser=superuser)
    if group:
        user.groups.add(Group.objects.get(name=group))
    user.user_permissions.set(Permission.objects.get(codename=codename) for codename in permissions)
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def editor(name="emma"):
    return signed_in(name, group="Editor")


def publisher(name="paula"):
    return signed_in(name, group="Publisher")


def superuser(name="chief"):
    return signed_in(name, superuser=True)
