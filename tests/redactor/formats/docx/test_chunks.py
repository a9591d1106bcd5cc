"""Foreign documents within a document: their text becomes paragraphs of it."""

import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from redactor.formats.docx.legacy import find_office
from redactor.formats.docx.names import w
from redactor.model import Passwords, Secret
from redactor.verification.docx.check import check_docx
from redactor.verification.docx.chunks import page_text
from redactor.verification.docx.rich_text import rich_text
from redactor.verification.request import VerifyRequest
from tests.build.docx import Word, cell, paragraph, row, run, table
from tests.redactor.formats.docx.helpers import (
    BLOCKS,
    MOBILE,
    NAME,
    SECRET,
    Treated,
    found_in,
    treat,
)

BEFORE, AFTER = "关于补贴名单的公示", "公示期自2026年5月9日起七个工作日"
PAGE = (
    f"<!DOCTYPE html><html><head><title>{NAME}</title><style>p{{}}</style></head><body>"
    f"<h4>补充材料</h4><p>证件&nbsp;<b>{SECRET[:6]}</b>{SECRET[6:]}，已核<br>第二行</p>"
    f"<!-- {NAME} --><script>var a='{MOBILE}'</script>"
    f"<div style='display:none'>{NAME}</div><p title='{MOBILE}'>末段</p></body></html>"
)


def _chunked(data: bytes | str, name: str, *, inside: str = "{}") -> Word:
    word = Word()
    key = word.part(f"word/{name}", data, "", "aFChunk")
    word.body = (
        paragraph(BEFORE)
        + inside.format(f'<w:altChunk r:id="{key}"/>')
        + paragraph(AFTER)
    )
    return word


def _packed(folder: Path, blocks: str, name: str = "inner.docx") -> bytes:
    return Word(blocks).save(folder / name).read_bytes()


def _texts(treated: Treated) -> list[str]:
    return [p.text for p in Document(str(treated.path)).paragraphs]


def _checked(source: Path, treated: Treated) -> list[tuple[str, str]]:
    """Return the checks of the copy that failed."""
    secrets = tuple(Secret("CN_ID_CARD", s, BLOCKS) for s in (SECRET, MOBILE, NAME))
    request = VerifyRequest(
        source, treated.path, "docx", secrets, tuple(treated.edits), treated.report,
        Passwords(),
    )  # fmt: skip
    checks, _ = check_docx(request)
    return [(check.channel, check.code) for check in checks if not check.passed]


def _archive(page: str) -> str:
    return (
        "From: <saved>\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
        'Content-Type: text/html; charset="utf-8"\r\n'
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{page}\r\n--b--\r\n"
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", PAGE),
        ("a.htm", PAGE.encode("gb18030")),
        ("a.xhtml", f'<?xml version="1.0" encoding="UTF-8"?>{PAGE[15:]}'),
        ("b.html", PAGE.encode("utf-16")),
        ("a.mht", _archive(PAGE)),
        ("a.dat", PAGE),
    ],
    ids=["utf-8", "gb18030", "xhtml", "utf-16", "archive", "by content"],
)
def test_a_page_becomes_paragraphs(
    name: str, data: str | bytes, tmp_path: Path
) -> None:
    """What it shows is treated in place; what it hides goes and is listed."""
    source = _chunked(data, name).save(tmp_path / "a.docx")
    treated = treat(source)
    assert _texts(treated) == [
        BEFORE, "补充材料", f"证件\u00a0{BLOCKS}，已核\n第二行", "末段", AFTER,
    ]  # fmt: skip
    assert not any(found_in(treated.path, s) for s in (SECRET, MOBILE, NAME))
    assert treated.hazards == ()
    assert treated.kinds >= {"alt_chunk_source"}
    dropped = {u.text for u in treated.units if u.id.startswith("dropped/alt_chunk")}
    assert {NAME, MOBILE} <= dropped
    assert _checked(source, treated) == []


