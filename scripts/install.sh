#!/bin/sh
# Brings an environment up to the lock files given as arguments; does nothing when it already is.
# The environment is .venv, or what ENVIRONMENT names.
set -eu
environment="${ENVIRONMENT:-.venv}"
stamp="$environment/installed-$(echo "$*" | tr -c 'a-z\n' '-')"
wanted=$(cat "$@" | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x "$environment/bin/python" ]; then
    exit 0
fi
if [ ! -x "$environment/bin/python" ]; then
    python=$(sh scripts/find_python.sh) || exit 1
    echo "Making the environment in $environment with $($python --version)"
    rm -rf "$environment"
    if ! "$python" -m venv "$environment"; then
        echo "The environment in $environment could not be made; see above." >&2
        exit 1
    fi
fi
echo "Installing what $* pin"
arguments=""
for file in "$@"; do arguments="$arguments -r $file"; done
# --no-deps: the lock names everything; nothing unpinned can slip in.
# shellcheck disable=SC2086
if ! "$environment/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps $arguments \
    >"$environment/install.log" 2>&1; then
    grep -E '^ERROR' "$environment/install.log" | head -3 >&2 || true
    echo "Installing failed: is the package index reachable? The whole log is in $environment/install.log" >&2
    exit 1
fi
echo "$wanted" >"$stamp"
