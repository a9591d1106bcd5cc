"""Fonts that show one thing and tell another: the page is no reading of itself."""

from io import BytesIO

import pikepdf
import pymupdf
import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from redactor.files import file_digest
from redactor.formats.pdf.lying import FontJudge, lying_fonts
from redactor.formats.pdf.tounicode import parse_tounicode
from redactor.formats.registry import open_document
from redactor.model import Edit, Plan, Span, Treatment
from tests.build import pdf as build
from tests.build.pdf_fonts import FONTS, font_file
from tests.build.people import id_number, people
from tests.build.scans import KnowingReader
from tests.redactor.formats.pdf.support import page_texts, unicodes

LABEL = "身份证号："
SHOWN = id_number(7)
TURNED = str.maketrans("0123456789", "1234567890")


def retold(data: bytes, change) -> bytes:
    """Let the maps of the first page's fonts tell other characters than they show."""

    def lie(pdf):
        for font in pdf.pages[0].Resources.Font.values():
            old = parse_tounicode(font.ToUnicode.read_bytes())
            size = 4 if font.Subtype == "/Type0" else 2
            told = {
                c: change(bytes.fromhex(t).decode("utf-16-be")) for c, t in old.items()
            }
            rows = "\n".join(f"<{c:0{size}x}> <{ord(t):04x}>" for c, t in told.items())
            space = f"1 begincodespacerange <{'0' * size}> <{'f' * size}>"
            body = (
                f"{space} endcodespacerange {len(told)} beginbfchar\n{rows}\nendbfchar"
            )
            font.ToUnicode = pdf.make_stream(body.encode())

    return build.with_pikepdf(data, lie)


def turned(char: str) -> str:
    return char.translate(TURNED)


def kinds_of(tmp_path, data: bytes, reader=None) -> list[tuple[str, bool]]:
    (tmp_path / "in.pdf").write_bytes(data)
    with open_document(tmp_path / "in.pdf", reader=reader) as document:
        return [(h.kind, h.blocking) for h in document.hazards()]


MAPPED = [name for name in FONTS if name not in ("unigb_ucs2", "gbk_euc")]


@pytest.mark.parametrize("name", MAPPED)
def test_a_map_that_turns_digits_is_found(tmp_path, name):
    data = font_file(name, [LABEL + SHOWN])
    assert kinds_of(tmp_path, data) == []
    lying = retold(data, turned)
    assert SHOWN[:17].translate(TURNED) in page_texts(lying)[0]
    assert kinds_of(tmp_path, lying) == [("unreadable_font", True)]


@pytest.mark.parametrize("told", [" ", "\ue000", "十"])
def test_a_map_that_hides_digits_is_found(tmp_path, told):
    data = font_file("cid_truetype", [LABEL + SHOWN])
    lying = retold(data, lambda char: told if char.isdigit() else char)
    assert kinds_of(tmp_path, lying) == [("unreadable_font", True)]


def test_one_false_digit_is_enough(tmp_path):
    digit = SHOWN[5]
    other = "7" if digit != "7" else "3"
    data = font_file("type1c", [LABEL + SHOWN])
    lying = retold(data, lambda char: other if char == digit else char)
    assert kinds_of(tmp_path, lying) == [("unreadable_font", True)]


def test_names_that_are_told_as_others_are_found(tmp_path):
    data = font_file("opentype_cff", ["申请人马小莉"])
    lying = retold(data, lambda char: {"马": "牛", "莉": "丽"}.get(char, char))
    assert kinds_of(tmp_path, lying) == [("unreadable_font", True)]


def test_a_standard_font_that_is_not_embedded(tmp_path):
    with pymupdf.open() as doc:
        doc.new_page().insert_text((72, 72), f"ID {SHOWN}", fontname="helv")
        data = doc.tobytes()

    def lie(pdf):
        for obj in pdf.objects:
            if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/Font":
                body = b"1 beginbfrange <30> <38> <0031> endbfrange"
                obj.ToUnicode = pdf.make_stream(body)

    assert kinds_of(tmp_path, data) == []
    lying = build.with_pikepdf(data, lie)
    assert kinds_of(tmp_path, lying) == [("unreadable_font", True)]


@pytest.mark.parametrize("old", ["一", "长", "車", "1", "A", "-", "o", "凉"])
def test_other_writings_of_a_character_are_no_lie(tmp_path, old):
    told = {"一": "⼀", "长": "⻓", "車": "\uf902", "1": "１", "A": "Ａ"}
    told |= {"-": "\u2010", "o": "ο", "凉": "\uf979"}
    new = told[old] if old != "凉" else old
    data = font_file("cid_truetype", ["正文" + old + "结束"])
    assert kinds_of(tmp_path, retold(data, lambda c: new if c == old else c)) == []


def test_only_the_pages_that_show_false_codes(tmp_path):
    """The map lies of digits; a page that shows none of them stays readable."""
    data = retold(font_file("cid_truetype", [LABEL + SHOWN, "正文"]), turned)
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.pages.append(pdf.pages[0])
        content = pdf.pages[0].Contents
        parts = list(content) if isinstance(content, pikepdf.Array) else [content]
        body = b"\n".join(part.read_bytes() for part in parts)
        kept = body[body.rindex(b"BT") :]
        pdf.pages[1].Contents = pdf.make_stream(kept)
        assert list(lying_fonts(pdf, FontJudge())) == [0]


def system_font(text: str) -> bytes:
    """Return a true font cut down to a text, its Unicode map kept."""
    font = TTFont(BytesIO(pymupdf.Font("cjk").buffer))
    options = Options()
    options.glyph_names = True
    cutter = Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def true_page(text: str) -> bytes:
    with pymupdf.open() as doc:
        page = doc.new_page(width=300, height=200)
        page.insert_font(fontname="own", fontbuffer=system_font(text + " "))
        page.insert_text((20, 60), text, fontname="own", fontsize=12)
        return doc.tobytes()