def test_a_table_keeps_its_grid(tmp_path: Path) -> None:
    page = (
        "<table>游离<tr><th rowspan=2>姓名</th><th colspan=2>证件</th></tr>"
        f"<tr><td>号码</td><td>{SECRET}</td></tr><tr><td>里<table><tr><td>内"
        "</td></tr></table></td></tr></table>"
    )
    source = _chunked(page, "a.html").save(tmp_path / "a.docx")
    treated = treat(source)
    found = Document(str(treated.path)).tables[0]
    grid = [[c.text for c in found.rows[n].cells] for n in (0, 1)]
    assert grid == [["姓名", "证件", "证件"], ["姓名", "号码", BLOCKS]]
    assert found.cell(2, 0).tables[0].cell(0, 0).text == "内"
    assert _texts(treated) == [BEFORE, "游离", AFTER]
    cells = {u.text: u.cell for u in treated.units if u.cell}
    name = cells["姓名"]
    assert name is not None
    assert (name.row_span, name.column_span) == (2, 1)
    assert _checked(source, treated) == []


def test_plain_text_becomes_a_paragraph_a_line(tmp_path: Path) -> None:
    text = f"补充材料\r\n证件{SECRET}\x0b，已核\r\n\r\n末段\r\n".encode("gb18030")
    source = _chunked(text, "a.txt").save(tmp_path / "a.docx")
    treated = treat(source)
    assert _texts(treated)[1:-1][:1] == ["补充材料"]
    assert "".join(_texts(treated)) == f"{BEFORE}补充材料证件{BLOCKS}，已核末段{AFTER}"
    assert _checked(source, treated) == []


def test_a_word_file_gives_its_text(tmp_path: Path) -> None:
    """Its deleted and hidden text is dropped and listed as in any Word file."""
    inner = _packed(
        tmp_path,
        paragraph(run("证件"), run(SECRET[:8]), "<w:proofErr/>", run(SECRET[8:]))
        + paragraph(run(NAME, "<w:vanish/>"), run("甲"))
        + f'<w:p><w:del w:author="{NAME}"><w:r><w:delText>{MOBILE}</w:delText></w:r>'
        "</w:del></w:p>"
        + table(
            row(cell("户主", properties='<w:gridSpan w:val="2"/>')), (NAME, SECRET)
        ),
    )
    source = _chunked(inner, "a.docx").save(tmp_path / "a.docx")
    treated = treat(source)
    assert [t for t in _texts(treated) if t] == [BEFORE, f"证件{BLOCKS}", "甲", AFTER]
    rows = Document(str(treated.path)).tables[0].rows
    assert [[c.text for c in r.cells] for r in rows] == [
        ["户主", "户主"],
        [BLOCKS, BLOCKS],
    ]
    assert treated.hazards == ()
    dropped = [u.text for u in treated.units if u.id.startswith("dropped/alt_chunk")]
    assert {NAME, MOBILE} <= set(dropped)
    assert not any(found_in(treated.path, s) for s in (SECRET, MOBILE, NAME))
    assert _checked(source, treated) == []


def test_a_chunk_in_a_cell_leaves_a_sound_cell(tmp_path: Path) -> None:
    inside = "<w:tbl><w:tr><w:tc><w:tcPr/>{}</w:tc></w:tr></w:tbl>"
    page = f"<table><tr><td>{SECRET}</td></tr></table>"
    treated = treat(_chunked(page, "a.html", inside=inside).save(tmp_path / "a.docx"))
    with zipfile.ZipFile(treated.path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    for found in root.iter(w("tc")):
        assert found[-1].tag == w("p")
    assert not found_in(treated.path, SECRET)


def _deep(folder: Path, levels: int) -> bytes:
    data = _packed(folder, paragraph(SECRET))
    for _ in range(levels):
        data = _chunked(data, "a.docx").save(folder / "inner.docx").read_bytes()
    return data


def test_chunks_in_chunks_are_read_to_a_depth(tmp_path: Path) -> None:
    source = _chunked(_deep(tmp_path, 1), "a.docx").save(tmp_path / "a.docx")
    treated = treat(source)
    assert _texts(treated) == [BEFORE, BEFORE, BLOCKS, AFTER, AFTER]
    assert treated.hazards == ()
    treated = treat(_chunked(_deep(tmp_path, 4), "a.docx").save(tmp_path / "a.docx"))
    assert [h.kind for h in treated.hazards] == ["alt_chunk"]
    assert not found_in(treated.path, SECRET)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", b"PK\3\4" + SECRET.encode()),
        ("a.bin", b"\0\1\2" + SECRET.encode()),
        ("a.html", b"\xff\xff\xff<html>" + SECRET.encode()),
        ("a.xml", f"<pkg:package>{SECRET}</pkg:package>"),
        ("a.mht", f"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\n{SECRET}"),
    ],
    ids=["damaged", "binary", "encoding", "flat", "no page"],
)
def test_what_cannot_be_read_withholds(
    name: str, data: bytes | str, tmp_path: Path
) -> None:
    source = _chunked(data, name).save(tmp_path / "a.docx")
    treated = treat(source)
    assert [(h.kind, h.blocking) for h in treated.hazards] == [("alt_chunk", True)]
    assert _texts(treated) == [BEFORE, AFTER]
    assert not found_in(treated.path, SECRET)
    assert _checked(source, treated) == []


