"""The key comes from words each time and is never kept; names stay stable by it."""

import subprocess
import sys
from pathlib import Path

import pytest

from redactor.masking.office_key import derive_key
from redactor.masking.policy import Pseudonyms
from redactor.masking.pseudonyms import NameBook
from tests.build.people import people

PHRASE = "春眠不觉晓处处闻啼鸟夜来"


def test_same_words_same_key() -> None:
    assert derive_key(PHRASE, "县民政局") == derive_key(PHRASE, "县民政局")
    assert derive_key(PHRASE, "县民政局") != derive_key(PHRASE, "县教育局")
    assert derive_key(PHRASE, "") != derive_key(PHRASE + "!", "")
    assert len(derive_key(PHRASE, "")) == 32


def test_short_words_are_refused() -> None:
    with pytest.raises(ValueError, match="short"):
        derive_key("短", "")


_RUN = """
from redactor.masking.office_key import derive_key
from redactor.masking.policy import Pseudonyms
from redactor.masking.pseudonyms import NameBook
from tests.build.people import people
key = derive_key("%s", "office")
names = [p.name for p in people(200)]
for number in range(500):
    mine = names[number %% 150 : number %% 150 + 50]
    book = NameBook(mine, Pseudonyms("keyed", 6), key)
    for name in mine:
        print(name, book.mask(name))
"""


def test_names_are_stable_over_500_files_and_two_runs(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    runs = [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", _RUN % PHRASE],
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
    assert list(tmp_path.rglob("*")) == []


def test_the_key_decides() -> None:
    name = people(1)[0].name
    style = Pseudonyms("keyed", 6)
    one = NameBook([name], style, derive_key(PHRASE, "a")).mask(name)
    two = NameBook([name], style, derive_key(PHRASE, "b")).mask(name)
    assert one != two
