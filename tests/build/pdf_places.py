"""One hiding place per file: where a PDF may keep a text, each built by code.

Every builder takes the secret and returns the bytes of a file that holds it in one
place; the page also bears `ABOVE` and `BELOW`, which must stay.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, Stream, String

from tests.build import pdf as build

__all__ = ["ABOVE", "BELOW", "PLACE", "PLACES", "STRUCTURE"]

ABOVE, BELOW = "第一行说明文字应当保留", "第三行说明文字应当保留"
Builder = Callable[[str], bytes]
PLACES: dict[str, Builder] = {}
STRUCTURE: dict[str, Builder] = {}


def PLACE(builder: Builder) -> Builder:
    """Register a builder whose secret a reader of the page can find."""
    PLACES[builder.__name__] = builder
    return builder


def _structure(builder: Builder) -> Builder:
    """Register a builder whose secret stands beside the page's own text."""
    STRUCTURE[builder.__name__] = builder
    return builder


def _frame(rotation: int = 0) -> tuple[pymupdf.Document, pymupdf.Page]:
    doc = build.blank(rotation=rotation)
    page = doc[0]
    build.put(page, 72, 60, ABOVE)
    build.put(page, 72, 300, BELOW)
    return doc, page


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _raw(secret_content: Callable[[str], str], secret: str, **more: Any) -> bytes:
    """Add raw content to the frame; fonts are /china-s and /helv."""
    doc, page = _frame()
    build.put(page, 500, 800, "。")
    page.insert_font(fontname="helv")
    data = build.save(doc)

    def change(pdf: Any) -> None:
        page = pdf.pages[0]
        page.contents_add(secret_content(secret).encode("latin-1"))
        for act in more.values():
            act(pdf, page)

    return build.with_pikepdf(data, change)


@PLACE
def plain(secret: str) -> bytes:
    doc, page = _frame()
    build.put(page, 72, 100, f"申请人身份证号:{secret}受理窗口")
    return build.save(doc)


@PLACE
def tight_lines(secret: str) -> bytes:
    doc, page = _frame()
    build.put(page, 72, 100, "上一行紧挨着的文字应当保留下来不动")
    build.put(page, 72, 110.5, f"号码{secret}之后的文字")
    build.put(page, 72, 121, "下一行紧挨着的文字应当保留下来不动")
    return build.save(doc)


@PLACE
def embedded_font(secret: str) -> bytes:
    return build.prose([ABOVE, f"号码{secret}之后", BELOW], embed=True)


@PLACE
def glyph_by_glyph_backwards(secret: str) -> bytes:
    def content(text: str) -> str:
        shows = [f"1 0 0 1 {100 + 8 * i} 700 Tm ({c}) Tj" for i, c in enumerate(text)]
        return "q BT /helv 12 Tf " + " ".join(reversed(shows)) + " ET Q"

    return _raw(content, secret)


@PLACE
def odd_then_even_glyphs(secret: str) -> bytes:
    def content(text: str) -> str:
        order = [*range(0, len(text), 2), *range(1, len(text), 2)]
        shows = [f"1 0 0 1 {100 + 7 * i} 700 Tm ({text[i]}) Tj" for i in order]
        return "q BT /helv 12 Tf " + " ".join(shows) + " ET Q"

    return _raw(content, secret)


@PLACE
def kerned_array(secret: str) -> bytes:
    def content(text: str) -> str:
        inner = " ".join(f"({c}) {-20 + i % 3 * 20}" for i, c in enumerate(text))
        return f"q BT /helv 12 Tf 100 700 Td [(No ) {inner} ( end)] TJ ET Q"

    return _raw(content, secret)


@PLACE
def quote_operators(secret: str) -> bytes:
    def content(text: str) -> str:
        half = len(text) // 2
        return (
            f"q BT /helv 12 Tf 14 TL 100 700 Td (before {text} after) ' "
            f'1 0.2 (x {text} y) " [({text[:half]})({text[half:]})] TJ ET Q'
        )

    return _raw(content, secret)


