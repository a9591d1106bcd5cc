"""Pages that show their text as a picture, with a reader that knows what is on it."""

from io import BytesIO
from pathlib import Path

import pymupdf
import pytest
from PIL import Image, ImageDraw

from redactor.files import file_digest
from redactor.formats.registry import open_document
from redactor.model import Edit, Place, Plan, Span, Treatment
from redactor.ocr.model import MarkKind
from tests.build.scans import HEIGHT, WIDTH, KnowingReader, scan_of


def written(document, source: Path, target: Path, *edits: Edit):
    plan = Plan(file_digest(source)[0], edits)
    return document.write(plan, target)


def grey(path: Path, x: float, y: float) -> int:
    with pymupdf.open(path) as doc:
        pixmap = doc[0].get_pixmap(dpi=144, colorspace=pymupdf.csGRAY)
        return pixmap.pixel(round(x * 2), round(y * 2))[0]


def picture_pixel(path: Path, x: float, y: float) -> int:
    """Return a pixel of the picture itself, whatever is painted over it."""
    with pymupdf.open(path) as doc:
        pixmap = pymupdf.Pixmap(doc, doc[0].get_images()[0][0])
        return pixmap.pixel(round(x * 2), round(y * 2))[0]


def test_without_a_reader_a_scan_is_a_hazard(tmp_path):
    source = scan_of(tmp_path / "a.pdf", boxes=[(20, 20, 60, 40)])
    with open_document(source) as document:
        assert [u.text for u in document.units() if u.page_index == 0] == []
        assert [(h.kind, h.blocking) for h in document.hazards()] == [("scan", True)]
        assert document.read_pages == frozenset()


def test_text_of_a_scan_is_units_with_regions(tmp_path):
    source = scan_of(tmp_path / "a.pdf", boxes=[(20, 20, 100, 40)])
    reader = KnowingReader(("申请人马小莉", 20, 20, 20))
    with open_document(source, reader=reader) as document:
        (unit,) = [u for u in document.units() if u.page_index == 0]
        assert (unit.text, unit.place) == ("申请人马小莉", Place.PICTURE)
        (region,) = document.regions(unit.id, Span(3, 6))
        assert (region.x0, region.x1) == pytest.approx((80, 140), abs=0.5)
        assert (region.y0, region.y1) == pytest.approx((20, 40), abs=0.5)
        kinds = [(h.kind, h.blocking) for h in document.hazards()]
        assert kinds == [("picture_read", False)]
        assert document.read_pages == frozenset({0})


@pytest.mark.parametrize("treatment", [Treatment.DELETE, Treatment.COVER])
def test_pixels_go_and_the_paper_stays(tmp_path, treatment):
    source = scan_of(tmp_path / "a.pdf", boxes=[(80, 20, 140, 40), (20, 20, 70, 40)])
    target = tmp_path / "b.pdf"
    reader = KnowingReader(("申请人马小莉", 20, 20, 20))
    with open_document(source, reader=reader) as document:
        unit = next(u for u in document.units() if u.page_index == 0)
        edit = Edit("e", treatment, "PERSON", unit.id, Span(3, 6))
        report = written(document, source, target, edit)
    assert report.applied == ("e",)
    assert picture_pixel(target, 110, 30) == 255
    assert picture_pixel(target, 40, 30) == 20
    assert grey(target, 40, 30) == 20
    shown = grey(target, 110, 30)
    assert shown == (0 if treatment is Treatment.COVER else pytest.approx(235, abs=3))


def test_columns_of_a_scan_are_a_table(tmp_path):
    source = scan_of(tmp_path / "a.pdf", boxes=[(20, 20, 100, 40)])
    lines = [
        (text, x, y, 10)
        for y, row in (
            (20, ("姓名", "电话")),
            (40, ("甲", "乙")),
            (60, ("丙", "丁")),
            (80, ("戊", "己")),
        )
        for x, text in zip((20, 150), row, strict=True)
    ]
    with open_document(source, reader=KnowingReader(*lines)) as document:
        cells = {
            (u.cell.row, u.cell.column): u.text for u in document.units() if u.cell
        }
    assert cells[0, 1] == "电话"
    assert cells[3, 0] == "戊"


