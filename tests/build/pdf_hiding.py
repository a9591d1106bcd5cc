"""More hiding places of a PDF, each built by code; see `tests.build.pdf_places`."""

import zlib
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.build import pdf as build
from tests.build.pdf_places import (
    ABOVE,
    BELOW,
    PLACE,
    PLACES,
    STRUCTURE,
    _form,
    _note,
    _raw,
    _structure,
)

__all__ = ["ANNOTATIONS", "PLACES", "STRUCTURE"]

# ISO 32000-2, table 171.
ANNOTATIONS = (
    "Text",
    "Link",
    "FreeText",
    "Line",
    "Square",
    "Circle",
    "Polygon",
    "PolyLine",
    "Highlight",
    "Underline",
    "Squiggly",
    "StrikeOut",
    "Caret",
    "Stamp",
    "Ink",
    "Popup",
    "FileAttachment",
    "Sound",
    "Movie",
    "Screen",
    "Widget",
    "PrinterMark",
    "TrapNet",
    "Watermark",
    "3D",
    "Redact",
    "Projection",
    "RichMedia",
    "Odd",
)


@PLACE
def over_columns(secret: str) -> bytes:
    """A value begins at the foot of one column and ends at the head of the next."""
    doc = build.blank()
    page = doc[0]
    half = len(secret) - 7
    left = ["栏内文字写满一行直到右边界为止" for _ in range(12)]
    left[-1] = "本栏末行写到号码" + secret[: half - 4]
    right = ["栏内文字写满一行直到右边界为止" for _ in range(12)]
    right[0] = secret[half - 4 :] + "号已经写完了"
    for number, (a, b) in enumerate(zip(left, right, strict=True)):
        build.put(page, 50, 120 + 20 * number, a, size=12)
        build.put(page, 330, 120 + 20 * number, b, size=12)
    build.put(page, 50, 60, ABOVE)
    build.put(page, 50, 700, BELOW)
    return build.save(doc)


@PLACE
def over_pages(secret: str) -> bytes:
    """A paragraph goes on overleaf in the middle of a value."""
    doc = build.blank(2)
    line = "本段文字写到这一页的末尾时号码正好被折断到下一页上去"
    for number in range(34):
        text = ABOVE if number == 0 else line
        if number == 33:
            text = line[:16] + secret[:9]
        build.put(doc[0], 72, 72 + 20 * number, text, size=12)
    build.put(doc[1], 72, 72, secret[9:] + "其余文字继续写下去直到这行结束")
    build.put(doc[1], 72, 92, BELOW)
    return build.save(doc)


@PLACE
def transparent(secret: str) -> bytes:
    def state(pdf: Any, page: Any) -> None:
        page.obj.Resources.ExtGState = Dictionary(G=Dictionary(ca=0, CA=0))

    def content(text: str) -> str:
        return f"q /G gs BT /helv 12 Tf 100 500 Td ({text}) Tj ET Q"

    return _raw(content, secret, state=state)


@PLACE
def inherited_boxes(secret: str) -> bytes:
    """Boxes, rotation and resources come from the page tree."""

    def move(pdf: Any, page: Any) -> None:
        tree = pdf.Root.Pages
        tree.MediaBox = Array([0, 0, 595, 842])
        tree.CropBox = Array([40, 300, 560, 842])
        tree.Rotate = 90
        tree.Resources = page.obj.Resources
        for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources"):
            if key in page.obj:
                del page.obj[key]

    return _raw(
        lambda t: f"q BT /helv 12 Tf 100 200 Td ({t}) Tj ET Q", secret, move=move
    )


@PLACE
def never_printed_layer(secret: str) -> bytes:
    def layer(pdf: Any, page: Any) -> None:
        usage = Dictionary(
            View=Dictionary(ViewState=Name.ON), Print=Dictionary(PrintState=Name.OFF)
        )
        group = pdf.make_indirect(
            Dictionary(Type=Name.OCG, Name=String("L"), Usage=usage)
        )
        pdf.Root.OCProperties = Dictionary(
            OCGs=Array([group]), D=Dictionary(ON=Array([group]))
        )
        page.obj.Resources.Properties = Dictionary(MC0=group)

    def content(text: str) -> str:
        show = f"q BT /helv 12 Tf 100 500 Td ({text}) Tj ET Q"
        return f"/OC /MC0 BDC {show} EMC"

    return _raw(content, secret, layer=layer)


