"""Every channel of the PDF check: a clean copy passes, a planted leftover fails."""

import io
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from redactor.model import Edit, Region, Secret, Treatment, WriteReport
from redactor.verification.check import VerifyRequest
from redactor.verification.pdf.memory import rare_characters
from tests.redactor.verification.pdf_pairs import (
    ID,
    NAME,
    PHONE,
    draw,
    failures,
    make,
    run,
    scrub,
)


@pytest.mark.parametrize("treatment", list(Treatment))
def test_a_clean_copy_passes(tmp_path: Path, treatment: Treatment) -> None:
    assert failures(make(tmp_path, treatment=treatment)) == set()


def test_request_and_outcome_are_picklable_and_silent(tmp_path: Path) -> None:
    request = make(tmp_path)
    assert pickle.loads(pickle.dumps(request)) == request
    outcome = run(replace(request, written=request.source))
    assert pickle.loads(pickle.dumps(outcome)) == outcome
    for shown in (repr(request), repr(outcome)):
        assert not any(value in shown for value in (ID, NAME, PHONE))


def test_the_untouched_source_is_residue_and_ink(tmp_path: Path) -> None:
    request = make(tmp_path)
    found = failures(replace(request, written=request.source))
    assert {("pdfium_text", "residue"), ("pixels", "ink")} <= found
    assert ("objects", "residue") in found


def content(text: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(text)

    return change


def helv(operators: str) -> Callable[[pikepdf.Pdf], None]:
    return content(f"\nq BT /helv 8 Tf {operators} ET Q".encode())


def spread(step: int, *, back: bool = False) -> str:
    """Draw the number glyph by glyph, from the right when ``back``."""
    glyphs = list(enumerate(ID))
    if back:
        glyphs.reverse()
    return " ".join(f"1 0 0 1 {60 + step * i} 300 Tm ({c}) Tj" for i, c in glyphs)


@pytest.mark.parametrize(
    "change",
    [
        helv(f"1 0 0 1 60 300 Tm ({ID}) Tj"),
        helv(f"3 Tr 1 0 0 1 60 300 Tm ({ID}) Tj"),
        helv(f"1 g 1 0 0 1 60 300 Tm ({ID}) Tj"),
        helv(f"1 0 0 1 -300 300 Tm ({ID}) Tj"),
        helv(spread(6)),
        helv(spread(6, back=True)),
        helv(f"1 0 0 1 60 300 Tm ({ID[:9]}) Tj 1 0 0 1 60 288 Tm ({ID[9:]}) Tj"),
        helv(f"1 0 0 1 60 300 Tm ({ID[:6]}-{ID[6:14]}-{ID[14:]}) Tj"),
    ],
    ids=[
        "plain", "invisible", "white", "off_page", "glyphs", "backwards", "lines",
        "dashes",
    ],
)  # fmt: skip
def test_text_on_the_page(tmp_path: Path, change: Any) -> None:
    assert ("pdfium_text", "residue") in failures(make(tmp_path, change))


def test_half_a_number_is_residue(tmp_path: Path) -> None:
    found = failures(make(tmp_path, helv(f"1 0 0 1 60 300 Tm ({ID[:10]}) Tj")))
    assert ("pdfium_text", "partial_residue") in found


def test_a_text_that_is_never_drawn_is_found_in_its_stream(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(f"BT /helv 8 Tf ({ID[:7]}) Tj ({ID[7:]}) Tj ET".encode())
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([0, 0, 1, 1])
        pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Fm9=form)

    assert failures(make(tmp_path, change)) == {("objects", "residue")}


def test_a_text_is_read_through_its_own_tounicode(tmp_path: Path) -> None:
    """Codes that mean nothing by themselves become the number by the font's table."""

    def change(pdf: pikepdf.Pdf) -> None:
        pairs = " ".join(f"<{65 + int(d):02X}> <{ord(d):04X}>" for d in "0123456789")
        cmap = (
            f"1 begincodespacerange <00> <FF> endcodespacerange 10 beginbfchar {pairs}"
        )
        font = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type1,
            BaseFont=Name.Helvetica,
            ToUnicode=pdf.make_stream(f"{cmap} endbfchar".encode()),
        )
        codes = "".join(chr(65 + int(d)) for d in PHONE)
        form = pdf.make_stream(f"BT /F9 8 Tf ({codes}) Tj ET".encode())
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([0, 0, 1, 1])
        form.Resources = Dictionary(Font=Dictionary(F9=font))
        pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Fm9=form)

    assert ("objects", "residue") in failures(make(tmp_path, change))


