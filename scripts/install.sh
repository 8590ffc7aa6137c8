#!/bin/sh
# Brings .venv up to the lock files given as arguments; does nothing when it already is.
set -eu
stamp=".venv/installed-$(echo "$*" | tr -c 'a-z\n' '-')"
wanted=$(cat "$@" | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x .venv/bin/python ]; then
    exit 0
fi
if [ ! -x .venv/bin/python ]; then
    python=$(sh scripts/find_python.sh) || exit 1
    echo "Making the environment in .venv with $($python --version)"
    rm -rf .venv
    if ! "$python" -m venv .venv; then
        echo "The environment in .venv could not be made; see above." >&2
        exit 1
    fi
fi
echo "Installing what $* pin"
arguments=""
for file in "$@"; do arguments="$arguments -r $file"; done
# --no-deps: the lock names everything; nothing unpinned can slip in.
# shellcheck disable=SC2086
if ! .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps $arguments \
    >.venv/install.log 2>&1; then
    grep -E '^ERROR' .venv/install.log | head -3 >&2 || true
    echo "Installing failed: is the package index reachable? The whole log is in .venv/install.log" >&2
    exit 1
fi
echo "$wanted" >"$stamp"
