"""Every channel of the Word check: a clean copy passes, a planted leftover fails."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from redactor.model import Removal, Secret
from tests.redactor.verification.docx_pairs import (
    ID,
    MASK,
    NAME,
    OFFICE,
    PHONE,
    Parts,
    body,
    document,
    failures,
    pack,
    paragraph,
    parts,
    relations,
    request,
    run,
)

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
CLEAN = body(MASK, MASK, MASK)


def with_body(extra: str) -> Parts:
    return parts(CLEAN + extra)


def test_a_clean_copy_passes(tmp_path: Path) -> None:
    assert failures(request(tmp_path)) == set()


def test_the_untouched_source_is_residue(tmp_path: Path) -> None:
    job = request(tmp_path)
    assert ("parts", "residue") in failures(replace(job, written=job.source))


@pytest.mark.parametrize(
    "extra",
    [
        paragraph(*(run(c) for c in ID)),
        "".join(paragraph(run(c)) for c in ID),
        "<w:tbl><w:tr>"
        + "".join(f"<w:tc>{paragraph(run(c))}</w:tc>" for c in ID)
        + "</w:tr></w:tbl>",
        paragraph(run(ID[:9]), "<w:r><w:br/></w:r>", run(ID[9:])),
        paragraph(run(ID[:9]), "<w:r><w:softHyphen/></w:r>", run(ID[9:])),
        paragraph(run("".join(chr(ord(c) + 0xFEE0) for c in ID))),
        paragraph(run(" ".join(ID))),
        paragraph(run("\u200b".join(NAME))),
        paragraph(run("".join(f"&#{ord(c)};" for c in NAME))),
        paragraph(run("".join(f"&#x{ord(c):X};" for c in PHONE))),
        paragraph(f"<w:r><w:t><![CDATA[{PHONE}]]></w:t></w:r>"),
        paragraph(
            *(f'<w:r><w:sym w:font="A" w:char="F0{ord(c):X}"/></w:r>' for c in PHONE)
        ),
    ],
    ids=[
        "runs", "paragraphs", "cells", "break", "hyphen", "wide", "spaces",
        "zero_width", "decimal", "hexadecimal", "cdata", "symbols",
    ],
)  # fmt: skip
def test_text_of_parts(tmp_path: Path, extra: str) -> None:
    assert ("parts", "residue") in failures(request(tmp_path, with_body(extra)))


def test_half_a_number(tmp_path: Path) -> None:
    found = failures(request(tmp_path, with_body(paragraph(run(ID[:10])))))
    assert ("parts", "partial_residue") in found


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "gb18030"])
def test_other_encodings(tmp_path: Path, encoding: str) -> None:
    copy = parts(CLEAN)
    text = document(paragraph(run(NAME))).decode().replace("UTF-8", encoding)
    copy["word/header1.xml"] = text.encode(encoding)
    assert ("parts", "residue") in failures(request(tmp_path, copy))


@pytest.mark.parametrize(
    "extra",
    [
        f'<w:bookmarkStart w:id="1" w:name="{NAME}"/>',
        f'<w:sdt><w:sdtPr><w:tag w:val="x{PHONE}"/></w:sdtPr></w:sdt>',
        f"<w:p w:rsidR='{ID}'/>",
        f"<!-- {NAME} -->",
        f"<?note {NAME}?>",
    ],
    ids=["bookmark", "tag", "quotes", "comment", "instruction"],
)
def test_attributes_and_asides(tmp_path: Path, extra: str) -> None:
    assert ("attributes", "residue") in failures(request(tmp_path, with_body(extra)))


def _with_month(folder: Path, extra: str, theme: str) -> set[tuple[str, str]]:
    """Check a copy with a removed month that stands in attributes again."""
    copy = with_body(extra)
    part = f"<a:theme xmlns:a='{DRAWING}'>{theme}</a:theme>"
    copy["word/theme/theme1.xml"] = part.encode()
    job = request(folder, copy)
    secret = Secret("BIRTH_DATE", "1990.01", MASK)
    return failures(replace(job, secrets=(*job.secrets, secret)))


@pytest.mark.parametrize(
    ("extra", "theme"),
    [
        ("", '<a:lumMod val="199001"/>'),
        ("", '<a:ext uri="{A5199001-085E-4340-85A3-A5531E510DB2}"/>'),
        ("", '<a:gd fmla="*/ 3199001 1 2"/>'),
        ('<w:p w:rsidR="00199001"/>', ""),
        ('<w:p><w:ind w:left="199001"/></w:p>', ""),
    ],
    ids=["measure", "identifier", "longer_number", "revision", "indent"],
)
def test_short_numbers_in_layout(tmp_path: Path, extra: str, theme: str) -> None:
    found = _with_month(tmp_path, extra, theme)
    assert ("attributes", "residue") not in found


@pytest.mark.parametrize(
    "extra",
    [
        '<w:bookmarkStart w:id="1" w:name="199001"/>',
        '<w:sdt><w:sdtPr><w:tag w:val="born 199001"/></w:sdtPr></w:sdt>',
        '<w:p><w:ind w:left="199001"/><w:bookmarkStart w:name="199001"/></w:p>',
    ],
    ids=["bookmark", "tag", "both"],
)
def test_short_numbers_in_names(tmp_path: Path, extra: str) -> None:
    assert ("attributes", "residue") in _with_month(tmp_path, extra, "")


@pytest.mark.parametrize(
    "extra",
    [
        "<w:p><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>",
        '<w:p><w:ins w:author="x"><w:r><w:t>x</w:t></w:r></w:ins></w:p>',
        "<w:p><w:commentRangeStart/></w:p>",
        '<w:altChunk r:id="rId9"/>',
        "<w:p><w:r><w:instrText>MERGEFIELD x</w:instrText></w:r></w:p>",
        "<w:p><w:r><w:instrText>HYPER</w:instrText></w:r>"
        "<w:r><w:instrText>TEXT x</w:instrText></w:r></w:p>",
        '<w:p><x:y xmlns:x="http://vendor.example/private"/></w:p>',
        "<!-- nothing -->",
    ],
    ids=["del", "ins", "comment", "chunk", "field", "cut_field", "vendor", "aside"],
)
def test_markup_is_an_allow_list(tmp_path: Path, extra: str) -> None:
    assert ("markup", "forbidden") in failures(request(tmp_path, with_body(extra)))


def test_page_number_fields_stay(tmp_path: Path) -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PA'
        "</w:instrText></w:r><w:r><w:instrText>GE </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    source = parts(body(NAME, ID, PHONE) + field)
    assert failures(request(tmp_path, with_body(field), source)) == set()


@pytest.mark.parametrize(
    "name",
    [
        "docProps/core.xml", "word/comments.xml", "word/vbaProject.bin",
        "customXml/item1.xml", "word/embeddings/a.xlsx", "word/people.xml",
    ],
)  # fmt: skip
def test_parts_are_an_allow_list(tmp_path: Path, name: str) -> None:
    copy = parts(CLEAN) | {name: b"<a/>"}
    assert ("package", "forbidden") in failures(request(tmp_path, copy))


def test_nested_packages_are_read(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/sharedStrings.xml", f"<sst><si><t>{NAME}</t></si></sst>")
    copy = parts(CLEAN) | {"word/embeddings/a.xlsx": inner.getvalue()}
    assert ("binaries", "residue") in failures(request(tmp_path, copy))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030"])
def test_binary_parts_are_read(tmp_path: Path, encoding: str) -> None:
    copy = parts(CLEAN) | {"word/a.bin": b"\1\2" + NAME.encode(encoding) + b"\3"}
    assert ("binaries", "residue") in failures(request(tmp_path, copy))


def test_pictures_carry_no_metadata(tmp_path: Path) -> None:
    from PIL import Image, PngImagePlugin

    data = {}
    for name in ("plain", "noted"):
        note = PngImagePlugin.PngInfo()
        if name == "noted":
            note.add_text("Author", "x")
        file = io.BytesIO()
        Image.new("L", (4, 4)).save(file, "PNG", pnginfo=note)
        data[name] = file.getvalue()
    rels = relations(("rId1", "image", "media/image1.png"))
    for name, expected in (("plain", set()), ("noted", {("binaries", "forbidden")})):
        copy = parts(CLEAN)
        copy["word/_rels/document.xml.rels"] = rels
        copy["word/media/image1.png"] = data[name]
        assert failures(request(tmp_path, copy)) == expected


def test_external_targets_other_than_links(tmp_path: Path) -> None:
    for kind, expected in (("hyperlink", set()), ("attachedTemplate", {"package"})):
        copy = parts(CLEAN)
        row = ("rId1", kind, "https://example.gov.cn/")
        copy["word/_rels/document.xml.rels"] = relations(row, external=True)
        found = {channel for channel, _ in failures(request(tmp_path, copy))}
        assert found == expected


def test_a_missing_target_is_malformed(tmp_path: Path) -> None:
    copy = parts(CLEAN)
    copy["word/_rels/document.xml.rels"] = relations(("rId1", "header", "header9.xml"))
    assert ("package", "malformed") in failures(request(tmp_path, copy))


def test_broken_xml_is_malformed(tmp_path: Path) -> None:
    copy = parts(CLEAN)
    copy["word/document.xml"] = copy["word/document.xml"].replace(b"</w:body>", b"")
    found = failures(request(tmp_path, copy))
    assert {("package", "malformed"), ("opens", "malformed")} <= found


def test_the_bytes_of_the_zip_file(tmp_path: Path) -> None:
    job = request(tmp_path)
    clean = job.written.read_bytes()
    with zipfile.ZipFile(job.written, "a") as out:
        out.comment = NAME.encode()
    assert ("zip", "forbidden") in failures(job)
    job.written.write_bytes(NAME.encode() + clean)
    assert ("zip", "forbidden") in failures(job)
    info = zipfile.ZipInfo("word/document.xml", (1980, 1, 1, 0, 0, 0))
    info.extra = b"\xfe\xca\x02\0hi"
    pack(job.written, {k: v for k, v in parts(CLEAN).items() if k != info.filename})
    with zipfile.ZipFile(job.written, "a") as out:
        out.writestr(info, document(CLEAN))
    assert failures(job) == {("zip", "forbidden")}


@pytest.mark.parametrize(
    "inner",
    [
        CLEAN.replace("七个", "八个"),
        CLEAN.replace(paragraph(run("关于临时救助名单的公示")), ""),
        CLEAN + paragraph(run("多出的一段文字")),
        CLEAN.replace("，身份证号", "").replace("证件", "，身份证号证件"),
        CLEAN.replace("<w:tbl><w:tr><w:tc>", "<w:tbl><w:tr><w:tc/><w:tc>"),
    ],
    ids=["changed", "lost", "added", "moved", "cell"],
)
def test_innocent_content(tmp_path: Path, inner: str) -> None:
    if "moved" in str(tmp_path):
        inner = CLEAN.replace(paragraph(run("关于临时救助名单的公示")), "") + paragraph(
            run("关于临时救助名单的公示")
        )
    found = failures(request(tmp_path, parts(inner)))
    assert found == {("collateral", "collateral")}


def test_accepted_revisions_are_no_loss(tmp_path: Path) -> None:
    revised = (
        paragraph(run("保留"))
        + "<w:p><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        + '<w:ins w:author="x">'
        + run("新")
        + "</w:ins></w:p>"
    )
    source = parts(body(NAME, ID, PHONE) + revised)
    copy = with_body(paragraph(run("保留")) + paragraph(run("新")))
    job = request(tmp_path, copy, source)
    report = replace(job.report, removals=(Removal("revision", 2),))
    assert failures(replace(job, report=report)) == set()


@pytest.mark.parametrize(
    ("left", "expected"),
    [("王芳草原", set()), ("王芳", {("parts", "residue")})],
    ids=["part_of_a_word", "alone"],
)
def test_a_short_name(
    tmp_path: Path, left: str, expected: set[tuple[str, str]]
) -> None:
    """王芳 in 王芳草原 is no person; 王芳 by herself is."""
    job = request(
        tmp_path,
        parts(paragraph(run("申请人：****")) + paragraph(run(left))),
        parts(paragraph(run("申请人：王芳")) + paragraph(run(left))),
    )
    job = replace(
        job, secrets=(Secret("PERSON", "王芳", MASK),), edit_texts={"e": "王芳"}
    )
    assert failures(job) == expected


def test_a_treated_place_that_was_overlooked_is_counted(tmp_path: Path) -> None:
    """The name runs on into other words, so only the number of edits tells."""
    source = parts(paragraph(run("现由王芳提交")) + paragraph(run("王芳草原")))
    job = request(tmp_path, source, source)
    job = replace(
        job, secrets=(Secret("PERSON", "王芳", MASK),), edit_texts={"e": "王芳"}
    )
    assert failures(job) == {("parts", "residue")}


def test_a_number_inside_a_longer_one_is_innocent(tmp_path: Path) -> None:
    longer = paragraph(run(f"合同编号20{ID}88"))
    source = parts(body(NAME, ID, PHONE) + longer)
    assert failures(request(tmp_path, with_body(longer), source)) == set()


def test_a_piece_of_a_number_over_cells_is_chance(tmp_path: Path) -> None:
    """An amount and the next row's number read like most of a treated telephone."""
    other = str((int(PHONE[9]) + 1) % 10)
    texts = (PHONE[1:5], PHONE[5:9] + other)
    cells = "".join(f"<w:tc>{paragraph(run(text))}</w:tc>" for text in texts)
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    source = parts(body(NAME, ID, PHONE) + table)
    assert failures(request(tmp_path, with_body(table), source)) == set()
    assert ("parts", "residue") in failures(request(tmp_path, with_body(table)))