@PLACE
def over_content_streams(secret: str) -> bytes:
    half = len(secret) // 2

    def add(pdf: Any, page: Any) -> None:
        page.contents_add(f"({secret[half:]}) Tj ET Q".encode())

    def content(text: str) -> str:
        return f"q BT /helv 12 Tf 100 700 Td ({text[:half]}) Tj"

    return _raw(content, secret, add=add)


@PLACE
def broken_over_lines(secret: str) -> bytes:
    doc, page = _frame()
    head = "本段文字写到这一行的末尾时号码正好被折断到下一行公民号码"
    build.put(page, 72, 100, head + secret[:8], size=12)
    build.put(
        page, 72, 118, secret[8:] + "其余文字继续写下去直到这一行结束为止此处可以"
    )
    build.put(
        page, 72, 136, "第三行文字也写满整行使得右边界清楚可见不留任何疑问的地方在此处"
    )
    return build.save(doc)


@PLACE
def wrapped_cell(secret: str) -> bytes:
    doc, page = _frame()
    half = len(secret) - 5
    rows = [["姓名", "身份证号"], ["张某", f"{secret[:half]}\n{secret[half:]}"]]
    build.draw_table(page, rows, widths=[60, 12 + 10 * half])
    return build.save(doc)


@PLACE
def cell_over_pages(secret: str) -> bytes:
    doc, page = _frame()
    widths = [40, 112, 100]
    head = ["序号", "身份证号", "地址"]
    build.draw_table(
        page, [head, ["1", secret[:10], "某地"]], widths=widths, top=720, height=24
    )
    second = doc.new_page(width=build.A4[0], height=build.A4[1])
    build.draw_table(
        second, [head, ["", secret[10:], ""], ["2", "无", "无"]], widths=widths, top=60
    )
    return build.save(doc)


@PLACE
def digit_boxes(secret: str) -> bytes:
    doc, page = _frame()
    build.draw_table(page, [list(secret)], widths=[20] * len(secret), top=120)
    return build.save(doc)


def _rotated(angle: int) -> Builder:
    def builder(secret: str) -> bytes:
        doc, page = _frame(rotation=angle)
        build.put(page, 72, 100, f"号码{secret}之后")
        return build.save(doc)

    return builder


for _angle in (90, 180, 270):
    PLACES[f"page_rotated_{_angle}"] = _rotated(_angle)


@PLACE
def text_upwards(secret: str) -> bytes:
    doc, page = _frame()
    build.put(page, 400, 600, f"号码{secret}之后", rotate=90)
    return build.save(doc)


@PLACE
def text_slanted(secret: str) -> bytes:
    def content(text: str) -> str:
        return f"q 0.866 0.5 -0.5 0.866 200 300 cm BT /helv 20 Tf ({text}) Tj ET Q"

    return _raw(content, secret)


@PLACE
def tiny(secret: str) -> bytes:
    return _raw(lambda t: f"q BT /helv 0.2 Tf 100 500 Td ({t}) Tj ET Q", secret)


@PLACE
def white(secret: str) -> bytes:
    return _raw(lambda t: f"q 1 g BT /helv 12 Tf 100 500 Td ({t}) Tj ET Q", secret)


@PLACE
def invisible(secret: str) -> bytes:
    return _raw(lambda t: f"q BT 3 Tr /helv 12 Tf 100 500 Td ({t}) Tj ET Q", secret)


@PLACE
def under_a_box(secret: str) -> bytes:
    def content(text: str) -> str:
        return f"q BT /helv 12 Tf 100 500 Td ({text}) Tj ET 0 g 95 495 200 20 re f Q"

    return _raw(content, secret)


@PLACE
def double_struck(secret: str) -> bytes:
    def content(text: str) -> str:
        show = f"/helv 12 Tf {{}} 500 Td ({text}) Tj"
        return f"q BT {show.format(100)} ET BT {show.format('100.3')} ET Q"

    return _raw(content, secret)


@PLACE
def clipped_away(secret: str) -> bytes:
    def content(text: str) -> str:
        return f"q 0 0 5 5 re W n BT /helv 12 Tf 100 500 Td ({text}) Tj ET Q"

    return _raw(content, secret)


