"""Fonts forget the characters of removed text."""

from io import BytesIO

import pikepdf
import pymupdf
import pytest
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont

from redactor.formats.pdf.tounicode import parse_tounicode
from redactor.formats.pdf.truetype import keep_glyphs, outline_count
from redactor.formats.pdf.type1 import Type1Font
from redactor.model import Treatment
from tests.build import pdf as build
from tests.build.pdf_fonts import FONTS, font_file, glyph_name
from tests.build.pdf_hiding import PLACES
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


KEPT, RARE_NAME = "申请人之后文字保留", "喆堃"


def _remembered(data: bytes) -> str:
    """Return all glyph names in font programs, closed parts opened."""
    with pikepdf.open(BytesIO(data)) as pdf:
        streams = [obj for obj in pdf.objects if isinstance(obj, pikepdf.Stream)]
        bodies = [stream.read_bytes() for stream in streams]
    bodies += [Type1Font(body)._private for body in bodies if b"eexec" in body[:3000]]
    names = " ".join(body.decode("latin-1") for body in bodies)
    for body in bodies:
        if body[:4] in (b"\0\1\0\0", b"OTTO"):
            names += " ".join(TTFont(BytesIO(body)).getGlyphOrder())
    with pikepdf.open(BytesIO(data)) as pdf:
        names += " ".join(
            str(name)
            for obj in pdf.objects
            if isinstance(obj, pikepdf.Dictionary) and "/Differences" in obj
            for name in obj.Differences
        )
    return names


def _shown(data: bytes) -> tuple[str, bytes]:
    """Return text and looks of two lines as MuPDF shows them."""
    with pymupdf.open(stream=data, filetype="pdf") as doc:
        page = doc[0]
        below = pymupdf.Rect(0, 842 - 690, 595, 842 - 660)
        picture = page.get_pixmap(dpi=144, clip=below, colorspace=pymupdf.csGRAY)
        return "".join(page.get_text().split()), picture.samples


def _inked(data: bytes) -> int:
    """Count glyphs that draw anything, in programs of any kind."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for obj in pdf.objects:
            if not isinstance(obj, pikepdf.Dictionary):
                continue
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in obj:
                    return _inked_program(key, obj[key])
    raise AssertionError("no program")


def _inked_program(key, stream) -> int:
    data = stream.read_bytes()
    if key == "/FontFile":
        return len(Type1Font(data).names)
    if key == "/FontFile2":
        return outline_count(data)
    if stream.Subtype == "/OpenType":
        fonts = TTFont(BytesIO(data))["CFF "].cff
    else:
        fonts = CFFFontSet()
        fonts.decompile(BytesIO(data), TTFont(recalcBBoxes=False))
    strings = fonts[0].CharStrings
    return sum(len(strings[name].bytecode) > 3 for name in strings.keys())  # noqa: SIM118


@pytest.mark.parametrize("by_state", [False, True], ids=["by-name", "by-state"])
@pytest.mark.parametrize("kind", sorted(FONTS))
def test_every_kind_of_font_forgets(tmp_path, kind, by_state):
    """Removed characters leave outlines, names and maps; the others stay as drawn."""
    lines = [KEPT[:3] + RARE_NAME + KEPT[3:], KEPT]
    data = font_file(kind, lines, by_state=by_state)
    before, looks = _shown(data)
    assert before == "".join(lines)
    assert min(looks) < 100
    treated = treat(tmp_path, data, RARE_NAME, treatment=Treatment.DELETE)
    assert _shown(treated.data) == (KEPT + KEPT, looks)
    assert not set(RARE_NAME) & set(unicodes(treated.data))
    names = _remembered(treated.data)
    assert not any(glyph_name(char) in names for char in RARE_NAME)
    assert _inked(treated.data) <= _inked(data) - len(RARE_NAME)


@pytest.mark.parametrize("kind", ["type1_font", "cid_truetype", "truetype"])
def test_glyphs_that_nothing_ever_showed_go(tmp_path, kind):
    """What an earlier version of the file showed is still in its subset font."""
    data = font_file(kind, [KEPT, RARE_NAME])

    def change(pdf):
        page = pdf.pages[0]
        page.contents_coalesce()
        body = page.obj.Contents.read_bytes()
        page.obj.Contents = pdf.make_stream(body.split(b"\n")[0])

    data = build.with_pikepdf(data, change)
    treated = treat(tmp_path, data)
    assert not any(glyph_name(char) in _remembered(treated.data) for char in RARE_NAME)
    assert not set(RARE_NAME) & set(unicodes(treated.data))
    assert _inked(treated.data) == _inked(data) - len(RARE_NAME)


def test_fonts_of_foreign_collections_are_mended(tmp_path):
    """A Japanese font that is not embedded lacks Chinese characters."""

    def to_japanese(pdf):
        font = pdf.pages[0].obj.Resources.Font["/G"]
        font.Encoding = pikepdf.Name("/UniJIS-UCS2-H")
        font.DescendantFonts[0].CIDSystemInfo.Ordering = pikepdf.String("Japan1")

    secret = "们这"
    data = PLACES["unigb_ucs2_not_embedded"](secret)
    treated = treat(tmp_path, build.with_pikepdf(data, to_japanese), secret)
    assert treated.edits
    assert secret not in "".join(page_texts(treated.data))
