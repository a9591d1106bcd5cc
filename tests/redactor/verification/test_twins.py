"""Treated pages proven by their content; every fault of a writer is still caught."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.misc.eexec import encrypt
from fontTools.ttLib import TTFont

from redactor.model import Edit, Region, Secret, Span, Treatment, WriteReport
from redactor.verification.check import VerifyRequest
from redactor.verification.pdf.charstrings import Naming, Type1
from redactor.verification.pdf.painted import State
from redactor.verification.pdf.twins import TwinPages
from tests.build import pdf_fonts
from tests.build.people import mobile
from tests.redactor.verification.pdf_pairs import failures
from tests.redactor.verification.test_pdf_channels import block_font

PHONE = mobile(4)
MASK = f"{PHONE[:3]}****{PHONE[7:]}"
BEFORE, AFTER, OTHER = "申请人电话", "应当公开", "第二行文字"
SIZE = 10
LEFT = 20 + SIZE * len(BEFORE)
END = LEFT + SIZE * len(PHONE)
REGION = Region(0, LEFT, 40, END, 54)
LETTERS = "".join(sorted({*"0123456789*", *BEFORE, *AFTER, *OTHER, "黑"}))
AREA = b"0.9 g 20 100 60 20 re f\n"


def codes(text: str) -> bytes:
    return b"<" + b"".join(b"%04x" % (LETTERS.index(c) + 1) for c in text) + b">"


def line(x: float, y: float, text: str, font: bytes = b"F") -> bytes:
    return b"BT /%s %d Tf 0 g 1 0 0 1 %g %g Tm %s Tj ET\n" % (
        font, SIZE, x, y, codes(text),
    )  # fmt: skip


GAP = -1000 * len(PHONE)
SOURCE = AREA + line(20, 150, BEFORE + PHONE + AFTER) + line(20, 130, OTHER)
MASKED = line(LEFT, 150, MASK, b"M")
KEPT = AREA + (
    b"q BT/F 10 Tf 0 g 1 0 0 1 20 150 Tm[%s%d%s]TJ 0 -20 Td %s Tj ET Q\n"
    % (codes(BEFORE), GAP, codes(AFTER), codes(OTHER))
)
COPY = KEPT + MASKED


def save(path: Path, content: bytes, change: Callable[[pikepdf.Pdf], None]) -> None:
    """Write a page of 200 by 200 points in a font of boxes."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(200, 200))
        rows = b"".join(
            b"<%04x> <%04x>\n" % (i, ord(c)) for i, c in enumerate(LETTERS, 1)
        )
        cmap = b"1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        cmap += b"%d beginbfchar\n%sendbfchar" % (len(LETTERS), rows)
        fonts = {name: _font(pdf, cmap) for name in ("/F", "/M")}
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(fonts))
        page.obj.Contents = pdf.make_stream(content)
        change(pdf)
        pdf.save(path)


def _font(pdf: pikepdf.Pdf, cmap: bytes) -> Any:
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=pikepdf.Name.Blocks,
        Flags=4,
        FontBBox=[0, -200, 1000, 800],
        Ascent=800,
        Descent=-200,
        CapHeight=700,
        ItalicAngle=0,
        StemV=80,
        FontFile2=pdf.make_stream(block_font(LETTERS)),
    )
    child = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=pikepdf.Name.Blocks,
        CIDSystemInfo=pikepdf.Dictionary(
            Registry=pikepdf.String("Adobe"),
            Ordering=pikepdf.String("Identity"),
            Supplement=0,
        ),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=1000,
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name.Blocks,
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=[pdf.make_indirect(child)],
        ToUnicode=pdf.make_stream(cmap),
    )
    return pdf.make_indirect(font)


def unchanged(pdf: pikepdf.Pdf) -> None:
    del pdf


def seal(tones: bytes) -> Callable[[pikepdf.Pdf], None]:
    """Give the page a picture of two by two pixels."""

    def change(pdf: pikepdf.Pdf) -> None:
        picture = pdf.make_stream(tones)
        picture.update(
            {
                "/Type": pikepdf.Name.XObject,
                "/Subtype": pikepdf.Name.Image,
                "/Width": 2,
                "/Height": 2,
                "/BitsPerComponent": 8,
                "/ColorSpace": pikepdf.Name.DeviceGray,
            }
        )
        names = pikepdf.Dictionary(S=picture)
        pdf.pages[0].obj.Resources.XObject = names

    return change


