#!/bin/sh
# The test suite alone, on all cores, on the pair that DATABASE_URL and CACHE_URL name. Arguments go to pytest.
set -eu
export PYTHONDONTWRITEBYTECODE=1
printf '\n== pytest on %s and %s\n' "${DATABASE_URL:-SQLite}" "${CACHE_URL:-local memory}"
.venv/bin/python -m pytest -rs --numprocesses auto --dist worksteal "$@"