@pytest.mark.parametrize(
    "page",
    [
        "<p>甲</p><img src='a.png'>",
        "<ol><li>甲</li></ol>",
        "<p>甲</p><iframe src='x'></iframe>",
    ],
    ids=["picture", "numbers", "frame"],
)
def test_lost_looks_are_told(page: str, tmp_path: Path) -> None:
    """The text is kept, and a person must see what could not be."""
    treated = treat(_chunked(page, "a.html").save(tmp_path / "a.docx"))
    assert _texts(treated) == [BEFORE, "甲", AFTER]
    assert [(h.kind, h.blocking) for h in treated.hazards] == [("alt_chunk", True)]


def test_rich_text_needs_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("redactor.formats.docx.legacy.find_office", lambda: None)
    rtf = rb"{\rtf1 " + SECRET.encode() + rb"\par}"
    treated = treat(_chunked(rtf, "a.rtf").save(tmp_path / "a.docx"))
    assert [h.kind for h in treated.hazards] == ["alt_chunk"]
    assert not found_in(treated.path, SECRET)


@pytest.mark.skipif(find_office() is None, reason="needs LibreOffice")
def test_rich_text_becomes_paragraphs(tmp_path: Path) -> None:
    name = "".join(f"\\u{ord(c)}?" for c in NAME)
    rtf = (
        r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0 SimSun;}}{\info{\author x}}\f0 "
        rf"\'d6\'a4\'bc\'fe {SECRET}\par {name}\cell end\par}}"
    ).encode("latin-1")
    source = _chunked(rtf, "a.rtf").save(tmp_path / "a.docx")
    treated = treat(source)
    assert f"证件 {BLOCKS}" in _texts(treated)
    assert not found_in(treated.path, SECRET)
    assert treated.hazards == ()
    assert _checked(source, treated) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"{\rtf1\ansicpg936 \'d6\'a4\'bc\'fe\par x}", "证件\nx"),
        (rb"{\rtf1 {\fonttbl{\f0 A;}}{\*\gen y}a\u23614 ?b}", f"a{chr(23614)}b"),
        (rb"{\rtf1\uc2 \u23614\'ce\'b2b}", chr(23614) + "b"),
        (rb"{\rtf1\uc0\u-10179\u-8704 z}", chr(0x1F600) + "z"),
        (rb"{\rtf1 {\field{\*\fldinst DATE}{\fldrslt 5}}\tab a\\b\{c\}}", "5\ta\\b{c}"),
        (rb"{\rtf1 a{\deleted\revauthdel1 b}{\revised c}}", "ac"),
        (rb"{\rtf1 {\v hid}den\v0 x{\pict 0102}}", "denx"),
    ],
)  # fmt: skip
def test_reading_of_rich_text(source: bytes, text: str) -> None:
    assert rich_text(source).strip("\n") == text


def test_reading_of_a_page() -> None:
    lines = [line.strip() for line in page_text(PAGE).split("\n") if line.strip()]
    assert lines == ["补充材料", f"证件\xa0{SECRET}，已核", "第二行", "末段"]