def test_a_real_font_is_honest_until_its_map_lies(tmp_path):
    data = true_page(SHOWN)
    assert kinds_of(tmp_path, data) == []
    assert kinds_of(tmp_path, retold(data, turned)) == [("unreadable_font", True)]


def dark(path, box) -> int:
    """Return the number of dark pixels of a place that is not black all over."""
    with pymupdf.open(path) as doc:
        pixmap = doc[0].get_pixmap(clip=box, dpi=144, colorspace=pymupdf.csGRAY)
    return sum(value < 128 for value in pixmap.samples)


def test_what_is_seen_goes_with_the_lying_layer(tmp_path):
    """The reader sees the number; neither pixels nor codes nor map keep it."""
    source, target = tmp_path / "a.pdf", tmp_path / "b.pdf"
    source.write_bytes(retold(true_page(SHOWN), turned))
    place = (20, 50, 20 + 18 * 7, 62)
    assert dark(source, place) > 100
    reader = KnowingReader((SHOWN, 20, 50, 7))
    with open_document(source, reader=reader) as document:
        assert [h.kind for h in document.hazards()] == ["picture_read"]
        unit = next(u for u in document.units() if SHOWN in u.text)
        at = unit.text.index(SHOWN)
        span = Span(at, at + len(SHOWN))
        edit = Edit("e", Treatment.DELETE, "CN_ID_CARD", unit.id, span)
        plan = Plan(file_digest(source)[0], (edit,))
        report = document.write(plan, target)
    assert report.rasterized == {0: "drawn_text"}
    assert dark(target, place) == 0
    written = target.read_bytes()
    assert page_texts(written) == [""]
    assert unicodes(written) == ""
    with pikepdf.open(target) as pdf:
        fonts = [o for o in pdf.objects if _is_font(o)]
        assert fonts == []


def _is_font(value) -> bool:
    return isinstance(value, pikepdf.Dictionary) and value.get("/Type") == "/Font"


def test_what_is_seen_is_not_taken_for_the_lie(tmp_path):
    """One digit told otherwise leaves two lines alike; both are still read."""
    last = SHOWN[9]
    other = "7" if last != "7" else "3"
    source = tmp_path / "a.pdf"
    data = retold(true_page(SHOWN), lambda c: other if c == last else c)
    source.write_bytes(data)
    with open_document(source, reader=KnowingReader((SHOWN, 20, 50, 7))) as document:
        assert any(SHOWN in unit.text for unit in document.units())


PROSE = [
    "各村民委员会应当在收到本通知之后及时公布有关情况",
    "经过调查核实并且征求群众意见以后确定救助对象名单",
    "对公示内容有异议的人员可以向人民政府民政办公室反映",
    "工作人员必须严格遵守保密规定不得泄露个人信息资料",
    "今年以来我们认真学习上级文件精神落实各项工作任务",
]


def exchanged(lines):
    """Return the text as a map gives it that exchanges its characters."""
    chars = sorted(set("".join(lines)))
    turned = dict(zip(chars, chars[37:] + chars[:37], strict=True))
    return turned.__getitem__


def without_own_table(lines) -> bytes:
    """Return a page whose font tells its characters by the map alone."""
    data = font_file("cid_truetype", lines)

    def silence(pdf):
        font = pdf.pages[0].Resources.Font.F0
        program = font.DescendantFonts[0].FontDescriptor.FontFile2
        own = TTFont(BytesIO(program.read_bytes()))
        own["post"].formatType = 3
        del own["cmap"]
        buffer = BytesIO()
        own.save(buffer)
        program.write(buffer.getvalue())

    return build.with_pikepdf(data, silence)


def test_exchanged_characters_without_a_table_are_found(tmp_path):
    data = without_own_table(PROSE)
    assert kinds_of(tmp_path, data) == []
    lying = retold(data, exchanged(PROSE))
    assert kinds_of(tmp_path, lying) == [("unreadable_font", True)]


@pytest.mark.parametrize(
    "name",
    ["ABCDEF+Droid Sans Fallback Regular", "ABCDEF+仿宋正小标宋体仿宋", "仿宋"],
)
def test_fonts_are_known_by_the_names_that_mupdf_gives_them(tmp_path, name):
    """MuPDF cuts names at 31 bytes, and takes each byte for a character."""

    def rename(pdf):
        font = pdf.pages[0].Resources.Font.F0
        font.DescendantFonts[0].BaseFont = pikepdf.Name(f"/{name}")

    data = retold(without_own_table(PROSE), exchanged(PROSE))
    lying = build.with_pikepdf(data, rename)
    assert kinds_of(tmp_path, lying) == [("unreadable_font", True)]


def rosters() -> dict[str, list[str]]:
    everyone = people(120)
    names, addresses = [p.name for p in everyone], [p.address for p in everyone]
    rows = [f"{p.name} {p.id_number} {p.mobile}" for p in everyone]
    given = "梓涵沐宸昊霖语桐若汐奕辰芮妍晗玥煜祺"
    young = ["王" + given[n % 18] + given[n * 7 % 18] for n in range(60)]
    return {"young": young, "names": names, "addresses": addresses, "numbers": rows}


@pytest.mark.parametrize("kind", ["young", "names", "addresses", "numbers"])
def test_rosters_without_a_table_are_no_lie(tmp_path, kind):
    data = without_own_table(rosters()[kind][:60])
    assert kinds_of(tmp_path, data) == []
