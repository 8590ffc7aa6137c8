#!/bin/sh
# Every check and test that this machine can run. Says what is skipped, and why; in CI nothing may be.
# The suite runs on DATABASE_URL and CACHE_URL; without them on SQLite and local memory.
set -eu
export PYTHONDONTWRITEBYTECODE=1
export SECRET_KEY="${SECRET_KEY:-only-for-tests-0123456789-0123456789-0123456789}"
python=.venv/bin/python
step() { printf '\n== %s\n' "$1"; }
# Here the first failure ends the run; in CI it shows all that is wrong.
failed=0
try() { "$@" || { failed=1; [ -n "${CI:-}" ] || exit 1; }; }

step "ruff: format and lint"
try .venv/bin/ruff format --check .
try .venv/bin/ruff check .
step "djade and djlint: templates"
try find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 --check {} +
try .venv/bin/djlint --lint --quiet templates
step "mypy: types"
try .venv/bin/mypy
step "Django: system checks, also with production settings, and missing migrations"
try env DEBUG=false ALLOWED_HOSTS=framewise.example SITE_URL=https://framewise.example \
    SECRET_KEY="$($python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
    $python manage.py check --deploy --fail-level WARNING
try env DEBUG=false ALLOWED_HOSTS=testserver $python manage.py makemigrations --check --dry-run
# Counting lines doubles the time of what it counts. So it counts where tests look closely: what shows the real content,
# walks over many pages or tries many examples runs code that has tests of its own among the others.
not_counted="content or browser or hypothesis or walk"
try sh scripts/suite.sh -m "not ($not_counted)" --cov --cov-report=term
try sh scripts/suite.sh -m "$not_counted"
exit "$failed"
