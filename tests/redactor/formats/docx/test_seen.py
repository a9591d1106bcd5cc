"""Pictures that are read: their text is units, edits on it are painted into them."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from redactor.errors import UnsupportedError
from redactor.formats.docx.document import DocxDocument, DocxFormat
from redactor.formats.docx.seenlines import paragraphs, rows
from redactor.formats.protocol import Limits, PictureHolder
from redactor.model import (
    Edit,
    Hazard,
    Passwords,
    Place,
    Plan,
    Span,
    TextUnit,
    Treatment,
)
from redactor.ocr.model import (
    Box,
    Mark,
    MarkKind,
    PictureReader,
    PictureReading,
    TextLine,
)
from redactor.progress import listening
from redactor.readings import seen_boxes
from tests.build.docx import DML, Word, paragraph, run
from tests.redactor.formats.docx.helpers import MOBILE, NAME, SECRET, found_in

STEP, HIGH, LEFT = 12, 20, 10


def line(text: str, top: int, left: int = LEFT) -> TextLine:
    chars = tuple(
        Box(left + STEP * n, top, left + STEP * n + STEP, top + HIGH)
        for n in range(len(text))
    )
    return TextLine(text, 0.99, chars, Box.around(chars))


class Reader:
    """Gives readings by the size of the picture and counts how often it was asked."""

    def __init__(self, *readings: PictureReading) -> None:
        self._by_size = {(r.width, r.height): r for r in readings}
        self.asked: list[tuple[int, int]] = []

    def read(self, image: Any, dpi: float | None = None) -> PictureReading:
        del dpi
        self.asked.append(image.size)
        return self._by_size.get(image.size, PictureReading(*image.size))


LINES = (line(f"姓名{NAME}", 10), line(f"证件{SECRET}，已核", 50))
SIZE = (400, 120)
READING = PictureReading(*SIZE, LINES)


def picture(kind: str = "PNG", size: tuple[int, int] = SIZE) -> bytes:
    """Return a white picture with a black bar in the middle of every character."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for one in LINES:
        for box in one.chars:
            draw.rectangle((box.x0 + 4, box.y0 + 4, box.x1 - 5, box.y1 - 5), "black")
    output = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = SECRET
    image.save(output, kind, exif=exif, **({"quality": 95} if kind == "JPEG" else {}))
    return output.getvalue()


def drawing(key: str, crop: str = "") -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="600000" cy="400000"/>'
        '<wp:docPr id="1" name="图片 1"/><a:graphic><a:graphicData '
        f'uri="{DML}"><pic:pic><pic:blipFill><a:blip r:embed="{key}"/>{crop}'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        "</w:r>"
    )


def document(kind: str = "PNG", crop: str = "") -> Word:
    word = Word()
    key = word.part("word/media/a.bin", picture(kind), "image/png", "image")
    word.body = paragraph(run("图片"), drawing(key, crop))
    return word


def opened(path: Path, reader: PictureReader) -> DocxDocument:
    return DocxFormat().open(
        path, passwords=Passwords(), limits=Limits(), reader=reader
    )


Wanted = Callable[[TextUnit], Span | None]


def _secret(unit: TextUnit) -> Span | None:
    at = unit.text.find(SECRET)
    return None if at < 0 else Span(at, at + len(SECRET))


def treated(
    path: Path,
    reader: PictureReader,
    treatment: Treatment = Treatment.COVER,
    wanted: Wanted = _secret,
    replacement: str = "",
) -> tuple[Path, list[TextUnit], tuple[Hazard, ...]]:
    target = path.with_name("copy.docx")
    with opened(path, reader) as open_document:
        units = list(open_document.units())
        spans = [(u, s) for u in units if (s := wanted(u)) is not None]
        edits = tuple(
            Edit(str(n), treatment, "CN_ID_CARD", u.id, s, replacement=replacement)
            for n, (u, s) in enumerate(spans)
        )
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        report = open_document.write(Plan(digest, edits), target)
        assert len(report.applied) == len(edits) > 0
        return target, units, open_document.hazards()


def images(path: Path) -> dict[str, Image.Image]:
    with zipfile.ZipFile(path) as package:
        return {
            name: Image.open(io.BytesIO(package.read(name)))
            for name in package.namelist()
            if "/media/" in name
        }


def ink(image: Image.Image, box: Box) -> float:
    """Return the share of dark pixels in the middle of a box."""
    inner = image.convert("L").crop(
        (int(box.x0) + 1, int(box.y0) + 1, int(box.x1) - 1, int(box.y1) - 1)
    )
    return sum(inner.histogram()[:128]) / (inner.width * inner.height)


