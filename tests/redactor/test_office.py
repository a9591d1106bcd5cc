"""A Word file as pages: what is printed, and where hits stand on it."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from redactor.formats.docx.legacy import stop_offices
from redactor.formats.registry import open_document
from redactor.model import Edit, Passwords, Region, Span, TextUnit, Treatment
from redactor.office import PrintedChar, WordRequest, has_office, locate, word_pages
from redactor.preview import forget
from tests.build.docx import Word, paragraph, table


def printed(text: str, line: int):
    """Lay characters side by side, ten points each."""
    return [
        PrintedChar(
            line,
            Region(0, 10.0 * i, 20.0 * line, 10.0 * (i + 1), 18.0 + 20 * line),
            char,
        )
        for i, char in enumerate(text)
    ]


def unit(name: str, text: str) -> TextUnit:
    return TextUnit(name, text)


def test_places_are_found_in_their_order():
    """The same name twice: each paragraph has its own place."""
    chars = [*printed("张三申请", 0), *printed("张三签名", 1)]
    units = [unit("a", "张三 申请"), unit("b", "张三签名")]
    places = {"1": ("a", Span(0, 2)), "2": ("b", Span(0, 2))}
    found = locate(chars, units, places)
    assert found == {
        "1": (Region(0, 0, 0, 20, 18),),
        "2": (Region(0, 0, 20, 20, 38),),
    }


def test_a_place_over_two_lines_has_two_boxes():
    chars = [*printed("1380013", 0), *printed("8000", 1)]
    found = locate(chars, [unit("a", "13800138000")], {"1": ("a", Span(0, 11))})
    assert [box.y0 for box in found["1"]] == [0.0, 20.0]


def test_what_is_not_on_the_pages_has_no_place():
    """Metadata stands nowhere; a short word elsewhere is not taken for it."""
    chars = printed("李四在此", 0)
    units = [unit("meta", "某某"), unit("a", "李四在此"), unit("b", "李四")]
    places = {"m": ("meta", Span(0, 2)), "b": ("b", Span(0, 2))}
    assert locate(chars, units, places) == {}


def test_a_heading_is_found_out_of_turn_where_it_stands_once():
    chars = [*printed("页眉里的单位名称", 0), *printed("正文在这里", 1)]
    units = [unit("body", "正文在这里"), unit("head", "页眉里的单位名称")]
    found = locate(chars, units, {"h": ("head", Span(0, 2))})
    assert found["h"][0].y0 == 0.0


@pytest.mark.skipif(not has_office(), reason="LibreOffice is not installed here")
def test_a_file_is_printed_with_its_edits(tmp_path: Path):
    """Masks are printed and placed; nothing but the pages is left in the folder."""
    path = tmp_path / "表.docx"
    body = paragraph("申请人周吉祥提交材料。") + table(("姓名", "周吉祥"))
    Word(body).save(path)
    folder = tmp_path / "pages"
    folder.mkdir()
    with open_document(path) as document:
        units = tuple(u for u in document.units() if u.reading == "main")
    first = next(u for u in units if "申请人" in u.text)
    edit = Edit("e", Treatment.DEIDENTIFY, "PERSON", first.id, Span(3, 6), None, "周某")
    shown = [replace(u, text=u.text.replace("人周吉祥", "人周某")) for u in units]
    request = WordRequest(
        path=path,
        passwords=Passwords(),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        edits=(edit,),
        units=tuple(shown),
        places={"e": (first.id, Span(3, 5))},
        folder=folder,
        name="one",
    )
    result = word_pages(request)
    forget()
    assert len(result.page_sizes) == 1
    (box,) = result.regions["e"]
    assert 15 < box.x1 - box.x0 < 40
    assert [file.name for file in folder.iterdir()] == ["one.pdf"]
    words = text_of_pdf(result.path)
    assert "申请人周某提交" in words
    assert words.count("周吉祥") == 1


def text_of_pdf(path: Path) -> str:
    import pymupdf

    with pymupdf.open(path) as document:
        return "".join(page.get_text() for page in document).replace("\n", "")


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are POSIX")
def test_an_orphaned_office_is_ended(tmp_path: Path):
    """Who asked for the pages may be gone; its office is found by its note."""
    command = [sys.executable, "-c", "import time; time.sleep(60)"]
    process = subprocess.Popen(command, start_new_session=True)
    (tmp_path / "yinmo-x").mkdir()
    (tmp_path / "yinmo-x" / "office.pid").write_text(str(process.pid))
    stop_offices(tmp_path)
    assert process.wait(timeout=10) != 0
    stop_offices(tmp_path)
