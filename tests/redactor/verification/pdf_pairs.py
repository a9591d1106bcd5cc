"""A source and its clean copy, made by code; leftovers are planted into the copy."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf

from redactor.model import Edit, Region, Secret, Treatment, WriteReport
from redactor.verification.check import VerificationOutcome, VerifyRequest, verify
from tests.build.people import id_number, mobile

ID = id_number(5)
PHONE = mobile(3)
NAME = "欧阳孟霆"
VALUES = (("PERSON", NAME), ("CN_ID_CARD", ID), ("CN_MOBILE", PHONE))
PLACES = {NAME: (112, 44), ID: (240, 110), PHONE: (440, 66)}
KEPT = (
    (72, 100, "第一行说明文字应当保留"),
    (72, 120, "申请人"),
    (190, 120, "身份证号"),
    (380, 120, "联系电话"),
    (72, 140, "第三行说明文字应当保留"),
)
Change = Callable[[pikepdf.Pdf], None]


def put(page: Any, x: float, y: float, text: str) -> None:
    """Write a text in 11 points, its left baseline end at (x, y) from the top left."""
    font = "helv" if text.isascii() else "china-s"
    page.insert_text((x, y), text, fontname=font, fontsize=11)


def draw(path: Path, *, hidden: Sequence[str], paint: Treatment | None) -> None:
    """Draw the page; ``hidden`` values are left out and painted over or masked."""
    doc = pymupdf.open()
    page = doc.new_page(width=595, height=842)
    for x, y, text in KEPT:
        put(page, x, y, text)
    for value, (x, _) in PLACES.items():
        if value not in hidden:
            put(page, x, 120, value)
        elif paint is Treatment.DEIDENTIFY:
            put(page, x, 120, "****")
    if paint is Treatment.COVER:
        for value in hidden:
            region = box(value)
            page.draw_rect(
                (region.x0, region.y0, region.x1, region.y1), color=0, fill=0
            )
    doc.save(path, garbage=4, deflate=True)
    doc.close()


def box(value: str) -> Region:
    """Return where a value stands."""
    x, width = PLACES[value]
    return Region(0, x, 109, x + width, 124)


def scrub(path: Path, change: Change | None = None) -> None:
    """Drop what copies never hold, then plant a leftover."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for holder in (pdf.trailer, pdf.Root):
            if "/Info" in holder:
                del holder["/Info"]
        if change:
            change(pdf)
        pdf.save(path)


def make(
    folder: Path,
    change: Change | None = None,
    treatment: Treatment = Treatment.DEIDENTIFY,
    hidden: Sequence[str] = (NAME, ID, PHONE),
) -> VerifyRequest:
    """Return a request for a copy that hides the values, with a planted leftover."""
    source, copy = folder / "source.pdf", folder / "copy.pdf"
    draw(source, hidden=(), paint=None)
    draw(copy, hidden=hidden, paint=treatment)
    scrub(copy, change)
    mask = "****" if treatment is Treatment.DEIDENTIFY else ""
    edits = tuple(
        Edit(f"e{i}", treatment, entity, region=box(value), replacement=mask)
        for i, (entity, value) in enumerate(VALUES)
    )
    regions = {e.id: (e.region,) for e in edits if e.region}
    return VerifyRequest(
        source,
        copy,
        "pdf",
        tuple(Secret(entity, value, mask) for entity, value in VALUES),
        edits,
        WriteReport(tuple(e.id for e in edits), (), regions),
    )


def nothing(texts: Sequence[str]) -> list[list[tuple[int, int, str, float]]]:
    """A detection that finds nothing."""
    return [[] for _ in texts]


def run(request: VerifyRequest) -> VerificationOutcome:
    """Check without detection."""
    return verify(request, nothing)


def failures(request: VerifyRequest) -> set[tuple[str, str]]:
    """Return channel and code of every failed check."""
    checks = run(request).report.checks
    return {(c.channel, c.code) for c in checks if not c.passed}
