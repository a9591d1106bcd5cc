"""Texts in a PDF that no drawing needs: private keys, stray bytes, what follows an end.

Each builder takes the secret and returns a file that holds it in one such place; the
page also bears ``ABOVE`` and ``BELOW`` of `tests.build.pdf_places`.
"""

import struct
import zlib
from collections.abc import Callable
from typing import Any

from pikepdf import Array, Dictionary, Name, String

from tests.build import pdf as build
from tests.build.pdf_places import ABOVE, BELOW, _form

__all__ = ["STRAY"]

STRAY: dict[str, Callable[[str], bytes]] = {}
_GRAY = Dictionary(
    Type=Name.XObject, Subtype=Name.Image, Width=40, Height=40, BitsPerComponent=8
)


def _stray(change: Callable[[Any, Any, str], None]) -> Callable[[Any, Any, str], None]:
    """Register a change of a page of two lines: (file, page, secret)."""

    def builder(secret: str) -> bytes:
        data = build.prose([ABOVE, BELOW], embed=True)
        return build.with_pikepdf(data, lambda pdf: change(pdf, pdf.pages[0], secret))

    STRAY[change.__name__.strip("_")] = builder
    return change


def _content(name: str, content: str) -> None:
    def change(pdf: Any, page: Any, secret: str) -> None:
        del pdf
        page.contents_add(content.replace("SECRET", secret).encode("latin-1"))

    change.__name__ = name
    _stray(change)


_content("comment", "q % made for SECRET\nQ")
_content("unknown_operator", "BX (SECRET) tell EX")
_content("operand_that_is_too_much", "q (SECRET) 1 0 0 rg Q")
_content("string_without_operator", "q Q (SECRET)")
_content("marked_point", "/Span <</ActualText (SECRET)>> DP /N MP")
_content(
    "key_of_an_inline_picture",
    "q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G /Of (SECRET) ID \x80 EI Q",
)
_content(
    "behind_an_inline_picture",
    "q 9 0 0 9 9 9 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 SECRET EI Q",
)


@_stray
def text_before_any_font(pdf: Any, page: Any, secret: str) -> None:
    page.contents_add(f"BT 72 650 Td ({secret}) Tj ET".encode(), prepend=True)


@_stray
def comment_in_a_form(pdf: Any, page: Any, secret: str) -> None:
    form = _form(pdf, page, f"% {secret}\n0 g 9 9 5 5 re f")
    page.obj.Resources.XObject = Dictionary(Fm=form)
    page.contents_add(b"/Fm Do")


@_stray
def key_of_the_content(pdf: Any, page: Any, secret: str) -> None:
    contents = page.obj.Contents
    stream = contents[0] if isinstance(contents, Array) else contents
    stream["/Author"] = String(secret)


@_stray
def keys_of_states_and_groups(pdf: Any, page: Any, secret: str) -> None:
    note = Dictionary(Deep=Array([String(secret)]))
    page.obj.Resources.ExtGState = Dictionary(G=Dictionary(ca=1, Note=note))
    page.obj.Group = Dictionary(S=Name.Transparency, Note=String(secret))
    page.contents_add(b"/G gs")


@_stray
def keys_of_fonts(pdf: Any, page: Any, secret: str) -> None:
    for font in page.obj.Resources.Font.values():
        child = font.DescendantFonts[0]
        for item in (child, child.CIDSystemInfo, font.ToUnicode, child.FontDescriptor):
            item["/Owner"] = String(secret)
        child.CIDSystemInfo.Ordering = String(secret)
        child.FontDescriptor.FontFamily = String(secret)
        child.FontDescriptor.FontFile2["/Owner"] = String(secret)


@_stray
def names_of_fonts(pdf: Any, page: Any, secret: str) -> None:
    for font in page.obj.Resources.Font.values():
        child = font.DescendantFonts[0]
        font.BaseFont = child.BaseFont = Name("/ABCDEF+Of" + secret)
        child.FontDescriptor.FontName = Name("/ABCDEF+Of" + secret)


