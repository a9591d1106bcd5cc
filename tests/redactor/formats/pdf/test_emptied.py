"""Text that is only paint goes, and the check is told where the page differs."""

import pytest
from pikepdf import Array, Dictionary, Name

from tests.build import pdf as build
from tests.build.pdf_places import ABOVE, BELOW, _form
from tests.build.people import id_number
from tests.redactor.formats.pdf.support import page_texts, traces, treat

SECRET = id_number(6)


def _pattern(pdf, page):
    form = _form(pdf, page, f"BT /helv 12 Tf 10 10 Td ({SECRET}) Tj ET")
    pattern = pdf.make_stream(form.read_bytes(), Resources=page.obj.Resources)
    pattern.Type, pattern.BBox = Name.Pattern, Array([0, 0, 200, 40])
    pattern.PatternType = pattern.PaintType = pattern.TilingType = 1
    pattern.XStep, pattern.YStep = 200, 40
    page.obj.Resources.Pattern = Dictionary(P=pattern)
    return "/Pattern cs /P scn 0 0 400 200 re f"


def _stencil(pdf, page):
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    text = f"1 g BT /helv 12 Tf 60 100 Td ({SECRET}) Tj ET"
    form = _form(pdf, page, text, Group=group)
    form.Resources = page.obj.Resources
    mask = Dictionary(S=Name.Luminosity, G=form)
    page.obj.Resources.ExtGState = Dictionary(G=Dictionary(SMask=mask))
    return "/G gs 0 g 0 0 400 200 re f"


def _drawn_font(pdf, page):
    glyph = pdf.make_stream(f"1000 0 d0 BT /helv 300 Tf ({SECRET}) Tj ET".encode())
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 3000, 700]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
        CharProcs=Dictionary(a=glyph),
        Encoding=Dictionary(Differences=Array([97, Name.a])),
        FirstChar=97,
        LastChar=97,
        Widths=Array([3000]),
        Resources=Dictionary(Font=Dictionary(helv=page.obj.Resources.Font.helv)),
    )
    page.obj.Resources.Font["/T3"] = pdf.make_indirect(font)
    return "BT /T3 40 Tf 60 100 Td (a) Tj ET"


@pytest.mark.parametrize("paint", [_pattern, _stencil, _drawn_font])
def test_painted_text_goes_and_its_place_is_told(tmp_path, paint):
    def change(pdf):
        page = pdf.pages[0]
        page.contents_add(f"q {paint(pdf, page)} Q".encode())

    doc = build.blank()
    build.put(doc[0], 72, 60, ABOVE, font="china-s")
    build.put(doc[0], 72, 300, BELOW, font="china-s")
    build.put(doc[0], 500, 60, ".", font="helv")
    data = build.with_pikepdf(build.save(doc), change)
    treated = treat(tmp_path, data)
    assert traces(treated.data, SECRET) == []
    zones = treated.report.reset
    assert zones
    assert all(zone.page_index == 0 and zone.y0 > 600 for zone in zones)
    text = "".join(page_texts(treated.data))
    assert ABOVE in text
    assert BELOW in text


def test_pages_without_painted_text_tell_nothing(tmp_path):
    treated = treat(tmp_path, build.prose([ABOVE, BELOW]))
    assert treated.report.reset == ()
