"""Fixtures of the desk's tests."""

from tests.catalogue.conftest import apart as apart
