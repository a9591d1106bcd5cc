"""The wheel holds our two packages and their data, and nothing of the checkout else."""

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def build(source: Path, target: Path, kind: str) -> Path:
    """Build without network and without installing anything."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(target)],
        cwd=source,
        check=True,
        capture_output=True,
    )
    suffix = {"wheel": "*.whl", "sdist": "*.tar.gz"}[kind]
    (built,) = target.glob(suffix)
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("sdist"), "sdist")


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel is built from the unpacked sdist, as an index would."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        # Debian 12 has Python 3.11.2, whose extractall() knows no filter argument
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)
    (source,) = folder.iterdir()
    return build(source, tmp_path_factory.mktemp("wheel"), "wheel")


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as package:
        return package.namelist()


def tracked(*folders: str) -> set[str]:
    listed = subprocess.run(
        ["git", "-c", "core.quotePath=false", "ls-files", "-z", *folders],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    return {
        name
        for name in listed.stdout.decode("utf-8").split("\0")
        if name and (ROOT / name).exists()
    }


def test_top_level_names(names: list[str]) -> None:
    """Only `redactor`, `ui` and the metadata reach site-packages."""
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"redactor", "ui"}


def test_every_data_file_is_inside(names: list[str]) -> None:
    """Patterns and assets lie under `redactor/_data`, none is missing."""
    expected = {f"redactor/_data/{name}" for name in tracked("patterns", "assets")}
    assert expected
    assert expected - set(names) == set()


def test_every_module_is_inside(names: list[str]) -> None:
    modules = {name for name in tracked("redactor", "ui") if name.endswith(".py")}
    assert modules - set(names) == set()


def test_metadata(wheel: Path, names: list[str]) -> None:
    """Licence text, command and the two pins that keep files from leaking."""
    (info,) = {n.split("/")[0] for n in names if ".dist-info/" in n}
    with zipfile.ZipFile(wheel) as package:
        metadata = package.read(f"{info}/METADATA").decode("utf-8")
        commands = package.read(f"{info}/entry_points.txt").decode("utf-8")
        licence = package.read(f"{info}/licenses/LICENSE").decode("utf-8")
    assert "yinmo = redactor.__main__:main" in commands
    assert "License-Expression: AGPL-3.0-or-later" in metadata
    assert "pymupdf==1.27.2.3" in metadata.lower()
    assert "<6.12" in metadata
    assert licence == (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "GNU AFFERO GENERAL PUBLIC LICENSE" in licence


def test_runs_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    """Unpacked anywhere, the data is found inside the package."""
    with zipfile.ZipFile(wheel) as package:
        package.extractall(tmp_path)
    code = (
        "import redactor, redactor.resources as r; "
        "from redactor.masking.policy import policy_names; "
        "print(redactor.__file__, r.data_dir('patterns'), r.data_dir('assets')); "
        "assert policy_names()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.count(str(tmp_path)) == 3
