#!/bin/sh
# Sees to a Chromium for the browser tests: one on the PATH, else Debian's, else Playwright's own.
set -eu

on_path() {
    for name in chromium chromium-browser google-chrome; do
        if "$name" --version >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}

from_debian() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    echo "Instalando chromium con apt-get…"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update --quiet=2 &&
        apt-get install --quiet=2 --yes --no-install-recommends chromium &&
        on_path
}

from_playwright() {
    echo "Instalando el Chromium de Playwright…"
    .venv/bin/python -m playwright install chromium
}

on_path || from_debian || from_playwright