def _not_embedded(encoding: str, codec: str) -> Callable[[str], bytes]:
    def builder(secret: str) -> bytes:
        def add(pdf: Any, page: Any) -> None:
            child = Dictionary(
                Type=Name.Font,
                Subtype=Name.CIDFontType0,
                BaseFont=Name("/STSong-Light"),
                CIDSystemInfo=Dictionary(
                    Registry=String("Adobe"), Ordering=String("GB1"), Supplement=2
                ),
                DW=1000,
                FontDescriptor=Dictionary(
                    Type=Name.FontDescriptor,
                    FontName=Name("/STSong-Light"),
                    Flags=4,
                    FontBBox=Array([-25, -254, 1000, 880]),
                    ItalicAngle=0,
                    Ascent=880,
                    Descent=-120,
                    CapHeight=700,
                    StemV=80,
                ),
            )
            page.obj.Resources.Font["/G"] = pdf.make_indirect(
                Dictionary(
                    Type=Name.Font,
                    Subtype=Name.Type0,
                    BaseFont=Name("/STSong-Light-" + encoding),
                    Encoding=Name("/" + encoding),
                    DescendantFonts=Array([child]),
                )
            )

        def content(text: str) -> str:
            codes = ("号码" + text + "之后").encode(codec).hex()
            return f"q BT /G 12 Tf 100 500 Td <{codes}> Tj ET Q"

        return _raw(content, secret, add=add)

    return builder


PLACES["unigb_ucs2_not_embedded"] = _not_embedded("UniGB-UCS2-H", "utf-16-be")
PLACES["unigb_utf16_not_embedded"] = _not_embedded("UniGB-UTF16-H", "utf-16-be")
PLACES["gb_euc_not_embedded"] = _not_embedded("GB-EUC-H", "gb2312")


@_note("associated_files")
def _associated(pdf: Any, secret: str) -> None:
    data = pdf.make_stream(secret.encode(), Type=Name.EmbeddedFile)
    spec = pdf.make_indirect(
        Dictionary(
            Type=Name.Filespec,
            F=String(secret),
            UF=String(secret),
            Desc=String(secret),
            EF=Dictionary(F=data),
        )
    )
    page = pdf.pages[0]
    pdf.Root.AF = Array([spec])
    page.obj.AF = Array([spec])
    page.obj.Resources.XObject = Dictionary(Fm=_form(pdf, page, "n", AF=Array([spec])))
    page.contents_add(b"q /Fm Do Q")


def _annotation(kind: str) -> Callable[[Any, str], None]:
    """Give a page an annotation with texts wherever one may have them."""

    def change(pdf: Any, secret: str) -> None:
        page = pdf.pages[0]

        def words(**keys: Any) -> Any:
            return Dictionary(
                Type=Name.Annot,
                Rect=Array([10, 10, 30, 30]),
                **{k: String(secret) for k in ("Contents", "T", "Subj", "NM", "Lang")},
                RC=String(f"<body>{secret}</body>"),
                **keys,
            )

        hidden = _form(pdf, page, f"BT /F0 12 Tf ({secret}) Tj ET")
        main = words(Subtype=Name("/" + kind), AP=Dictionary(D=hidden, R=hidden), F=2)
        main["/Private"] = String(secret)
        main.AA = Dictionary(E=Dictionary(S=Name.JavaScript, JS=String(secret)))
        main.Measure = Dictionary(R=String(secret))
        if kind == "FileAttachment":
            data = pdf.make_stream(secret.encode(), Type=Name.EmbeddedFile)
            main.FS = Dictionary(F=String(secret), EF=Dictionary(F=data))
        if kind == "Widget":
            main.FT, main.TU, main.TM = Name.Ch, String(secret), String(secret)
            main.V = main.DV = String(secret)
            main.Opt = Array([String(secret), Array([String("1"), String(secret)])])
            main.MK = Dictionary(CA=String(secret), RC=String(secret))
            main.DA = String(f"/Helv 12 Tf % {secret}")
        main = pdf.make_indirect(main)
        if kind == "Widget":
            pdf.Root.AcroForm = Dictionary(Fields=Array([main]))
        reply = pdf.make_indirect(words(Subtype=Name.Text, IRT=main, RT=Name.R))
        popup = pdf.make_indirect(words(Subtype=Name.Popup, Parent=main, Open=True))
        main.Popup = popup
        page.obj.Annots = Array([main, reply, popup])

    return change


for _kind in ANNOTATIONS:
    _note(f"annotation_{_kind}")(_annotation(_kind))


@_note("portfolio")
def _portfolio(pdf: Any, secret: str) -> None:
    pdf.attachments["a.txt"] = secret.encode()
    field = Dictionary(Type=Name.CollectionField, Subtype=Name.S, N=String(secret))
    pdf.Root.Collection = Dictionary(
        Type=Name.Collection,
        D=String(secret),
        Schema=Dictionary({"/" + secret: field}),
        Folders=Dictionary(Name=String(secret)),
    )


@_note("actions_of_every_kind")
def _actions(pdf: Any, secret: str) -> None:
    page = pdf.pages[0].obj
    kinds = "GoToR GoToE Launch Thread URI Sound Movie Hide Named SubmitForm ResetForm"
    actions = [
        Dictionary(
            S=Name("/" + kind),
            F=String(secret),
            D=String(secret),
            N=Name("/" + secret),
            Fields=Array([String(secret)]),
            T=String(secret),
        )
        for kind in [*kinds.split(), "ImportData", "JavaScript", "SetOCGState"]
    ]
    for first, second in pairwise(actions):
        first.Next = second
    link = {"Type": Name.Annot, "Subtype": Name.Link, "Rect": Array([9, 9, 50, 50])}
    page.Annots = Array([Dictionary(A=action, PA=action, **link) for action in actions])
    pdf.Root.Names = Dictionary(
        JavaScript=Dictionary(
            Names=Array(
                [String(secret), Dictionary(S=Name.JavaScript, JS=String(secret))]
            )
        )
    )
    pdf.Root.OpenAction = actions[0]


