#!/bin/sh
# Run the gates: `check.sh lint` (rules, format, types, layers) or `check.sh test`
# (rules, types, layers, then all tests). Every gate runs; any failure fails the whole.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=''

gate() {
    name=$1
    shift
    printf '== %s\n' "$name"
    "$@" </dev/null || failed="$failed $name"
}

gate ruff "$bin/ruff" check .
if [ "$1" = lint ]; then
    gate format "$bin/ruff" format --check .
fi
gate mypy "$bin/mypy"
gate layers "$bin/lint-imports"
if [ "$1" = test ]; then
    QT_QPA_PLATFORM=offscreen
    export QT_QPA_PLATFORM
    if [ -n "$failed" ]; then
        printf '== 未通过的检查：%s\n' "$failed"
    fi
    gate pytest "$bin/python" -m pytest -n "${JOBS:-2}"
fi
if [ -n "$failed" ]; then
    printf '未通过：%s\n' "$failed" >&2
    exit 1
fi
