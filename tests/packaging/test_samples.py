"""The samples: invented, small, and what their script makes."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pymupdf
import pytest

from redactor.text.checksums import id18_ok, luhn_ok

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "assets" / "samples"
FILES = sorted(p for p in SAMPLES.iterdir() if p.suffix in (".pdf", ".docx"))


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        with pymupdf.open(path) as document:
            return "".join(page.get_text() for page in document)
    with zipfile.ZipFile(path) as package:
        return re.sub("<[^>]+>", "", package.read("word/document.xml").decode("utf-8"))


def test_names_with_chinese_and_spaces() -> None:
    assert len(FILES) >= 4
    assert any(" " in path.name for path in FILES)
    assert sum(path.stat().st_size for path in FILES) < 300_000


@pytest.mark.parametrize("path", FILES, ids=range(len(FILES)))
def test_people_are_invented(path: Path) -> None:
    """Each 18-digit number has a sequence that no office hands out, and is right."""
    numbers = re.findall(r"(?<!\d)\d{17}[\dX](?!\d)", text_of(path))
    for number in numbers:
        assert number[14:17] in ("996", "997", "998", "999")
        assert id18_ok(number)
    cards = re.findall(r"(?<!\d)6\d{18}(?!\d)", text_of(path))
    assert all(luhn_ok(card) for card in cards)


def test_the_script_makes_them(tmp_path: Path) -> None:
    """What lies there is what the script writes (its libraries may zip otherwise)."""
    subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "make_samples.py"), str(tmp_path)],
        check=True,
        capture_output=True,
    )
    assert [p.name for p in sorted(tmp_path.iterdir())] == [p.name for p in FILES]
    for path in FILES:
        assert text_of(tmp_path / path.name) == text_of(path)
