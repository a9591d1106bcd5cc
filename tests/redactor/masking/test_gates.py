"""Secrecy marks: none of the marked is missed, at most one line of prose is one."""

import pytest

from redactor.errors import SecretMarkError
from redactor.masking.gates import (
    MarkKind,
    refuse_secret_marks,
    secret_marks,
)
from redactor.model import Place, TextUnit
from tests.build.secrecy import MARKED, UNMARKED


def units(*texts: str, place: Place = Place.BODY) -> list[TextUnit]:
    return [TextUnit(f"u{i}", text, place) for i, text in enumerate(texts)]


def secret(found: list[TextUnit]) -> list[str]:
    marks = secret_marks(found)
    return [mark.level for mark in marks if mark.kind is MarkKind.SECRET]


def test_the_tables_are_as_large_as_asked() -> None:
    assert len(MARKED) == len(set(MARKED)) >= 60
    assert len(UNMARKED) == len(set(UNMARKED)) >= 200


@pytest.mark.parametrize(("place", "text"), MARKED)
def test_no_mark_is_missed(place: str, text: str) -> None:
    before = units("昌岭县人民政府文件", "昌政发〔2024〕3号")
    marked = TextUnit("m", text, Place(place))
    after = units("关于报送有关情况的报告", "县委：")
    assert len(secret([marked, *before, *after])) == 1
    assert len(secret([*before, marked, *after])) == 1
    with pytest.raises(SecretMarkError) as caught:
        refuse_secret_marks([*before, marked])
    assert caught.value.context["level"][-1] == "密"


def test_prose_as_the_head_of_a_document_is_no_mark() -> None:
    false = [line for line in UNMARKED if secret(units(line))]
    assert false == []


def test_prose_in_headers_and_properties_is_no_mark() -> None:
    for place in (Place.HEADER, Place.METADATA, Place.TEXT_BOX, Place.PICTURE):
        false = [line for line in UNMARKED if secret(units(line, place=place))]
        assert false == []


def test_prose_joined_to_one_text_is_no_mark() -> None:
    assert secret(units("\n".join(UNMARKED))) == []


