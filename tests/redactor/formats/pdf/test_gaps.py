"""Gaps in proportional type: values of different widths give one and the same page."""

import re
from io import BytesIO

import numpy as np
import pikepdf
import pymupdf
import pytest

from redactor.model import Treatment
from tests.build import pdf as build
from tests.redactor.formats.pdf.support import page_texts, treat

WIDE, SLIM = "Wm Wiggleworth", "Al Li"
NAMES = (WIDE, SLIM)


def _raw(content, *, rotation=0, frame="{}"):
    """Return a file with raw content; fonts are /helv and /tiro."""

    def builder(name):
        doc = build.blank(rotation=rotation)
        for font in ("helv", "tiro"):
            doc[0].insert_font(fontname=font)

        def change(pdf):
            pdf.pages[0].contents_add(frame.format(content(name)).encode())

        return build.with_pikepdf(build.save(doc), change)

    return builder


def _array(name):
    first, last = name.split()
    return (
        f"q BT .5 Tw /helv 11 Tf 72 300 Td [(Dear )-20({first} )10({last})-30( and )5"
        "(others)] TJ 0 -14 Td (second line) Tj 100 0 Td (far) Tj ET Q"
    )


def _pieces(name):
    return (
        "q BT 12 0 0 12 72 400 Tm /helv 1 Tf (Mr ) Tj "
        f"/tiro 1 Tf ({name}) Tj /helv 1 Tf ( and ) Tj (others) Tj ET Q"
    )


def _objects(name):
    """Each piece is placed by itself, as office programs do."""
    font = pymupdf.Font("helv")
    ends = np.cumsum([font.text_length(t, 12) for t in ("Mr ", name, " and ")]) + 72
    places = (72, *ends)
    shows = [
        f"BT /helv 12 Tf 1 0 0 1 {x:.3f} 400 Tm ({t}) Tj ET"
        for x, t in zip(places, ("Mr ", name, " and ", "others"), strict=True)
    ]
    return " ".join(shows)


def _glyphs(name):
    """Each letter is placed by itself."""
    font, x, shows = pymupdf.Font("helv"), 72.0, []
    for char in f"Mr {name} and others":
        shows.append(f"1 0 0 1 {x:.3f} 400 Tm ({char}) Tj")
        x += font.text_length(char, 12)
    return "BT /helv 12 Tf " + " ".join(shows) + " ET"


def _moves(name):
    width = pymupdf.Font("helv").text_length("Mr " + name, 12)
    return (
        f"BT /helv 12 Tf 14 TL 72 400 Td (Mr {name}) Tj {width:.3f} 0 Td ( and) Tj "
        f"-{width:.3f} -14 Td (next) Tj (third) ' T* (fourth) Tj ET"
    )


def _double(name):
    show = f"BT /helv 12 Tf {{}} 400 Td (Mr {name} and others) Tj ET "
    return show.format("72") + show.format("72.3")


def _last(name):
    return f"BT /helv 12 Tf 72 400 Td [(Mr )({name}) -30] TJ ET"


def _first(name):
    return f"BT /helv 12 Tf 72 400 Td ({name}) Tj (, then others) Tj ET"


def _two(name):
    return f"BT /helv 12 Tf 72 400 Td (From {name} to {name} and on) Tj ET"


def _turned(name):
    return f"q 0 1 -1 0 300 200 cm BT /helv 12 Tf (Mr {name} and others) Tj ET Q"


CONTENTS = [
    _array, _pieces, _objects, _glyphs, _moves, _double, _last, _first, _two, _turned,
]  # fmt: skip


def _form(name):
    data = _raw(lambda _: "q 1 0 0 1 20 30 cm /Fm0 Do Q")(name)

    def change(pdf):
        page = pdf.pages[0]
        page.obj.Resources.XObject = pikepdf.Dictionary(
            Fm0=pdf.make_stream(
                _pieces(name).encode(),
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=[0, 0, 600, 800],
                Matrix=[1, 0, 0, 1, 5, 0],
                Resources=pikepdf.Dictionary(Font=page.obj.Resources.Font),
            )
        )

    return build.with_pikepdf(data, change)


def _embedded(name):
    doc = build.blank()
    writer = pymupdf.TextWriter(doc[0].rect)
    font = pymupdf.Font("helv")
    writer.append((72, 100), f"Mr {name} and others", font=font, fontsize=12)
    writer.write_text(doc[0])
    return build.save(doc)


def _cell(name, width):
    doc = build.blank()
    build.draw_table(doc[0], [["a", "b"], ["", ""]], widths=[width, 80])
    doc[0].insert_text((64, 140), f"Mr {name} and on", fontname="helv", fontsize=12)
    return build.save(doc)


FILES = {
    **{content.__name__[1:]: _raw(content) for content in CONTENTS},
    "form": _form,
    "rotated": _raw(_pieces, rotation=90),
    "shrunk": _raw(_pieces, frame="q .24 0 0 .24 0 500 cm {} Q"),
    "embedded": _embedded,
}


