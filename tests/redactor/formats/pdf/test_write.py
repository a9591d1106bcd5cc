"""The copy: what stays is where it was, what goes is gone, the rest is told."""

from io import BytesIO

import numpy as np
import pikepdf
import pymupdf
import pypdfium2
import pytest
from PIL import Image

from redactor.errors import EditNotAppliedError, StalePlanError
from redactor.model import Edit, Plan, Region, Span, Treatment
from tests.build import pdf as build
from tests.build.people import id_number
from tests.redactor.formats.pdf.support import (
    open_bytes,
    page_texts,
    traces,
    treat,
)

SECRET = id_number(11)
LINES = [
    "上一行的文字应当不动",
    f"甲方号码{SECRET}，乙方文字不动",
    "下一行的文字应当不动",
]


def _pixels(data, page=0, scale=2.0):
    pdf = pypdfium2.PdfDocument(data)
    try:
        return np.asarray(pdf[page].render(scale=scale).to_pil().convert("L"))
    finally:
        pdf.close()


def _places(data):
    """Return the place of every character that MuPDF reads."""
    with pymupdf.open(stream=data, filetype="pdf") as doc:
        return {
            (char["c"], round(char["origin"][0]), round(char["origin"][1])): char[
                "origin"
            ]
            for page in doc
            for block in page.get_text("rawdict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            for char in span["chars"]
        }


@pytest.mark.parametrize("embed", [False, True], ids=["named", "embedded"])
@pytest.mark.parametrize("treatment", list(Treatment))
def test_neighbours_stay_within_half_a_point(tmp_path, treatment, embed):
    data = build.prose(LINES, leading=13, embed=embed)
    treated = treat(tmp_path, data, SECRET, treatment=treatment)
    before, after = _places(data), _places(treated.data)
    kept = [key for key in before if key[0] not in SECRET]
    for key in kept:
        assert key in after
        assert max(abs(np.subtract(before[key], after[key]))) < 0.5


@pytest.mark.parametrize(
    ("treatment", "dark"), [(Treatment.COVER, True), (Treatment.DELETE, False)]
)
def test_region_is_black_or_paper(tmp_path, treatment, dark):
    treated = treat(tmp_path, build.prose(LINES), SECRET, treatment=treatment)
    (region,) = treated.report.regions["e0"]
    inner = _pixels(treated.data)[
        int(region.y0 * 2) + 2 : int(region.y1 * 2) - 2,
        int(region.x0 * 2) + 2 : int(region.x1 * 2) - 2,
    ]
    assert inner.size > 100
    assert (inner < 10).all() if dark else (inner > 245).all()


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_regions_are_of_the_displayed_page(tmp_path, angle):
    doc = build.blank(rotation=angle)
    build.put(doc[0], 100, 200, f"号码{SECRET}尾")
    data = build.save(doc)
    treated = treat(tmp_path, data, SECRET)
    (region,) = treated.report.regions["e0"]
    dark = np.argwhere(_pixels(treated.data, scale=1.0) < 10)
    (y0, x0), (y1, x1) = dark.min(axis=0), dark.max(axis=0)
    assert x0 - 30 < region.x0 < region.x1 < x1 + 30
    inner = _pixels(treated.data, scale=1.0)[
        int(region.y0) + 2 : int(region.y1) - 1, int(region.x0) + 2 : int(region.x1) - 1
    ]
    assert (inner < 10).all()
    assert y0 <= y1


def test_area_drawn_by_hand_loses_text_and_pixels(tmp_path):
    data = build.scan(build.prose(LINES))
    area = Edit("r", Treatment.COVER, "X", region=Region(0, 60, 80, 400, 100))
    treated = treat(tmp_path, data, extra=(area,))
    with pikepdf.open(BytesIO(treated.data)) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        picture = np.asarray(pikepdf.PdfImage(image).as_pil_image().convert("L"))
    scale = picture.shape[0] / build.A4[1]
    inside = picture[int(82 * scale) : int(98 * scale), int(62 * scale) : 600]
    assert inside.max() - inside.min() < 12, "ink is left in the stored picture"
    assert len(treated.data) < 2 * len(data)
    assert [hazard.kind for hazard in treated.hazards] == ["scan"]


def test_scan_with_text_layer_is_read_and_blanked(tmp_path):
    doc = pymupdf.open(stream=build.scan(build.prose(LINES)), filetype="pdf")
    build.put(doc[0], 72, 92, LINES[1], render_mode=3)
    data = build.save(doc)
    treated = treat(tmp_path, data, SECRET, treatment=Treatment.DELETE)
    assert [hazard.kind for hazard in treated.hazards] == ["scan_layer"]
    assert treated.hazards[0].blocking, "the layer may misread what the scan shows"
    (region,) = treated.report.regions["e0"]
    inner = _pixels(treated.data)[
        int(region.y0 * 2) + 1 : int(region.y1 * 2) - 1,
        int(region.x0 * 2) + 1 : int(region.x1 * 2) - 1,
    ]
    assert inner.max() - inner.min() < 12


def test_page_becomes_a_picture_on_request(tmp_path):
    data = build.prose(LINES, embed=True)
    treated = treat(tmp_path, data, SECRET, rasterize=frozenset({0}))
    assert treated.report.rasterized == {0: "requested"}
    assert page_texts(treated.data) == [""]
    with pikepdf.open(BytesIO(treated.data)) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        assert image.Width >= build.A4[0] / 72 * 200
    old, new = _pixels(data, scale=1), _pixels(treated.data, scale=1)
    assert np.abs(old[:85].astype(int) - new[:85]).mean() < 3


def test_copy_is_the_same_every_time(tmp_path):
    data = build.prose(LINES, embed=True)
    one = treat(tmp_path, data, SECRET, treatment=Treatment.DEIDENTIFY).data
    two = treat(tmp_path, data, SECRET, treatment=Treatment.DEIDENTIFY).data
    assert one == two


def test_size_does_not_grow(tmp_path):
    data, values = build.long_chinese(5)
    treated = treat(tmp_path, data, *values)
    assert len(treated.data) < 1.3 * len(data)


def test_outline_and_links_are_cleaned_not_lost(tmp_path):
    doc = build.blank(2)
    build.put(doc[0], 72, 100, "正文")
    doc.set_toc([[1, f"关于{SECRET}的决定", 1], [2, "附件", 2]])
    box = pymupdf.Rect(72, 90, 120, 110)
    for uri in ("https://a.example/x", f"https://a.example/{SECRET}"):
        doc[0].insert_link({"kind": pymupdf.LINK_URI, "from": box, "uri": uri})
    doc[0].insert_link({"kind": pymupdf.LINK_GOTO, "from": box, "page": 1})
    treated = treat(tmp_path, build.save(doc), SECRET)
    assert traces(treated.data, SECRET) == []
    with pymupdf.open(stream=treated.data, filetype="pdf") as copy:
        assert [entry[:2] for entry in copy.get_toc()] == [
            [1, "关于某某的决定"],
            [2, "附件"],
        ]
        assert [entry[2] for entry in copy.get_toc()] == [1, 2]
        links = copy[0].get_links()
        assert sorted(link.get("uri", "inner") for link in links) == [
            "https://a.example/x",
            "inner",
        ]


def test_drops_are_counted(tmp_path):
    def change(pdf):
        pdf.docinfo["/Author"] = "某人"
        pdf.attachments["a.txt"] = b"x"

    treated = treat(tmp_path, build.with_pikepdf(build.prose(["正文"]), change))
    kinds = {removal.kind: removal.count for removal in treated.removals}
    assert kinds == {"metadata": 1, "attachment": 1}
    assert {r.kind for r in treated.report.removals} >= set(kinds)


def test_text_left_under_a_box_is_told_and_dropped(tmp_path):
    doc = build.blank()
    build.put(doc[0], 72, 100, f"号码{SECRET}")
    build.put(doc[0], 72, 130, "正文不动")
    doc[0].draw_rect(pymupdf.Rect(70, 85, 330, 105), fill=(0, 0, 0))
    data = build.save(doc)
    assert traces(data, SECRET)[0] == "page 0"
    treated = treat(tmp_path, data)
    assert traces(treated.data, SECRET) == []
    assert page_texts(treated.data) == ["正文不动"]
    assert [(h.kind, h.blocking) for h in treated.hazards] == [("covered_text", False)]
    assert "covered_text" in {removal.kind for removal in treated.removals}


def test_highlighted_text_is_not_taken_for_covered(tmp_path):
    doc = build.blank()
    build.put(doc[0], 72, 100, "标黄的正文不动")
    page = doc[0]
    page.add_highlight_annot(pymupdf.Rect(70, 85, 200, 105))
    treated = treat(tmp_path, build.save(doc))
    assert page_texts(treated.data) == ["标黄的正文不动"]
    assert treated.hazards == ()


def test_letters_do_not_tell_their_width(tmp_path):
    widths = set()
    for secret in ("illi@a.example", "wmmw@a.example"):
        treated = treat(tmp_path, build.prose([f"邮箱{secret}", "尾"]), secret)
        (region,) = treated.report.regions["e0"]
        widths.add(round(region.x1 - region.x0, 1))
    assert len(widths) == 1


def test_box_over_letters_stops_before_the_next_word(tmp_path):
    treated = treat(
        tmp_path, build.prose(["邮箱ab@c.example下文", "尾"]), "ab@c.example"
    )
    text = _places(treated.data)
    start = next(origin[0] for (char, *_), origin in text.items() if char == "下")
    (region,) = treated.report.regions["e0"]
    assert region.x1 <= start + 0.5


def test_edit_without_place_is_an_error(tmp_path):
    with open_bytes(tmp_path, build.prose(["正文"])) as document:
        edit = Edit("e", Treatment.COVER, "X", "p9.9", Span(0, 1))
        with pytest.raises(EditNotAppliedError):
            document.write(Plan(document.sha256, (edit,)), tmp_path / "out.pdf")
        page = Edit("e", Treatment.COVER, "X", region=Region(7, 0, 0, 5, 5))
        with pytest.raises(EditNotAppliedError):
            document.write(Plan(document.sha256, (page,)), tmp_path / "out.pdf")


def test_stale_plan_is_refused(tmp_path):
    with open_bytes(tmp_path, build.prose(["正文"])) as document:
        with pytest.raises(StalePlanError):
            document.write(Plan("0" * 64, ()), tmp_path / "out.pdf")
        (tmp_path / "in.pdf").write_bytes(build.prose(["换了"]))
        with pytest.raises(StalePlanError):
            document.write(Plan(document.sha256, ()), tmp_path / "out.pdf")


def test_exif_and_comments_leave_pictures(tmp_path):
    buffer = BytesIO()
    Image.new("RGB", (40, 40), "red").save(
        buffer, "jpeg", comment=SECRET.encode(), exif=_exif()
    )
    doc = build.blank()
    doc[0].insert_image(pymupdf.Rect(10, 10, 50, 50), stream=buffer.getvalue())
    data = build.save(doc)
    assert SECRET.encode() in data
    treated = treat(tmp_path, data)
    assert traces(treated.data, SECRET) == []
    assert "picture_metadata" in {r.kind for r in treated.report.removals}


def _exif():
    exif = Image.Exif()
    exif[0x010E] = SECRET
    return exif


def test_mask_shows_on_a_page_that_became_a_picture(tmp_path):
    data = build.prose(LINES, embed=True)
    treated = treat(
        tmp_path,
        data,
        SECRET,
        treatment=Treatment.DEIDENTIFY,
        rasterize=frozenset({0}),
    )
    (region,) = treated.report.regions["e0"]
    inner = _pixels(treated.data)[
        int(region.y0 * 2) : int(region.y1 * 2), int(region.x0 * 2) : int(region.x1 * 2)
    ]
    assert (inner < 100).mean() > 0.005, "the mask left no ink"
