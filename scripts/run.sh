#!/bin/sh
# The main job on the sample documents: in the window where there is a display, through
# the command line into out/ where there is none.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python

# A DISPLAY that nobody answers would make Qt abort, so ask first.
has_display() {
    case $(uname -s) in
    Linux) [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || return 1 ;;
    esac
    "$python" -c 'from PySide6.QtGui import QGuiApplication; QGuiApplication([])' \
        >/dev/null 2>&1
}

if has_display; then
    exec .venv/bin/yinmo assets/samples/*.docx assets/samples/*.pdf
fi
exec "$python" scripts/demo.py
