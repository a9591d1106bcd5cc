"""Pages whose fonts lost other pages' characters, and what may be read undrawn."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from redactor.model import Edit, Region, Secret, Treatment, WriteReport
from redactor.verification.check import VerifyRequest
from redactor.verification.needles import Needles
from redactor.verification.pdf.fonts import FontTables
from redactor.verification.pdf.plain import PlainPages
from redactor.verification.pdf.same import SamePages
from tests.build.people import id_number, mobile
from tests.redactor.verification.pdf_pairs import failures, scrub
from tests.redactor.verification.test_pdf_channels import block_font

KEPT, GONE = "申请人", "霆"


def _draw(path: Path) -> None:
    """Draw a page without and a page with the character that will go."""
    with pymupdf.open() as document:
        for text in (KEPT, KEPT + GONE):
            page = document.new_page(width=300, height=200)
            page.insert_font(fontname="F7", fontbuffer=block_font(KEPT + GONE))
            page.insert_text((20, 50), text, fontname="F7", fontsize=12)
        document.save(path, garbage=4)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        first, second = (page.obj.Resources for page in pdf.pages)
        second.Font = first.Font
        pdf.save(path)


def _font(pdf: pikepdf.Pdf) -> Any:
    return next(iter(pdf.pages[0].obj.Resources.Font.values()))


def _blank(pdf: pikepdf.Pdf, character: str) -> None:
    """Empty a glyph of the font, as the writer does."""
    descriptor = _font(pdf).DescendantFonts[0].FontDescriptor
    font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
    name = font.getBestCmap()[ord(character)]
    font["glyf"][name] = Glyph()
    file = io.BytesIO()
    font.save(file)
    descriptor.FontFile2 = pdf.make_stream(file.getvalue())


def _forget(pdf: pikepdf.Pdf, character: str) -> None:
    """Let ToUnicode name another character."""
    table = _font(pdf).ToUnicode.read_bytes()
    code = f"{ord(character):04x}".encode()
    assert code in table
    _font(pdf).ToUnicode.write(table.replace(code, b"005f"))


def _narrow(pdf: pikepdf.Pdf, character: str) -> None:
    """Give a character another width."""
    child = _font(pdf).DescendantFonts[0]
    font = TTFont(io.BytesIO(child.FontDescriptor.FontFile2.read_bytes()))
    gid = font.getGlyphID(font.getBestCmap()[ord(character)])
    child.W = pikepdf.Array([*child.get("/W", ()), gid, pikepdf.Array([321])])


@pytest.mark.parametrize("change", [_blank, _forget, _narrow])
@pytest.mark.parametrize(("character", "same"), [(GONE, True), (KEPT[1], False)])
def test_a_font_may_lose_what_a_page_does_not_show(
    tmp_path: Path,
    change: Callable[[pikepdf.Pdf, str], None],
    character: str,
    same: bool,
) -> None:
    _draw(tmp_path / "source.pdf")
    with (
        pikepdf.open(tmp_path / "source.pdf") as before,
        pikepdf.open(tmp_path / "source.pdf") as after,
    ):
        change(after, character)
        pages = SamePages(before, after, (FontTables(), FontTables()))
        assert pages.same(0) is same
        assert pages.same(1) is False


def _text(
    shown: list[tuple[str, tuple[float, float]]], values: list[Secret], folder: Path
) -> str | None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_font(fontname="F7", fontbuffer=pymupdf.Font("cjk").buffer)
        for text, place in shown:
            page.insert_text(place, text, fontname="F7", fontsize=11)
        document.subset_fonts()
        document.save(folder / "a.pdf", garbage=4)
    tables = FontTables(), FontTables()
    with pikepdf.open(folder / "a.pdf") as pdf:
        found = SamePages(pdf, pdf, tables).shown(0)
        assert found is not None
        return PlainPages(Needles(values), tables[1]).text(found)


ID, PHONE = id_number(4), mobile(6)
SECRETS = [
    Secret("CN_ID_CARD", ID),
    Secret("CN_MOBILE", PHONE),
    Secret("PERSON", "王芳"),
]


@pytest.mark.parametrize(
    ("pieces", "plain"),
    [
        (["关于2022年临时救助的公示", "咨询电话12345，共130户。"], True),
        (["申请人王芳"], False),
        (["申请人王", "芳"], False),
        ([f"号码{ID}"], False),
        ([f"号码{ID[6:12]}另行"], False),
        (list(PHONE), False),
        ([PHONE[:4], PHONE[4:8], PHONE[8:]], False),
        (list("这是一个一个字画出来的页面"), False),
    ],
)
def test_only_plain_text_is_read_undrawn(
    tmp_path: Path, pieces: list[str], plain: bool
) -> None:
    shown = [(piece, (50.0, 60.0 + 15 * i)) for i, piece in enumerate(pieces)]
    text = _text(shown, SECRETS, tmp_path)
    assert (text is not None) is plain
    if plain:
        assert text == "\n".join(pieces)


@pytest.mark.parametrize("order", [1, -1])
def test_a_value_left_on_an_untouched_page_is_found(tmp_path: Path, order: int) -> None:
    """The second page is the same in both files; its digits are drawn in any order."""

    def draw(path: Path, first: str) -> None:
        with pymupdf.open() as document:
            page = document.new_page()
            page.insert_text((50, 50), first)
            page = document.new_page()
            for i, digit in list(enumerate(ID))[::order]:
                page.insert_text((50 + 7 * i, 80), digit, fontsize=11)
            document.save(path, garbage=4)

    paths = tmp_path / "source.pdf", tmp_path / "copy.pdf"
    draw(paths[0], ID)
    draw(paths[1], "")
    scrub(paths[1])
    region = Region(0, 40, 35, 250, 60)
    edit = Edit("e0", Treatment.DELETE, "CN_ID_CARD", region=region)
    report = WriteReport(("e0",), (), {"e0": (region,)})
    secrets = (Secret("CN_ID_CARD", ID),)
    found = failures(VerifyRequest(*paths, "pdf", secrets, (edit,), report))
    assert ("pdfium_text", "residue") in found
