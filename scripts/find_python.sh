#!/bin/sh
# Prints the newest Python from 3.11 on that can make an environment; one clear line when there is none.
for name in "$PYTHON" python3.13 python3.12 python3.11 python3 python; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 || continue
    if "$name" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done
echo "Framewise needs Python 3.11 or newer with the modules venv and ensurepip (Debian: python3-venv); none was found." >&2
exit 1
