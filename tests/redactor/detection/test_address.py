"""The address grammar on own sentences, cells and rolls of generated places."""

import itertools
import random
import re
import time
from pathlib import Path

import pytest

from redactor.detection.address import (
    AddressMatch,
    Level,
    find_addresses,
    parse_address,
)
from redactor.model import Span
from redactor.text.normalize import normalize

_MARK = re.compile(r"【([^【】|]+)(?:\|(office))?】")
_HERE = Path(__file__).parent


def _lines(name):
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    lines = [line.replace("\\n", "\n") for line in lines]
    return [line for line in lines if line and not line.startswith("#")]


def _unmark(line):
    match = _MARK.search(line)
    text = line[: match.start()] + match[1] + line[match.end() :]
    return text, Span(match.start(), match.start() + len(match[1])), bool(match[2])


def _find(text):
    form = normalize(text)
    found = find_addresses(form.text)
    return [(form.to_raw(Span(m.start, m.end)), m) for m in found]


_MARKED = [_unmark(line) for line in _lines("sentences_addresses.txt")]
_CLEAN = _lines("sentences_no_address.txt")


@pytest.mark.parametrize(
    ("text", "span", "office"), _MARKED, ids=map(str, range(len(_MARKED)))
)
def test_address_is_found_to_its_last_character(text, span, office):
    found = _find(text)
    assert [got for got, _match in found] == [span]
    assert found[0][1].office is office


@pytest.mark.parametrize("text", _CLEAN, ids=map(str, range(len(_CLEAN))))
def test_no_address(text):
    assert [match for _span, match in _find(text) if match.score >= 0.5] == []


def test_enough_sentences():
    """The measure means something only on enough of them."""
    assert len(_MARKED) >= 50
    assert len(_CLEAN) >= 40


_PARTS = [
    (
        "辽宁省铁岭市昌岭县长岭镇大洼村第三村民小组184号",
        "PROVINCE CITY COUNTY TOWN VILLAGE GROUP NUMBER",
    ),
    (
        "江苏省盐城市射湖县东关街道朝阳路292号世纪新城28幢3-803",
        "PROVINCE CITY COUNTY TOWN ROAD NUMBER ESTATE BUILDING ROOM",
    ),
    ("清水乡古井村前塝39号附3号", "TOWN VILLAGE HAMLET NUMBER"),
    (
        "安徽省阜阳市颍禾县铂悦府D座8层4户",
        "PROVINCE CITY COUNTY ESTATE BUILDING FLOOR ROOM",
    ),
    ("东里庄镇东寺吕村1队208号", "TOWN VILLAGE GROUP NUMBER"),
    ("北京市海淀区槐树胡同20号院1门", "PROVINCE COUNTY ROAD BUILDING UNIT"),
    ("黔东南苗族侗族自治州从江县停洞镇", "CITY COUNTY TOWN"),
    ("甘肃庆阳市宁县和盛镇", "PROVINCE CITY COUNTY TOWN"),
    ("云岭县旧营白族彝族苗族乡新寨村", "COUNTY TOWN VILLAGE"),
    ("颍禾县府前街18号县政府", "COUNTY ROAD NUMBER ESTATE"),
]


@pytest.mark.parametrize(("text", "levels"), _PARTS, ids=range(len(_PARTS)))
def test_parts_of_an_address(text, levels):
    """The levels by which a policy cuts an address at its town or county."""
    parts = parse_address(text)
    assert [part.level.name for part in parts][: len(levels.split())] == levels.split()
    assert all(a.end <= b.start for a, b in itertools.pairwise(parts))


def test_parts_keep_offsets_over_blanks_and_breaks():
    text = "昌岭县 长岭\n镇大洼村"
    parts = parse_address(text)
    assert [(p.level, text[p.start : p.end]) for p in parts] == [
        (Level.COUNTY, "昌岭县"),
        (Level.TOWN, "长岭\n镇"),
        (Level.VILLAGE, "大洼村"),
    ]


def test_village_without_number_is_not_complete():
    (match,) = find_addresses("张某,现住昌岭县青石镇双桥村,务农。")
    assert (match.complete, match.office) == (False, False)
    assert match.score <= 0.5


def test_explanation_tells_no_place():
    (match,) = find_addresses("家住昌岭县青石镇双桥村三组15号")
    assert isinstance(match, AddressMatch)
    assert "昌岭" not in repr(match)


_STEMS = (
    *("昌岭", "颍禾", "梅湖", "播川", "清水", "大洼"),
    *("双桥", "石门", "青龙", "白马", "柳林", "太平"),
)
_RURAL = ("{}组{}号", "第{}村民小组{}号", "{}社{}号", "东岗屯{}{}号", "上圩{}{}号附2号")
_URBAN = (
    "和平路{}号金桂花园{}幢2-1503",
    "府前街{}号{}单元502室",
    "帽儿胡同{}号院{}门",
    "世纪新城{}栋{}层6户",
)
_FRAMES = (
    "现住{}，家庭人口3人。",
    "家住{}的李某反映路灯不亮。",
    "案发地位于{}楼道内。",
    "户籍地：{}",
    "房屋坐落于{}，建筑面积118平方米。",
    "住址{}，属地质灾害避险搬迁范围。",
    "3 王芳 {} 13800000000",
)


def _roll(count):
    """Make addresses of invented places, in sentences and rows."""
    dice = random.Random(20261123)
    for _ in range(count):
        county, town, village = (dice.choice(_STEMS) for _ in range(3))
        one, two = dice.randint(1, 19), dice.randint(1, 40)
        if dice.random() < 0.5:
            tail = f"{village}村" + dice.choice(_RURAL).format(one, two)
            head = dice.choice(
                (f"{county}县{town}镇", f"{town}乡", f"安徽省{county}县")
            )
        else:
            tail = dice.choice(_URBAN).format(one, two)
            head = dice.choice(
                (f"{county}县{town}街道", f"铁岭市{county}区", f"{town}镇")
            )
        yield dice.choice(_FRAMES), head + tail


def test_generated_places_are_covered():
    """Unseen places: exact 0.97 of 600."""
    hits = total = 0
    for frame, address in _roll(600):
        text = frame.format(address)
        start = text.index(address)
        spans = [(m.start, m.end) for m in find_addresses(text)]
        hits += (start, start + len(address)) in spans
        total += 1
    assert hits / total >= 0.97


@pytest.mark.parametrize(
    "piece",
    [
        "现住昌岭县青石镇双桥村三组15号,",
        "一",
        "1",
        "号",
        "村",
        "昌岭县",
        "1号\n",
        "组1",
    ],
    ids=range(8),
)
def test_cost_grows_with_the_length_only(piece):
    """Eight times the text costs about eight times as much, never sixty-four."""

    def cost(text):
        best = 1e9
        for _ in range(2):
            begin = time.process_time()
            find_addresses(text)
            best = min(best, time.process_time() - begin)
        return best

    short = (piece * 2000)[:2000]
    assert cost(short * 8) < cost(short) * 30 + 0.05
