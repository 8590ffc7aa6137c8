"""The snippets' own environment, which `make test` makes."""

import os

import pytest

from tests.snippets.programs import PYTHON


@pytest.fixture(scope="session")
def snippet_environment():
    """What runs a snippet needs it: skipped, with a word, where it is missing; in CI an error."""
    if PYTHON.exists():
        return
    reason = "no environment .venv-snippets; `make test` makes it"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)