@PLACE
def outside_page(secret: str) -> bytes:
    return _raw(lambda t: f"q BT /helv 12 Tf 700 500 Td ({t}) Tj ET Q", secret)


@PLACE
def outside_crop_box(secret: str) -> bytes:
    def crop(pdf: Any, page: Any) -> None:
        page.obj.CropBox = Array([50, 400, 595, 842])

    return _raw(
        lambda t: f"q BT /helv 12 Tf 100 200 Td ({t}) Tj ET Q", secret, crop=crop
    )


@PLACE
def user_unit(secret: str) -> bytes:
    def unit(pdf: Any, page: Any) -> None:
        page.obj.UserUnit = 2
        page.obj.MediaBox = Array([-20, -30, 575, 812])

    return _raw(
        lambda t: f"q BT /helv 12 Tf 100 500 Td (No {t} x) Tj ET Q", secret, unit=unit
    )


def _form(pdf: Any, page: Any, content: str, **keys: Any) -> Any:
    form = Stream(pdf, content.encode())
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array([0, 0, 600, 850])
    form.Resources = page.obj.Resources
    for key, value in keys.items():
        form["/" + key] = value
    return pdf.make_indirect(form)


@PLACE
def nested_shared_forms(secret: str) -> bytes:
    def add(pdf: Any, page: Any) -> None:
        inner = _form(pdf, page, f"BT /helv 12 Tf 100 100 Td (id {secret} x) Tj ET")
        outer = _form(pdf, page, "q 1 0 0 1 20 30 cm /In Do Q")
        outer.Resources = Dictionary(XObject=Dictionary(In=inner))
        page.obj.Resources.XObject = Dictionary(Out=outer)

    return _raw(lambda t: "q /Out Do Q q 1 0 0 1 100 300 cm /Out Do Q", secret, add=add)


@PLACE
def vertical_writing(secret: str) -> bytes:
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
        page.obj.Resources.Font["/V"] = pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name("/STSong-Light-UniGB-UCS2-V"),
                Encoding=Name("/UniGB-UCS2-V"),
                DescendantFonts=Array([child]),
            )
        )

    def content(text: str) -> str:
        codes = _utf16("号码" + text + "之后")
        return f"q BT /V 12 Tf 400 700 Td <{codes}> Tj ET Q"

    return _raw(content, secret, add=add)


@PLACE
def gbk_not_embedded(secret: str) -> bytes:
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
                BaseFont=Name("/STSong-Light-GBK-EUC-H"),
                Encoding=Name("/GBK-EUC-H"),
                DescendantFonts=Array([child]),
            )
        )

    def content(text: str) -> str:
        codes = ("号码" + text + "之后").encode("gbk").hex()
        return f"q BT /G 12 Tf 100 500 Td <{codes}> Tj ET Q"

    return _raw(content, secret, add=add)


@PLACE
def type3_font(secret: str) -> bytes:
    digits = sorted(set(secret))

    def add(pdf: Any, page: Any) -> None:
        procs = Dictionary()
        for char in digits:
            procs[f"/g{ord(char)}"] = Stream(pdf, b"500 0 d0 0 0 400 700 re f")
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=Array([0, 0, 500, 700]),
            FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
            CharProcs=procs,
            Encoding=Dictionary(
                Differences=Array(
                    [x for c in digits for x in (ord(c), Name(f"/g{ord(c)}"))]
                )
            ),
            FirstChar=48,
            LastChar=90,
            Widths=Array([500] * 43),
            ToUnicode=Stream(
                pdf,
                (
                    "1 begincodespacerange <00> <ff> endcodespacerange "
                    f"{len(digits)} beginbfchar "
                    + " ".join(f"<{ord(c):02x}> <{ord(c):04x}>" for c in digits)
                    + " endbfchar"
                ).encode(),
            ),
        )
        page.obj.Resources.Font["/T3"] = pdf.make_indirect(font)

    return _raw(lambda t: f"q BT /T3 12 Tf 100 500 Td ({t}) Tj ET Q", secret, add=add)


