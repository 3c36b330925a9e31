#!/bin/sh
# Resolves requirements-dev.in once, and cuts the other two locks out of that resolution.
#
# uv writes hashes for every platform and never the address of the index, which pip-compile
# would. It is used from the PATH, or from a venv of its own: nothing else needs it.
set -eu

uv=uv
if ! command -v uv >/dev/null 2>&1; then
    [ -x build/uv/bin/uv ] || { python3 -m venv build/uv && build/uv/bin/pip install --quiet uv; }
    uv=build/uv/bin/uv
fi

lock() {
    name=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --custom-compile-command "make lock" "$@" \
        --output-file "$name.txt" "$name.in"
}

# shellcheck disable=SC2086  # absent means no argument at all
lock requirements-dev ${UPGRADE:+--upgrade}
lock requirements-run --constraint requirements-dev.txt
lock requirements --constraint requirements-dev.txt
