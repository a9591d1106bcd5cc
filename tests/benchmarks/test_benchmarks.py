"""The benches measure what they say: documents, floors, clocks and stages."""

import zipfile
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import pymupdf
import pytest

from benchmarks.__main__ import SECTIONS
from benchmarks.documents import docx_floor, long_docx, long_pdf, pdf_floor
from benchmarks.measure import Stopwatch, median
from benchmarks.prose import paragraphs
from benchmarks.whole_path import redact_timed
from tests.build.docx import text_of
from tests.build.people import people

NUMBERS = {p.id_number for p in people(997)} | {p.mobile for p in people(997)}


def values_in(text: str) -> int:
    return sum(text.count(number) for number in NUMBERS)


def test_no_paragraph_is_told_twice() -> None:
    """A cache of texts must not make a bench look good."""
    lines = list(paragraphs(1, 300)) + list(paragraphs(2, 300))
    assert len(set(lines)) == len(lines)


def test_pages_and_hits_of_the_pdf(tmp_path: Path) -> None:
    """Every second page has four values, two of them numbers with a right digit."""
    path = long_pdf(tmp_path / "a.pdf", seed=1, pages=4, hits=4, every=2)
    with pymupdf.open(path) as document:
        texts = [page.get_text().replace("\n", "") for page in document]
    assert [bool(values_in(text)) for text in texts] == [True, False, True, False]
    assert all(len(text) > 500 for text in texts)


def test_hits_of_the_word_file(tmp_path: Path) -> None:
    path = long_docx(tmp_path / "a.docx", seed=1, pages=3, hits=10)
    assert values_in(text_of(path)) >= 3 * 4


def test_the_floors_write_readable_files(tmp_path: Path) -> None:
    pdf = long_pdf(tmp_path / "a.pdf", seed=1, pages=2)
    pdf_floor(pdf, tmp_path / "b.pdf")
    with pymupdf.open(tmp_path / "b.pdf") as document:
        assert len(document) == 2
    word = long_docx(tmp_path / "a.docx", seed=1, pages=2)
    docx_floor(word, tmp_path / "b.docx")
    with zipfile.ZipFile(word) as before, zipfile.ZipFile(tmp_path / "b.docx") as after:
        assert before.namelist() == after.namelist()


def test_the_stopwatch_counts_generators_when_they_work() -> None:
    """A generator's work is done inside the watched call, and results stay."""

    class Thing:
        def numbers(self, top: int):
            yield from range(top)

    watch = Stopwatch()
    with watch.watch(("count", Thing, "numbers")):
        assert list(Thing().numbers(3)) == [0, 1, 2]
        assert watch.calls == {"count": 1}
    assert list(Thing().numbers(2)) == [0, 1]
    assert watch.calls == {"count": 1}


def test_median_by_key() -> None:
    assert median([{"a": 1.0}, {"a": 9.0}, {"a": 2.0}]) == {"a": 2.0}


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_stages_of_the_whole_path(tmp_path: Path, suffix: str) -> None:
    """All stages are seen, and none takes longer than the whole."""
    build = long_pdf if suffix == ".pdf" else long_docx
    path = build(tmp_path / f"a{suffix}", seed=3, pages=1, hits=2)
    spent, outcome = redact_timed(path)
    assert outcome.startswith("released")
    assert {"read", "detect", "write", "verify", "detect again"} <= set(spent)
    assert spent.pop("wall") > 0
    whole = spent.pop("whole")
    assert all(0 <= part <= whole for part in spent.values())
    order = [spent["detect again"], spent["verify"], whole]
    assert all(a <= b for a, b in pairwise(order))


def test_every_section_is_there() -> None:
    """`make bench` finds what it names."""
    for name in SECTIONS.values():
        assert callable(import_module(name).run)