@PLACE
def visible_annotations(secret: str) -> bytes:
    doc, page = _frame()
    page.add_freetext_annot(pymupdf.Rect(72, 400, 300, 420), secret, fontsize=11)
    return build.save(doc)


@PLACE
def form_field(secret: str) -> bytes:
    doc, page = _frame()
    widget = pymupdf.Widget()
    widget.field_name, widget.field_value = "id", secret
    widget.field_type = pymupdf.PDF_WIDGET_TYPE_TEXT
    widget.rect = pymupdf.Rect(72, 400, 300, 420)
    page.add_widget(widget)
    return build.save(doc)


def _beside(change: Callable[[Any, str], None]) -> Builder:
    """Make a file whose page shows no secret, changed by pikepdf."""

    def builder(secret: str) -> bytes:
        doc, _ = _frame()
        return build.with_pikepdf(build.save(doc), lambda pdf: change(pdf, secret))

    return builder


def _note(name: str) -> Callable[[Callable[[Any, str], None]], None]:
    def mark(change: Callable[[Any, str], None]) -> None:
        STRUCTURE[name] = _beside(change)

    return mark


@_note("hidden_layer")
def _hidden_layer(pdf: Any, secret: str) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("L")))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([group]), D=Dictionary(OFF=Array([group]))
    )
    page = pdf.pages[0]
    page.obj.Resources.Properties = Dictionary(MC0=group)
    page.obj.Resources.Font["/H"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica
    )
    page.contents_add(
        f"/OC /MC0 BDC q BT /H 12 Tf 100 500 Td ({secret}) Tj ET Q EMC".encode()
    )


@_note("flat_matrix")
def _flat_matrix(pdf: Any, secret: str) -> None:
    page = pdf.pages[0]
    page.obj.Resources.Font["/H"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica
    )
    page.contents_add(
        f"q BT /H 12 Tf 1 1 1 1 100 500 Tm ({secret}) Tj ET Q "
        f"q 0 0 0 0 0 0 cm BT /H 12 Tf ({secret}) Tj ET Q "
        f"q BT /H 0 Tf ({secret}) Tj ET Q".encode()
    )


@_note("tiling_pattern")
def _tiling_pattern(pdf: Any, secret: str) -> None:
    page = pdf.pages[0]
    pattern = Stream(pdf, f"BT /H 12 Tf 5 5 Td ({secret}) Tj ET".encode())
    pattern.PatternType, pattern.PaintType, pattern.TilingType = 1, 1, 1
    pattern.BBox = Array([0, 0, 200, 30])
    pattern.XStep, pattern.YStep = 200, 30
    pattern.Resources = Dictionary(
        Font=Dictionary(
            H=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
    )
    page.obj.Resources.Pattern = Dictionary(P1=pattern)
    page.contents_add(b"q /Pattern cs /P1 scn 100 400 300 100 re f Q")


@_note("undrawn_form")
def _undrawn_form(pdf: Any, secret: str) -> None:
    page = pdf.pages[0]
    form = _form(pdf, page, f"BT ({secret}) Tj ET")
    page.obj.Resources.XObject = Dictionary(Never=form)


@_note("actual_text")
def _actual_text(pdf: Any, secret: str) -> None:
    page = pdf.pages[0]
    page.obj.Resources.Font["/H"] = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica
    )
    page.contents_add(
        f"/Span <</ActualText ({secret}) /Alt ({secret}) /E ({secret})>> BDC "
        f"q BT /H 12 Tf 100 500 Td (xyz) Tj ET Q EMC /{secret} BMC EMC "
        f"/X <</K ({secret})>> DP".encode()
    )


@_note("structure_tree")
def _structure_tree(pdf: Any, secret: str) -> None:
    pdf.Root.StructTreeRoot = Dictionary(
        Type=Name.StructTreeRoot,
        K=Dictionary(S=Name.Figure, Alt=String(secret), T=String(secret)),
    )
    pdf.Root.MarkInfo = Dictionary(Marked=True)


