"""What a reader of pictures sees in a copy; the reader is a fake one."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageDraw

from redactor.errors import ModelMissingError
from redactor.model import Edit, Region, Secret, Treatment, WriteReport
from redactor.ocr.model import Box, Mark, MarkKind, PictureReading, TextLine
from redactor.verification.check import VerifyRequest, verify
from redactor.verification.needles import Needles
from redactor.verification.seen import SeenText
from tests.build.people import id_number, mobile
from tests.redactor.verification.docx_pairs import Parts, body, parts, relations
from tests.redactor.verification.docx_pairs import request as word_request
from tests.redactor.verification.pdf_pairs import nothing, scrub

ID, PHONE, NAME = id_number(5), mobile(3), "欧阳孟霆"
WIDTH, HEIGHT = 600, 400
PLACE = (100, 100, 400, 130)


def line(text: str, place: Sequence[float] = PLACE, *, low: bool = False) -> TextLine:
    """Return a line whose characters share its box evenly."""
    x0, y0, x1, y1 = place
    step = (x1 - x0) / max(len(text), 1)
    chars = tuple(
        Box(x0 + i * step, y0, x0 + (i + 1) * step, y1) for i in range(len(text))
    )
    return TextLine(text, 0.9, chars, Box(*place), low)


@dataclass
class FakeReader:
    """Reads its lines wherever there is ink; boxes are in pixels at 72 dpi."""

    lines: tuple[TextLine, ...] = ()
    marks: tuple[Mark, ...] = ()
    broken: bool = False

    def read(self, image: Any, dpi: float | None = None) -> PictureReading:
        if self.broken:
            raise ModelMissingError(model="x")
        scale = (dpi or 72.0) / 72.0
        gray = np.asarray(image.convert("L"))
        found = []
        for item in self.lines:
            box = _scaled(item.box, scale)
            cut = gray[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)]
            if np.ptp(cut) > 60:
                chars = tuple(_scaled(char, scale) for char in item.chars)
                found.append(replace(item, box=box, chars=chars))
        unread = tuple(item.box for item in found if item.low)
        return PictureReading(
            image.width, image.height, tuple(found), unread, self.marks
        )


def _scaled(box: Box, scale: float) -> Box:
    return Box(*(v * scale for v in (box.x0, box.y0, box.x1, box.y1)))


def picture(
    *, inked: bool, cover: int | None = None, extra: bool = False
) -> Image.Image:
    """Return a scan with ink in the place, covered in a tone, with new ink below."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    pen = ImageDraw.Draw(image)
    pen.line((100, 50, 400, 60), 0, 3)
    if inked:
        for x in range(100, 400, 9):
            pen.line((x, 102, x + 5, 128), 0, 3)
    if cover is not None:
        pen.rectangle((95, 95, 405, 135), fill=cover)
    if extra:
        for x in range(100, 400, 7):
            pen.line((x, 200, x + 3, 230), 0, 2)
    return image