STAMP = b"q 40 0 0 40 150 20 cm /S Do Q\n"
OVER = b"q 40 0 0 40 100 130 cm /S Do Q\n"
TONES = bytes((0, 90, 160, 230))


@dataclass(frozen=True)
class Pair:
    """What is written, and how it is treated."""

    content: bytes = COPY
    change: Callable[[pikepdf.Pdf], None] = unchanged
    source: bytes = SOURCE
    before: Callable[[pikepdf.Pdf], None] = unchanged
    treatment: Treatment = Treatment.DEIDENTIFY
    mask: str = MASK
    regions: tuple[Region, ...] = field(default=(REGION,))
    reset: tuple[Region, ...] = ()


def checked(
    folder: Path, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> tuple[bool, set[tuple[str, str]]]:
    """Tell whether the page was proven by its content, and what failed."""
    source, copy = folder / "source.pdf", folder / "copy.pdf"
    save(source, pair.source, pair.before)
    save(copy, pair.content, pair.change)
    edit = Edit("e", pair.treatment, "CN_MOBILE", "u", Span(0, 11))
    edit = replace(edit, replacement=pair.mask)
    report = WriteReport(("e",), (), {"e": pair.regions}, reset=pair.reset)
    secret = Secret("CN_MOBILE", PHONE, pair.mask)
    proven: list[bool] = []
    prove = TwinPages.proven

    def listen(*arguments: Any) -> bool:
        proven.append(prove(*arguments))
        return proven[-1]

    monkeypatch.setattr(TwinPages, "proven", listen)
    found = failures(VerifyRequest(source, copy, "pdf", (secret,), (edit,), report))
    return proven == [True], found


BOX = b"0 g %g 146 %g 14 re f\n" % (LEFT, END - LEFT)
BAR = b"0.5 G 1 w 20 90 m 180 90 l S\n"
CLIPPED = b"q 0 0 200 200 re W n\n"


def recoded(content: bytes, code: Callable[[str], bytes]) -> bytes:
    """Write what the neighbours' font shows in other codes; the mask's stay."""
    head, mask, tail = content.partition(MASKED)
    for text in (BEFORE + PHONE + AFTER, BEFORE, AFTER, OTHER, "黑" + OTHER[1:]):
        shown = b"".join(map(code, text)).hex().encode()
        head = head.replace(codes(text), b"<" + shown + b">")
    return head + mask + tail


def one_byte(content: bytes) -> bytes:
    return recoded(content, lambda char: bytes([LETTERS.index(char) + 1]))


def utf_16(content: bytes) -> bytes:
    return recoded(content, lambda char: char.encode("utf-16-be"))


def simple(missing: str = "", **keys: Any) -> Callable[[pikepdf.Pdf], None]:
    """Give the neighbours a font of one byte a code and without a program.

    Args:
        missing: A character that it tells nothing of.
        keys: What is otherwise in the font or its descriptor.
    """

    def change(pdf: pikepdf.Pdf) -> None:
        fonts = pdf.pages[0].Resources.Font
        descriptor = fonts.F.DescendantFonts[0].FontDescriptor
        del descriptor.FontFile2
        rows = [
            b"<%02x> <%04x>\n" % (i, ord(c))
            for i, c in enumerate(LETTERS, 1)
            if c != missing
        ]
        cmap = b"1 begincodespacerange <00> <ff> endcodespacerange\n"
        cmap += b"%d beginbfchar\n%sendbfchar" % (len(rows), b"".join(rows))
        fonts.F = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.TrueType,
                BaseFont=pikepdf.Name.Blocks,
                FirstChar=1,
                LastChar=len(LETTERS),
                Widths=[1000] * len(LETTERS),
                FontDescriptor=descriptor,
                ToUnicode=pdf.make_stream(cmap),
            )
        )
        for key, value in keys.items():
            item = descriptor if "/" + key in descriptor else fonts.F
            item["/" + key] = value

    return change


def predefined(pdf: pikepdf.Pdf) -> None:
    """Let the neighbours' font have no program, and UTF-16 codes."""
    font = pdf.pages[0].Resources.Font.F
    del font.DescendantFonts[0].FontDescriptor.FontFile2
    font.Encoding = pikepdf.Name("/UniGB-UTF16-H")
    font.DescendantFonts[0].CIDSystemInfo.Ordering = pikepdf.String("GB1")
    del font.ToUnicode