@_note("comments")
def _comments(pdf: Any, secret: str) -> None:
    page = pdf.pages[0]
    note = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Text,
            Rect=Array([10, 10, 30, 30]),
            Contents=String(secret),
            T=String(secret),
            RC=String(f"<p>{secret}</p>"),
        )
    )
    mark = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Redact,
        Rect=Array([10, 10, 30, 30]),
        OverlayText=String(secret),
    )
    square = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Square,
        Rect=Array([100, 100, 130, 130]),
        Contents=String(secret),
        C=Array([1, 0, 0]),
    )
    page.obj.Annots = Array([note, mark, square])


@_note("orphan_fields_xfa")
def _orphan_fields(pdf: Any, secret: str) -> None:
    pdf.Root.AcroForm = Dictionary(
        Fields=Array([Dictionary(FT=Name.Tx, T=String("a"), V=String(secret))]),
        XFA=Stream(pdf, f"<xdp><value>{secret}</value></xdp>".encode()),
    )


@_note("named_destinations")
def _named_destinations(pdf: Any, secret: str) -> None:
    page = pdf.pages[0].obj
    pdf.Root.Names = Dictionary(
        Dests=Dictionary(Names=Array([String(secret), Array([page, Name.Fit])]))
    )
    page.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([10, 10, 50, 50]),
                Dest=String(secret),
            )
        ]
    )


@_note("page_labels_threads")
def _page_labels(pdf: Any, secret: str) -> None:
    pdf.Root.PageLabels = Dictionary(
        Nums=Array([0, Dictionary(S=Name.D, P=String(secret))])
    )
    pdf.Root.Threads = Array([Dictionary(I=Dictionary(Title=String(secret)))])
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


@_note("metadata")
def _metadata(pdf: Any, secret: str) -> None:
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(Title=String(secret), Custom=String(secret))
    )
    xmp = Stream(pdf, f"<x:xmpmeta><t>{secret}</t></x:xmpmeta>".encode())
    pdf.Root.Metadata = pdf.make_indirect(xmp)
    page = pdf.pages[0].obj
    page.Metadata = pdf.make_indirect(Stream(pdf, secret.encode()))
    page.PieceInfo = Dictionary(App=Dictionary(Private=String(secret)))
    page["/VendorKey"] = String(secret)
    pdf.Root["/VendorKey"] = Dictionary(A=String(secret))
    pdf.Root.Lang = String(secret)
    pdf.Root.OutputIntents = Array(
        [Dictionary(S=Name("/GTS_PDFA1"), Info=String(secret))]
    )
    page.Resources.Font[next(iter(page.Resources.Font.keys()))]["/Private"] = String(
        secret
    )
    pdf.trailer["/Odd"] = String(secret)


@_note("foreign_links")
def _foreign_links(pdf: Any, secret: str) -> None:
    link = {"Type": Name.Annot, "Subtype": Name.Link, "Rect": Array([9, 9, 50, 50])}
    pdf.pages[0].obj.Annots = Array(
        [
            Dictionary(A=Dictionary(S=Name.GoToR, F=String(secret)), **link),
            Dictionary(A=Dictionary(S=Name.JavaScript, JS=String(secret)), **link),
            Dictionary(
                A=Dictionary(S=Name.URI, URI=String("https://a.example/")),
                Contents=String(secret),
                **link,
            ),
        ]
    )


@_note("attachments_scripts")
def _attachments(pdf: Any, secret: str) -> None:
    pdf.attachments[f"{secret}.txt"] = secret.encode()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String(secret))
    pdf.Root.AA = Dictionary(WC=Dictionary(S=Name.JavaScript, JS=String(secret)))
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String(secret)))


@_note("signature")
def _signature(pdf: Any, secret: str) -> None:
    value = Dictionary(
        Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Name=String(secret)
    )
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String("s"),
            V=value,
            Rect=Array([0, 0, 0, 0]),
        )
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    pdf.pages[0].obj.Annots = Array([field])


