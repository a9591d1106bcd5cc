"""What text and blocks look like outside hits: a writer's mistakes are caught."""

from pathlib import Path

import pytest

from tests.redactor.verification.docx_pairs import (
    ID,
    MASK,
    NAME,
    PHONE,
    Parts,
    W,
    body,
    failures,
    paragraph,
    parts,
    relations,
    request,
    run,
)

LOST = {("collateral", "collateral")}
BOLD = "<w:rPr><w:b/><w:sz w:val='32'/></w:rPr>"
SMALL = BOLD.replace("32", "28")
DRAWING = (
    '<w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:inline><wp:extent cx="{}" cy="360000"/></wp:inline>'
    "</w:drawing></w:r>"
)
TABLE = (
    "<w:tbl><w:tblPr><w:tblW w:w='5000' w:type='pct'/><w:jc w:val='center'/></w:tblPr>"
    "<w:tblGrid><w:gridCol w:w='900'/></w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>"
    "<w:tc><w:tcPr><w:vMerge w:val='restart'/><w:shd w:fill='D9D9D9'/></w:tcPr>"
    f"{paragraph(run('表头'))}</w:tc></w:tr></w:tbl>"
)
SECTION = (
    "<w:p><w:pPr><w:sectPr><w:pgSz w:w='16838' w:orient='landscape'/></w:sectPr>"
    "</w:pPr></w:p>"
)