@_stray
def colours(pdf: Any, page: Any, secret: str) -> None:
    tint = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1
    )
    tint.Note = String(secret)
    ink, grey = Name("/Of" + secret), Name.DeviceGray
    white = Dictionary(WhitePoint=Array([1, 1, 1]), Note=String(secret))
    page.obj.Resources.ColorSpace = Dictionary(
        A=Array([Name.Separation, ink, grey, tint]),
        B=Array([Name.DeviceN, Array([ink]), grey, tint]),
        C=Array([Name.CalGray, white]),
    )
    page.contents_add(b"/A cs 1 scn /B cs 1 scn /C cs 0 scn 0 0 1 1 re f")


@_stray
def colour_profile(pdf: Any, page: Any, secret: str) -> None:
    text = b"desc" + bytes(8) + secret.encode()
    curve = b"curv" + bytes(8)
    table = struct.pack(">I4sII4sII", 2, b"desc", 156, len(text), b"kTRC", 200, 12)
    body = (table + text).ljust(72, b"\0") + curve
    head = bytes(4) + b"\2\x40\0\0mntrGRAYXYZ " + bytes(12) + b"acsp"
    data = head.ljust(124, b"\0") + body + secret.encode()
    profile = pdf.make_stream(struct.pack(">I", len(data) + 4) + data, N=1)
    space = Array([Name.ICCBased, profile])
    page.obj.Resources.ColorSpace = Dictionary(C=space)
    page.contents_add(b"/C cs 0.5 scn 0 0 1 1 re f")


@_stray
def behind_packed_data(pdf: Any, page: Any, secret: str) -> None:
    page.contents_coalesce()
    data = page.obj.Contents.read_bytes()
    stream = pdf.make_stream(b"")
    stream.write(zlib.compress(data) + secret.encode(), filter=Name.FlateDecode)
    page.obj.Contents = stream


def _picture(pdf: Any, data: bytes, space: Any) -> Any:
    image = pdf.make_stream(data)
    for key, value in _GRAY.items():
        image[key] = value
    image.ColorSpace = space
    return image


@_stray
def behind_the_last_row(pdf: Any, page: Any, secret: str) -> None:
    image = _picture(pdf, bytes(1600) + secret.encode(), Name.DeviceGray)
    page.obj.Resources.XObject = Dictionary(Im=image)
    page.contents_add(b"q 40 0 0 40 9 9 cm /Im Do Q")


@_stray
def behind_the_last_colour(pdf: Any, page: Any, secret: str) -> None:
    palette = String(b"\x10\x20" + secret.encode())
    space = Array([Name.Indexed, Name.DeviceGray, 1, palette])
    page.obj.Resources.XObject = Dictionary(Im=_picture(pdf, bytes(1600), space))
    page.contents_add(b"q 40 0 0 40 9 9 cm /Im Do Q")


@_stray
def program_of_a_colour(pdf: Any, page: Any, secret: str) -> None:
    function = pdf.make_stream(f"{{ % {secret}\n pop 0.5 }}".encode(), FunctionType=4)
    function.Domain, function.Range = Array([0, 1]), Array([0, 1])
    page.obj.Resources.Shading = Dictionary(
        S=Dictionary(
            ShadingType=2,
            ColorSpace=Name.DeviceGray,
            Coords=Array([0, 0, 9, 0]),
            Function=function,
            Note=String(secret),
        )
    )
    page.contents_add(b"q 0 0 5 5 re W n /S sh Q")


@_stray
def number_of_the_file(pdf: Any, page: Any, secret: str) -> None:
    pdf.trailer.ID = Array([String(secret), String(secret)])
    pdf.trailer["/Owner"] = String(secret)


@_stray
def words_of_the_format(pdf: Any, page: Any, secret: str) -> None:
    pdf.Root.PageMode = pdf.Root.PageLayout = Name("/Of" + secret)
    page.obj.Tabs = Name("/Of" + secret)


@_stray
def parts_of_a_link(pdf: Any, page: Any, secret: str) -> None:
    action = Dictionary(S=Name.URI, URI=String("https://www.gov.cn/"))
    action.Next = Dictionary(S=Name.URI, URI=String("https://a.cn/" + secret))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([9, 9, 50, 50]))
    link.A, link.H = action, Name("/Of" + secret)
    link.BS = Dictionary(W=1, Note=String(secret))
    page.obj.Annots = Array([link])
