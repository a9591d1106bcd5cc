"""The name finder on own sentences in the styles of public offices."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from redactor.detection.names import NameFinder, NameMatch, lac, looks_like_name
from redactor.errors import ModelMissingError
from redactor.model import Role, Span
from redactor.text.normalize import normalize

_MARK = re.compile(r"【([^【】|]+)(?:\|(\w+))?】")
_HERE = Path(__file__).parent


def _lines(name):
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _unmark(line):
    """Take the marks out; give the text and (start, end, role) of each name."""
    text, spans, last = "", [], 0
    for match in _MARK.finditer(line):
        text += line[last : match.start()]
        spans.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        last = match.end()
    return text + line[last:], spans


def _find(texts):
    """Find in the normal form and give raw spans, as the engine does."""
    forms = [normalize(text) for text in texts]
    found = NameFinder().find([form.text for form in forms])
    return [
        [(form.to_raw(Span(m.start, m.end)), m) for m in matches]
        for form, matches in zip(forms, found, strict=True)
    ]


@pytest.fixture(scope="module")
def marked():
    lines = [_unmark(line) for line in _lines("sentences_names.txt")]
    return [
        (text, spans, found)
        for (text, spans), found in zip(
            lines, _find([text for text, _spans in lines]), strict=True
        )
    ]


def test_enough_sentences(marked):
    """The measure means something only on enough of them."""
    assert len(marked) + len(_lines("sentences_clean.txt")) >= 200


def test_recall_and_precision(marked):
    """Names of running text: recall and covering 0.97, precision 0.98."""
    wanted = exact = covered = 0
    made = hit = 0
    for _text, spans, found in marked:
        got = [span for span, _match in found]
        made += len(got)
        for start, end, _role in spans:
            wanted += 1
            exact += Span(start, end) in got
            covered += any(s.start <= start and end <= s.end for s in got)
        hit += sum(any(s.start < e and b < s.end for b, e, _r in spans) for s in got)
    assert exact / wanted >= 0.97
    assert covered / wanted >= 0.97
    assert hit / made >= 0.98


def test_roles(marked):
    """Every marked role is told, and officials are not told where none is."""
    wrong = []
    for number, (_text, spans, found) in enumerate(marked):
        roles = {(s.start, s.end): m.role for s, m in found}
        for start, end, role in spans:
            got = roles.get((start, end))
            if got is None:
                continue
            if role and got != Role(role):
                wrong.append((number, role, got.value))
            if not role and got is not Role.NONE:
                wrong.append((number, "", got.value))
    assert wrong == []


def test_clean_sentences_stay_clean():
    """Official wording is not touched: at most one line in fifty."""
    lines = _lines("sentences_clean.txt")
    touched = [
        number
        for number, found in enumerate(_find(lines))
        if any(match.score >= 0.5 for _span, match in found)
    ]
    assert len(touched) <= len(lines) / 50, touched


@pytest.mark.parametrize(
    "text",
    [
        "领取人:李某某,账号尾号6612。",
        "张某甲与张某乙系兄弟。",
        "获奖人:张**(手机号138****0000)。",
        "经办人王×。",
        "被告人赵XX犯盗窃罪。",
        "原告陈某,女。",
    ],
    ids=range(6),
)
def test_masked_names_are_left_alone(text):
    assert NameFinder().find([text]) == [[]]


def test_texts_without_han_are_skipped():
    """The model is not asked about numbers, blanks or Latin text."""
    assert NameFinder().find(["", "  ", "2024-05-01", "Maria Lopez"]) == [
        [],
        [],
        [],
        [],
    ]


def test_batch_equals_single():
    """Neighbours in a batch never change what is found."""
    texts = [_unmark(line)[0] for line in _lines("sentences_names.txt")[:40]]
    finder = NameFinder()
    assert finder.find(texts) == [finder.find([text])[0] for text in texts]


def test_offsets_are_sorted_and_do_not_overlap():
    for text in (_unmark(line)[0] for line in _lines("sentences_names.txt")):
        matches = NameFinder().find([text])[0]
        for left, right in pairwise(matches):
            assert left.end <= right.start
        for match in matches:
            assert 0 <= match.start < match.end <= len(text)
            assert 0 < match.score <= 1


def test_explanation_tells_no_name():
    text = "申请人罗桂英,女。"
    (match,) = NameFinder().find([text])[0]
    assert isinstance(match, NameMatch)
    assert "罗桂英" not in repr(match)


def test_long_paragraph_is_cut_and_keeps_offsets():
    """A text without any full stop is read in pieces of at most 500 characters."""
    filler = "各单位要落实责任,加强监管," * 60
    text = filler + "申请人罗桂英,女,汉族," + filler
    start = text.index("罗桂英")
    assert (start, start + 3) in [
        (m.start, m.end) for m in NameFinder().find([text])[0]
    ]


@pytest.mark.parametrize(
    "cell",
    [
        "罗桂英",
        "李 娜",
        "宋  佳",
        "欧阳倩",
        "闾丘文轩",
        "扎西次仁",
        "其其格高娃",
        "库尔曼·吾斯曼",
        "阿卜杜·热合曼",
        "仝卓",
        "张三(已故)",
        "贠小苏",
        "John Smith",
        "萨仁花",
        "张\n丽",
    ],
    ids=range(15),
)
def test_cells_that_are_names(cell):
    assert looks_like_name(cell) >= 0.5


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "姓名",
        "序号",
        "合计",
        "联系电话",
        "12",
        "13800000000",
        "张*",
        "李某某",
        "王××",
        "鑫源农业有限公司",
        "县第一中学",
        "青石镇卫生院",
        "2024年5月",
        "身份证号码",
        "农村商业银行",
        "户主姓名",
        "备注",
        "无",
        "-",
        "5000元",
        "低保户",
        "青石镇双桥村",
        "肢体二级",
        "因病致贫",
        "小学文化",
    ],
    ids=range(26),
)
def test_cells_that_are_no_names(cell):
    assert looks_like_name(cell) < 0.5


def test_missing_model_is_an_error(monkeypatch, tmp_path):
    """Without the model there is no silent pass."""
    monkeypatch.setattr(lac, "files", lambda _name: tmp_path)
    with pytest.raises(ModelMissingError):
        lac.Tagger()


@pytest.mark.parametrize(
    ("cell", "least"),
    [("陈李思涵", 0.85), ("郑成功利", 0.6), ("曾庆红梅", 0.6)],
    ids=range(3),
)
def test_cells_with_names_of_four(cell, least):
    """Two surnames, or a given name of three, are a whole name."""
    assert looks_like_name(cell) >= least


@pytest.mark.parametrize(
    "cell",
    ["白内障术", "高血压病", "马路清扫", "安全生产", "路灯管理", "黄牛养殖"],
    ids=range(6),
)
def test_cells_of_four_that_are_no_names(cell):
    assert looks_like_name(cell) < 0.5


def test_a_word_behind_a_comma_is_no_second_name():
    """A noun that begins with a surname does not follow a name (艾青,养老金)."""
    (found,) = NameFinder().find(["艾青,养老金2,315元。"])
    assert [(m.start, m.end) for m in found] == [(0, 2)]


@pytest.mark.parametrize(
    "text",
    ["小张说:材料先交到窗口。", "村干部小李带队。", "请老王于周五前提交。"],
    ids=range(3),
)
def test_familiar_forms_are_no_names(text):
    assert NameFinder().find([text]) == [[]]
