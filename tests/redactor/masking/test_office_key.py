"""The key is one private file; names stay stable by it and nothing else is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from redactor.errors import PolicyError
from redactor.masking import office_key as module
from redactor.masking.office_key import KEY_NAME, keyed, office_key, read_office_key
from redactor.masking.policy import Pseudonyms
from redactor.masking.pseudonyms import NameBook
from tests.build.people import people


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    home = tmp_path / "config"
    monkeypatch.setattr(module, "config_dir", lambda: home)
    return home


def test_the_key_is_made_once_and_is_private(folder: Path) -> None:
    assert read_office_key() is None
    key = office_key()
    assert (len(key), office_key(), read_office_key()) == (32, key, key)
    assert [path.name for path in folder.iterdir()] == [KEY_NAME]
    if os.name != "nt":
        assert (folder / KEY_NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")
def test_a_key_that_others_could_read_is_closed(folder: Path) -> None:
    office_key()
    (folder / KEY_NAME).chmod(0o644)
    read_office_key()
    assert (folder / KEY_NAME).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "zz", "00" * 31, "张"])
def test_a_damaged_key_is_told(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / KEY_NAME).write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError) as caught:
        office_key()
    assert "损坏" in caught.value.context["reason"]


def test_a_folder_that_cannot_be_made_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    monkeypatch.setattr(module, "config_dir", lambda: tmp_path / "file" / "config")
    with pytest.raises(PolicyError):
        office_key()


_RUN = """
from redactor.masking.office_key import office_key
from redactor.masking.policy import Pseudonyms
from redactor.masking.pseudonyms import NameBook
from tests.build.people import people
key = office_key()
names = [p.name for p in people(200)]
for number in range(500):
    mine = names[number % 150 : number % 150 + 50]
    book = NameBook(mine, Pseudonyms("keyed"), key)
    for name in mine:
        print(name, book.mask(name))
"""


def test_names_are_stable_over_500_files_and_two_runs(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    runs = [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", _RUN],
            cwd=tmp_path,
            env={"PYTHONPATH": str(root), "HOME": str(tmp_path)},
            capture_output=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]
    pairs = {tuple(line.split()) for line in runs[0].decode().splitlines()}
    names = {name for name, _ in pairs}
    assert len(names) >= 190
    assert len(pairs) == len(names) == len({mask for _, mask in pairs})
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in left] == [KEY_NAME]


def test_the_key_decides() -> None:
    name = people(1)[0].name
    one = NameBook([name], Pseudonyms("keyed"), b"1" * 32).mask(name)
    two = NameBook([name], Pseudonyms("keyed"), b"2" * 32).mask(name)
    assert one != two
    assert keyed(b"1" * 32, "a", "b") != keyed(b"1" * 32, "ab", "")