def test_rules_of_a_scanned_table_make_cells(tmp_path):
    """A number that wraps in its narrow cell reads on, between two others that do."""
    rules = [(x, 20, x + 1, 140) for x in (20, 90, 160)]
    rules += [(20, y, 160, y + 1) for y in (20, 60, 100, 140)]
    source = scan_of(tmp_path / "a.pdf", boxes=rules)
    lines = [("姓名", 30, 30, 10), ("号码", 100, 30, 10)]
    for y, name, first, last in (
        (64, "甲某", "110101", "199601"),
        (104, "乙某", "320102", "77"),
    ):
        lines += [(name, 30, y, 10), (first, 95, y, 10), (last, 95, y + 14, 10)]
    with open_document(source, reader=KnowingReader(*lines)) as document:
        cells = {(u.cell.row, u.cell.column): u for u in document.units() if u.cell}
    assert cells[1, 1].text == "110101199601"
    assert cells[1, 0].text == "甲某"
    assert {unit.place for unit in cells.values()} == {Place.PICTURE}


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_turned_pages(tmp_path, rotate):
    source = scan_of(tmp_path / "a.pdf", boxes=[(20, 20, 140, 40)], rotate=rotate)
    reader = KnowingReader(("一二三四五六", 20, 60, 10))
    with open_document(source, reader=reader) as document:
        unit = next(u for u in document.units() if u.page_index == 0)
        (region,) = document.regions(unit.id, Span(1, 3))
    assert (region.x0, region.y0, region.x1, region.y1) == pytest.approx(
        (30, 60, 50, 70), abs=0.5
    )


def test_a_text_layer_goes_and_the_picture_counts(tmp_path):
    source = scan_of(
        tmp_path / "a.pdf", boxes=[(20, 20, 140, 40)], layer="申请人马小丽的身份证号码"
    )
    reader = KnowingReader(("申请人马小莉", 20, 20, 20))
    target = tmp_path / "b.pdf"
    with open_document(source, reader=reader) as document:
        texts = [u.text for u in document.units() if u.page_index == 0]
        written(document, source, target)
        assert "ocr_layer" in {r.kind for r in document.removals()}
    assert texts == ["申请人马小莉"]
    with pymupdf.open(target) as doc:
        assert doc[0].get_text().strip() == ""


def test_text_that_is_drawn_is_not_read_twice(tmp_path):
    path = tmp_path / "a.pdf"
    image = Image.new("L", (WIDTH, HEIGHT), 240)
    ImageDraw.Draw(image).line((0, 190, 300, 195), fill=10)
    data = BytesIO()
    image.save(data, "png")
    with pymupdf.open() as doc:
        page = doc.new_page(width=WIDTH, height=HEIGHT)
        page.insert_image(page.rect, stream=data.getvalue())
        page.insert_text((20, 36), "申请人马小莉", fontname="china-s", fontsize=20)
        doc.save(path)
    reader = KnowingReader(("申请人马小莉", 20, 20, 20), ("另一行", 20, 100, 20))
    with open_document(path, reader=reader) as document:
        texts = [u.text for u in document.units() if u.page_index == 0]
    assert texts == ["申请人马小莉", "另一行"]