def test_a_starred_mark_counts_on_any_page() -> None:
    pages = [
        TextUnit(f"p{i}", "各乡镇要抓好落实。", page_index=i // 40) for i in range(90)
    ]
    annex = TextUnit("m", "机密★10年", page_index=2)
    assert secret([*pages, annex]) == ["机密"]
    deep = [*(TextUnit(f"u{i}", "各乡镇要抓好落实。") for i in range(300)), annex]
    assert secret(deep) == ["机密"]


def test_a_bare_level_counts_only_where_marks_stand() -> None:
    prose = units(*["各乡镇要抓好落实。"] * 20)
    bare = TextUnit("m", "机密")
    assert secret([*prose[:11], bare]) == ["机密"]
    assert secret([*prose, bare]) == []
    assert secret([*prose, TextUnit("m", "机密", page_index=3)]) == ["机密"]


def test_a_column_of_levels_is_a_list_a_labelled_cell_is_a_mark() -> None:
    column = units(
        "事项", "密级", "考试试题", "绝密", "名单", "秘密", place=Place.TABLE
    )
    assert secret(column) == []
    form = units("文号", "昌政发〔2024〕3号", "密级", "机密", place=Place.TABLE)
    assert secret(form) == ["机密"]


def test_the_error_says_where_and_nothing_else() -> None:
    mark = TextUnit("m", "密级：机密★10年 张三的事", Place.HEADER, page_index=4)
    with pytest.raises(SecretMarkError) as caught:
        refuse_secret_marks([mark])
    assert caught.value.context == {"level": "机密", "page": 5, "place": "header"}


CHOICES = [
    ("A.绝密 B.机密 C.秘密 D.内部",),
    ("1.国家秘密的密级分为（ ）。", "绝密", "机密", "秘密"),
    ("1.国家秘密的密级分为（ ）。\n绝密\n机密\n秘密",),
    ("2.下列标志正确的是", "A．绝密★10年", "B．机密★10年", "C．密级：机密"),
    ("3.下列标志正确的是", "A", "绝密", "B", "机密"),
    ("①绝密 ②机密 ③秘密",),
    ("密级：秘密（ ） 机密（ ） 绝密（ ）",),
    ("密级：□绝密 □机密 □秘密 ☑公开",),
    ("密级：秘密□ 机密□ 绝密□ 公开☑",),
    ("保密等级：秘密 机密 绝密（请勾选）",),
    ("秘密★1年 机密★3年 绝密★5年",),
    ("例：机密★10年",),
]
TICKED = [
    ("密级：□绝密 ☑机密 □秘密", "机密"),
    ("密级：秘密□ 机密☑ 绝密□", "机密"),
    ("密级：绝密（ ） 机密（√） 秘密（ ）", "机密"),
    ("保密等级 ■秘密 □机密", "秘密"),
    ("□绝密 ☑机密 □秘密", "机密"),
    ("☑机密 □秘密 □公开", "机密"),
]


@pytest.mark.parametrize("lines", CHOICES)
def test_levels_to_choose_from_are_no_mark(lines: tuple[str, ...]) -> None:
    assert secret(units(*lines)) == []


@pytest.mark.parametrize(("line", "level"), TICKED)
def test_a_ticked_level_is_a_mark(line: str, level: str) -> None:
    assert secret(units("昌岭县发文审批单", line)) == [level]


def test_two_marks_of_one_file_are_no_choice() -> None:
    pages = [
        TextUnit("a", "机密★10年", page_index=0),
        TextUnit("b", "关于报送有关情况的报告", page_index=0),
        TextUnit("c", "秘密★1年", page_index=1),
    ]
    assert secret(pages) == ["机密", "秘密"]
    headers = units("机密★10年", "秘密★1年", "绝密★长期", place=Place.HEADER)
    assert secret(headers) == ["机密", "秘密", "绝密"]


@pytest.mark.parametrize(
    "text",
    [
        "机密 CONFIDENTIAL",
        "TOP SECRET 绝密",
        "机密文件，请勿外传",
        "密级 机密 第3号",
        "机密（会后收回）",
        "秘密 阅后退回",
    ],
)
def test_marks_with_words_beside_them(text: str) -> None:
    assert len(secret(units(text))) == 1


INTERNAL = """
内部资料
内部资料，注意保存
内部资料 请勿外传
【内部文件】
（内部使用）
内部参考
内部传阅
工作秘密
不予公开
不公开
依申请公开
征求意见稿
（征求意见稿）
送审稿
讨论稿
公开属性：不予公开
公开方式：依申请公开
公开类别：不公开
是否公开：否
昌岭县养犬管理办法（征求意见稿）
关于加强管理的意见（讨论稿）
""".strip().splitlines()


@pytest.mark.parametrize("text", INTERNAL)
def test_internal_marks_are_questions(text: str) -> None:
    (mark,) = secret_marks(units(text))
    assert mark.kind is MarkKind.INTERNAL
    refuse_secret_marks(units(text))


def test_prose_holds_no_internal_mark() -> None:
    false = [line for line in UNMARKED if secret_marks(units(line))]
    assert false == []


def test_a_draft_laid_before_the_public_is_no_question() -> None:
    draft = units("昌岭县养犬管理办法（征求意见稿）", "现向社会公开征求意见。")
    assert secret_marks(draft) == ()


def test_the_span_is_that_of_the_raw_text() -> None:
    text = "　秘 密★１年　"
    (mark,) = secret_marks(units(text))
    assert text[mark.span.start : mark.span.end].strip("　") == "秘 密★１年"


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "filler", ["\n", " ", "\t", "秘", "密级", "（", "1", "★", "秘密"]
)
def test_hostile_text_takes_no_long_time(filler: str) -> None:
    secret_marks(units(filler * 60_000, filler * 60_000 + "。"))


def test_a_mark_on_a_line_of_its_own_counts_within_a_paragraph() -> None:
    head, mark = "各乡镇要抓好落实，" * 9, "机密★10年"
    text = f"{head}{mark}{head}"
    lines = (0, len(head), len(head) + len(mark))
    assert secret([TextUnit("u", text, page_index=2, line_starts=lines)]) == ["机密"]
    assert secret([TextUnit("u", text, page_index=2)]) == []
    talk = f"{head}应标注{mark}字样{head}"
    lines = (0, len(head), len(head) + 12)
    assert secret([TextUnit("u", talk, page_index=2, line_starts=lines)]) == []
