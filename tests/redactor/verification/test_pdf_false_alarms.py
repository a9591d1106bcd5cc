"""Good copies that a check could take for bad ones, each beside the real leak."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from PIL import Image, ImageDraw

from redactor.model import Edit, Region, Secret, Treatment, WriteReport
from redactor.verification.check import VerifyRequest
from tests.redactor.verification.pdf_pairs import failures, scrub

Drawing = Callable[[Any], None]


def _pair(
    folder: Path,
    source: Drawing,
    copy: Drawing,
    edits: tuple[Edit, ...],
    secrets: tuple[Secret, ...] = (),
) -> VerifyRequest:
    """Return a request for two documents drawn by code, with edits by box."""
    paths = folder / "source.pdf", folder / "copy.pdf"
    for path, draw in zip(paths, (source, copy), strict=True):
        with pymupdf.open() as document:
            draw(document)
            document.save(path, garbage=3)
    scrub(paths[1])
    regions = {edit.id: (edit.region,) for edit in edits if edit.region}
    report = WriteReport(tuple(regions), (), regions)
    return VerifyRequest(*paths, "pdf", secrets, edits, report)


def _page(document: Any) -> Any:
    return document.new_page(width=400, height=300)


def _covered(region: Region) -> tuple[Edit, ...]:
    return (Edit("e0", Treatment.COVER, "CUSTOM", region=region),)


def _black(page: Any, region: Region) -> None:
    page.draw_rect((region.x0, region.y0, region.x1, region.y1), color=0, fill=0)


@pytest.mark.parametrize(
    ("left", "expected"),
    [("ABCD", set()), ("ABC", {("collateral", "collateral")})],
    ids=["touched", "beyond"],
)
def test_a_box_drawn_by_hand_takes_all_that_it_touches(
    tmp_path: Path, left: str, expected: set[tuple[str, str]]
) -> None:
    """The box begins within the letter E; D beside it must stay."""
    start = 50 + 2.4 * 24 + pymupdf.get_text_length("E", fontsize=24)
    region = Region(0, start + 8, 80, 180, 102)

    def write(text: str) -> Drawing:
        def draw(document: Any) -> None:
            page = _page(document)
            page.insert_text((50, 100), text, fontsize=24)
            if text != "ABCDEFG":
                _black(page, region)

        return draw

    job = _pair(tmp_path, write("ABCDEFG"), write(left), _covered(region))
    assert failures(job) == expected


def _seal() -> bytes:
    picture = Image.new("L", (240, 240), 255)
    pen = ImageDraw.Draw(picture)
    for i in range(14):
        pen.line((10 + 15 * i, 20 + 3 * i, 230 - 9 * i, 30 + 14 * i), 0, 4)
    return _png(picture)


def _png(picture: Image.Image) -> bytes:
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


_SEAL_BOX = Region(0, 110, 110, 170, 160)
_CLEARED = (24, 24, 168, 144)


def _seals(document: Any, *, clean: bool, second: str) -> None:
    """Draw a seal on two pages; the copy's first has a hole, its second may hide."""
    for number in range(2):
        page = _page(document)
        data = _seal()
        if clean and not number:
            picture = Image.open(io.BytesIO(data))
            ImageDraw.Draw(picture).rectangle(_CLEARED, fill=0)
            data = _png(picture)
        page.insert_image((100, 100, 200, 200), stream=data)
        if number and second == "painted":
            page.draw_rect((90, 90, 210, 210), color=1, fill=1)


@pytest.mark.parametrize(
    ("second", "expected"),
    [("shown", set()), ("painted", {("pictures", "ink")})],
)
def test_a_seal_of_another_page_may_stay_where_all_can_see_it(
    tmp_path: Path, second: str, expected: set[tuple[str, str]]
) -> None:
    def draw(clean: bool) -> Drawing:
        return lambda document: _seals(document, clean=clean, second=second)

    job = _pair(tmp_path, draw(False), draw(True), _covered(_SEAL_BOX))
    assert failures(job) == expected


