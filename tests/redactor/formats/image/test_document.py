"""Image files as documents: read, painted on their own pixels, nothing else written."""

from functools import partial
from io import BytesIO
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from redactor.errors import (
    CorruptError,
    EditNotAppliedError,
    StalePlanError,
    UnsupportedError,
)
from redactor.formats.image.kinds import kind_of
from redactor.formats.registry import open_document
from redactor.model import Edit, Plan, Region, Span, Treatment
from redactor.ocr.reader import get_reader
from redactor.pipeline import redact
from redactor.results import RedactRequest, Status
from redactor.settings import Settings
from tests.build.people import people
from tests.build.pictures import noisy, sheet, signature

PERSON = people(2)[1]
LINES = (f"申请人{PERSON.name}的电话", f"{PERSON.mobile}已核实")


def picture() -> Image.Image:
    return sheet(620, 190, LINES).image


def opened(path: Path):  # type: ignore[no-untyped-def]
    return open_document(path, reader=get_reader())


def edit_of(document, value: str, treatment: Treatment, mask: str = "") -> Edit:  # type: ignore[no-untyped-def]
    unit = next(unit for unit in document.units() if value in unit.text)
    start = unit.text.index(value)
    span = Span(start, start + len(value))
    return Edit(value[:1], treatment, "X", unit.id, span, replacement=mask)


def load(path: Path) -> Image.Image:
    with Image.open(path) as image:
        image.load()
        return image


def dark(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("L")) < 110


@pytest.mark.parametrize(
    ("name", "mode", "options"),
    [
        ("a.png", "RGB", {}),
        ("a.jpg", "RGB", {"quality": 70, "comment": PERSON.name.encode()}),
        ("a.tif", "1", {"compression": "group4"}),
        ("a.bmp", "L", {}),
        ("a.webp", "RGB", {"quality": 80}),
    ],
)
def test_a_copy_of_each_kind(
    tmp_path: Path, name: str, mode: str, options: dict[str, object]
) -> None:
    """The value is gone, the rest stays, and the kind does."""
    source, target = tmp_path / name, tmp_path / f"copy-{name}"
    picture().convert(mode, dither=Image.Dither.NONE).save(source, **options)
    with opened(source) as document:
        edits = (edit_of(document, PERSON.mobile, Treatment.COVER),)
        report = document.write(Plan(document.sha256, edits), target)
        assert document.format_name == name.split(".")[1]
    assert report.applied == (edits[0].id,)
    (region,) = report.regions[edits[0].id]
    before, after = load(source), load(target)
    assert after.format == before.format
    assert PERSON.name.encode() not in target.read_bytes()
    box = sheet(620, 190, LINES).box_of(PERSON.mobile, LINES[1])
    left, top, right, bottom = box
    assert dark(after)[top + 2 : bottom - 2, left + 2 : right - 2].all()
    rest = np.ones(dark(before).shape, bool)
    rest[top - 12 : bottom + 12, left - 12 : right + 12] = False
    assert (dark(after)[rest] != dark(before)[rest]).mean() < 0.002
    assert region.x1 > region.x0


def test_a_mask_is_written_and_deleted_text_leaves_paper(tmp_path: Path) -> None:
    source, target = tmp_path / "a.png", tmp_path / "b.png"
    noisy(picture(), 3).save(source)
    with opened(source) as document:
        edits = (
            edit_of(document, PERSON.mobile, Treatment.DEIDENTIFY, "159****2240"),
            edit_of(document, PERSON.name, Treatment.DELETE),
        )
        document.write(Plan(document.sha256, edits), target)
    texts = [line.text for line in get_reader().read(load(target)).lines]
    assert texts[-1].replace(" ", "") == "159****2240已核实"
    assert not any(PERSON.name in text for text in texts)


def test_pages_of_a_tiff_are_pages(tmp_path: Path) -> None:
    """Each keeps its own mode; only the one with the value changes."""
    source, target = tmp_path / "a.tif", tmp_path / "b.tif"
    first = picture().convert("1", dither=Image.Dither.NONE)
    second = sheet(620, 190, ["第二页没有个人信息"]).image.convert("L")
    first.encoderinfo = {"compression": "group4"}
    second.encoderinfo = {"compression": "tiff_lzw"}
    first.save(source, save_all=True, append_images=[second], compression="group4")
    with opened(source) as document:
        assert document.page_count == 2
        edits = (edit_of(document, PERSON.mobile, Treatment.COVER),)
        document.write(Plan(document.sha256, edits), target)
    with Image.open(target) as copy:
        assert (copy.n_frames, copy.mode) == (2, "1")
        copy.seek(1)
        assert copy.tobytes() == second.tobytes()


