#!/bin/sh
# Pins what pyproject.toml names, transitive dependencies and hashes included. Read every new line of the result.
set -eu
common="--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet"
# shellcheck disable=SC2086
.venv/bin/uv pip compile $common pyproject.toml -o requirements.txt
# shellcheck disable=SC2086
.venv/bin/uv pip compile $common --group pyproject.toml:dev -c requirements.txt -o requirements-dev.txt
# One version of each for every Python: the pages name the versions that the suite ran.
# shellcheck disable=SC2086
.venv/bin/uv pip compile $common --fork-strategy fewest --group pyproject.toml:snippets -o requirements-snippets.txt