def test_marked_content_keeps_an_actual_text(tmp_path: Path) -> None:
    text = (b"\xfe\xff" + NAME.encode("utf-16-be")).hex().encode()
    change = content(b"\n/Span <</ActualText <" + text + b">>> BDC EMC")
    assert ("objects", "residue") in failures(make(tmp_path, change))


def outline(title: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title=title))
        root = Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1)
        pdf.Root.Outlines = pdf.make_indirect(root)

    return change


@pytest.mark.parametrize(
    "title",
    [
        String(NAME),
        NAME.encode("gb18030"),
        NAME.encode("utf-8"),
        String(f"身份证 {ID[:6]} {ID[6:]}"),
    ],
    ids=["utf16", "gb18030", "utf8", "spaces"],
)
def test_outline_titles(tmp_path: Path, title: Any) -> None:
    title = String(title) if isinstance(title, str) else title
    assert ("objects", "residue") in failures(make(tmp_path, outline(title)))


def test_an_innocent_outline_passes(tmp_path: Path) -> None:
    assert failures(make(tmp_path, outline(String("第一行说明文字")))) == set()


def test_names_of_objects(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources["/Properties"] = Dictionary({f"/P{PHONE}": 1})

    assert ("objects", "residue") in failures(make(tmp_path, change))


def catalog(key: str, value: Any) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root[key] = value

    return change


def info(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info = pdf.make_indirect(Dictionary(Author=String("x")))


def page_key(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.PieceInfo = Dictionary(Foo=1)


def note(pdf: pikepdf.Pdf) -> None:
    row = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(row)])


def launch(pdf: pikepdf.Pdf) -> None:
    action = Dictionary(Type=Name.Action, S=Name.Launch)
    row = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(row)])


def attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["a.txt"] = b"hello"


def content_note(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_coalesce()
    pdf.pages[0].obj.Contents["/Author"] = String("x")


def list_of_words(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources.ColorSpace = Dictionary(
        C=Array([Name.CalGray, Dictionary(Gamma=Array([1, String("x")]))])
    )


def metadata(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Metadata = pdf.make_stream(b"<x/>")


@pytest.mark.parametrize(
    "change",
    [
        info, page_key, note, launch, attachment, metadata, content_note,
        list_of_words,
        catalog("/AcroForm", Dictionary(Fields=Array())),
        catalog("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1"))),
        catalog("/VendorPrivate", Dictionary(A=1)),
    ],
    ids=[
        "info", "page_key", "note", "launch", "attachment", "metadata",
        "content_note", "list_of_words", "form", "script", "private",
    ],
)  # fmt: skip
def test_structure_is_an_allow_list(tmp_path: Path, change: Any) -> None:
    assert ("structure", "forbidden") in failures(make(tmp_path, change))


def test_a_link_without_personal_text_may_stay(tmp_path: Path) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        action = Dictionary(S=Name.URI, URI=String("https://example.gov.cn/"))
        row = Dictionary(Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(row)])

    assert failures(make(tmp_path, change)) == set()


def test_an_old_revision_is_found(tmp_path: Path) -> None:
    request = make(tmp_path)
    draw(request.written, hidden=(), paint=None)
    scrub(request.written)
    with pymupdf.open(request.written) as doc:
        page = doc[0]
        page.add_redact_annot(pymupdf.Rect(0, 100, 595, 126))
        page.apply_redactions()
        doc.saveIncr()
    assert ("revisions", "forbidden") in failures(request)


@pytest.mark.parametrize("tail", [True, False], ids=["tail", "between"])
def test_bytes_outside_the_objects(tmp_path: Path, tail: bool) -> None:
    request = make(tmp_path)
    data = request.written.read_bytes()
    extra = f"\n({NAME})\n".encode()
    at = len(data) if tail else data.index(b"endobj") + 6
    request.written.write_bytes(data[:at] + extra + data[at:])
    assert ("revisions", "forbidden") in failures(request)


def test_ink_that_is_drawn_and_not_written(tmp_path: Path) -> None:
    """The old text as a picture under a mask: no text, but its ink."""
    request = make(tmp_path, treatment=Treatment.DELETE)
    with pymupdf.open(request.source) as old, pymupdf.open(request.written) as doc:
        clip = pymupdf.Rect(230, 108, 360, 125)
        picture = old[0].get_pixmap(clip=clip, dpi=200)
        doc[0].insert_image(clip, pixmap=picture)
        data = doc.tobytes(garbage=4)
    request.written.write_bytes(data)
    scrub(request.written)
    assert ("pixels", "ink") in failures(request)


