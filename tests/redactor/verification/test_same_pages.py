"""Pages are only taken for equal when everything that they are made of is equal."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from redactor.verification.pdf.fonts import FontTables
from redactor.verification.pdf.same import SamePages


def _document(path: Path, change: Callable[[pikepdf.Pdf], None] | None) -> pikepdf.Pdf:
    """Return an open file of one page with a font that has a program."""
    pdf = pikepdf.new()
    program = pdf.make_stream(b"\0\1\0\0 glyphs")
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.TrueType,
            FontDescriptor=pdf.make_indirect(pikepdf.Dictionary(FontFile2=program)),
            ToUnicode=pdf.make_stream(b"1 beginbfchar <41> <738B> endbfchar"),
            FirstChar=65,
            Widths=pikepdf.Array([500, 600]),
        )
    )
    page = pdf.add_blank_page(page_size=(200, 300))
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F0=font))
    page.obj.Contents = pdf.make_stream(b"BT /F0 12 Tf (A) Tj ET")
    if change is not None:
        change(pdf)
    pdf.save(path)
    return pikepdf.open(path)


def _font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.pages[0].obj.Resources.Font.F0


def _content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F0 12 Tf (B) Tj ET")


def _program(pdf: pikepdf.Pdf) -> None:
    _font(pdf).FontDescriptor.FontFile2 = pdf.make_stream(b"\0\1\0\0 other")


def _meaning(pdf: pikepdf.Pdf) -> None:
    _font(pdf).ToUnicode = pdf.make_stream(b"1 beginbfchar <41> <5F20> endbfchar")


def _width(pdf: pikepdf.Pdf) -> None:
    _font(pdf).Widths[0] = 501


def _turned(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Pages.Rotate = 90


def _note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9])
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])


def _layers(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array())


def _circle(pdf: pikepdf.Pdf) -> None:
    resources = pdf.make_indirect(pdf.pages[0].obj.Resources)
    resources.Properties = pikepdf.Dictionary(Self=resources)
    pdf.pages[0].obj.Resources = resources


def _compare(
    folder: Path,
    source: Callable[[pikepdf.Pdf], None] | None,
    copy: Callable[[pikepdf.Pdf], None] | None,
) -> bool:
    with (
        _document(folder / "source.pdf", source) as before,
        _document(folder / "copy.pdf", copy) as after,
    ):
        return SamePages(before, after, (FontTables(), FontTables())).same(0)


def test_an_untouched_page_is_the_same(tmp_path: Path) -> None:
    assert _compare(tmp_path, None, None)


def test_numbers_of_objects_do_not_matter(tmp_path: Path) -> None:
    def shift(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Extra = pdf.make_indirect(pikepdf.Dictionary())
        _font(pdf).ToUnicode = pdf.make_stream(b"1 beginbfchar <41> <738B> endbfchar")

    assert _compare(tmp_path, None, shift)


@pytest.mark.parametrize(
    "change", [_content, _program, _meaning, _width, _turned, _note, _layers]
)
def test_any_change_tells(
    tmp_path: Path, change: Callable[[pikepdf.Pdf], None]
) -> None:
    assert not _compare(tmp_path, None, change)


@pytest.mark.parametrize("both", [_note, _layers, _circle])
def test_what_cannot_be_judged_is_not_the_same(
    tmp_path: Path, both: Callable[[pikepdf.Pdf], None]
) -> None:
    assert not _compare(tmp_path, both, both)


def test_a_page_too_many_is_not_the_same(tmp_path: Path) -> None:
    with _document(tmp_path / "source.pdf", None) as pdf:
        assert not SamePages(pdf, pdf, (FontTables(), FontTables())).same(1)
