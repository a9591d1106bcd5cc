"""The documents of the benches, built by code: a long Chinese PDF, a long .docx."""

import zipfile
from pathlib import Path

import pymupdf
from lxml import etree

from benchmarks.prose import paragraphs
from tests.build.docx import Word, paragraph, roll, run

__all__ = ["docx_floor", "long_docx", "long_pdf", "long_roll", "pdf_floor"]

_LINE = 38
_PARAGRAPHS = 5


def long_pdf(
    path: Path, *, seed: int, pages: int, hits: int = 10, every: int = 1
) -> Path:
    """Write a PDF with an embedded CJK font, some 34 lines of 38 places a page.

    Args:
        path: The file to write.
        seed: Another seed, another text.
        pages: Number of pages.
        hits: Values on a page that has any.
        every: One page in so many has hits.
    """
    font = pymupdf.Font("china-s")
    document = pymupdf.open()
    texts = _pages(seed, pages, hits, every)
    for text in texts:
        page = document.new_page(width=595, height=842)
        page.insert_font(fontname="F0", fontbuffer=font.buffer)
        lines = [line for part in text for line in _lines("　　" + part)]
        page.insert_text((65, 70), lines[:40], fontname="F0", fontsize=12)
    document.subset_fonts()
    document.save(path, garbage=3, deflate=True)
    document.close()
    return path


def _pages(seed: int, pages: int, hits: int, every: int) -> list[list[str]]:
    """Return the paragraphs of each page; the hits are spread over them."""
    made = []
    for number in range(pages):
        here = hits if number % every == 0 else 0
        spread = [here // _PARAGRAPHS + (i < here % _PARAGRAPHS) for i in range(5)]
        made.append(
            [
                next(paragraphs(seed * 100_003 + number * 7 + i, 1, hits=n))
                for i, n in enumerate(spread)
            ]
        )
    return made


def _lines(text: str) -> list[str]:
    """Break at the width of 38 ideographs; two Latin letters take one."""
    lines, width = [""], 0.0
    for char in text:
        wide = 0.5 if char.isascii() else 1.0
        if width + wide > _LINE:
            lines.append("")
            width = 0.0
        lines[-1] += char
        width += wide
    return lines


def long_docx(
    path: Path, *, seed: int, pages: int, hits: int = 10, every: int = 1
) -> Path:
    """Write a .docx of about ``pages`` pages; every paragraph is cut into four runs."""
    properties = '<w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/>'
    blocks = []
    for text in _pages(seed, pages, hits, every):
        for part in text:
            step = max(1, len(part) // 4 + 1)
            pieces = [part[i : i + step] for i in range(0, len(part), step)]
            blocks.append(paragraph(*(run(piece, properties) for piece in pieces)))
    return Word("".join(blocks)).save(path)


def long_roll(path: Path, *, seed: int, pages: int, every: int = 1) -> Path:
    """Write a .docx with a table of 8 columns and ``pages`` rows, five hits in each."""
    del every
    return roll(path, rows=pages, first=seed * pages)


def pdf_floor(source: Path, target: Path) -> None:
    """Open, extract the text of every page, save: the least anybody pays."""
    with pymupdf.open(source) as document:
        for page in document:
            page.get_text()
        document.save(target)


def docx_floor(source: Path, target: Path) -> None:
    """Read the zip, parse and serialise every XML part, write the zip."""
    with (
        zipfile.ZipFile(source) as package,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in package.namelist():
            data = package.read(name)
            if name.endswith((".xml", ".rels")):
                data = etree.tostring(etree.fromstring(data))
            copy.writestr(name, data)