def heading(properties: str, text: str = "标题") -> str:
    """Return a paragraph with properties of its own."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def pair(folder: Path, source: str, copy: str) -> set[tuple[str, str]]:
    """Return what fails when a source and a copy have these at their end."""
    clean, full = body(MASK, MASK, MASK), body(NAME, ID, PHONE)
    return failures(request(folder, parts(clean + copy), parts(full + source)))


@pytest.mark.parametrize(
    ("source", "copy"),
    [
        (paragraph(run("加粗", BOLD)), paragraph(run("加粗"))),
        (
            paragraph(run("加粗", BOLD)),
            paragraph(run("加粗", SMALL)),
        ),
        (paragraph(run("加", BOLD), run("粗")), paragraph(run("加"), run("粗", BOLD))),
        (paragraph(run("不加粗")), paragraph(run("不加粗", BOLD))),
        (
            paragraph(run("证件", BOLD), run(ID), run("已核", BOLD)),
            paragraph(run("证件", BOLD), run(MASK), run("已核")),
        ),
        (heading("<w:pStyle w:val='1'/>"), heading("<w:pStyle w:val='2'/>")),
        (heading("<w:jc w:val='center'/>"), heading("")),
        (heading("<w:tabs><w:tab w:val='left' w:pos='420'/></w:tabs>"), heading("")),
        (
            heading("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr>"),
            heading("<w:numPr><w:ilvl w:val='0'/><w:numId w:val='4'/></w:numPr>"),
        ),
        (heading("", "一") + paragraph(), heading("", "一")),
        (paragraph(DRAWING.format(720000)), paragraph()),
        (paragraph(DRAWING.format(720000)), paragraph(DRAWING.format(360000))),
        (TABLE, TABLE.replace("center", "left")),
        (TABLE, TABLE.replace("'900'", "'800'")),
        (TABLE, TABLE.replace("<w:tblHeader/>", "")),
        (TABLE, TABLE.replace("D9D9D9", "FFFFFF")),
        (TABLE, TABLE.replace("<w:vMerge w:val='restart'/>", "")),
        (SECTION, SECTION.replace(" w:orient='landscape'", "")),
        (SECTION, paragraph()),
    ],
    ids=[
        *("lost run properties", "size", "other run", "new", "beside a hit", "style"),
        *("alignment", "tabs", "list", "empty paragraph", "drawing", "drawing size"),
        *("table", "grid", "row", "shading", "merge", "section", "lost section"),
    ],
)
def test_a_change_of_looks_is_collateral(
    tmp_path: Path, source: str, copy: str
) -> None:
    assert pair(tmp_path, source, source.replace(ID, MASK)) == set()
    assert pair(tmp_path, source, copy) == LOST


@pytest.mark.parametrize(
    ("source", "copy"),
    [
        (
            '<w:p w:rsidR="00A1"><w:r w:rsidRPr="00B2"><w:t>文</w:t></w:r></w:p>',
            "<w:p><w:r><w:t>文</w:t></w:r></w:p>",
        ),
        (paragraph(run("文字", "<w:rPr><w:b w:val='1'/></w:rPr>")),) * 2,
        (paragraph(run("文字", "<w:rPr/>")), paragraph(run("文"), run("字"))),
        (
            paragraph(run("文字", BOLD)),
            paragraph(run("文", BOLD), run("字", BOLD.replace("/>", " />"))),
        ),
        (
            heading(
                "<w:jc w:val='left'/><w:pPrChange w:id='1' w:author='a'><w:pPr>"
                "<w:jc w:val='right'/></w:pPr></w:pPrChange>"
            ),
            heading("<w:jc w:val='left'/>"),
        ),
        (
            paragraph(
                run(
                    "改",
                    "<w:rPr><w:b/><w:rPrChange w:id='1' w:author='a'><w:rPr><w:i/>"
                    "</w:rPr></w:rPrChange></w:rPr>",
                )
            ),
            paragraph(run("改", "<w:rPr><w:b/></w:rPr>")),
        ),
        (TABLE.replace("</w:tblPr>", "<w:tblCaption w:val='x'/></w:tblPr>"), TABLE),
    ],
    ids=["sessions", "equal", "runs", "blanks", "change", "run change", "caption"],
)
def test_what_nobody_sees_may_change(tmp_path: Path, source: str, copy: str) -> None:
    assert pair(tmp_path, source, copy) == set()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (f"s{ID}", "s", set()),
        (f"s{ID}", f"s{MASK}", set()),
        (f"s{ID}", "t", LOST),
        (f"{NAME}正文", "正文", set()),
        (f"{NAME}正文", "标题", LOST),
    ],
    ids=["cut", "masked", "other", "name", "other name"],
)
def test_a_value_within_a_property(
    tmp_path: Path, before: str, after: str, expected: set[tuple[str, str]]
) -> None:
    """What was treated in it does not count; the rest of it does."""
    source, copy = (heading(f"<w:pStyle w:val='{x}'/>") for x in (before, after))
    assert pair(tmp_path, source, copy) == expected


def styled(inner: str, *values: str, lists: str = "") -> Parts:
    """Return a package with styles and lists."""
    found = parts(body(*values) + heading("<w:pStyle w:val='a1'/>"))
    kinds = {"styles": inner, "numbering": lists}
    for name, content in kinds.items():
        found[f"word/{name}.xml"] = f"<w:{name} {W}>{content}</w:{name}>".encode()
    found["word/_rels/document.xml.rels"] = relations(
        *((f"rId{i}", name, f"{name}.xml") for i, name in enumerate(kinds))
    )
    return found


STYLE = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='21'/></w:rPr></w:rPrDefault>"
    "</w:docDefaults><w:style w:type='paragraph' w:styleId='a1'><w:name w:val='{}'/>"
    "<w:rPr><w:sz w:val='32'/></w:rPr></w:style>"
)
LIST = (
    "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/>"
    "</w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
)


@pytest.mark.parametrize(
    ("style", "lists", "expected"),
    [
        (STYLE.format("公文标题"), LIST, set()),
        (STYLE.format("名"), LIST, set()),
        (STYLE.format("名").replace("32", "28"), LIST, LOST),
        (STYLE.format("名").replace("21", "24"), LIST, LOST),
        ("", LIST, LOST),
        (STYLE.format("名"), LIST.replace("decimal", "bullet"), LOST),
    ],
    ids=["equal", "renamed", "style", "defaults", "lost", "list"],
)
def test_styles_and_lists_look_as_they_did(
    tmp_path: Path, style: str, lists: str, expected: set[tuple[str, str]]
) -> None:
    source = styled(STYLE.format("公文标题"), NAME, ID, PHONE, lists=LIST)
    copy = styled(style, MASK, MASK, MASK, lists=lists)
    assert failures(request(tmp_path, copy, source)) == expected
