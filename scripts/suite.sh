#!/bin/sh
# The test suite alone, on all cores, on the pair that DATABASE_URL and CACHE_URL name. Arguments go to pytest.
set -eu
export PYTHONDONTWRITEBYTECODE=1
printf '\n== pytest on %s and %s\n' "${DATABASE_URL:-SQLite}" "${CACHE_URL:-local memory}"
# The order of the tests is another one in each run, but in CI: what is red there was made red by the change.
# shellcheck disable=SC2086
.venv/bin/python -m pytest -rs ${CI:+--randomly-seed=20261122} --numprocesses auto --dist worksteal "$@"