def test_a_picture_is_read_into_units(tmp_path: Path) -> None:
    reader = Reader(READING)
    with opened(document().save(tmp_path / "a.docx"), reader) as found:
        units = [u for u in found.units() if u.place is Place.PICTURE]
        assert [(u.id, u.text) for u in units] == [
            ("word/media/image1.png", "▣"),
            ("word/media/image1.png/p0", f"姓名{NAME}"),
            ("word/media/image1.png/p1", f"证件{SECRET}，已核"),
        ]
        assert found.hazards() == (
            Hazard("picture_read", 1, "word/media/image1.png", blocking=False),
        )
        assert found.read_pictures
        assert reader.asked == [SIZE]


def test_it_tells_how_many_pictures_are_read(tmp_path: Path) -> None:
    word = document()
    other = word.part("word/media/b.bin", picture(size=(90, 90)), "image/png", "image")
    word.body += paragraph(drawing(other))
    heard: list[tuple[str, int, int]] = []
    path = word.save(tmp_path / "a.docx")
    with (
        opened(path, Reader(READING)) as found,
        listening(lambda *step: heard.append(step)),
    ):
        list(found.units())
    assert heard == [("pictures", 1, 2), ("pictures", 2, 2)]


def test_without_a_reader_pictures_are_hazards(tmp_path: Path) -> None:
    path = document().save(tmp_path / "a.docx")
    form = DocxFormat()
    with form.open(path, passwords=Passwords(), limits=Limits()) as found:
        assert [h.kind for h in found.hazards()] == ["picture"]
        assert not [u for u in found.units() if u.place is Place.PICTURE]
        assert not found.read_pictures


def test_the_head_of_a_document_needs_no_pictures(tmp_path: Path) -> None:
    reader = Reader(READING)
    with opened(document().save(tmp_path / "a.docx"), reader) as found:
        assert [u.text for u in found.head()][:1] == ["图片"]
        assert reader.asked == []


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize(
    ("treatment", "dark"),
    [(Treatment.COVER, True), (Treatment.DELETE, False)],
    ids=["cover", "delete"],
)
def test_edits_are_painted_over_the_ink(
    kind: str, treatment: Treatment, dark: bool, tmp_path: Path
) -> None:
    """Every character of the value is one colour, its neighbours are untouched."""
    path = document(kind).save(tmp_path / "a.docx")
    copy, _, _ = treated(path, Reader(READING), treatment)
    ((name, image),) = images(copy).items()
    assert name.endswith(".jpeg" if kind == "JPEG" else ".png")
    assert image.format == kind
    assert image.size == SIZE
    text, chars = LINES[1].text, LINES[1].chars
    at = text.index(SECRET)
    for number, box in enumerate(chars):
        inside = at <= number < at + len(SECRET)
        share = ink(image, box)
        if inside:
            assert share == (1.0 if dark else 0.0)
        else:
            assert 0.1 < share < 0.6
    assert not found_in(copy, SECRET)


def test_a_mask_is_written_where_the_value_stood(tmp_path: Path) -> None:
    path = document().save(tmp_path / "a.docx")
    copy, _, _ = treated(
        path, Reader(READING), Treatment.DEIDENTIFY, replacement="6523****9992"
    )
    (image,) = images(copy).values()
    start = LINES[1].text.index(SECRET)
    span = LINES[1].chars[start : start + len(SECRET)]
    assert 0.02 < ink(image, Box.around(span)) < 0.5
    before = Image.open(io.BytesIO(picture())).convert("L")
    area = (span[0].x0, span[0].y0, span[-1].x1, span[-1].y1)
    assert image.convert("L").crop(area).tobytes() != before.crop(area).tobytes()


def test_a_whole_picture_can_be_covered(tmp_path: Path) -> None:
    path = document().save(tmp_path / "a.docx")

    def sign(unit: TextUnit) -> Span | None:
        return Span(0, 1) if unit.id == "word/media/image1.png" else None

    copy, _, _ = treated(path, Reader(READING), wanted=sign)
    (image,) = images(copy).values()
    assert image.convert("L").getextrema() == (0, 0)


def test_a_crop_is_baked_before_it_is_read(tmp_path: Path) -> None:
    """What is cut away is neither read nor kept; boxes are of what is shown."""
    reading = PictureReading(400, 60, (line(SECRET, 20),))
    path = document(crop='<a:srcRect b="50000"/>').save(tmp_path / "a.docx")
    reader = Reader(reading)
    copy, units, _ = treated(path, reader)
    assert reader.asked == [(400, 60)]
    assert [u.text for u in units if u.place is Place.PICTURE] == ["▣", SECRET]
    (image,) = images(copy).values()
    assert image.size == (400, 60)
    assert all(ink(image, box) == 1.0 for box in reading.lines[0].chars)


