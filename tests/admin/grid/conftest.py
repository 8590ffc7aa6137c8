"""Who stands at the grid."""

import pytest

from tests.admin import roles


@pytest.fixture
def anna(db):
    return roles.publisher("anna")


@pytest.fixture
def ben(db):
    return roles.publisher("ben")


@pytest.fixture
def editor(db):
    return roles.editor("ed")
