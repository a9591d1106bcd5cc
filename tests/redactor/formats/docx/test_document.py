"""The open document: units, cells, anchors, edits, and what must not change."""

import hashlib
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordDocument
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from lxml import etree

from redactor.errors import EditNotAppliedError, StalePlanError, UnsupportedError
from redactor.formats.docx.names import w
from redactor.formats.registry import open_document
from redactor.model import Edit, Place, Plan, Region, Span, TextUnit, Treatment
from tests.build.docx import (
    Word,
    cell,
    notice,
    paragraph,
    report,
    roll,
    row,
    run,
    table,
)
from tests.build.people import people
from tests.redactor.formats.docx.helpers import (
    BLOCKS,
    MOBILE,
    NAME,
    SECRET,
    found_in,
    open_file,
    plan_for,
    shown,
    treat,
    units_of,
)


def _main(path: Path) -> list[TextUnit]:
    return [u for u in units_of(path) if u.editable and u.reading == "main"]


def _document_xml(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read("word/document.xml"))


def test_units_of_a_notice(tmp_path: Path) -> None:
    who = people(2)
    units = _main(notice(tmp_path / "a.docx", who))
    assert [(u.text, u.place) for u in units[:3]] == [
        ("关于临时救助对象名单的公示", Place.BODY),
        ("昌民发〔2026〕18号", Place.BODY),
        (
            f"经审核，{who[0].name}（身份证号：{who[0].id_number}，手机{who[0].mobile}）"
            "等2人符合条件，现予公示。",
            Place.BODY,
        ),
    ]
    cells = {(u.cell.row, u.cell.column): u.text for u in units if u.cell}
    assert cells[0, 2] == "身份证号"
    assert cells[2, 2] == who[1].id_number
    assert [u.text for u in units if u.place is Place.HEADER] == ["昌岭县民政局"]
    assert [u.text for u in units if u.place is Place.FOOTER] == ["1"]


def test_unit_ids_are_stable_and_unique(tmp_path: Path) -> None:
    path = notice(tmp_path / "a.docx")
    first, second = units_of(path), units_of(path)
    assert first == second
    assert len({u.id for u in first}) == len(first)


def test_merged_and_nested_cells_keep_their_grid(tmp_path: Path) -> None:
    start = '<w:vMerge w:val="restart"/>'
    inner = table(("里",))
    path = Word(
        table(
            row(
                cell("甲", properties='<w:gridSpan w:val="2"/>'),
                cell("乙", properties=start),
            ),
            row("丙", "丁", cell("", properties="<w:vMerge/>")),
            row(
                "戊",
                cell(inner + paragraph("己")),
                cell("续", properties="<w:vMerge/>"),
            ),
        )
    ).save(tmp_path / "a.docx")
    found = {
        u.text: (u.cell.row, u.cell.column, u.cell.row_span, u.cell.column_span)
        for u in _main(path)
        if u.cell
    }
    assert found == {
        "甲": (0, 0, 1, 2),
        "乙": (0, 2, 3, 1),
        "丙": (1, 0, 1, 1),
        "丁": (1, 1, 1, 1),
        "戊": (2, 0, 1, 1),
        "里": (0, 0, 1, 1),
        "己": (2, 1, 1, 1),
        "续": (0, 2, 3, 1),
    }
    tables = {u.text: u.cell.table for u in _main(path) if u.cell}
    assert tables["里"] != tables["己"] == tables["甲"]


def test_joined_readings(tmp_path: Path) -> None:
    path = Word(
        table(
            row("编号", cell("前半", "后半")),
            ("电", *"1234567"),
            ("6215", "3984", "5880", "991"),
            ("1", "2", "34", "5"),
        )
    ).save(tmp_path / "a.docx")
    joined = {u.reading: u.text for u in units_of(path) if u.reading != "main"}
    assert joined == {"cell": "前半\n后半", "digits": "621539845880991"}
    texts = [u.text for u in units_of(path) if u.reading == "digits"]
    assert texts == ["电1234567", "621539845880991"]


def test_anchors_agree_over_readings(tmp_path: Path) -> None:
    path = Word(table(row(cell("甲乙", "丙丁")))).save(tmp_path / "a.docx")
    with open_document(path) as document:
        units = list(document.units())
        whole = next(u for u in units if u.reading == "cell")
        first, second = (u for u in units if u.reading == "main" and u.editable)
        joined = document.anchors(whole.id, Span(1, 5))
        assert joined == (
            *document.anchors(first.id, Span(1, 2)),
            *document.anchors(second.id, Span(0, 2)),
        )
        assert len(set(document.anchors(whole.id, Span(0, 5)))) == 4
        assert document.anchors("nowhere", Span(0, 1)) == ()


