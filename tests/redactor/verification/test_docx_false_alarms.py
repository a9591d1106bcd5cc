"""Good Word copies that a check could take for bad ones, each beside the real leak."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from redactor.model import Removal
from tests.redactor.verification.docx_pairs import (
    ID,
    MASK,
    NAME,
    PHONE,
    Parts,
    body,
    failures,
    paragraph,
    parts,
    request,
    run,
)

SPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:q="http://vendor.example/2026" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def pair(folder: Path, source: str, copy: str) -> set[tuple[str, str]]:
    """Return what fails when a source and a copy have these at their end."""
    clean, full = body(MASK, MASK, MASK), body(NAME, ID, PHONE)
    return failures(request(folder, _with(clean, copy), _with(full, source)))


def _with(usual: str, extra: str) -> Parts:
    return parts(usual + extra)


def symbols(text: str) -> str:
    """Return a paragraph of w:sym elements."""
    signs = "".join(f'<w:sym w:font="Symbol" w:char="F0{ord(c):02X}"/>' for c in text)
    return paragraph(run("证件"), f"<w:r>{signs}</w:r>", run("已核"))


def private(text: str) -> str:
    """Return a paragraph whose text is in a symbol font's private characters."""
    return paragraph(run("证件" + "".join(chr(0xF000 + ord(c)) for c in text) + "已核"))


def wide(text: str) -> str:
    """Return a paragraph whose number is in full width."""
    return paragraph(run("证件" + "".join(chr(ord(c) + 0xFEE0) for c in text) + "已核"))


@pytest.mark.parametrize("form", [symbols, private, wide])
def test_numbers_in_other_forms_of_digits(
    tmp_path: Path, form: Callable[[str], str]
) -> None:
    masked = paragraph(run("证件"), run(MASK), run("已核"))
    assert pair(tmp_path, form(ID), masked) == set()
    assert ("parts", "residue") in pair(tmp_path, form(ID), form(ID))
    lost = paragraph(run("证件"), run("已核"))
    assert pair(tmp_path, form("2022"), lost) == {("collateral", "collateral")}


def drop_down(result: str) -> str:
    """Return a legacy drop-down field with its second entry chosen."""
    entries = f"<w:listEntry w:val='{PHONE}'/><w:listEntry w:val='{ID}'/>"
    return paragraph(
        run("证件"),
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result '
        f"w:val='1'/>{entries}</w:ddList></w:ffData></w:fldChar></w:r>"
        "<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        run("已核"),
    )


@pytest.mark.parametrize("result", ["", run(ID)], ids=["entry", "result"])
def test_the_entry_of_a_drop_down_field(tmp_path: Path, result: str) -> None:
    source = drop_down(result)
    masked = paragraph(run("证件"), run(MASK), run("已核"))
    assert pair(tmp_path, source, masked) == set()
    other = paragraph(run("证件"), run("第三项"), run("已核"))
    assert pair(tmp_path, source, other) == {("collateral", "collateral")}
    left = paragraph(run("证件"), run(ID), run("已核"))
    assert ("parts", "residue") in pair(tmp_path, source, left)