HIDDEN = next(c for c in "0123456789" if c not in MASK)
WRAPPED = line(20, 60, PHONE)
ZONE = (Region(0, 15, 130, 135, 144),)
HONEST = {
    "second line taken": Pair(source=SOURCE + WRAPPED, reset=ZONE),
    "no program": Pair(one_byte(COPY), simple(HIDDEN), one_byte(SOURCE), simple()),
    "no program, UTF-16": Pair(utf_16(COPY), predefined, utf_16(SOURCE), predefined),
    "masked": Pair(),
    "deleted": Pair(KEPT, treatment=Treatment.DELETE, mask=""),
    "covered": Pair(KEPT + BOX, treatment=Treatment.COVER, mask="XXXX"),
    "picture": Pair(STAMP + COPY, seal(TONES), STAMP + SOURCE, seal(TONES)),
    "line": Pair(BAR + COPY, source=BAR + SOURCE),
    "clip": Pair(CLIPPED + COPY + b"Q", source=CLIPPED + SOURCE + b"Q"),
    "scaled": Pair(
        b"0.5 0 0 0.5 0 0 cm\n2 0 0 2 0 0 cm\n" + COPY,
        source=SOURCE,
    ),
    "marked": Pair(COPY, source=b"/P <</MCID 0>> BDC\n" + SOURCE + b"EMC\n"),
    "spaced": Pair(COPY.replace(b"q BT", b"q 1 Ts BT"), source=b"1 Ts\n" + SOURCE),
}


@pytest.mark.parametrize("pair", HONEST.values(), ids=HONEST)
def test_an_honest_copy_is_proven(
    tmp_path: Path, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page needs no second look, and nothing fails."""
    assert checked(tmp_path, pair, monkeypatch) == (True, set())


def moved(old: bytes, new: bytes) -> bytes:
    assert COPY.count(old) == 1
    return COPY.replace(old, new)


LYING = line(LEFT, 150, PHONE[:3] + HIDDEN + "***" + PHONE[7:], b"M")


def lie(pdf: pikepdf.Pdf) -> None:
    """Let the mask's font tell a star where it shows a digit."""
    font = pdf.pages[0].Resources.Font.M
    code = LETTERS.index(HIDDEN) + 1
    old, new = (b"<%04x> <%04x>" % (code, ord(c)) for c in (HIDDEN, "*"))
    table = font.ToUnicode.read_bytes()
    assert old in table
    font.ToUnicode = pdf.make_stream(table.replace(old, new))


def redraw(pdf: pikepdf.Pdf) -> None:
    """Let a neighbour's glyph look otherwise."""
    descriptor = pdf.pages[0].Resources.Font.F.DescendantFonts[0].FontDescriptor
    font = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()))
    names = font.getBestCmap()
    font["glyf"][names[ord(BEFORE[0])]] = font["glyf"][names[ord("黑")]]
    font["glyf"][names[ord(BEFORE[0])]].coordinates[2] = (900, 900)
    file = io.BytesIO()
    font.save(file)
    descriptor.FontFile2 = pdf.make_stream(file.getvalue())


def form(pdf: pikepdf.Pdf) -> None:
    """Draw the value from a form."""
    page = pdf.pages[0].obj
    drawn = pdf.make_stream(line(LEFT, 150, PHONE))
    drawn.update(
        {
            "/Type": pikepdf.Name.XObject,
            "/Subtype": pikepdf.Name.Form,
            "/BBox": [0, 0, 200, 200],
            "/Resources": page.Resources,
        }
    )
    page.Resources.XObject = pikepdf.Dictionary(X=drawn)


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Rotate = 180