def _data(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def scan(
    folder: Path,
    copy: Image.Image,
    treatment: Treatment = Treatment.COVER,
    replacement: str = "",
) -> VerifyRequest:
    """Return a request for a scan of one page with one treated place."""
    paths = folder / "source.pdf", folder / "copy.pdf"
    for path, image in zip(paths, (picture(inked=True), copy), strict=True):
        with pymupdf.open() as document:
            page = document.new_page(width=WIDTH, height=HEIGHT)
            page.insert_image(page.rect, stream=_data(image))
            document.save(path, garbage=3)
    scrub(paths[1])
    region = Region(0, 95, 95, 405, 135)
    edit = Edit("e0", treatment, "CN_ID_CARD", region=region, replacement=replacement)
    secrets = (Secret("CN_ID_CARD", ID, replacement), Secret("PERSON", NAME))
    report = WriteReport(("e0",), (), {"e0": (region,)})
    job = VerifyRequest(*paths, "pdf", secrets, (edit,), report)
    return replace(job, read_pages=frozenset({0}))


def told(
    job: VerifyRequest, reader: FakeReader | None
) -> list[tuple[str, tuple[str, ...]]]:
    """Return code and places of what the channel tells."""
    checks = verify(job, nothing, reader).report.checks
    return [
        (c.code, c.places)
        for c in checks
        if c.channel == "picture_text" and not c.passed
    ]


READS_ID = FakeReader((line(f"身份证号{ID}"),))


def test_a_covered_scan_passes(tmp_path: Path) -> None:
    job = scan(tmp_path, picture(inked=False, cover=0))
    checks = verify(job, nothing, READS_ID).report.checks
    assert [c.channel for c in checks if not c.passed] == []
    assert "picture_text" in [c.channel for c in checks]


def test_what_the_reader_still_reads_is_residue(tmp_path: Path) -> None:
    job = scan(tmp_path, picture(inked=True))
    assert ("residue", ("p1/picture",)) in told(job, READS_ID)


def test_a_code_that_tells_is_residue(tmp_path: Path) -> None:
    job = scan(tmp_path, picture(inked=False, cover=0))
    mark = Mark(MarkKind.QR_CODE, Box(0, 0, 9, 9), f"https://a.example/?id={ID}")
    assert told(job, FakeReader(marks=(mark,))) == [("residue", ("p1/picture",))]


@pytest.mark.parametrize(
    "reader", [None, FakeReader(broken=True)], ids=["no", "broken"]
)
def test_without_a_reader_the_check_did_not_run(
    tmp_path: Path, reader: FakeReader | None
) -> None:
    job = scan(tmp_path, picture(inked=False, cover=0))
    assert told(job, reader) == [("not_run", ("p1/picture",))]
    job = replace(job, read_pages=frozenset({0, 7}))
    assert ("p8/picture" in told(job, reader)[0][1]) is True


def test_a_box_that_is_not_opaque(tmp_path: Path) -> None:
    thin = Image.blend(
        picture(inked=True), picture(inked=False, cover=0).convert("L"), 0.7
    )
    assert told(scan(tmp_path, thin), FakeReader()) == [("ink", ("p1/picture",))]


@pytest.mark.parametrize(
    ("seen", "expected"),
    [("张某某", []), ("张某果", []), ("张三丰", [("ink", ("p1/picture",))])],
)
def test_a_mask_shows_itself_and_nothing_else(
    tmp_path: Path, seen: str, expected: list[tuple[str, tuple[str, ...]]]
) -> None:
    masked = picture(inked=True)
    job = scan(tmp_path, masked, Treatment.DEIDENTIFY, "张某某")
    assert told(job, FakeReader((line(seen),))) == expected


@pytest.mark.parametrize("extra", [False, True])
def test_new_text_that_cannot_be_read(tmp_path: Path, extra: bool) -> None:
    doubtful = line("模糊", (100, 195, 400, 235), low=True)
    before = line("旧的", (100, 40, 400, 70), low=True)
    job = scan(tmp_path, picture(inked=False, cover=0, extra=extra))
    expected = [("unread", ("p1/picture",))] if extra else []
    assert told(job, FakeReader((before, doubtful))) == expected


def test_a_box_does_not_make_what_it_touches_unreadable(tmp_path: Path) -> None:
    """A tall doubtful place beside text that went: only the box differs there."""
    doubtful = line("表格线", (300, 40, 560, 390), low=True)
    job = scan(tmp_path, picture(inked=False, cover=0))
    assert told(job, FakeReader((doubtful,))) == []


def test_detection_runs_on_what_was_read(tmp_path: Path) -> None:
    job = scan(tmp_path, picture(inked=False, cover=0))
    reader = FakeReader((line("联系人周文静", (100, 40, 400, 70)),))
    heard: list[str] = []

    def redetect(texts: Sequence[str]) -> list[list[tuple[int, int, str, float]]]:
        heard.extend(texts)
        return [[] for _ in texts]

    verify(job, redetect, reader)
    assert "联系人周文静" in heard


def looked(text: str, *seen: str, treated: Sequence[str] = ()) -> set[str]:
    """Return the codes for a text read from a picture, after what was judged."""
    secrets = (
        Secret("CN_ID_CARD", ID, ID[:6] + "********" + ID[-4:]),
        Secret("CN_MOBILE", PHONE),
        Secret("PERSON", "王芳"),
        Secret("CN_LANDLINE", "05713388120"[:8]),
    )
    job = VerifyRequest(
        Path("a"),
        Path("b"),
        "pdf",
        secrets,
        (),
        WriteReport(()),
        edit_texts={str(i): value for i, value in enumerate(treated)},
        seen_texts=tuple((0, part) for part in seen),
    )
    found = SeenText(job, Needles(secrets))
    found.look("p1/picture", text)
    return {trace.code for trace in found.traces()}


def _other(number: str, at: int) -> str:
    return number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]


