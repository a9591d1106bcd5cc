"""What the window shows of a copy before it is written is what the copy will show."""

from array import array
from pathlib import Path

import pymupdf
import pytest

from redactor.errors import UnsupportedError
from redactor.model import (
    Action,
    Decision,
    Edit,
    Passwords,
    Place,
    Region,
    Span,
    TextUnit,
    Treatment,
)
from redactor.pipeline import scan
from redactor.preview import forget, render_page
from redactor.results import ScanRequest, ScanResult
from redactor.review import Review
from redactor.treated import (
    PageChars,
    PlanRequest,
    page_chars,
    planned,
    render_treated,
)
from tests.build.docx import notice
from tests.build.people import id_number

NONE = Passwords()


@pytest.fixture
def pdf(tmp_path: Path):
    path = tmp_path / "单.pdf"
    with pymupdf.open() as document:
        for number in range(2):
            person = id_number(number)
            page = document.new_page(width=420, height=300)
            words = f"身份证号 {person} 第{number + 1}页"
            page.insert_text((40, 60), words, fontname="china-s", fontsize=12)
        document.save(path)
    yield path
    forget()


@pytest.fixture
def found(pdf):
    return scan(ScanRequest(pdf))


def ink(picture, region: Region, scale: float) -> int:
    """Count the dark dots within a region."""
    dark = 0
    for y in range(round(region.y0 * scale), round(region.y1 * scale)):
        row = picture.samples[3 * picture.width * y : 3 * picture.width * (y + 1)]
        part = row[3 * round(region.x0 * scale) : 3 * round(region.x1 * scale) : 3]
        dark += sum(value < 128 for value in part)
    return dark


def review_with(found, action: Action, treatment=None) -> Review:
    decisions = [Decision(f.id, action, treatment, "甲") for f in found.findings]
    return Review(found.sha256).decide(decisions)


def test_the_edits_follow_the_decisions(found):
    """A search is sent once; what is asked about stays readable."""
    key = "edits"
    assert planned(PlanRequest(key, Review(found.sha256), "general")) is None
    treat = review_with(found, Action.TREAT, Treatment.DELETE)
    edits = planned(PlanRequest(key, treat, "general", found))
    assert {e.treatment for e in edits} == {Treatment.DELETE}
    assert len(edits) == len(found.findings) > 0
    ask = review_with(found, Action.ASK)
    assert planned(PlanRequest(key, ask, "general")) == ()


@pytest.mark.parametrize("treatment", [Treatment.DELETE, Treatment.COVER])
def test_a_page_is_drawn_with_its_edits(pdf, found, treatment):
    """Only the page that is asked for; the original stays as it is."""
    review = review_with(found, Action.TREAT, treatment)
    edits = planned(PlanRequest("page", review, "general", found))
    (box,) = found.regions[found.findings[0].id]
    before = ink(render_page(pdf, NONE, 0, 2.0), box, 2.0)
    after = ink(render_treated(pdf, NONE, 0, 2.0, edits), box, 2.0)
    area = 4 * (box.x1 - box.x0) * (box.y1 - box.y0)
    assert 0.02 * area < before < 0.6 * area
    if treatment is Treatment.DELETE:
        assert after == 0
    else:
        assert after > 0.9 * area
    assert ink(render_page(pdf, NONE, 0, 2.0), box, 2.0) == before


def test_a_drawn_box_is_shown_on_its_page_only(pdf):
    box = Region(1, 200, 200, 300, 240)
    edit = Edit("manual-1", Treatment.COVER, "CUSTOM", region=box)
    assert ink(render_treated(pdf, NONE, 1, 1.0, (edit,)), box, 1.0) == 4000
    assert ink(render_treated(pdf, NONE, 0, 1.0, (edit,)), box, 1.0) == 0


def test_the_characters_of_a_page_can_be_chosen(pdf, found):
    """Each drawn character comes with its unit, offset and box."""
    chars = page_chars(pdf, NONE, 1)
    assert chars.text.startswith("身份证号")
    assert chars.text.endswith("第2页")
    units = {unit.id: unit for unit in found.units}
    for number, char in enumerate(chars.text):
        assert units[chars.unit_ids[number]].text[chars.offsets[number]] == char
        assert chars.boxes[number].page_index == 1
    lefts = [box.x0 for box in chars.boxes]
    assert lefts == sorted(lefts)


def test_word_has_no_pages_of_its_own(tmp_path):
    path = tmp_path / "文.docx"
    notice(path)
    with pytest.raises(UnsupportedError):
        render_treated(path, NONE, 0, 1.0, ())
    forget()


def test_characters_of_a_scan_can_be_chosen():
    """The search alone has read them, so they come from what it found."""
    units = (TextUnit("p0.1", "甲 乙", Place.PICTURE, 0),)
    boxes = array("f", (10, 10, 20, 20, 0, 0, 0, 0, 30, 10, 40, 20))
    scan = scan_result(units, seen={"p0.1": boxes})
    drawn = PageChars((), (), (), "")
    chars = drawn.with_seen(scan, 0)
    assert (chars.text, chars.offsets) == ("甲乙", (0, 2))
    assert chars.boxes[1] == Region(0, 30, 10, 40, 20)
    assert drawn.with_seen(scan, 1) is drawn
    (whole,) = scan.seen_regions("p0.1", Span(0, 3))
    assert (whole.x0, whole.x1) == (10, 40)


def scan_result(units, **more) -> ScanResult:
    return ScanResult(
        Path("a.pdf"),
        "0" * 64,
        1,
        "pdf",
        1,
        ((99.0, 99.0),),
        units,
        (),
        {},
        (),
        (),
        (),
        "general",
        {},
        0.0,
        **more,
    )


def test_the_preview_looks_like_the_copy(tmp_path):
    """Masks, boxes and lines set anew stand where the written copy has them."""
    from redactor.formats.registry import open_document
    from redactor.model import Plan, Span

    path = tmp_path / "英.pdf"
    with pymupdf.open() as document:
        page = document.new_page(width=420, height=120)
        page.insert_text((40, 60), "Name Wilhelmina Li of Room 7", fontsize=12)
        document.save(path)
    with open_document(path) as opened:
        (unit,) = [u for u in opened.units() if u.reading == "main"]
        start = unit.text.index("Wilhelmina")
        edit = Edit(
            "e", Treatment.DEIDENTIFY, "PERSON", unit.id, Span(start, start + 10), None,
            "W**",
        )  # fmt: skip
        plan = Plan(opened.sha256, (edit,))
        opened.write(plan, tmp_path / "copy.pdf")
    copy = render_page(tmp_path / "copy.pdf", NONE, 0, 1.5)
    preview = render_treated(path, NONE, 0, 1.5, (edit,))
    differing = sum(
        abs(a - b) > 40 for a, b in zip(copy.samples, preview.samples, strict=True)
    )
    assert differing < 30
    assert preview.samples != render_page(path, NONE, 0, 1.5).samples
    forget()