def test_marks_and_unread_places(tmp_path):
    source = scan_of(tmp_path / "a.pdf", boxes=[(20, 20, 140, 40)])
    reader = KnowingReader(
        marks=(
            (MarkKind.PORTRAIT, (10, 10, 50, 60), None),
            (MarkKind.QR_CODE, (100, 10, 140, 50), "电话13800000000"),
            (MarkKind.QR_CODE, (200, 10, 240, 50), None),
            (MarkKind.FINGERPRINT, (200, 100, 220, 120), None),
        ),
        unread=((20, 100, 60, 120),),
    )
    with open_document(source, reader=reader) as document:
        units = [u for u in document.units() if u.page_index == 0]
        hazards = {h.kind: h for h in document.hazards()}
        code, portrait = units
        assert (code.text, portrait.shows) == ("电话13800000000", "PORTRAIT")
        (region,) = document.regions(code.id, Span(2, 13))
        assert (region.x0, region.x1) == pytest.approx((100, 140), abs=0.5)
        (region,) = document.regions(portrait.id, Span(0, 1))
        assert (region.y0, region.y1) == pytest.approx((10, 60), abs=0.5)
    blocking = {kind for kind, hazard in hazards.items() if hazard.blocking}
    assert blocking == {"qr_code", "fingerprint", "picture_unread"}


def test_cropped_pictures_are_drawn_anew(tmp_path):
    bars = [(20, 20, 140, 40), (20, 150, 140, 190)]
    source = scan_of(tmp_path / "a.pdf", boxes=bars, crop=(0, 0, 300, 120))
    target = tmp_path / "b.pdf"
    with open_document(source, reader=KnowingReader()) as document:
        list(document.units())
        report = written(document, source, target)
    assert report.rasterized == {0: "hidden_pixels"}
    with pymupdf.open(target) as doc:
        (image,) = doc[0].get_images()
        assert image[3] / image[2] == pytest.approx(120 / 300, abs=0.01)


def test_a_box_painted_over_a_scan_is_made_final(tmp_path):
    source = scan_of(tmp_path / "a.pdf", boxes=[(20, 20, 140, 40)])
    with pymupdf.open(source) as doc:
        doc[0].draw_rect((10, 10, 150, 50), fill=(1, 1, 1), color=None)
        doc.saveIncr()
    target = tmp_path / "b.pdf"
    with open_document(source, reader=KnowingReader()) as document:
        list(document.units())
        report = written(document, source, target)
    assert report.rasterized == {0: "hidden_pixels"}
    assert picture_pixel_is_light(target)


def picture_pixel_is_light(path: Path) -> bool:
    with pymupdf.open(path) as doc:
        pixmap = pymupdf.Pixmap(doc, doc[0].get_images()[0][0])
        scale = pixmap.width / WIDTH
        return pixmap.pixel(round(80 * scale), round(30 * scale))[0] > 200


def test_a_small_picture_of_fine_print_hides_nothing(tmp_path):
    """Drawn smaller than it is, its letters blur; that is no hidden part."""
    image = Image.new("L", (520, 400), 255)
    draw = ImageDraw.Draw(image)
    for y in range(20, 380, 30):
        for x in range(20, 500, 9):
            draw.rectangle((x, y, x + 4, y + 16), fill=0)
    data = BytesIO()
    image.save(data, "png")
    path = tmp_path / "a.pdf"
    with pymupdf.open() as doc:
        page = doc.new_page(width=WIDTH, height=HEIGHT)
        page.insert_image(pymupdf.Rect(30, 40, 115, 105), stream=data.getvalue())
        doc.save(path)
    with open_document(path, reader=KnowingReader()) as document:
        list(document.units())
        assert document.hiding_pages() == frozenset()


def test_what_is_covered_whole_stays_black(tmp_path):
    """A card that goes, and a number on it that gets a mask of its own."""
    source = scan_of(tmp_path / "a.pdf", boxes=[(80, 20, 140, 40)])
    target = tmp_path / "b.pdf"
    reader = KnowingReader(
        ("申请人马小莉", 20, 20, 20),
        marks=((MarkKind.ID_CARD, (10, 10, 200, 60), None),),
    )
    with open_document(source, reader=reader) as document:
        line, card = (u for u in document.units() if u.page_index == 0)
        mask = Edit(
            "m", Treatment.DEIDENTIFY, "PERSON", line.id, Span(3, 6), None, "马某"
        )
        whole = Edit("c", Treatment.COVER, "CARD_IMAGE", card.id, Span(0, 1))
        written(document, source, target, whole, mask)
    assert {grey(target, x, 30) for x in range(20, 190, 3)} == {0}
