"""Who stands at the desk: an Editor, a Publisher, and somebody who may only look."""

import pytest
from django.test import Client

from tests.admin import roles


@pytest.fixture
def editor(db):
    return roles.editor()


@pytest.fixture
def publisher(db):
    return roles.publisher("paul")


@pytest.fixture
def viewer(db):
    return roles.signed_in("vera", permissions=["view_verdict"])


@pytest.fixture
def stranger(db):
    return roles.signed_in("stefan")


@pytest.fixture
def visitor(db):
    return Client()