STAYS = b"BT/F 10 Tf 0 g 1 0 0 1 20 150 Tm"
FAULTS = {
    "second line left": Pair(COPY + WRAPPED, source=SOURCE + WRAPPED, reset=ZONE),
    "end of a second line left": Pair(
        COPY + line(20 + 40, 60, PHONE[4:]), source=SOURCE + WRAPPED, reset=ZONE
    ),
    "line below a second one lost": Pair(
        source=SOURCE + WRAPPED + line(20, 40, OTHER), reset=ZONE
    ),
    "no program, value left": Pair(
        one_byte(COPY) + one_byte(SOURCE), simple(), one_byte(SOURCE), simple()
    ),
    "UTF-16, neighbour changed": Pair(
        utf_16(COPY.replace(codes(OTHER), codes("黑" + OTHER[1:]))),
        predefined,
        utf_16(SOURCE),
        predefined,
    ),
    "UTF-16, value left": Pair(
        utf_16(COPY) + utf_16(SOURCE), predefined, utf_16(SOURCE), predefined
    ),
    "value left under the mask": Pair(KEPT + line(LEFT, 150, PHONE) + MASKED),
    "digit left under the mask": Pair(KEPT + line(LEFT + 50, 150, PHONE[5]) + MASKED),
    "other digits": Pair(KEPT + line(LEFT, 150, PHONE[:7] + "****", b"M")),
    "value left elsewhere": Pair(COPY + line(20, 60, PHONE)),
    "value at the side": Pair(COPY + line(220, 60, PHONE)),
    "value unseen": Pair(COPY + b"3 Tr\n" + line(20, 60, PHONE)),
    "value in the paper's colour": Pair(
        COPY + line(20, 60, PHONE).replace(b"0 g", b"1 g")
    ),
    "value in pieces": Pair(
        COPY + b"".join(line(20 + 10 * i, 60, c) for i, c in enumerate(PHONE))
    ),
    "value in a form": Pair(COPY + b"/X Do\n", change=form),
    "value in a comment": Pair(COPY + b"%" + PHONE.encode() + b"\n"),
    "value of a mark": Pair(
        COPY + b"/Span <</ActualText (%s)>> BDC EMC\n" % PHONE.encode()
    ),
    "neighbour moved": Pair(moved(b"1 0 0 1 20 150", b"1 0 0 1 23 150")),
    "neighbour above": Pair(moved(b"1 0 0 1 20 150", b"1 0 0 1 20 152")),
    "neighbour lost": Pair(moved(codes(AFTER), codes(AFTER[:-1]))),
    "neighbour changed": Pair(moved(codes(OTHER), codes("黑" + OTHER[1:]))),
    "neighbour larger": Pair(moved(b"q BT/F 10", b"q BT/F 13")),
    "neighbour redrawn": Pair(change=redraw),
    "line added": Pair(COPY + line(20, 60, OTHER)),
    "mask elsewhere": Pair(KEPT + line(20, 60, MASK, b"M")),
    "area lost": Pair(COPY.removeprefix(AREA)),
    "area moved": Pair(moved(b"20 100 60 20 re", b"20 90 60 20 re")),
    "area added": Pair(b"0 g 20 20 50 30 re f\n" + COPY),
    "area over words": Pair(COPY + b"1 g 10 145 30 14 re f\n"),
    "picture changed": Pair(
        STAMP + COPY, seal(TONES[::-1]), STAMP + SOURCE, seal(TONES)
    ),
    "picture moved": Pair(
        STAMP.replace(b"150", b"140") + COPY, seal(TONES), STAMP + SOURCE, seal(TONES)
    ),
    "picture lost": Pair(COPY, seal(TONES), STAMP + SOURCE, seal(TONES)),
    "picture added": Pair(STAMP + COPY, seal(TONES), before=seal(TONES)),
    "page turned": Pair(change=turned),
    "cover with holes": Pair(
        KEPT + BOX + b"1 g %g 147 20 7 re f\n" % (LEFT + 20),
        treatment=Treatment.COVER,
    ),
}


