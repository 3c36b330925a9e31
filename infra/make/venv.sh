#!/bin/sh
# Makes .venv if there is none, and brings it up to a requirements file when that has changed.
#
#   sh infra/make/venv.sh requirements-run.txt
set -eu

requirements=$1
venv=.venv
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

fail() {
    echo "$1" >&2
    exit 1
}

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$name" -c "$new_enough" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    fail "Hace falta Python 3.11 o posterior; instálalo e intenta de nuevo."
}

make_venv() {
    python=$(find_python)
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
        fail "A $python le falta venv; en Debian y Ubuntu: apt install python3-venv."
    rm -rf "$venv"
    "$python" -m venv "$venv" || fail "No se pudo crear $venv con $python."
}

# The installed file itself is the stamp: it says what is there, not when it came.
stamp_of() {
    echo "$venv/installed-$1"
}

installed() {
    cmp -s "$1" "$(stamp_of "$1")"
}

"$venv/bin/python" -c "$new_enough" >/dev/null 2>&1 &&
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || make_venv

# requirements-dev.txt holds all of requirements-run.txt, from one resolution.
if ! installed "$requirements" && ! installed requirements-dev.txt; then
    echo "Instalando $requirements…"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check \
        --require-hashes --requirement "$requirements" ||
        fail "No se pudieron instalar las dependencias de $requirements."
    cp "$requirements" "$(stamp_of "$requirements")"
fi
