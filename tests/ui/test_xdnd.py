"""A real drag and drop between two programs on a real X server."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

TOOLS = ("Xvfb", "openbox", "xdotool")
pytestmark = pytest.mark.skipif(
    any(shutil.which(tool) is None for tool in TOOLS),
    reason="needs Xvfb, openbox and xdotool",
)
HERE = Path(__file__).parent


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An X server with a window manager; the environment of programs on it."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        display = f":{pipe.readline().strip()}"
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    environment["PYTHONPATH"] = str(HERE.parents[1])
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    yield environment
    for process in (manager, server):
        process.terminate()
        process.wait(10)


def start(arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def pull(environment: dict[str, str]) -> None:
    """Drag from the source window into the middle of the real one."""
    steps = [["mousemove", "1160", "140"], ["mousedown", "1"]]
    steps += [["mousemove", str(x), "200"] for x in range(1150, 500, -50)]
    steps += [["mousemove", "500", "400"], ["mousemove", "505", "405"]]
    steps += [["mouseup", "1"]]
    for step in steps:
        subprocess.run(["xdotool", *step], env=environment, check=True)
        time.sleep(0.06)


def test_files_with_chinese_names_and_blanks_can_be_dropped(screen, tmp_path):
    """Both names arrive whole, whatever the drag's encoding makes of them."""
    names = ["惠民 公示（第1批）.pdf", "名册 终稿.docx"]
    for name in names:
        (tmp_path / name).write_bytes(b"%PDF-1.4")
    target = start([str(HERE / "xdnd_target.py"), str(tmp_path / "w.ini")], screen)
    files = [str(tmp_path / name) for name in names]
    source = start([str(HERE / "xdnd_source.py"), "1100", "100", *files], screen)
    try:
        assert target.stdout is not None
        assert target.stdout.readline().strip() == "ready"
        time.sleep(1.5)
        pull(screen)
        got = [target.stdout.readline().strip() for _ in names]
    finally:
        for process in (source, target):
            process.terminate()
            process.wait(10)
            if process.stdout is not None:
                process.stdout.close()
    assert got == names
