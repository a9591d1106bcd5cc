"""Pages that are turned, and larger than their numbers say."""

import pytest

from tests.build import pdf as build
from tests.build.pdf_places import ABOVE, BELOW
from tests.build.people import id_number
from tests.redactor.formats.pdf.support import bare, page_texts, traces, treat

SECRET = id_number(5)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("unit", [1, 2.5])
def test_turned_pages_of_any_unit(tmp_path, rotation, unit):
    def enlarge(pdf):
        pdf.pages[0].obj.UserUnit = unit
        pdf.pages[0].obj.CropBox = [20, 300, 560, 830]

    lines = [ABOVE, f"身份证号：{SECRET}，受理窗口三号", BELOW]
    data = build.with_pikepdf(build.prose(lines, rotation=rotation), enlarge)
    treated = treat(tmp_path, data, SECRET)
    assert not treated.report.rasterized
    assert traces(treated.data, SECRET) == []
    text = "".join(page_texts(treated.data))
    assert all(line in text for line in (ABOVE, BELOW, bare("受理窗口三号")))
