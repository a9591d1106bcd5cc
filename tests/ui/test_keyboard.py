"""From opening to a written copy with nothing but the keyboard, on a real X server."""

import subprocess
import time
from pathlib import Path

from tests.ui.test_xdnd import HERE, pytestmark, screen, start

__all__ = ["pytestmark", "screen"]


def press(environment: dict[str, str], *keys: str) -> None:
    for key in keys:
        subprocess.run(["xdotool", "key", key], env=environment, check=True)
        time.sleep(0.25)


def test_review_and_export_by_keyboard(screen, tmp_path: Path):
    """N finds the undecided hit, Backspace keeps it, Ctrl+Z and 2 treat it; Ctrl+E."""
    path = tmp_path / "名册 一.pdf"
    path.write_text("张某甲 6222021234567890", encoding="utf-8")
    arguments = [str(path), str(tmp_path / "w.ini"), str(tmp_path / "kept")]
    program = start([str(HERE / "keyboard_target.py"), *arguments], screen)
    try:
        output = program.stdout
        assert output is not None
        assert output.readline().strip() == "scanned"
        time.sleep(1.5)
        press(screen, "n", "BackSpace")
        assert output.readline().strip() == "keep treat"
        press(screen, "ctrl+z")
        assert output.readline().strip() == "ask treat"
        press(screen, "n", "2")
        assert output.readline().strip() == "treat treat"
        press(screen, "ctrl+e")
        assert output.readline().strip() == "checked"
        press(screen, "space")
        assert output.readline().strip() == "exported"
        press(screen, "ctrl+q")
        assert output.readline().strip() == "closed"
    finally:
        program.kill()
        program.wait(10)
        if program.stdout is not None:
            program.stdout.close()
    assert (tmp_path / "脱敏副本" / "名册 一_脱敏.pdf").exists()
