"""Nothing is left in any hiding place, and the lines around it stay."""

import pytest

from redactor.model import Treatment
from tests.build.pdf_hiding import PLACES, STRUCTURE
from tests.build.pdf_places import ABOVE, BELOW
from tests.build.people import id_number
from tests.redactor.formats.pdf.support import page_texts, traces, treat

SECRET = id_number(7)


@pytest.mark.parametrize("place", sorted(PLACES))
def test_place_on_the_page_is_emptied(tmp_path, place):
    """A search of the units finds the value, and the copy holds no trace of it."""
    data = PLACES[place](SECRET)
    treated = treat(tmp_path, data, SECRET)
    assert treated.edits, "the units do not give the value"
    assert traces(treated.data, SECRET) == []
    if treated.report.rasterized:
        assert place == "vertical_writing"
        return
    text = "".join(page_texts(treated.data))
    assert ABOVE in text
    assert BELOW in text


@pytest.mark.parametrize("place", sorted(STRUCTURE))
def test_place_beside_the_page_is_dropped(tmp_path, place):
    """What no reader of the page sees goes without any edit."""
    data = STRUCTURE[place](SECRET)
    assert traces(data, SECRET), "the builder hides nothing"
    treated = treat(tmp_path, data)
    assert traces(treated.data, SECRET) == []
    text = "".join(page_texts(treated.data))
    assert ABOVE in text
    assert BELOW in text


@pytest.mark.parametrize("treatment", list(Treatment))
@pytest.mark.parametrize("place", ["plain", "embedded_font", "page_rotated_90"])
def test_every_treatment_empties(tmp_path, place, treatment):
    treated = treat(tmp_path, PLACES[place](SECRET), SECRET, treatment=treatment)
    assert traces(treated.data, SECRET) == []
    shown = "".join(page_texts(treated.data))
    assert ("某某" in shown) == (treatment is Treatment.DEIDENTIFY)