def test_a_cover_must_be_opaque(tmp_path: Path) -> None:
    request = make(tmp_path, treatment=Treatment.COVER)
    with pymupdf.open(request.written) as doc:
        doc[0].draw_rect((250, 110, 300, 118), color=None, fill=(1, 1, 1))
        data = doc.tobytes(garbage=4)
    request.written.write_bytes(data)
    scrub(request.written)
    assert failures(request) == {("pixels", "ink")}


@pytest.mark.parametrize(
    ("x", "y", "text"),
    [
        (72, 140, ""),
        (72, 140, "第三行说明文字应当移走"),
        (74, 140, "第三行说明文字应当保留"),
    ],
    ids=["lost", "changed", "moved"],
)
def test_innocent_text(tmp_path: Path, x: float, y: float, text: str) -> None:
    request = make(tmp_path)
    with pymupdf.open(request.written) as doc:
        page = doc[0]
        page.add_redact_annot(pymupdf.Rect(60, 128, 400, 145))
        page.apply_redactions()
        if text:
            page.insert_text((x, y), text, fontname="china-s", fontsize=11)
        data = doc.tobytes(garbage=4)
    request.written.write_bytes(data)
    scrub(request.written)
    assert ("collateral", "collateral") in failures(request)


def test_a_new_drawing_is_collateral(tmp_path: Path) -> None:
    change = content(b"\nq 0 0 0 rg 300 300 80 60 re f Q")
    assert failures(make(tmp_path, change)) == {("collateral", "collateral")}