@_note("certificate")
def _certificate(pdf: Any, secret: str) -> None:
    """The subject of a signer's certificate may hold the number of an ID card."""
    subject = b"\x30\x82" + bytes([len(secret)]) + secret.encode()
    value = pdf.make_indirect(
        Dictionary(
            Type=Name.Sig,
            Filter=Name("/Adobe.PPKLite"),
            SubFilter=Name("/adbe.pkcs7.detached"),
            Contents=String(subject),
            Cert=String(subject),
            Reason=String(secret),
            Location=String(secret),
            ContactInfo=String(secret),
            ByteRange=Array([0, 10, 20, 30]),
        )
    )
    pdf.Root.Perms = Dictionary(DocMDP=value)
    pdf.Root.DSS = Dictionary(Certs=Array([pdf.make_stream(subject)]))


@_note("shading_and_function_keys")
def _functions(pdf: Any, secret: str) -> None:
    page = pdf.pages[0]
    function = Stream(pdf, f"{{ pop 0 }} % {secret}".encode())
    function.FunctionType = 4
    function.Domain, function.Range = Array([0, 1]), Array([0, 1])
    function["/Note"] = String(secret)
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceGray,
        Coords=Array([0, 0, 1, 1]),
        Function=function,
    )
    shading["/Note"] = String(secret)
    page.obj.Resources.Shading = Dictionary({"/" + secret: shading})


@_structure
def orphans_and_duplicates(secret: str) -> bytes:
    """Objects that nothing refers to, twice the same number, junk between objects."""
    data = build.prose([ABOVE, BELOW])
    with pikepdf.open(BytesIO(data)) as pdf:
        size = len(pdf.objects) + 1
    text = secret.encode()
    extra = b"%% %s\n%d 0 obj\n(%s)\nendobj\n" % (text, size + 4, text)
    extra += b"%d 0 obj\n<</A(%s)>>\nendobj\n" % (size + 5, text)
    start = data.index(b"\n", data.index(b"%PDF")) + 1
    # behind the header: qpdf finds the table anew, as viewers do
    return data[:start] + extra + data[start:]


@_structure
def hybrid_cross_reference(secret: str) -> bytes:
    """Old viewers see a table, new ones an object in a stream beside it."""
    data = build.with_pikepdf(build.prose([ABOVE, BELOW]), lambda pdf: None)
    with pikepdf.open(BytesIO(data)) as pdf:
        size, root = len(pdf.objects) + 1, pdf.Root.objgen[0]
    body = f"<</Title({secret})>>".encode()
    packed = b"%d 0 " % (size + 2)
    stream = zlib.compress(packed + body)
    out = bytearray(data)
    holder = len(out)
    out += b"%d 0 obj\n<</Type/ObjStm/N 1/First %d/Length %d/Filter/FlateDecode>>\n" % (
        size, len(packed), len(stream),
    )  # fmt: skip
    out += b"stream\n" + stream + b"\nendstream\nendobj\n"
    table = len(out)
    rows = b"\1" + holder.to_bytes(4) + b"\0" + b"\2" + size.to_bytes(4) + b"\0"
    out += b"%d 0 obj\n<</Type/XRef/Size %d/W[1 4 1]/Index[%d 1 %d 1]/Length %d>>\n" % (
        size + 1, size + 3, size, size + 2, len(rows),
    )  # fmt: skip
    out += b"stream\n" + rows + b"\nendstream\nendobj\n"
    start = data.rindex(b"startxref") + 9
    previous = int(data[start:].split()[0])
    xref = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n%d 1\n%010d 00000 n \n" % (size + 1, table)
    out += b"trailer\n<</Size %d/Root %d 0 R/Prev %d/XRefStm %d/Info %d 0 R>>\n" % (
        size + 3, root, previous, table, size + 2,
    )  # fmt: skip
    out += b"startxref\n%d\n%%%%EOF\n" % xref
    return bytes(out)


@_structure
def text_under_two_masks(secret: str) -> bytes:
    """A form that only serves as the stencil of another's soft mask."""

    def add(pdf: Any, page: Any) -> None:
        group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
        inner = _form(
            pdf, page, f"1 g BT /helv 12 Tf 100 500 Td ({secret}) Tj ET", Group=group
        )
        outer = _form(pdf, page, "q /In Do Q", Group=group)
        outer.Resources = Dictionary(XObject=Dictionary(In=inner))
        mask = Dictionary(S=Name.Alpha, G=outer)
        page.obj.Resources.ExtGState = Dictionary(
            GM=Dictionary(Type=Name.ExtGState, SMask=mask)
        )

    return _raw(lambda t: "q /GM gs 0 g 90 490 300 40 re f Q", secret, add=add)
