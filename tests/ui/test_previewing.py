"""The preview of text in pictures shows nothing that the copy will not show."""

from array import array
from dataclasses import replace

from redactor.model import Edit, Place, Region, Span, TextUnit, Treatment
from tests.ui.fakes import fake_scan
from ui.previewing import sort_edits
from ui.workspace import Workspace


def test_every_character_of_a_slanted_line_is_wiped(qapp, tmp_path):
    """One box over such a line is as tall as a letter: those at its end stick out."""
    path = tmp_path / "scan.pdf"
    path.write_text("x", encoding="utf-8")
    workspace = Workspace()
    (entry,) = workspace.add([path])
    unit = TextUnit("p1/seen0", "\u5f20\u67d0\u7532\u4e59", Place.PICTURE, 0)
    chars = [(10.0 * n, 50.0 - 2 * n, 10.0 * n + 9, 60.0 - 2 * n) for n in range(4)]
    seen = {unit.id: array("f", [value for box in chars for value in box])}
    scan = replace(fake_scan(path), units=(unit,), findings=(), proposals=(), seen=seen)
    workspace.set_scan(entry, scan)
    line = Region(0, 0, 50, 39, 60)
    entry.located["e"] = (line,)
    edit = Edit("e", Treatment.DEIDENTIFY, "PERSON", unit.id, Span(0, 4), None, "x")
    treated = sort_edits(entry, scan, entry.review, (edit,))
    first, *more = treated.by_page[0]
    assert (first.region, first.replacement) == (line, "x")
    assert [one.region.y0 for one in more] == [48, 46, 44]
    assert {one.treatment for one in more} == {Treatment.DELETE}
    assert len({one.id for one in treated.by_page[0]}) == 4