def _geometry(data):
    with pymupdf.open(stream=data, filetype="pdf") as doc:
        return sorted(
            (char["c"], *(round(value, 2) for value in char["origin"]))
            for block in doc[0].get_text("rawdict")["blocks"]
            for line in block.get("lines", ())
            for span in line["spans"]
            for char in span["chars"]
        )


def _shown(data):
    """Return all that the content of a page says, forms included."""
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[0]
        page.contents_coalesce()
        found = [page.obj.Contents.read_bytes()]
        objects = page.obj.Resources.get("/XObject", {})
        found += [form.read_bytes() for form in objects.values()]
        return b"\n".join(found)


@pytest.mark.parametrize("treatment", list(Treatment))
@pytest.mark.parametrize("name", sorted(FILES))
def test_width_of_a_name_does_not_tell(tmp_path, name, treatment):
    """Neither the page nor any number in its content knows which name it was."""
    copies = [
        treat(tmp_path, FILES[name](value), value, treatment=treatment)
        for value in NAMES
    ]
    one, two = (copy.data for copy in copies)
    assert not any(copy.report.rasterized for copy in copies)
    assert _geometry(one) == _geometry(two)
    assert _shown(one) == _shown(two)
    assert copies[0].report.regions == copies[1].report.regions


def test_rest_of_the_line_stays_readable(tmp_path):
    treated = treat(tmp_path, FILES["array"](WIDE), WIDE)
    assert page_texts(treated.data) == ["Dearandotherssecondlinefar"]
    (region,) = treated.report.regions["e0"]
    (moved,) = treated.report.moved
    assert region.x1 == pytest.approx(moved.region.x0 + moved.dx, abs=0.6)


@pytest.mark.parametrize(("width", "ems"), [(150, 3), (95, 1)], ids=["wide", "tight"])
def test_line_stays_in_its_cell(tmp_path, width, ems):
    """A line that has no room to grow gets a narrower gap."""
    treated = treat(tmp_path, _cell(SLIM, width), SLIM)
    (region,) = treated.report.regions["e0"]
    assert region.x1 - region.x0 == pytest.approx(ems * 12, abs=0.1)
    assert max(x for _, x, y in _geometry(treated.data) if y == 140) < 60 + width - 4


def test_columns_and_table_cells_do_not_move(tmp_path):
    doc = build.blank()
    doc[0].insert_text((72, 100), f"Mr {WIDE}", fontname="helv", fontsize=12)
    doc[0].insert_text((300, 100), "other column", fontname="helv", fontsize=12)
    data = build.save(doc)
    before = [place for place in _geometry(data) if place[1] >= 300]
    treated = treat(tmp_path, data, WIDE)
    assert [place for place in _geometry(treated.data) if place[1] >= 300] == before
    assert treated.report.moved == ()


def test_column_in_the_same_operator_does_not_move(tmp_path):
    """A wide number parts columns: what stands behind it takes back the move."""
    shows = f"q BT /helv 12 Tf 72 400 Td [(Mr )({WIDE})( and on)-4000(column)] TJ ET Q"
    data = _raw(lambda _: shows)(WIDE)
    before = [place for place in _geometry(data) if place[1] > 250]
    treated = treat(tmp_path, data, WIDE)
    after = [place for place in _geometry(treated.data) if place[1] > 200]
    assert [char for char, *_ in after] == sorted("column")
    assert [x for _, x, _ in after] == pytest.approx([x for _, x, _ in before], abs=0.1)


@pytest.mark.parametrize("font", ["cour", "china-s"])
def test_letters_of_one_width_stay_where_they_are(tmp_path, font):
    doc = build.blank()
    doc[0].insert_text((72, 100), "No AB12345 is kept", fontname=font, fontsize=12)
    data = build.save(doc)
    before = _geometry(data)
    treated = treat(tmp_path, data, "AB12345")
    assert treated.report.moved == ()
    assert set(_geometry(treated.data)) <= set(before)


def test_line_that_defies_moving_becomes_a_picture(tmp_path, monkeypatch):
    """What cannot be found in the content is moved as pixels, box and all."""
    monkeypatch.setattr("redactor.formats.pdf.textpen._NEAR", -1.0)
    monkeypatch.setattr("redactor.formats.pdf.textpen._MET", -1.0)
    boxes = []
    for name in NAMES:
        treated = treat(tmp_path, FILES["first"](name), name)
        assert treated.report.rasterized == {0: "gap_width"}
        assert page_texts(treated.data) == [""]
        with pymupdf.open(stream=treated.data, filetype="pdf") as doc:
            pixmap = doc[0].get_pixmap(dpi=72, colorspace=pymupdf.csGRAY)
        ink = np.frombuffer(pixmap.samples, np.uint8).reshape(pixmap.h, pixmap.w) < 200
        columns = np.flatnonzero(ink.any(axis=0))
        boxes.append((columns.min(), columns.max()))
    assert np.abs(np.subtract(*boxes)).max() <= 1


def test_numbers_of_removed_text_leave_the_content(tmp_path):
    """MuPDF leaves the width of what it removed even where nothing follows."""
    shown = _shown(treat(tmp_path, FILES["last"](WIDE), WIDE).data)
    assert not re.search(rb"-\d{4,}", shown)
