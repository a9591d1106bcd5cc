"""Fonts forget the characters of removed text."""

from io import BytesIO

import pikepdf
import pymupdf
import pytest
from fontTools.ttLib import TTFont

from redactor.formats.pdf.tounicode import parse_tounicode
from redactor.formats.pdf.truetype import keep_glyphs, outline_count
from redactor.model import Treatment
from tests.build import pdf as build
from tests.redactor.formats.pdf.support import page_texts, treat, unicodes

RARE = "龘靐"


def _outlines(data: bytes) -> int:
    """Count glyphs with outlines in all embedded TrueType programs."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return sum(
            outline_count(obj.FontFile2.read_bytes())
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and "/FontFile2" in obj
        )


@pytest.mark.parametrize("treatment", [Treatment.COVER, Treatment.DELETE])
def test_rare_characters_leave_outlines_and_maps(tmp_path, treatment):
    data = build.prose(["申请人" + RARE + "提出申请"], embed=True)
    assert set(RARE) <= set(unicodes(data))
    treated = treat(tmp_path, data, RARE, treatment=treatment)
    assert not set(RARE) & set(unicodes(treated.data))
    assert 5 <= _outlines(treated.data) <= _outlines(data) - len(RARE)
    assert page_texts(treated.data) == ["申请人提出申请"]


def test_characters_that_stand_elsewhere_stay(tmp_path):
    lines = ["申请人" + RARE, "另一处" + RARE[0] + "字保留"]
    treated = treat(tmp_path, build.prose(lines, embed=True), RARE)
    assert RARE[0] in unicodes(treated.data)
    assert RARE[1] not in unicodes(treated.data)
    assert "另一处" + RARE[0] + "字保留" in page_texts(treated.data)[0]


def test_page_looks_the_same_after_pruning(tmp_path):
    data = build.prose(["这一行没有需要删除的内容abc123", "第二行"], embed=True)
    treated = treat(tmp_path, data)
    before = pymupdf.open(stream=data)[0].get_pixmap(dpi=100).samples
    after = pymupdf.open(stream=treated.data)[0].get_pixmap(dpi=100).samples
    assert before == after


def test_mask_is_embedded_and_small(tmp_path):
    data = build.prose(["申请人某甲的号码"])
    treated = treat(tmp_path, data, "某甲", treatment=Treatment.DEIDENTIFY)
    assert sorted(page_texts(treated.data)[0]) == sorted("申请人某某的号码")
    with pikepdf.open(BytesIO(treated.data)) as pdf:
        font = pdf.pages[0].Resources.Font["/YinmoMask"]
        program = font.DescendantFonts[0].FontDescriptor.FontFile2
        assert outline_count(program.read_bytes()) <= 4  # .notdef, 某 and its parts
        assert set(parse_tounicode(font.ToUnicode.read_bytes()).values()) == {"67d0"}
        assert len(program.read_raw_bytes()) < 30_000


def test_kept_glyphs_draw_as_before():
    source = bytes(pymupdf.Font("china-s").buffer)
    font = TTFont(BytesIO(source), lazy=True)
    cut = TTFont(BytesIO(keep_glyphs(source, [8270, 17])))
    assert cut["maxp"].numGlyphs == font["maxp"].numGlyphs
    old, new = font.getGlyphOrder(), cut.getGlyphOrder()
    for number in (8270, 17):
        assert cut["glyf"][new[number]] == font["glyf"][old[number]]
        assert cut["hmtx"][new[number]] == font["hmtx"][old[number]]
    assert cut["glyf"][new[20]].numberOfContours == 0


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"1 beginbfchar <01> <5F20> endbfchar", {1: "5f20"}),
        (b"1 beginbfrange <0001> <0003> <0041> endbfrange",
         {1: "0041", 2: "0042", 3: "0043"}),
        (b"1 beginbfrange <01> <02> [<5F20> <4E09>] endbfrange",
         {1: "5f20", 2: "4e09"}),
        (b"1 beginbfchar <> <5F20> endbfchar", {}),
        (b"1 beginbfrange <0000> <ffffff> <0041> endbfrange", {}),
    ],
    ids=["char", "range", "array", "empty", "bomb"],
)  # fmt: skip
def test_maps_are_parsed(body, expected):
    assert parse_tounicode(body) == expected
