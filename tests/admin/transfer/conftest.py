"""Who stands at the desk (an Editor, a Publisher, somebody who may only look), and what their files speak of."""

import pytest
from django.test import Client

from tests import factories
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


@pytest.fixture
def flask(db):
    return factories.create_framework(slug="flask", name="Flask")


@pytest.fixture
def orm(db):
    return factories.create_criterion(slug="orm", name="Orm")


@pytest.fixture
def forms(db):
    return factories.create_criterion(slug="forms")
