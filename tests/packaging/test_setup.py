"""The two commands on a bare machine: what set-up asks for, and what CI runs."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]


def fake(folder: Path, name: str, body: str) -> None:
    """Put a command in front of the real one."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout on a machine without libraries, without venv and without root."""
    commands = tmp_path / "commands"
    commands.mkdir()
    fake(commands, "ldconfig", "echo '  libc.so.6 (libc6) => /lib/libc.so.6'")
    fake(commands, "id", "echo 1000")
    fake(commands, "uname", "echo Linux")
    fake(commands, "apt-get", f'echo "$@" >>{tmp_path}/apt.log')
    scripts = tmp_path / "src" / "scripts"
    scripts.mkdir(parents=True)
    text = (ROOT / "scripts" / "setup.sh").read_text(encoding="utf-8")
    (scripts / "setup.sh").write_text(text, encoding="utf-8")
    return tmp_path


def run_setup(bare: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(bare / "src" / "scripts" / "setup.sh")],
        env={"PATH": f"{bare}/commands:/usr/bin:/bin", "PYTHON": sys.executable},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


def test_without_root_the_one_line_is_told(bare: Path) -> None:
    """Nothing is installed; the user gets one line to run; status 2."""
    done = run_setup(bare)
    assert done.returncode == 2
    lines = [line for line in done.stderr.splitlines() if "apt-get install" in line]
    assert len(lines) == 1
    assert {"libgl1", "libegl1", "libxcb-cursor0"} <= set(lines[0].rstrip("'").split())
    assert not (bare / "apt.log").exists()
    assert not (bare / "src" / ".venv").exists()


def test_as_root_the_missing_libraries_are_installed(bare: Path) -> None:
    """Root never sees a question: update, then install without recommendations."""
    fake(bare / "commands", "id", "echo 0")
    done = run_setup(bare)
    assert done.returncode != 0  # this checkout has nothing to install
    update, install = (bare / "apt.log").read_text(encoding="utf-8").splitlines()
    assert update.startswith("update")
    assert install.startswith("install -y --no-install-recommends ")
    assert "libfontconfig1" in install


def test_an_old_python_is_refused(bare: Path) -> None:
    fake(bare / "commands", "oldpython", "exit 1")
    done = subprocess.run(
        ["sh", str(bare / "src" / "scripts" / "setup.sh")],
        env={"PATH": f"{bare}/commands:/usr/bin:/bin", "PYTHON": "oldpython"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "3.11" in done.stderr


def test_ci_runs_the_command_of_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert re.search(r"^make test\b", readme, re.MULTILINE)
    assert re.search(r"^make run\b", readme, re.MULTILINE)
    assert "exec make test" in script


def pinned() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    assert all(re.fullmatch(r"[\w.-]+==[\w.+!]+", row) for row in rows)
    return {canonicalize_name(n): v for n, v in (row.split("==") for row in rows)}


def test_constraints_hold_every_requirement() -> None:
    """Names and versions only, and each fits what pyproject asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    project = project["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    pins = pinned()
    for line in wanted:
        requirement = Requirement(line)
        version = pins[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(Version(version)), line


def test_the_two_dangerous_versions_stay_out() -> None:
    """PyMuPDF 2.0 lets characters slide under the box; PySide6 6.12 aborts."""
    pins = pinned()
    assert pins["pymupdf"] == "1.27.2.3"
    assert Version(pins["pyside6-essentials"]) < Version("6.12")