@pytest.mark.parametrize("pair", FAULTS.values(), ids=FAULTS)
def test_a_faulty_copy_is_caught(
    tmp_path: Path, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page is not proven, and the look at it finds the fault."""
    proven, found = checked(tmp_path, pair, monkeypatch)
    assert not proven
    assert found


DOUBTFUL = {
    "lying map of the mask": Pair(KEPT + LYING, lie),
    "another colour": Pair(moved(STAYS, STAYS.replace(b"0 g", b"0.02 g"))),
    "order of painting": Pair(COPY.removeprefix(AREA) + AREA),
    "unknown operator": Pair(COPY + b"/Pattern cs\n"),
    "picture under the value": Pair(
        OVER + COPY, seal(TONES), OVER + SOURCE, seal(TONES)
    ),
    "open state": Pair(COPY + b"Q\n"),
    "half a code": Pair(COPY + b"BT /F 10 Tf <0> Tj ET\n"),
    "two boxes over each other": Pair(regions=(REGION, REGION)),
}


@pytest.mark.parametrize("pair", DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_is_not_plain_is_not_proven(
    tmp_path: Path, pair: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the look finds, the content alone does not settle it."""
    assert not checked(tmp_path, pair, monkeypatch)[0]


OTHER_FONTS = {
    "name": simple(HIDDEN, BaseFont=pikepdf.Name("/Times-Roman")),
    "flags": simple(HIDDEN, Flags=32),
    "encoding": simple(HIDDEN, Encoding=pikepdf.Name.WinAnsiEncoding),
    "width": simple(HIDDEN, Widths=[1000 + (c == OTHER[-1]) for c in LETTERS]),
    "meaning": simple("第"),
}


@pytest.mark.parametrize("change", OTHER_FONTS.values(), ids=OTHER_FONTS)
def test_another_font_without_a_program_proves_nothing(
    tmp_path: Path,
    change: Callable[[pikepdf.Pdf], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What an engine chooses its font by must be equal; else the page is drawn."""
    pair = Pair(one_byte(COPY), change, one_byte(SOURCE), simple())
    assert not checked(tmp_path, pair, monkeypatch)[0]


KINDS = ("type1_font", "type1c", "opentype_cff", "cid_cff")


def embedded(
    kind: str, monkeypatch: pytest.MonkeyPatch, redrawn: str = ""
) -> Callable[[pikepdf.Pdf], None]:
    """Give the neighbours a font of a kind; one of its letters may look otherwise."""

    def change(pdf: pikepdf.Pdf) -> None:
        numbers = [LETTERS.index(char) + 1 for char in redrawn]
        with monkeypatch.context() as patch:
            for name in ("_box", "_type1_box"):
                draw = getattr(pdf_fonts, name)

                def other(*arguments: Any, draw: Any = draw) -> Any:
                    *rest, number = arguments
                    shape = len(LETTERS) if number in numbers else number
                    return draw(*rest, 3 * shape)

                patch.setattr(pdf_fonts, name, other)
            font, _ = pdf_fonts.FONTS[kind](pdf, LETTERS)
        pdf.pages[0].Resources.Font.F = pdf.make_indirect(font)

    return change


def written(content: bytes, kind: str) -> bytes:
    if kind.startswith("cid"):
        return content
    return recoded(content, lambda char: bytes([LETTERS.index(char) + 65]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("redrawn", ["", HIDDEN], ids=["whole", "pruned"])
def test_fonts_need_be_equal_in_what_is_shown(
    tmp_path: Path,
    kind: str,
    redrawn: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The writer takes glyphs away that nothing shows; the others are the same."""
    after = embedded(kind, monkeypatch, redrawn)
    before = embedded(kind, monkeypatch)
    pair = Pair(written(COPY, kind), after, written(SOURCE, kind), before)
    assert checked(tmp_path, pair, monkeypatch) == (True, set())


@pytest.mark.parametrize("kind", KINDS)
def test_a_redrawn_letter_proves_nothing(
    tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A glyph that is shown is not the same: the page is drawn, and it is seen."""
    after = embedded(kind, monkeypatch, min(BEFORE + OTHER, key=LETTERS.index))
    before = embedded(kind, monkeypatch)
    pair = Pair(written(COPY, kind), after, written(SOURCE, kind), before)
    proven, found = checked(tmp_path, pair, monkeypatch)
    assert not proven
    assert found


def test_a_saved_state_is_whole() -> None:
    """Each part of the state comes back after ``Q``."""
    state = State()
    for number, part in enumerate(fields(State)):
        setattr(state, part.name, number)
    assert state.copied() == state
    assert state.copied() is not state


def test_a_composed_glyph_is_not_compared() -> None:
    """An accented letter draws two glyphs; the same bytes in a number draw none."""
    one, other = b"\x8b\x8b\x8b\x8b\x8b\x0c\x06", b"\xf7\x0c\x06\x0e"
    glyphs = [type1({"a": steps}).glyphs(97, NAMED) for steps in (one, other)]
    assert [bool(drawn) for drawn in glyphs] == [False, True]


NAMED = Naming(simple=True, coded=True, given={97: "a"})


def type1(glyphs: dict[str, bytes]) -> Type1:
    """Return a program of some glyphs."""
    rows = []
    for name, steps in glyphs.items():
        code = bytes(encrypt(b"\0" * 4 + steps, 4330)[0])
        rows.append(b"/%s %d RD %s ND\n" % (name.encode(), len(code), code))
    private = b"\0" * 4 + b"/CharStrings %d dict dup begin\n" % len(rows)
    private += b"".join(rows) + b"end mark currentfile closefile\n"
    return Type1(b"%!\ncurrentfile eexec\n" + bytes(encrypt(private, 55665)[0]))
