"""The core tells how far it is to whoever listens, and to nobody else."""

from pathlib import Path

import pymupdf

from redactor.pipeline import scan
from redactor.progress import listening, tell
from redactor.results import ScanRequest


def test_nobody_hears_outside_the_block() -> None:
    heard: list[tuple[str, int, int]] = []
    with listening(lambda *told: heard.append(told)):
        tell("read", 1, 2)
    tell("read", 2, 2)
    assert heard == [("read", 1, 2)]


def test_a_search_tells_pages_and_texts(tmp_path: Path) -> None:
    """Every page is told once, in order; the steps follow one another."""
    document = pymupdf.open()
    for number in range(3):
        page = document.new_page()
        page.insert_text((60, 90), f"张伟民于第{number}次来访。", fontname="china-s")
    path = tmp_path / "a.pdf"
    document.save(path)
    heard: list[tuple[str, int, int]] = []
    with listening(lambda *told: heard.append(told)):
        scan(ScanRequest(path))
    assert [t for t in heard if t[0] == "read"] == [("read", n, 3) for n in (1, 2, 3)]
    steps = list(dict.fromkeys(step for step, _, _ in heard))
    assert steps == ["read", "names", "search"]
    assert all(0 <= done <= total for _, done, total in heard)