@_note("thumbnail_and_image_keys")
def _thumbnail(pdf: Any, secret: str) -> None:
    def picture(**keys: Any) -> Any:
        image = Stream(pdf, secret.encode().ljust(64, b"\0"))
        image.Type, image.Subtype = Name.XObject, Name.Image
        image.Width = image.Height = image.BitsPerComponent = 8
        image.ColorSpace = Name.DeviceGray
        for key, value in keys.items():
            image["/" + key] = value
        return pdf.make_indirect(image)

    page = pdf.pages[0]
    page.obj.Thumb = picture()
    shown = Stream(pdf, bytes(range(64)))
    shown.Type, shown.Subtype = Name.XObject, Name.Image
    shown.Width = shown.Height = shown.BitsPerComponent = 8
    shown.ColorSpace = Name.DeviceGray
    shown.Alternates = Array([Dictionary(Image=picture(), DefaultForPrinting=True)])
    shown["/OPI"] = Dictionary(F=String(secret))
    shown.Metadata = Stream(pdf, secret.encode())
    page.obj.Resources.XObject = Dictionary(Im=shown)
    page.contents_add(b"q 20 0 0 20 300 300 cm /Im Do Q")


@_structure
def old_revision(secret: str) -> bytes:
    return _incremental(build.prose([ABOVE, secret, BELOW], leading=120), secret)


def _incremental(data: bytes, secret: str) -> bytes:
    """Empty the secret's line in an incremental update and add junk at the end."""
    with pikepdf.open(BytesIO(data)) as pdf:
        contents = list(pdf.pages[0].obj.Contents)
        shown = [part for part in contents if secret.encode().hex() in _hexed(part)]
        number = shown[0].objgen[0]
        size, root = len(pdf.objects) + 1, pdf.Root.objgen[0]
    content = b"q Q"
    start = data.rindex(b"startxref") + 9
    previous = int(data[start:].split()[0])
    offset = len(data)
    body = b"%d 0 obj\n<</Length %d>>\nstream\n" % (number, len(content))
    body += content + b"\nendstream\nendobj\n"
    xref = offset + len(body)
    body += b"xref\n%d 1\n%010d 00000 n \ntrailer\n" % (number, offset)
    body += b"<</Size %d/Root %d 0 R/Prev %d>>\n" % (size, root, previous)
    body += b"startxref\n%d\n%%%%EOF\n%% %s\n" % (xref, secret.encode())
    return data + body


def _hexed(stream: Any) -> str:
    """Return a content stream with UTF-16BE hex strings brought down to ASCII."""
    body = stream.read_bytes().decode("latin-1").lower()
    return "".join(c for c in body).replace("00", "")


@_structure
def soft_mask_text(secret: str) -> bytes:
    def add(pdf: Any, page: Any) -> None:
        group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
        shown = f"1 g BT /helv 12 Tf 100 500 Td ({secret}) Tj ET"
        form = _form(pdf, page, shown, Group=group)
        mask = Dictionary(S=Name.Luminosity, G=form)
        page.obj.Resources.ExtGState = Dictionary(
            GM=Dictionary(Type=Name.ExtGState, SMask=mask)
        )

    return _raw(lambda t: "q /GM gs 0 g 90 490 300 40 re f Q", secret, add=add)


@_structure
def text_in_type3_glyph(secret: str) -> bytes:
    def add(pdf: Any, page: Any) -> None:
        drawing = f"1000 0 d0 BT /helv 500 Tf 0 0 Td ({secret}) Tj ET"
        page.obj.Resources.Font["/T3"] = pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type3,
                FontBBox=Array([0, 0, 1000, 1000]),
                FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
                CharProcs=Dictionary(a=Stream(pdf, drawing.encode())),
                Encoding=Dictionary(Differences=Array([97, Name.a])),
                FirstChar=97,
                LastChar=97,
                Widths=Array([1000]),
                Resources=Dictionary(Font=page.obj.Resources.Font),
            )
        )

    return _raw(lambda t: "q BT /T3 20 Tf 100 500 Td (a) Tj ET Q", secret, add=add)