def test_one_picture_in_many_places_is_read_once(tmp_path: Path) -> None:
    """Body, header, old drawing and a second part with the same bytes."""
    word = document()
    again = word.part("word/media/b.bin", picture(), "image/png", "image")
    word.body += paragraph(drawing(again))
    header = word.header(paragraph("页眉"))
    name = next(p.name for p in word.parts if "header" in p.name)
    key = word.relate("/word/media/a.bin", "image", name)
    part = next(p for p in word.parts if p.name == name)
    part.data = part.data.replace(
        b"</w:hdr>",
        f'<w:p><w:r><w:pict><v:shape><v:imagedata r:id="{key}"/></v:shape></w:pict>'
        "</w:r></w:p></w:hdr>".encode(),
    )
    assert header
    reader = Reader(READING)
    copy, units, hazards = treated(word.save(tmp_path / "a.docx"), reader)
    assert reader.asked == [SIZE]
    assert sum(u.text == "▣" for u in units) == 1
    found = images(copy)
    assert len(found) == 2
    for image in found.values():
        assert ink(image, LINES[1].chars[5]) == 1.0
    assert sum(h.count for h in hazards) == 3
    assert {h.kind for h in hazards} == {"picture_read"}


@pytest.mark.parametrize(
    ("mark", "kind", "blocking"),
    [
        (MarkKind.HANDWRITING, "handwriting", True),
        (MarkKind.FINGERPRINT, "fingerprint", True),
        (MarkKind.QR_CODE, "qr_code", True),
        (MarkKind.SEAL, "seal", False),
    ],
)
def test_marks_that_a_person_must_see(
    mark: MarkKind, kind: str, blocking: bool, tmp_path: Path
) -> None:
    marks = (Mark(mark, Box(300, 20, 380, 100)),)
    reading = replace(READING, marks=marks, unread=(Box(0, 0, 9, 9),))
    path = document().save(tmp_path / "a.docx")
    with opened(path, Reader(reading)) as found:
        assert {(h.kind, h.blocking) for h in found.hazards()} == {
            ("picture_read", False),
            ("picture_unread", True),
            (kind, blocking),
        }


@pytest.mark.parametrize(
    ("mark", "shows"),
    [(MarkKind.PORTRAIT, "PORTRAIT"), (MarkKind.ID_CARD, "CARD_IMAGE")],
)
def test_portraits_and_cards_are_signs_that_can_be_treated(
    mark: MarkKind, shows: str, tmp_path: Path
) -> None:
    box = Box(300, 20, 380, 100)
    reading = replace(READING, marks=(Mark(mark, box),))
    path = document().save(tmp_path / "a.docx")

    def shown(unit: TextUnit) -> Span | None:
        return Span(0, 1) if unit.shows == shows else None

    copy, _, hazards = treated(path, Reader(reading), wanted=shown)
    assert [h.kind for h in hazards] == ["picture_read"]
    (image,) = images(copy).values()
    assert ink(image, box) == 1.0
    assert ink(image, Box(200, 80, 290, 118)) == 0.0


def test_what_a_code_says_is_text(tmp_path: Path) -> None:
    """A value in it covers the code as a whole."""
    box = Box(300, 20, 380, 100)
    text = f"https://example.gov.cn/?t={MOBILE}"
    reading = replace(READING, marks=(Mark(MarkKind.QR_CODE, box, text),))
    path = document().save(tmp_path / "a.docx")

    def said(unit: TextUnit) -> Span | None:
        at = unit.text.find(MOBILE)
        return None if at < 0 else Span(at, at + 11)

    copy, units, hazards = treated(path, Reader(reading), wanted=said)
    assert text in [u.text for u in units]
    assert [h.kind for h in hazards] == ["picture_read"]
    (image,) = images(copy).values()
    assert ink(image, box) == 1.0


def test_a_broken_picture_is_a_hazard_and_becomes_blank(tmp_path: Path) -> None:
    word = Word()
    key = word.part("word/media/a.png", picture()[:60], "image/png", "image")
    word.body = paragraph(run(SECRET), drawing(key))
    copy, _, hazards = treated(word.save(tmp_path / "a.docx"), Reader(READING))
    assert [(h.kind, h.blocking) for h in hazards] == [("picture", True)]
    (image,) = images(copy).values()
    assert image.size == (1, 1)