def test_both_readings_of_one_value_change_it_once(tmp_path: Path) -> None:
    path = Word(table(row(cell(SECRET, "附")))).save(tmp_path / "a.docx")
    treated = treat(path, SECRET)
    assert len(treated.edits) == 2
    assert shown(treated.path) == f"{BLOCKS}附"


def test_digit_boxes_share_the_mask(tmp_path: Path) -> None:
    path = Word(table(tuple(SECRET))).save(tmp_path / "a.docx")
    treated = treat(path, SECRET, mask="******" + SECRET[6:10] + "********")
    texts = [c.text for c in WordDocument(str(treated.path)).tables[0].rows[0].cells]
    assert texts == [*"******", *SECRET[6:10], *"********"]


def test_runs_keep_their_formatting(tmp_path: Path) -> None:
    runs = [run("号码", "<w:b/>"), run(SECRET[:5], "<w:i/>"), run(SECRET[5:], "<w:u/>")]
    path = Word(paragraph(*runs, run("（已核）"))).save(tmp_path / "a.docx")
    treated = treat(path, SECRET)
    found = [
        (r.findtext(w("t")), [e.tag for p in r.findall(w("rPr")) for e in p])
        for r in _document_xml(treated.path).iter(w("r"))
    ]
    assert found == [
        ("号码", [w("b")]),
        (BLOCKS, [w("i")]),
        ("", [w("u")]),
        ("（已核）", []),
    ]


def test_nothing_innocent_changes(tmp_path: Path) -> None:
    """Without edits the story parts keep all text and every element of layout."""
    layout = (
        '<w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/>'
        '</w:numPr><w:ind w:left="420"/></w:pPr>'
    )
    body = (
        f"<w:p>{layout}{run(' 前后有空格 ')}</w:p>"
        + paragraph(
            run("甲"),
            '<w:r><w:tab/><w:br w:type="page"/></w:r>',
            '<w:r><w:footnoteReference w:id="2"/></w:r>',
        )
        + table(("合计", "1,234.50"))
    )
    word = Word(body)
    word.story("footnotes", f'<w:footnote w:id="2">{paragraph("注")}</w:footnote>')
    treated = treat(word.save(tmp_path / "a.docx"))
    before, after = _document_xml(tmp_path / "a.docx"), _document_xml(treated.path)
    assert [(e.tag, dict(e.attrib), e.text) for e in after.iter()] == [
        (e.tag, dict(e.attrib), e.text) for e in before.iter()
    ]


@pytest.mark.parametrize(
    "code",
    [
        " PAGE ",
        " NUMPAGES  \\* MERGEFORMAT ",
        r" SECTIONPAGES \* Arabic ",
        r" TOC \o &quot;1-3&quot; \h \z \u ",
        r" PAGEREF _Toc123456 \h ",
        r" REF _Ref99 \r \h ",
        r" SEQ 图 \* ARABIC ",
        r" STYLEREF &quot;标题 1&quot; ",
        r" HYPERLINK \l &quot;_Toc123456&quot; ",
    ],
)
def test_safe_fields_stay(code: str, tmp_path: Path) -> None:
    inner = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    treated = treat(Word(paragraph(inner)).save(tmp_path / "a.docx"))
    root = _document_xml(treated.path)
    assert len(list(root.iter(w("fldChar")))) == 3
    kept = "".join(e.text or "" for e in root.iter(w("instrText")))
    # The digits of Word's own bookmarks are new.
    wanted = re.sub(r"(_Toc|_Ref)\d+", r"\g<1>900000000", code)
    assert kept == wanted.replace("&quot;", '"')
    assert "field" not in treated.kinds


