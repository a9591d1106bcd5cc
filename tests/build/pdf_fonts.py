"""Embedded fonts of every kind, made by code: each shows a given text with its codes.

All glyphs are boxes whose width tells which character they stand for.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.eexec import encrypt
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name, String

from tests.build import pdf as build

__all__ = ["FONTS", "font_file", "glyph_name"]

_WIDTH = 1000


def glyph_name(char: str) -> str:
    """Return the name that the fonts here give to a character's glyph."""
    return f"uni{ord(char):04X}"


def _box(pen: Any, number: int) -> None:
    right = 200 + 10 * number
    pen.moveTo((100, 0))
    pen.lineTo((right, 0))
    pen.lineTo((right, 700))
    pen.lineTo((100, 700))
    pen.closePath()


def _charstring(number: int) -> T2CharString:
    pen = T2CharStringPen(_WIDTH, None)
    _box(pen, number)
    return pen.getCharString()


def _builder(chars: Sequence[str], *, cff: bool) -> FontBuilder:
    names = [".notdef", *map(glyph_name, chars)]
    font = FontBuilder(1000, isTTF=not cff)
    font.setupGlyphOrder(names)
    font.setupCharacterMap({ord(c): glyph_name(c) for c in chars})
    if cff:
        strings = {name: _charstring(n) for n, name in enumerate(names)}
        font.setupCFF("Made", {}, strings, {})
    else:
        glyphs = {}
        for number, name in enumerate(names):
            pen = TTGlyphPen(None)
            _box(pen, number)
            glyphs[name] = pen.glyph()
        font.setupGlyf(glyphs)
    font.setupHorizontalMetrics(dict.fromkeys(names, (_WIDTH, 100)))
    font.setupHorizontalHeader(ascent=880, descent=-120)
    font.setupOS2()
    font.setupPost()
    return font


def _saved(font: FontBuilder) -> bytes:
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _bare_cff(chars: Sequence[str]) -> bytes:
    font = _builder(chars, cff=True).font
    buffer = BytesIO()
    font["CFF "].cff.compile(buffer, font)
    return buffer.getvalue()


