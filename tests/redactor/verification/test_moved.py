"""What the writer says it moved must stand at its new place."""

import pymupdf
import pytest

from redactor.model import Edit, Moved, Region, Secret, Treatment, WriteReport
from redactor.verification.check import VerifyRequest, verify
from tests.redactor.verification.pdf_pairs import scrub

NAME, REST, STEP = "Wm Wiggleworth", " for all the details", -50.0
HEAD = "Contact "
FONT = pymupdf.Font("helv")
START = 72 + FONT.text_length(HEAD, 12)
END = START + FONT.text_length(NAME, 12)


def _draw(path, *pieces):
    doc = pymupdf.open()
    page = doc.new_page(width=595, height=842)
    for x, y, text in ((72, 80, "line above"), (72, 120, "line below"), *pieces):
        page.insert_text((x, y), text, fontname="helv", fontsize=12)
    doc.save(path)
    doc.close()
    scrub(path)


def _outcome(folder, *, rest=REST, end=REST, place=STEP, told=STEP, kept=0):
    source, copy = folder / "source.pdf", folder / "copy.pdf"
    _draw(source, (72, 100, HEAD + NAME + end))
    _draw(copy, (72, 100, HEAD), (END + place, 100, rest))
    edit = Edit("e0", Treatment.DELETE, "PERSON", region=Region(0, START, 89, END, 102))
    last = END + FONT.text_length(end, 12)
    report = WriteReport(
        ("e0",),
        regions={"e0": (Region(0, START, 89, END + STEP, 102),)},
        moved=(Moved(Region(0, END, 89, last, 102), told, 0.0),),
        reset=(Region(0, START, 89, last, 102),),
    )
    request = VerifyRequest(
        source, copy, "pdf", (Secret("PERSON", NAME, kept=kept),), (edit,), report
    )
    checks = verify(request, lambda texts: [[] for _ in texts]).report.checks
    return {check.channel for check in checks if not check.passed}


def test_moved_rest_of_a_line_passes(tmp_path):
    assert _outcome(tmp_path) == set()


@pytest.mark.parametrize(
    "wrong",
    [{"place": STEP - 3}, {"told": STEP + 3}, {"rest": " for all the detail"}],
    ids=["elsewhere", "told-wrongly", "lost"],
)
def test_rest_that_is_not_as_told_fails(tmp_path, wrong):
    assert "moved" in _outcome(tmp_path, **wrong)


def test_the_same_value_may_stay_on_the_line(tmp_path):
    """A value that was kept on purpose moves along with the rest of its line."""
    assert _outcome(tmp_path, rest=f" and {NAME}", end=f" and {NAME}", kept=1) == set()