@pytest.mark.parametrize(
    "code",
    [
        " DATE ",
        f" REF {NAME} ",
        ' HYPERLINK "file:///C:/a.doc" ',
        ' HYPERLINK "javascript:x" ',
        " = 1 + 2 ",
        ' INCLUDETEXT "C:\\\\a.doc" ',
        ' TOC \\o "321181199003079963211811990030799632118119900307996321181199003079'
        '9632118119900307996" ',
    ],
)
def test_other_fields_keep_their_result_only(code: str, tmp_path: Path) -> None:
    inner = (
        f"<w:fldSimple w:instr='{code}'>{run('结果')}</w:fldSimple>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>再一</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    treated = treat(Word(paragraph(inner)).save(tmp_path / "a.docx"))
    root = _document_xml(treated.path)
    assert next(root.iter(w("fldChar"), w("instrText"), w("fldSimple")), None) is None
    assert shown(treated.path) == "结果再一"


def _framed(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


_WEB = "https://www.example.gov.cn/a?b=1"


@pytest.mark.parametrize(
    ("body", "url", "tip"),
    [
        (_framed(f' HYPERLINK "{_WEB}" ', run("政务网", "<w:b/>")), _WEB, None),
        (
            _framed(
                rf' HYPERLINK "{_WEB}" \l "c d" \o "提示" \t "_blank" ', run("政务网")
            ),
            f"{_WEB}#c%20d",
            "提示",
        ),
        (_framed(f" hyperlink {_WEB} ", run("政务") + run("网")), _WEB, None),
        (f"<w:fldSimple w:instr='HYPERLINK \"{_WEB}\"'>{run('政务网')}</w:fldSimple>",
         _WEB, None),
    ],
    ids=["plain", "switches", "bare", "simple"],
)  # fmt: skip
def test_fields_that_link_to_the_web_become_links(
    body: str, url: str, tip: str | None, tmp_path: Path
) -> None:
    path = Word(paragraph(run("见"), body, run("。"))).save(tmp_path / "a.docx")
    treated = treat(path)
    (link,) = WordDocument(str(treated.path)).paragraphs[0].hyperlinks
    assert (link.text, link.url) == ("政务网", url)
    root = _document_xml(treated.path)
    assert next(root.iter(w("hyperlink"))).get(w("tooltip")) == tip
    assert next(root.iter(w("fldChar"), w("instrText"), w("fldSimple")), None) is None
    assert shown(treated.path) == "见政务网。"
    assert "field" not in treated.kinds


@pytest.mark.parametrize(
    ("code", "secret"),
    [
        (f' HYPERLINK "tel:{MOBILE}" ', MOBILE),
        (f' HYPERLINK "{_WEB}" \\o "{SECRET}" ', SECRET),
        (f' HYPERLINK "{_WEB}" \\l "{SECRET}" ', SECRET),
    ],
    ids=["address", "tip", "place"],
)
def test_fields_that_link_to_a_person_are_cut(
    code: str, secret: str, tmp_path: Path
) -> None:
    path = Word(paragraph(_framed(code, run("电话")))).save(tmp_path / "a.docx")
    treated = treat(path)
    assert not found_in(treated.path, secret)
    assert shown(treated.path) == "电话"


def test_a_field_over_paragraphs_is_unlinked(tmp_path: Path) -> None:
    """Its marks frame no runs of one paragraph, so there is nothing to link."""
    first, last = _framed(f' HYPERLINK "{_WEB}" ', "|").split("|")
    path = Word(paragraph(first, run("甲")) + paragraph(run("乙"), last))
    treated = treat(path.save(tmp_path / "a.docx"))
    assert shown(treated.path) == "甲乙"
    assert "field" in treated.kinds
    assert next(_document_xml(treated.path).iter(w("fldChar")), None) is None


def test_renamed_bookmarks_keep_their_references(tmp_path: Path) -> None:
    body = (
        '<w:p><w:bookmarkStart w:id="1" w:name="附件一"/>'
        f'{run("附件")}<w:bookmarkEnd w:id="1"/></w:p>'
        f'<w:p><w:hyperlink w:anchor="附件一">{run("见附件")}</w:hyperlink></w:p>'
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF '
        '附件一 \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
        "</w:r>"
        f'{run("1")}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    root = _document_xml(treat(Word(body).save(tmp_path / "a.docx")).path)
    assert next(root.iter(w("bookmarkStart"))).get(w("name")) == "bm1"
    assert next(root.iter(w("hyperlink"))).get(w("anchor")) == "bm1"
    assert next(root.iter(w("instrText"))).text == r" PAGEREF bm1 \h "


def test_no_digits_of_bookmarks_stay(tmp_path: Path) -> None:
    """Part of a number fits into a name of Word's own kind, a dangling one too."""
    body = (
        f'<w:p><w:bookmarkStart w:id="1" w:name="_Ref{MOBILE[:9]}"/>{run("甲")}'
        '<w:bookmarkEnd w:id="1"/>'
        f'<w:hyperlink w:anchor="_Toc{MOBILE[:8]}">{run("乙")}</w:hyperlink></w:p>'
    )
    treated = treat(Word(body).save(tmp_path / "a.docx"))
    assert found_in(treated.path, MOBILE[:8]) == []
    root = _document_xml(treated.path)
    name = next(root.iter(w("bookmarkStart"))).get(w("name"))
    anchor = next(root.iter(w("hyperlink"))).get(w("anchor"))
    assert name == "_Ref900000000"
    assert anchor == "_Toc900000001"


def test_links_to_the_web_stay(tmp_path: Path) -> None:
    word = Word()
    keys = [
        word.relate(url, "hyperlink", external=True)
        for url in ("https://www.example.gov.cn/a?b=1", f"tel:{MOBILE}")
    ]
    word.body = "".join(
        f'<w:p><w:hyperlink r:id="{key}">{run("链接")}</w:hyperlink></w:p>'
        for key in keys
    )
    treated = treat(word.save(tmp_path / "a.docx"))
    with zipfile.ZipFile(treated.path) as package:
        relations = package.read("word/_rels/document.xml.rels").decode()
    assert "https://www.example.gov.cn/a?b=1" in relations
    assert "tel:" not in relations
    links = [e.attrib for e in _document_xml(treated.path).iter(w("hyperlink"))]
    assert [len(a) for a in links] == [1, 0]
    assert [u.place for u in treated.units if "/link/" in u.id] == [Place.LINK] * 2


def test_a_document_can_be_written_twice(tmp_path: Path) -> None:
    """The first copy's edits are taken back, also in attributes, links and symbols."""
    word = Word(
        paragraph(SECRET, f'<w:r><w:sym w:char="F0{ord(SECRET[0]):02X}"/></w:r>')
        + table(row(cell("甲", SECRET)))
    )
    key = word.relate(f"tel:{MOBILE}", "hyperlink", external=True)
    word.body += (
        f'<w:p><w:hyperlink r:id="{key}" w:tooltip="{SECRET}">{run("电话")}'
        "</w:hyperlink></w:p>"
    )
    path = word.save(tmp_path / "a.docx")
    with open_file(path) as document:
        plan, _ = plan_for(path, document.units(), (SECRET, MOBILE))
        empty = Plan(plan.source_sha256, ())
        document.write(empty, tmp_path / "1.docx")
        document.write(plan, tmp_path / "2.docx")
        document.write(empty, tmp_path / "3.docx")
        document.write(plan, tmp_path / "4.docx")
    read = [(tmp_path / f"{n}.docx").read_bytes() for n in (1, 2, 3, 4)]
    assert read[0] == read[2]
    assert read[1] == read[3]
    assert not found_in(tmp_path / "4.docx", SECRET)
    assert found_in(tmp_path / "3.docx", MOBILE)


def test_writing_needs_its_own_plan(tmp_path: Path) -> None:
    path = Word(paragraph("文")).save(tmp_path / "a.docx")
    with open_file(path) as document, pytest.raises(StalePlanError):
        document.write(Plan("0" * 64, ()), tmp_path / "b.docx")
    assert not (tmp_path / "b.docx").exists()


@pytest.mark.parametrize(
    "edit",
    [
        Edit("e", Treatment.COVER, "X", "nowhere", Span(0, 1), replacement="█"),
        Edit("e", Treatment.COVER, "X", region=Region(0, 0, 0, 1, 1)),
        Edit("e", Treatment.COVER, "X", "word/document.xml/p0", Span(50, 60)),
    ],
    ids=["unit", "region", "span"],
)
def test_edits_without_a_home_are_refused(edit: Edit, tmp_path: Path) -> None:
    path = Word(paragraph("文字")).save(tmp_path / "a.docx")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    with open_file(path) as document, pytest.raises(EditNotAppliedError):
        document.write(Plan(digest, (edit,)), tmp_path / "b.docx")


def test_no_pages(tmp_path: Path) -> None:
    with open_file(notice(tmp_path / "a.docx")) as document:
        assert (document.format_name, document.page_count) == ("docx", None)
        assert document.regions("x", Span(0, 1)) == ()
        with pytest.raises(UnsupportedError):
            document.page_size(0)
        with pytest.raises(UnsupportedError):
            document.render(0, 1.0)


def test_deletion_leaves_the_neighbours(tmp_path: Path) -> None:
    path = Word(paragraph(f"号码{SECRET}（已核）")).save(tmp_path / "a.docx")
    assert shown(treat(path, SECRET, mask="").path) == "号码（已核）"


def test_a_copy_of_a_copy_is_the_same(tmp_path: Path) -> None:
    """The writer's own output needs no further change."""
    first = treat(notice(tmp_path / "a.docx")).path
    second = treat(first)
    assert second.path.read_bytes() == first.read_bytes()
    assert second.removals == ()


_PIECES = st.lists(st.text("0123456789 ab张三（", min_size=1, max_size=4), min_size=1)


@given(pieces=_PIECES, data=st.data())
@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_any_spans_over_any_runs(
    pieces: list[str], data: st.DataObject, tmp_path: Path
) -> None:
    """What is written equals the text with the same spans replaced."""
    text = "".join(pieces)
    if not text.strip():
        return
    cuts = (
        data.draw(
            st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True)
        )
        if len(text) > 1
        else [0, 1]
    )
    cuts = sorted(cuts)
    spans = [Span(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    path = Word(paragraph(*map(run, pieces))).save(tmp_path / "a.docx")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    edits = tuple(
        Edit(str(n), Treatment.COVER, "X", "word/document.xml/p0", s, replacement="█*")
        for n, s in enumerate(spans)
    )
    expected = text
    for span in reversed(spans):
        expected = expected[: span.start] + "█*" + expected[span.end :]
    with open_file(path) as document:
        document.write(Plan(digest, edits), tmp_path / "b.docx")
    root = _document_xml(tmp_path / "b.docx")
    assert "".join(t.text or "" for t in root.iter(w("t"))) == expected
    assert len(list(root.iter(w("r")))) == len(pieces)


def test_large_documents_are_read_whole(tmp_path: Path) -> None:
    """The benchmark files' small brothers: every planted value is found and goes."""
    for path, count in (
        (report(tmp_path / "r.docx", pages=3), 9),
        (roll(tmp_path / "t.docx", rows=30), 30),
    ):
        numbers = [p.id_number for p in people(count)]
        treated = treat(path, *numbers)
        assert len(treated.edits) == count
        assert not [n for n in numbers if found_in(treated.path, n)]


def test_a_fallback_is_a_mirror_of_its_own_choice(tmp_path: Path) -> None:
    """Editing the box alone changes both copies of it, and no equal text elsewhere."""
    from tests.redactor.formats.docx.places import VISIBLE

    path = VISIBLE["table_in_a_text_box"]().save(tmp_path / "a.docx")
    with open_file(path) as document:
        units = [u for u in document.units() if u.editable]
        assert [u.reading for u in units if NAME in u.text] == ["main", "main"]
        second = [u for u in units if u.text == NAME][1]
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        edit = Edit("e", Treatment.COVER, "X", second.id, Span(0, 4), replacement="█")
        document.write(Plan(digest, (edit,)), tmp_path / "b.docx")
    assert shown(tmp_path / "b.docx").count(NAME) == 1
    assert shown(tmp_path / "b.docx").count("█") == 2


def test_fields_in_the_code_of_a_field_go_with_it(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    def code(text: str) -> str:
        return f"<w:r><w:instrText>{text}</w:instrText></w:r>"

    page = f"{mark('begin')}{code(' PAGE ')}{mark('separate')}{run('7')}{mark('end')}"
    whole = (
        f"{mark('begin')}{code(' IF ')}{page}{code(' = 1 ')}{mark('separate')}"
        f"{run('是')}{page}{mark('end')}"
    )
    treated = treat(Word(paragraph(whole, run("。"))).save(tmp_path / "a.docx"))
    root = _document_xml(treated.path)
    assert "".join(t.text or "" for t in root.iter(w("t"))) == "是7。"
    assert [e.text for e in root.iter(w("instrText"))] == [" PAGE "]
    assert len(list(root.iter(w("fldChar")))) == 3


def test_text_outside_paragraphs_is_read_and_never_edited_wrongly(
    tmp_path: Path,
) -> None:
    """Such a file is invalid; a hit in it withholds it, and nothing is misplaced."""
    path = Word(paragraph("甲") + run(SECRET) + paragraph("乙")).save(
        tmp_path / "a.docx"
    )
    units = _main(path)
    assert SECRET in "".join(u.text for u in units)
    with pytest.raises(EditNotAppliedError):
        treat(path, SECRET)
    assert not (tmp_path / "a_copy.docx").exists()


def test_paragraphs_within_paragraphs(tmp_path: Path) -> None:
    inner = paragraph(f"里{SECRET}")
    path = Word(f"<w:p>{run('前')}{inner}{run('后')}</w:p>").save(tmp_path / "a.docx")
    assert sorted(u.text for u in _main(path)) == ["前后", f"里{SECRET}"]
    assert shown(treat(path, SECRET).path) == f"前里{BLOCKS}后"