def test_an_exif_turn_is_baked_in(tmp_path: Path) -> None:
    """The copy shows what viewers showed, without the tag."""
    source, target = tmp_path / "a.jpg", tmp_path / "b.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    picture().rotate(90, expand=True).save(source, exif=exif, quality=90)
    with opened(source) as document:
        assert any(PERSON.mobile in unit.text for unit in document.units())
        assert [r.kind for r in document.removals()] == ["picture_metadata"]
        edits = (edit_of(document, PERSON.mobile, Treatment.COVER),)
        document.write(Plan(document.sha256, edits), target)
    with Image.open(target) as copy:
        assert not copy.getexif()
        assert copy.size == picture().size


def test_a_heic_photograph_becomes_a_jpeg(tmp_path: Path) -> None:
    source, target = tmp_path / "a.heic", tmp_path / "b.jpg"
    pillow_heif.from_pillow(picture()).save(source, quality=80)
    with opened(source) as document:
        assert document.format_name == "jpg"
        edits = (edit_of(document, PERSON.mobile, Treatment.COVER),)
        document.write(Plan(document.sha256, edits), target)
    copy = load(target)
    left, top, right, bottom = sheet(620, 190, LINES).box_of(PERSON.mobile, LINES[1])
    assert copy.format == "JPEG"
    assert dark(copy)[top + 2 : bottom - 2, left + 2 : right - 2].all()


def test_boxes_drawn_by_hand_and_previews(tmp_path: Path) -> None:
    source, target = tmp_path / "a.png", tmp_path / "b.png"
    picture().save(source, dpi=(144, 144))
    with opened(source) as document:
        edit = Edit("h", Treatment.COVER, "X", region=Region(0, 10, 10, 60, 30))
        document.write(Plan(document.sha256, (edit,)), target)
        shown = document.render_treated(0, 2.0, (edit,))
        assert document.page_size(0) == pytest.approx((310, 95), abs=0.1)
    assert np.asarray(load(target).convert("L"))[22:58, 22:118].max() == 0
    pixels = np.frombuffer(shown.samples, np.uint8).reshape(shown.height, -1)
    assert pixels[30, 3 * 60] == 0


def test_signatures_are_shown_to_a_person(tmp_path: Path) -> None:
    made = sheet(700, 200, ["申请人（签名）："])
    signature(made.image, 330, 40, 44)
    made.image.save(tmp_path / "a.png")
    with opened(tmp_path / "a.png") as document:
        kinds = {h.kind for h in document.hazards() if h.blocking}
    assert kinds & {"handwriting", "picture_unread"}


def test_without_a_reader_pictures_are_only_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    picture().save(path)
    with open_document(path) as document:
        assert document.render(0, 1.0).width > 0
        assert list(document.units()) == []
        assert document.read_pages == frozenset()
        for search in (document.hazards, partial(document.write, None, path)):
            with pytest.raises(UnsupportedError) as caught:
                search()
            assert caught.value.context == {"reason": "needs_ocr"}


def test_the_pipeline_refuses_pictures_that_it_may_not_read(tmp_path: Path) -> None:
    path, target = tmp_path / "a.png", tmp_path / "b.png"
    picture().save(path)
    off = Settings(ocr=False)
    result = redact(RedactRequest(path, target, tmp_path / "l.jsonl", off))
    assert (result.status, result.code) == (Status.REFUSED, "unsupported")
    assert not target.exists()


def test_broken_moving_and_changed_files(tmp_path: Path) -> None:
    broken = tmp_path / "a.jpg"
    data = BytesIO()
    picture().save(data, "JPEG")
    broken.write_bytes(data.getvalue()[:700])
    with pytest.raises(CorruptError):
        opened(broken)
    moving = tmp_path / "m.png"
    picture().save(moving, save_all=True, append_images=[picture().rotate(9)])
    with pytest.raises(UnsupportedError):
        opened(moving)
    changed = tmp_path / "c.png"
    picture().save(changed)
    with opened(changed) as document:
        plan = Plan(document.sha256, ())
        lost = Edit("x", Treatment.COVER, "X", "p0.99", Span(0, 1))
        with pytest.raises(EditNotAppliedError):
            document.write(Plan(document.sha256, (lost,)), tmp_path / "d.png")
        changed.write_bytes(changed.read_bytes() + b"\0")
        with pytest.raises(StalePlanError):
            document.write(plan, tmp_path / "d.png")


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"II*\0", "TIFF"),
        (b"BM", "BMP"),
        (b"\0\0\0\x18ftypheic", "HEIF"),
        (b"RIFF\0\0\0\0WEBP", "WEBP"),
        (b"RIFF\0\0\0\0WAVE", None),
        (b"%PDF-1.7", None),
    ],
)
def test_kinds_by_their_first_bytes(head: bytes, kind: str | None) -> None:
    assert kind_of(head) == kind