def test_pages_keep_number_and_size(tmp_path: Path) -> None:
    def smaller(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.MediaBox = Array([0, 0, 595, 800])

    assert ("collateral", "collateral") in failures(make(tmp_path, smaller))
    found = failures(make(tmp_path, lambda pdf: pdf.add_blank_page()))
    assert ("page_count", "collateral") in found


def test_no_text_stays_on_a_page_that_became_a_picture(tmp_path: Path) -> None:
    request = make(tmp_path)
    report = replace(request.report, rasterized={0: "test"})
    found = failures(replace(request, report=report))
    assert ("collateral", "residue") in found


def picture_request(folder: Path, *, blank: bool, extra: bool) -> VerifyRequest:
    """A scan whose middle is covered, or only painted over."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (600, 300), 255)
    pen = ImageDraw.Draw(picture)
    for i in range(12):
        pen.line((200 + 15 * i, 100, 190 + 17 * i, 190), 0, 4)
    cleaned = picture.copy()
    ImageDraw.Draw(cleaned).rectangle((150, 80, 450, 210), fill=0)
    region = Region(0, 150, 80, 450, 210)
    paths = folder / "source.pdf", folder / "copy.pdf"
    for path, image in zip(
        paths, (picture, cleaned if blank else picture), strict=True
    ):
        doc = pymupdf.open()
        page = doc.new_page(width=600, height=300)
        data = io.BytesIO()
        image.save(data, "PNG")
        page.insert_image(page.rect, stream=data.getvalue())
        if path == paths[1] and not blank:
            page.draw_rect((150, 80, 450, 210), color=0, fill=0)
        doc.save(path, garbage=4)
        doc.close()

    def keep(pdf: pikepdf.Pdf) -> None:
        with pikepdf.open(paths[0]) as old:
            image = next(iter(old.pages[0].obj.Resources.XObject.values()))
            pdf.pages[0].obj.Resources.XObject["/Kept"] = pdf.copy_foreign(image)

    scrub(paths[1], keep if extra else None)
    edit = Edit("e0", Treatment.COVER, "CUSTOM", region=region)
    report = WriteReport(("e0",), (), {"e0": (region,)})
    return VerifyRequest(*paths, "pdf", (), (edit,), report)


def test_pixels_under_a_box(tmp_path: Path) -> None:
    assert failures(picture_request(tmp_path, blank=True, extra=False)) == set()
    painted = failures(picture_request(tmp_path, blank=False, extra=False))
    assert painted == {("pictures", "ink")}


def test_pixels_kept_in_a_picture_that_no_page_draws(tmp_path: Path) -> None:
    found = failures(picture_request(tmp_path, blank=True, extra=True))
    assert found == {("pictures", "ink")}


def test_metadata_of_pictures(tmp_path: Path) -> None:
    from PIL import Image

    def change(pdf: pikepdf.Pdf) -> None:
        data = io.BytesIO()
        Image.new("RGB", (8, 8)).save(data, "JPEG", comment=b"made by")
        image = pdf.make_stream(data.getvalue())
        image.Type, image.Subtype, image.Filter = (
            Name.XObject,
            Name.Image,
            Name.DCTDecode,
        )
        image.Width = image.Height = image.BitsPerComponent = 8
        image.ColorSpace = Name.DeviceRGB
        pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Im9=image)

    assert failures(make(tmp_path, change)) == {("objects", "forbidden")}


def test_a_missing_file_is_a_failed_check(tmp_path: Path) -> None:
    request = make(tmp_path)
    request.written.write_bytes(b"%PDF-1.7\nbroken")
    assert failures(request) == {("open", "unreadable")}


def test_a_channel_that_breaks_is_a_failed_check(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from redactor.verification.pdf import check

    def broken(*_: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(check, "structure_traces", broken)
    monkeypatch.setattr(check.InkChannel, "page", broken)
    assert failures(make(tmp_path)) == {("structure", "not_run"), ("pixels", "not_run")}


def test_a_kept_value_may_stand_as_often_as_was_decided(tmp_path: Path) -> None:
    request = make(tmp_path, hidden=(NAME, ID))
    edits = request.edits[:2]
    report = WriteReport(
        tuple(e.id for e in edits), (), {e.id: (e.region,) for e in edits if e.region}
    )
    kept = (*request.secrets[:2], Secret("CN_MOBILE", PHONE, "", kept=1))
    request = replace(request, edits=edits, report=report, secrets=kept)
    assert failures(request) == set()
    none = (*request.secrets[:2], Secret("CN_MOBILE", PHONE, ""))
    assert ("pdfium_text", "residue") in failures(replace(request, secrets=none))


def rasterized(folder: Path, *, blot: bool) -> VerifyRequest:
    """A copy whose page became a picture, perhaps with something else in it."""
    request = make(folder)
    with pymupdf.open(request.written) as old, pymupdf.open() as doc:
        page = doc.new_page(width=595, height=842)
        page.insert_image(page.rect, pixmap=old[0].get_pixmap(dpi=200))
        if blot:
            page.draw_rect((300, 400, 360, 440), color=0, fill=0)
        data = doc.tobytes(garbage=4)
    request.written.write_bytes(data)
    scrub(request.written)
    return replace(request, report=replace(request.report, rasterized={0: "test"}))


def test_a_page_that_became_a_picture_shows_the_same(tmp_path: Path) -> None:
    assert failures(rasterized(tmp_path, blot=False)) == set()
    found = failures(rasterized(tmp_path, blot=True))
    assert found == {("collateral", "collateral")}


def block_font(characters: str) -> bytes:
    """Make a TrueType font whose glyphs are boxes of different heights."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = [".notdef", *(f"g{ord(c):X}" for c in characters)]
    builder = FontBuilder(1000)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(c): f"g{ord(c):X}" for c in characters})
    glyphs = {}
    for name in names:
        pen = TTGlyphPen(None)
        top = 300 + int(name[1:], 16) % 500 if name != ".notdef" else 100
        for number, point in enumerate(((0, 0), (0, top), (600, top), (600, 0))):
            (pen.lineTo if number else pen.moveTo)(point)
        pen.closePath()
        glyphs[name] = pen.glyph()
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Blocks", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("characters", "expected"),
    [("申请人", set()), ("申请人霆", {("fonts", "font_memory")})],
    ids=["pruned", "whole"],
)
def test_fonts_forget_removed_names(
    tmp_path: Path, characters: str, expected: set[tuple[str, str]]
) -> None:
    paths = tmp_path / "source.pdf", tmp_path / "copy.pdf"
    drawn = (("申请人霆", "申请人霆"), ("申请人", characters))
    for path, (text, font) in zip(paths, drawn, strict=True):
        doc = pymupdf.open()
        page = doc.new_page(width=595, height=842)
        page.insert_font(fontname="F7", fontbuffer=block_font(font))
        page.insert_text((72, 100), text, fontname="F7", fontsize=12)
        doc.save(path, garbage=4)
        doc.close()
        scrub(path)
    region = Region(0, 108, 88, 120, 103)
    edit = Edit("e0", Treatment.DELETE, "PERSON", region=region)
    request = VerifyRequest(
        *paths,
        "pdf",
        (Secret("PERSON", "霆"), Secret("PERSON", "申霆")),
        (edit,),
        WriteReport(("e0",), (), {"e0": (region,)}),
    )
    assert failures(request) == expected


def test_characters_that_a_mask_shows_are_no_secret():
    """Also where the page became a picture, so that no text of the copy has them."""
    secrets = (
        Secret("PERSON", "旺某甲", "旺某"),
        Secret("PERSON", "李雅", "李某"),
        Secret("CN_MOBILE", "堆"),
    )
    assert rare_characters(secrets, "通知") == frozenset("甲雅")
    assert rare_characters(secrets, "雅致") == frozenset("甲")
