"""Characters, blocks and cells of plain text and web pages."""

import pytest

from redactor.errors import CorruptError
from redactor.model import Place
from redactor.sweep.texts import decode, html_units, text_units

CHINESE = "经审核，现将困难群众救助名单予以公示，如有异议请在公示期内反映。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16", "big5"]
)
def test_encodings_are_told_apart(encoding: str) -> None:
    text = "經審核，現將困難群眾救助名單予以公示，如有異議請在公示期內反映。" * 9
    text = text if encoding == "big5" else CHINESE
    assert decode(text.encode(encoding)) == text


def test_rare_characters_of_names_survive() -> None:
    text = CHINESE + "𠮷㛃" + "龘"
    assert decode(text.encode("gb18030")) == text


def test_bytes_that_are_no_text_are_an_error() -> None:
    with pytest.raises(CorruptError):
        decode(bytes(range(128, 256)) * 50 + b"\0\xff\xfe\x01")


def test_lines_are_units() -> None:
    units = list(text_units("第一行\r\n\r\n  \n第二行"))
    assert [unit.text for unit in units] == ["第一行", "第二行"]


def units_of(page: str) -> list[tuple[str, Place]]:
    return [(unit.text, unit.place) for unit in html_units(page)]


def test_blocks_inline_marks_comments_and_attributes() -> None:
    page = """<?xml version="1.0" encoding="gb2312"?><html><head><title>公示</title>
    <meta name=description content="说明甲"><style>p{}</style></head><body>
    <p>姓<b>名</b>：<span>甲乙</span>，<br>电话</p>
    <div>尾<!-- 旧名单 <i>丙丁</i> -->部</div>
    <script>var a = "脚本里";</script><img alt="图中文字"><a href="tel:123">拨打</a>
    <input type=hidden value="隐藏值"></body></html>"""
    assert units_of(page) == [
        ("公示", Place.BODY),
        ("说明甲", Place.METADATA),
        ("姓名：甲乙，\n电话", Place.BODY),
        ("旧名单\n丙丁", Place.COMMENT),
        ("尾部", Place.BODY),
        ("脚本里", Place.OTHER),
        ("图中文字", Place.ALT_TEXT),
        ("123", Place.LINK),
        ("隐藏值", Place.FIELD),
        ("拨打", Place.BODY),
    ]


def test_cells_know_their_row_and_column() -> None:
    page = """<table><tr><th colspan=2>姓名<th>电话</tr>
    <tr><td>甲<p>乙</p><td><table><tr><td>内</td></tr></table>外<td>1</tr></table>后"""
    cells = [
        (u.text, (u.cell.table, u.cell.row, u.cell.column) if u.cell else None)
        for u in html_units(page)
    ]
    assert cells == [
        ("姓名", ("t1", 0, 0)),
        ("电话", ("t1", 0, 2)),
        ("甲\n乙", ("t1", 1, 0)),
        ("内", ("t2", 0, 0)),
        ("外", ("t1", 1, 1)),
        ("1", ("t1", 1, 2)),
        ("后", None),
    ]


def test_deep_nesting_loses_nothing() -> None:
    page = "<div>" * 900 + "底" + "</div>" * 900 + "<p>尾</p>"
    assert [text for text, _ in units_of(page)] == ["底", "尾"]


def test_attributes_handlers_and_links_are_read() -> None:
    page = """<div data-tel="13800000000" class="张三" id="李四"><a
    href="/f/%E7%8E%8B%E4%BA%94.pdf?x=1" onclick="show('赵六', 1)">下载</a>
    <img src="a1234567.png" srcset="孙七"><template><p>周八</p></template></div>"""
    assert units_of(page) == [
        ("13800000000", Place.OTHER),
        ("赵六", Place.OTHER),
        ("王五.pdf?x=1", Place.LINK),
        ("下载", Place.BODY),
        ("周八", Place.BODY),
    ]