def test_a_column_of_treated_cells_is_no_loss(tmp_path: Path) -> None:
    """Between the heading and the next paragraph stands nothing but masks."""
    values = [f"甲乙{chr(0x4E2D + 7 * n)}" for n in range(60)]
    mask = "██████"

    def column(texts: list[str]) -> str:
        rows = "".join(
            f"<w:tr><w:tc>{paragraph(run(text))}</w:tc></w:tr>" for text in texts
        )
        blocks = paragraph(run("名单")), paragraph(run("（三）移交"))
        return f"{blocks[0]}<w:tbl>{rows}</w:tbl>{blocks[1]}"

    job = request(tmp_path, parts(column([mask] * 60)), parts(column(values)))
    secrets = tuple(Secret("PERSON", value, mask) for value in values)
    job = replace(
        job,
        secrets=secrets,
        edit_texts={f"e{n}": value for n, value in enumerate(values)},
    )
    assert failures(job) == set()
    lost = column([mask] * 60).replace("（三）移交", "移交")
    pack(job.written, parts(lost))
    assert ("collateral", "collateral") in failures(job)


def test_no_package_at_all(tmp_path: Path) -> None:
    job = request(tmp_path)
    job.written.write_bytes(b"PK\3\4broken")
    assert failures(job) == {("open", "unreadable")}


def test_an_unreadable_source_is_not_silence(tmp_path: Path) -> None:
    job = request(tmp_path)
    job.source.write_bytes(b"nothing")
    assert ("collateral", "not_run") in failures(job)


def test_relationship_types_must_be_known(tmp_path: Path) -> None:
    copy = parts(CLEAN)
    copy["_rels/.rels"] = copy["_rels/.rels"].replace(
        OFFICE.encode(), b"http://vendor.example/relationships"
    )
    assert ("package", "forbidden") in failures(request(tmp_path, copy))