def test_a_picture_without_a_decoder_is_read_by_pdfium(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As JBIG2 is where no decoder is installed; the pixels are found none the less."""

    def missing(*_: object) -> None:
        raise pikepdf.DependencyError("no decoder")

    monkeypatch.setattr(pikepdf.PdfImage, "as_pil_image", missing)

    def draw(clean: bool, second: str) -> Drawing:
        return lambda document: _seals(document, clean=clean, second=second)

    good = _pair(tmp_path, draw(False, ""), draw(True, ""), _covered(_SEAL_BOX))
    assert failures(good) == set()
    hidden = draw(True, "painted")
    bad = _pair(tmp_path, draw(False, "painted"), hidden, _covered(_SEAL_BOX))
    assert failures(bad) == {("pictures", "ink")}


def _hairlines(document: Any, *, ground: float, words: bool) -> None:
    page = _page(document)
    page.draw_rect((20, 20, 380, 280), color=ground, fill=ground)
    for i in range(9):
        page.draw_line((40, 60 + 25 * i), (360, 60 + 25 * i), width=0.25)
    if words:
        page.insert_font(fontname="F0", fontbuffer=pymupdf.Font("helv").buffer)
        page.insert_text((50, 75), "words between lines", fontname="F0", fontsize=7)


@pytest.mark.parametrize("ground", [1.0, 0.78])
@pytest.mark.parametrize("words", [True, False])
def test_hairlines_on_a_page_that_became_a_picture(
    tmp_path: Path, ground: float, words: bool
) -> None:
    """Another engine draws them lighter; a word that is missing still shows."""

    def flat(document: Any) -> None:
        with pymupdf.open() as old:
            _hairlines(old, ground=ground, words=words)
            page = _page(document)
            page.insert_image(page.rect, pixmap=old[0].get_pixmap(dpi=200))

    region = Region(0, 300, 30, 340, 50)
    job = _pair(
        tmp_path,
        lambda document: _hairlines(document, ground=ground, words=True),
        flat,
        (Edit("e0", Treatment.DELETE, "CUSTOM", region=region),),
    )
    job = replace(job, report=replace(job.report, rasterized={0: "test"}))
    expected = set() if words else {("collateral", "collateral")}
    assert failures(job) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王芳草原的保护规划", set()),
        ("姓名：王芳，男", {("pdfium_text", "residue"), ("objects", "residue")}),
    ],
    ids=["within a word", "alone"],
)
def test_words_of_an_annotation_are_innocent_too(
    tmp_path: Path, text: str, expected: set[tuple[str, str]]
) -> None:
    """The writer draws annotations into the page: there a short name may be a word."""

    def note(document: Any) -> None:
        page = _page(document)
        page.insert_text((40, 40), "申请人王芳", fontname="china-s", fontsize=11)
        page.add_freetext_annot(
            (100, 100, 300, 120), text, fontname="china-s", fontsize=11
        )

    def baked(document: Any) -> None:
        page = _page(document)
        page.insert_text((40, 40), "申请人", fontname="china-s", fontsize=11)
        page.insert_text((102, 112), text, fontname="china-s", fontsize=11)

    region = Region(0, 73, 28, 95, 44)
    edit = Edit("e0", Treatment.DELETE, "PERSON", region=region)
    secrets = (Secret("PERSON", "王芳"),)
    assert failures(_pair(tmp_path, note, baked, (edit,), secrets)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, set()), (b"x" * 18, {("structure", "forbidden")})],
    ids=["identifier", "something else"],
)
def test_a_table_of_objects_may_bear_the_file_identifier(
    tmp_path: Path, value: bytes | None, expected: set[tuple[str, str]]
) -> None:
    """Compressed copies have such a table; its ``/ID`` is two digests, no text."""

    def draw(document: Any) -> None:
        _page(document).insert_text((50, 100), "ABC", fontsize=24)

    job = _pair(tmp_path, draw, draw, ())
    with pikepdf.open(job.written, allow_overwriting_input=True) as copy:
        if value is not None:
            stream = pikepdf.Stream(copy, b"", Type=pikepdf.Name.XRef)
            stream.ID = pikepdf.Array([value, b"y" * 16])
            copy.Root.Pages.Extra = copy.make_indirect(stream)
        mode = pikepdf.ObjectStreamMode.generate
        copy.save(job.written, object_stream_mode=mode)
    assert expected <= failures(job)
    assert value is not None or failures(job) == set()