def alternate(prefix: str) -> str:
    """Return alternate content whose choice needs one namespace."""
    return paragraph(
        f'<w:r><mc:AlternateContent {SPACES}><mc:Choice Requires="{prefix}">'
        "<w:t>新版说明</w:t></mc:Choice><mc:Fallback><w:t>旧版说明</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


@pytest.mark.parametrize(
    ("prefix", "shown", "other"),
    [("wps", "新版说明", "旧版说明"), ("q", "旧版说明", "新版说明")],
    ids=["known", "unknown"],
)
def test_the_branch_that_readers_show(
    tmp_path: Path, prefix: str, shown: str, other: str
) -> None:
    source = alternate(prefix)
    assert pair(tmp_path, source, paragraph(run(shown))) == set()
    for copy in (paragraph(run(other)), paragraph()):
        assert pair(tmp_path, source, copy) == {("collateral", "collateral")}


def test_alternate_content_within_alternate_content(tmp_path: Path) -> None:
    inner = alternate("wps")
    source = paragraph(
        f'<w:r><mc:AlternateContent {SPACES}><mc:Choice Requires="wps">'
        f"<w:t>外层</w:t>{inner}</mc:Choice><mc:Fallback><w:t>外层旧版</w:t>{inner}"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    copy = paragraph(run("外层"), paragraph(run("新版说明")))
    assert pair(tmp_path, source, copy) == set()


def guided(text: str, guide: str = "yin") -> str:
    """Return a paragraph with a guide above each character of a text."""
    return paragraph(
        run("姓名"),
        *(
            f"<w:r><w:ruby><w:rt>{run(guide)}</w:rt><w:rubyBase>{run(char)}"
            "</w:rubyBase></w:ruby></w:r>"
            for char in text
        ),
        run("已核"),
    )


def sections(text: str) -> str:
    """Return a text with a CDATA section, a comment and an instruction in it."""
    inner = f"{text[:2]}<!-- x --><![CDATA[{text[2:3]}]]><?y z?>{text[3:]}"
    return paragraph(f"<w:r><w:t>姓名{inner}已核</w:t></w:r>")


def by_code(text: str) -> str:
    """Return a paragraph of symEx elements."""
    space = (
        'xmlns:w16se="http://schemas.microsoft.com/office/word/2015/wordml/symex" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    )
    signs = "".join(
        f'<mc:AlternateContent {space}><mc:Choice Requires="w16se"><w16se:symEx '
        f'w16se:char="{ord(char):X}"/></mc:Choice></mc:AlternateContent>'
        for char in text
    )
    return paragraph(run("姓名"), f"<w:r>{signs}</w:r>", run("已核"))


@pytest.mark.parametrize("form", [guided, sections, by_code])
def test_names_in_rare_markup(tmp_path: Path, form: Callable[[str], str]) -> None:
    if form is guided:
        masked = guided(MASK)
    else:
        masked = paragraph(run("姓名"), run(MASK), run("已核"))
    assert pair(tmp_path, form(NAME), masked) == set()
    shown = paragraph(run("姓名"), run(NAME), run("已核"))
    assert ("parts", "residue") in pair(tmp_path, form(NAME), shown)
    lost = paragraph(run("姓名"), run("已核"))
    assert pair(tmp_path, form("寻常话语"), lost) == {("collateral", "collateral")}


def test_a_guide_that_is_lost(tmp_path: Path) -> None:
    source, copy = guided("寻常话语", "yin"), guided("寻常话语", "")
    assert pair(tmp_path, source, copy) == {("collateral", "collateral")}


def grid(cells: Sequence[str]) -> str:
    """Return a table of one row."""
    inner = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in cells)
    return f"<w:tbl><w:tr>{inner}</w:tr></w:tbl>" + paragraph(run("已核"))


def test_a_mask_dealt_out_to_boxes(tmp_path: Path) -> None:
    """Dashes between the boxes stay."""
    source = grid([*ID[:6], "—", *ID[6:]])
    boxes = ["*", "*", "", "", "", "", "—", "*", "*", *[""] * 10]
    assert pair(tmp_path, source, grid(boxes)) == set()
    boxes[4] = "另"
    assert pair(tmp_path, source, grid(boxes)) == {("collateral", "collateral")}


CHANGE = '<w:{} w:id="1" w:author="a"/>'
ROW = "<w:tr><w:trPr>{}</w:trPr>{}</w:tr>"


def changed_table(*, shown: bool) -> str:
    """Return a table with a row and a cell that a tracked change takes away."""
    gone = CHANGE.format("del")
    cells = [f"<w:tc>{paragraph(run(t))}</w:tc>" for t in ("留下", "也留")]
    mark = CHANGE.format("cellDel")
    if shown:
        cells.append(
            f"<w:tc><w:tcPr>{mark}</w:tcPr>{paragraph(run('划掉的格'))}</w:tc>"
        )
    rows = [ROW.format("", "".join(cells))]
    if shown:
        taken = f"<w:tc>{paragraph(run('划掉的行'))}</w:tc>"
        rows.append(ROW.format(gone, taken))
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def test_rows_and_cells_that_were_struck_out(tmp_path: Path) -> None:
    job = request(
        tmp_path,
        parts(body(MASK, MASK, MASK) + changed_table(shown=False)),
        parts(body(NAME, ID, PHONE) + changed_table(shown=True)),
    )
    report = replace(job.report, removals=(Removal("revision", 2),))
    assert failures(replace(job, report=report)) == set()
    full = parts(body(NAME, ID, PHONE) + changed_table(shown=True))
    lost = request(tmp_path, parts(body(MASK, MASK, MASK)), full)
    assert failures(replace(lost, report=report)) == {("collateral", "collateral")}