def test_anchors_of_pictures_agree_over_readings(tmp_path: Path) -> None:
    lines = (line("姓名", 10), line(NAME, 10, 200))
    path = document().save(tmp_path / "a.docx")
    with opened(path, Reader(PictureReading(*SIZE, lines))) as found:
        units = {u.text: u for u in found.units()}
        row = units[f"姓名\t{NAME}"]
        assert row.reading == "row"
        own = found.anchors(units[NAME].id, Span(0, 4))
        assert found.anchors(row.id, Span(3, 7)) == own
        assert len(set(own)) == 4


def test_two_readings_of_one_value_paint_it_once(tmp_path: Path) -> None:
    """The mask of the first edit stays readable under the second."""
    path = document().save(tmp_path / "a.docx")
    reading = PictureReading(*SIZE, (line("证件", 50), line(SECRET, 50, 100)))
    one, _, _ = treated(
        path, Reader(reading), Treatment.DEIDENTIFY, replacement="6523****9992"
    )
    both = images(one)["word/media/image1.png"].tobytes()

    def main(unit: TextUnit) -> Span | None:
        return _secret(unit) if unit.reading == "main" else None

    two, units, _ = treated(
        path, Reader(reading), Treatment.DEIDENTIFY, main, replacement="6523****9992"
    )
    assert f"证件\t{SECRET}" in [unit.text for unit in units]
    assert images(two)["word/media/image1.png"].tobytes() == both


def test_a_document_with_pictures_can_be_written_twice(tmp_path: Path) -> None:
    path = document().save(tmp_path / "a.docx")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    unit = "word/media/image1.png/p1"
    edit = Edit("e", Treatment.COVER, "X", unit, Span(2, 20))
    with opened(path, Reader(READING)) as found:
        found.write(Plan(digest, (edit,)), tmp_path / "1.docx")
        found.write(Plan(digest, ()), tmp_path / "2.docx")
        found.write(Plan(digest, (edit,)), tmp_path / "3.docx")
    read = [(tmp_path / f"{n}.docx").read_bytes() for n in (1, 2, 3)]
    assert read[0] == read[2] != read[1]


def test_wrapped_lines_make_a_paragraph() -> None:
    long = "经入户调查该户家庭人均收入低于当地最低生活保障标准"
    lines = (
        line(long, 10, 34),
        line(long, 35),
        line("符合条件。", 60),
        line("附件", 90),
    )
    assert [text for text, _ in paragraphs(lines, 0)] == [
        f"{long}{long}符合条件。",
        "附件",
    ]
    assert [text for text, _ in paragraphs(lines, 90)] == [x.text for x in lines]


def test_cells_of_a_row_stand_side_by_side() -> None:
    lines = (line("姓名", 10), line(NAME, 12, 200), line("单独", 60))
    assert list(rows(lines, 0)) == [(f"姓名\t{NAME}", ((0, 0), (3, 1)))]
    assert list(rows(lines, 180)) == []


def test_places_of_a_picture_can_be_looked_at_and_covered_alone(tmp_path: Path) -> None:
    """What was not read has a sign of its own; its box is that of the picture."""
    unread, print_ = Box(100, 90, 160, 110), Box(200, 80, 240, 118)
    marks = (Mark(MarkKind.FINGERPRINT, print_),)
    reading = PictureReading(*SIZE, LINES, unread=(unread,), marks=marks)
    path = document().save(tmp_path / "a.docx")
    name = "word/media/image1.png"
    with opened(path, Reader(reading)) as found:
        assert isinstance(found, PictureHolder)
        seen = seen_boxes(found, found.units())
        drawn = found.picture(name, 0.5)
        with pytest.raises(UnsupportedError):
            found.picture("word/document.xml", 1.0)
    assert list(seen[name]) == [0, 0, *SIZE]
    assert list(seen[f"{name}/picture_unread0"]) == [100, 90, 160, 110]
    assert list(seen[f"{name}/fingerprint0"]) == [200, 80, 240, 118]
    assert len(seen[f"{name}/p1"]) == 4 * len(LINES[1].text)
    assert (drawn.width, drawn.height) == (200, 60)
    assert len(drawn.samples) == 3 * 200 * 60

    def place(unit: TextUnit) -> Span | None:
        return Span(0, 1) if unit.id.endswith("unread0") else None

    copy, _, _ = treated(path, Reader(reading), wanted=place)
    (image,) = images(copy).values()
    assert ink(image, unread) == 1.0
    assert ink(image, LINES[0].box) == pytest.approx(
        ink(Image.open(io.BytesIO(picture())), LINES[0].box)
    )
