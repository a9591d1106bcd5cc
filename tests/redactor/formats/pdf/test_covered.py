"""Text hidden under boxes on input: told and dropped, but only where it is hidden."""

from io import BytesIO

import pymupdf
import pytest
from PIL import Image

from tests.build import pdf as build
from tests.build.people import id_number
from tests.redactor.formats.pdf.support import page_texts, traces, treat

SECRET = id_number(31)
BLACK, WHITE, GREY = (0, 0, 0), (1, 1, 1), (0.8, 0.8, 0.8)


def _kinds(treated):
    return {removal.kind for removal in treated.removals}


def _lid(page, box, **how):
    page.draw_rect(pymupdf.Rect(box), color=None, **how)


def _page(**how):
    doc = build.blank(**how)
    build.put(doc[0], 72, 130, "正文不动")
    return doc, doc[0]


@pytest.mark.parametrize("colour", [BLACK, WHITE, GREY], ids=["black", "white", "grey"])
@pytest.mark.parametrize("rotation", [0, 90, 270])
def test_whole_line_under_a_box(tmp_path, colour, rotation):
    doc, page = _page(rotation=rotation)
    build.put(page, 72, 100, f"号码{SECRET}")
    _lid(page, (70, 85, 330, 105), fill=colour)
    treated = treat(tmp_path, build.save(doc))
    assert traces(treated.data, SECRET) == []
    assert page_texts(treated.data) == ["正文不动"]
    assert [(h.kind, h.blocking) for h in treated.hazards] == [("covered_text", False)]
    assert "covered_text" in _kinds(treated)


@pytest.mark.parametrize("colour", [BLACK, WHITE], ids=["black", "white"])
def test_part_of_a_line_under_a_box(tmp_path, colour):
    """The rest of the line stays, as text that is read and searched."""
    doc, page = _page()
    build.put(page, 72, 100, f"号码{SECRET}之后的文字")
    _lid(page, (96, 85, 96 + 12 * 18, 105), fill=colour)
    treated = treat(tmp_path, build.save(doc))
    assert page_texts(treated.data) == ["正文不动号码" + "之后的文字"]
    assert traces(treated.data, SECRET) == []
    read = [unit.text for unit in treated.units if unit.editable]
    assert any("之后的文字" in text for text in read)
    assert not any(SECRET in text for text in read)


def test_part_of_slanted_text_under_a_box(tmp_path):
    doc, page = _page()
    build.put(page, 300, 700, f"{SECRET}其余", rotate=90)
    _lid(page, (280, 700 - 12 * 18, 310, 705), fill=BLACK)
    treated = treat(tmp_path, build.save(doc))
    assert page_texts(treated.data) == ["正文不动其余"]


def test_text_under_a_picture(tmp_path):
    buffer = BytesIO()
    Image.new("RGB", (60, 20), "black").save(buffer, "png")
    doc, page = _page()
    build.put(page, 72, 100, f"号码{SECRET}")
    box = pymupdf.Rect(96, 85, 330, 105)
    page.insert_image(box, stream=buffer.getvalue(), keep_proportion=False)
    treated = treat(tmp_path, build.save(doc))
    assert page_texts(treated.data) == ["正文不动号码"]
    assert "covered_text" in _kinds(treated)


def _before(page):
    _lid(page, (70, 85, 330, 105), fill=BLACK)
    build.put(page, 72, 100, "黑底上的白字", color=WHITE)


def _glass(page):
    build.put(page, 72, 100, "半透明的黑底上的白字")
    _lid(page, (70, 85, 330, 105), fill=GREY, fill_opacity=0.5)


def _highlight(page):
    build.put(page, 72, 100, "标黄的文字")
    page.add_highlight_annot(pymupdf.Rect(70, 85, 330, 105))


def _rule(page):
    build.put(page, 72, 100, "下划线与删除线的文字")
    _lid(page, (70, 95.5, 330, 96.5), fill=BLACK)


def _beside(page):
    build.put(page, 72, 100, "文字旁边的黑块")
    _lid(page, (170, 85, 330, 105), fill=BLACK)


def _over_picture(page):
    buffer = BytesIO()
    Image.effect_noise((300, 40), 40).save(buffer, "png")
    page.insert_image(pymupdf.Rect(70, 85, 330, 105), stream=buffer.getvalue())
    build.put(page, 72, 100, "图片上的文字")


@pytest.mark.parametrize(
    "draw", [_before, _glass, _highlight, _rule, _beside, _over_picture]
)
def test_what_can_be_read_is_not_covered(tmp_path, draw):
    doc, page = _page()
    draw(page)
    data = build.save(doc)
    before = page_texts(data)
    treated = treat(tmp_path, data)
    assert page_texts(treated.data) == before
    assert "covered_text" not in _kinds(treated)
    assert not any(hazard.kind == "covered_text" for hazard in treated.hazards)