def _type1(chars: Sequence[str]) -> tuple[bytes, int, int, int]:
    names = [".notdef", *map(glyph_name, chars)]
    clear = ["%!FontType1-1.0: Made 001.000", "11 dict begin", "/FontName /Made def"]
    clear += ["/FontType 1 def /PaintType 0 def /FontMatrix [0.001 0 0 0.001 0 0] def"]
    clear += ["/FontBBox [0 -120 1000 880] def", "/Encoding 256 array"]
    clear += ["0 1 255 {1 index exch /.notdef put} for"]
    clear += [f"dup {64 + n} /{name} put" for n, name in enumerate(names[1:], 1)]
    clear += ["readonly def", "currentdict end", "currentfile eexec\n"]
    head = "\n".join(clear).encode()
    private = [b"dup /Private 5 dict dup begin /RD {string currentfile exch readstring"]
    private += [b" pop} executeonly def /ND {noaccess def} executeonly def\n"]
    private += [b"/BlueValues [] def /password 5839 def /Subrs 0 array def\n"]
    private += [b"2 index /CharStrings %d dict dup begin\n" % len(names)]
    for number, name in enumerate(names):
        code = bytes(encrypt(b"\0" * 4 + _type1_box(number), 4330)[0])
        private.append(f"/{name} {len(code)} RD ".encode() + code + b" ND\n")
    private += [b"end end readonly put noaccess put dup/FontName get exch"]
    private += [b" definefont pop mark currentfile closefile\n"]
    body = bytes(encrypt(b"\0" * 4 + b"".join(private), 55665)[0])
    tail = (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"
    return head + body + tail, len(head), len(body), len(tail)


def _number(value: int) -> bytes:
    if -107 <= value <= 107:
        return bytes([value + 139])
    if value > 0:
        return bytes([247 + (value - 108) // 256, (value - 108) % 256])
    return bytes([251 + (-value - 108) // 256, (-value - 108) % 256])


def _type1_box(number: int) -> bytes:
    wide = 100 + 10 * number
    parts = [
        _number(0),
        _number(_WIDTH),
        b"\x0d",
        _number(100),
        b"\x16",
    ]  # hsbw hmoveto
    parts += [_number(wide), b"\x06", _number(700), b"\x07"]  # hlineto vlineto
    parts += [_number(-wide), b"\x06", b"\x09", b"\x0e"]  # closepath endchar
    return b"".join(parts)


def _descriptor(pdf: Any, key: str, data: bytes, **more: Any) -> Any:
    return pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/AAAAAA+Made"),
            Flags=4,
            FontBBox=[0, -120, 1000, 880],
            ItalicAngle=0,
            Ascent=880,
            Descent=-120,
            CapHeight=700,
            StemV=80,
            **{key: pdf.make_stream(data, **more)},
        )
    )


def _map(chars: Sequence[str], code: Callable[[int], int], digits: int) -> bytes:
    lines = [
        f"<{code(n):0{digits}x}> <{ord(char):04x}>" for n, char in enumerate(chars, 1)
    ]
    return (
        f"1 begincodespacerange <{'0' * digits}> <{'f' * digits}> endcodespacerange\n"
        f"{len(lines)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar"
    ).encode()


def _simple(
    pdf: Any, chars: Sequence[str], kind: str, descriptor: Any, *, named: bool = True
) -> Any:
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name("/" + kind),
        BaseFont=Name("/AAAAAA+Made"),
        FirstChar=65,
        LastChar=64 + len(chars),
        Widths=[_WIDTH] * len(chars),
        FontDescriptor=descriptor,
        ToUnicode=pdf.make_stream(_map(chars, lambda n: 64 + n, 2)),
    )
    if named:
        names = [Name("/" + glyph_name(char)) for char in chars]
        font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([65, *names]))
    return font


def _composite(
    pdf: Any,
    kind: str,
    descriptor: Any,
    encoding: Any,
    unicodes: bytes | None,
    **more: Any,
) -> Any:
    child = Dictionary(
        Type=Name.Font,
        Subtype=Name("/" + kind),
        BaseFont=Name("/AAAAAA+Made"),
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("GB1"), Supplement=2
        ),
        FontDescriptor=descriptor,
        DW=_WIDTH,
        **more,
    )
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/AAAAAA+Made"),
        Encoding=encoding,
        DescendantFonts=Array([pdf.make_indirect(child)]),
    )
    if unicodes is not None:
        font.ToUnicode = pdf.make_stream(unicodes)
    return font


Maker = Callable[[Any, Sequence[str]], tuple[Any, Callable[[str], bytes]]]
FONTS: dict[str, Maker] = {}


def _font(maker: Maker) -> Maker:
    FONTS[maker.__name__.lstrip("_")] = maker
    return maker


def _one_byte(chars: Sequence[str]) -> Callable[[str], bytes]:
    return lambda char: bytes([65 + list(chars).index(char)])


def _two_bytes(chars: Sequence[str]) -> Callable[[str], bytes]:
    return lambda char: (1 + list(chars).index(char)).to_bytes(2)


@_font
def _type1_font(pdf: Any, chars: Sequence[str]) -> Any:
    data, clear, closed, tail = _type1(chars)
    descriptor = _descriptor(
        pdf, "FontFile", data, Length1=clear, Length2=closed, Length3=tail
    )
    return _simple(pdf, chars, "Type1", descriptor, named=False), _one_byte(chars)


@_font
def _type1c(pdf: Any, chars: Sequence[str]) -> Any:
    descriptor = _descriptor(
        pdf, "FontFile3", _bare_cff(chars), Subtype=Name("/Type1C")
    )
    return _simple(pdf, chars, "Type1", descriptor), _one_byte(chars)


@_font
def _opentype_cff(pdf: Any, chars: Sequence[str]) -> Any:
    data = _saved(_builder(chars, cff=True))
    descriptor = _descriptor(pdf, "FontFile3", data, Subtype=Name.OpenType)
    return _simple(pdf, chars, "Type1", descriptor), _one_byte(chars)


@_font
def _truetype(pdf: Any, chars: Sequence[str]) -> Any:
    data = _saved(_builder(chars, cff=False))
    descriptor = _descriptor(pdf, "FontFile2", data, Length1=len(data))
    return _simple(pdf, chars, "TrueType", descriptor), _one_byte(chars)


