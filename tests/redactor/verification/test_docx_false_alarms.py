"""Good Word copies that a check could take for bad ones, each beside the real leak."""

from collections.abc import Callable
from pathlib import Path

import pytest

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
