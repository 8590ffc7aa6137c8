"""Who stands at the desk: an Editor, a Publisher, and somebody who may only look."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client


@pytest.fixture
def editor(db):
    return signed_in("emma", group="Editor")


@pytest.fixture
def publisher(db):
    return signed_in("paul", group="Publisher")


@pytest.fixture
def viewer(db):
    client = signed_in("vera")
    client.user.user_permissions.add(Permission.objects.get(codename="view_verdict"))
    return client


@pytest.fixture
def stranger(db):
    return signed_in("stefan")


@pytest.fixture
def visitor(db):
    return Client()


def signed_in(name, *, group=None):
    client = Client()
    client.user = get_user_model()._default_manager.create_user(name, "", "a-long-local-password", is_staff=True)
    if group:
        client.user.groups.add(Group.objects.get(name=group))
    client.force_login(client.user)
    return client