@_font
def _cid_cff(pdf: Any, chars: Sequence[str]) -> Any:
    descriptor = _descriptor(
        pdf, "FontFile3", _bare_cff(chars), Subtype=Name("/CIDFontType0C")
    )
    unicodes = _map(chars, lambda n: n, 4)
    font = _composite(pdf, "CIDFontType0", descriptor, Name("/Identity-H"), unicodes)
    return font, _two_bytes(chars)


@_font
def _cid_truetype(pdf: Any, chars: Sequence[str]) -> Any:
    data = _saved(_builder(chars, cff=False))
    descriptor = _descriptor(pdf, "FontFile2", data, Length1=len(data))
    unicodes = _map(chars, lambda n: n, 4)
    font = _composite(
        pdf,
        "CIDFontType2",
        descriptor,
        Name("/Identity-H"),
        unicodes,
        CIDToGIDMap=Name.Identity,
    )
    return font, _two_bytes(chars)


def _gid_map(pdf: Any, encoding: str, codes: Sequence[bytes]) -> Any:
    from pymupdf import mupdf

    table = mupdf.pdf_load_system_cmap(encoding)
    numbers = [mupdf.pdf_lookup_cmap(table, int.from_bytes(code)) for code in codes]
    data = bytearray(2 * (max(numbers) + 1))
    for glyph, number in enumerate(numbers, 1):
        data[2 * number : 2 * number + 2] = glyph.to_bytes(2)
    return pdf.make_stream(bytes(data))


def _predefined(encoding: str, codec: str) -> Maker:
    def maker(pdf: Any, chars: Sequence[str]) -> Any:
        data = _saved(_builder(chars, cff=False))
        descriptor = _descriptor(pdf, "FontFile2", data, Length1=len(data))
        codes = [char.encode(codec) for char in chars]
        font = _composite(
            pdf,
            "CIDFontType2",
            descriptor,
            Name("/" + encoding),
            None,
            CIDToGIDMap=_gid_map(pdf, encoding, codes),
        )
        return font, lambda char: char.encode(codec)

    return maker


FONTS["unigb_ucs2"] = _predefined("UniGB-UCS2-H", "utf-16-be")
FONTS["gbk_euc"] = _predefined("GBK-EUC-H", "gbk")


@_font
def _embedded_cmap(pdf: Any, chars: Sequence[str]) -> Any:
    font, _ = FONTS["cid_truetype"](pdf, chars)
    body = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"/CMapName /Made def /CMapType 1 def\n"
        b"1 begincodespacerange <4000> <40ff> endcodespacerange\n"
        b"1 begincidrange <4001> <40ff> 1 endcidrange\n"
        b"endcmap CMapName currentdict /CMap defineresource pop end end\n"
    )
    font.Encoding = pdf.make_stream(
        body,
        Type=Name.CMap,
        CMapName=Name.Made,
        CIDSystemInfo=Dictionary(
            Registry=String("Adobe"), Ordering=String("GB1"), Supplement=2
        ),
    )
    font.ToUnicode = pdf.make_stream(_map(chars, lambda n: 0x4000 + n, 4))
    return font, lambda char: (0x4001 + list(chars).index(char)).to_bytes(2)


def font_file(name: str, lines: Sequence[str], *, by_state: bool = False) -> bytes:
    """Return a file with lines of text in one embedded font.

    Args:
        name: One of `FONTS`.
        lines: One below the other; all their characters are in the font.
        by_state: The font is chosen by a graphics state, not by name.
    """
    chars = sorted(set("".join(lines)))
    doc = build.blank()

    def change(pdf: Any) -> None:
        font, code = FONTS[name](pdf, chars)
        page = pdf.pages[0]
        pick, resources = b"/F0 12 Tf", Dictionary(Font=Dictionary(F0=font))
        if by_state:
            state = Dictionary(Type=Name.ExtGState, Font=[pdf.make_indirect(font), 12])
            pick, resources = b"/G0 gs", Dictionary(ExtGState=Dictionary(G0=state))
        page.obj.Resources = resources
        shows = [
            b"BT %s 1 0 0 1 72 %d Tm <%s> Tj ET"
            % (pick, 700 - 30 * n, b"".join(map(code, line)).hex().encode())
            for n, line in enumerate(lines)
        ]
        page.contents_add(b"\n".join(shows))

    return build.with_pikepdf(build.save(doc), change)