WIDE = "".join(chr(ord(c) + 0xFEE0) for c in PHONE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PHONE.replace("1", "l"), {"residue"}),
        (PHONE.replace("1", "I"), {"residue"}),
        (PHONE.replace("0", "O").replace("0", "o"), {"residue"}),
        (WIDE, {"residue"}),
        (f"电话 {PHONE[:3]} {PHONE[3:7]} {PHONE[7:]}", {"residue"}),
        (_other(PHONE, 4), {"residue"}),
        (_other(_other(PHONE, 4), 7), set()),
        (_other(ID, 9), {"residue"}),
        (ID[:6] + "********" + ID[-4:], set()),
        ("05713399", set()),
        ("申请人：王芳", {"residue"}),
        ("关于公示的说明2022年", set()),
    ],
    ids=[
        *("l", "I", "O", "wide", "spaced", "one wrong", "two wrong", "id", "mask"),
        *("short", "name", "innocent"),
    ],
)
def test_signs_that_recognition_confuses(text: str, expected: set[str]) -> None:
    assert looked(text) == expected


def test_a_neighbours_number_that_was_judged_may_stay() -> None:
    other = _other(PHONE, 10)
    assert looked(f"办公电话{other}", f"办公电话{other}") == set()
    assert looked(f"办公电话{other}", "另一句话") != set()


def test_a_short_name_within_a_word_may_stay_as_often_as_it_stood() -> None:
    source = "申请王芳同意，王芳草原的规划"
    assert looked("王芳草原的规划", source, treated=["王芳"]) == set()
    again = "王芳草原的规划，由王芳草"
    assert looked(again, source, treated=["王芳"]) == {"residue"}


def word(folder: Path, source: Image.Image, copy: Image.Image) -> VerifyRequest:
    """Return a request for a Word file with a picture."""

    def content(image: Image.Image, *values: str) -> Parts:
        found = parts(body(*values))
        found["word/media/image1.png"] = _data(image)
        found["word/_rels/document.xml.rels"] = relations(
            ("rId9", "image", "media/image1.png")
        )
        return found

    masked = content(copy, "****", "****", "****")
    job = word_request(folder, masked, content(source, NAME, id_number(7), mobile(4)))
    secret = Secret("CN_ID_CARD", ID)
    return replace(job, read_pictures=True, secrets=(*job.secrets, secret))


def test_pictures_of_a_word_file(tmp_path: Path) -> None:
    job = word(tmp_path, picture(inked=True), picture(inked=False, cover=0))
    assert told(job, READS_ID) == []
    assert told(job, None) == [("not_run", ("word/media/image1.png",))]
    left = word(tmp_path, picture(inked=True), picture(inked=True))
    assert told(left, READS_ID) == [("residue", ("word/media/image1.png",))]


@pytest.mark.parametrize("extra", [False, True])
def test_new_text_in_a_picture_of_a_word_file(tmp_path: Path, extra: bool) -> None:
    doubtful = line("模糊", (100, 195, 400, 235), low=True)
    before = line("旧的", (100, 40, 400, 70), low=True)
    copy = picture(inked=False, cover=0, extra=extra)
    job = word(tmp_path, picture(inked=True), copy)
    expected = [("unread", ("word/media/image1.png",))] if extra else []
    assert told(job, FakeReader((before, doubtful))) == expected


@pytest.mark.parametrize("extra", [False, True])
def test_a_painted_card_that_looks_like_a_line_tells_nothing(
    tmp_path: Path, extra: bool
) -> None:
    """Only what is neither painted nor as it was in the source counts as unread."""
    whole = line("", (0, 0, WIDTH, HEIGHT), low=True)
    copy = picture(inked=False, cover=0, extra=extra)
    job = word(tmp_path, picture(inked=True), copy)
    expected = [("unread", ("word/media/image1.png",))] if extra else []
    assert told(job, FakeReader((whole,))) == expected
