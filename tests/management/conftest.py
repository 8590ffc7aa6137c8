"""Fixtures of the commands' tests."""

from tests.catalogue.conftest import apart as apart
from tests.clock import clock as clock
