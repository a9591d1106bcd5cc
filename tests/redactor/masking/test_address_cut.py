"""Addresses end at the division that may stay, and never keep a house."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.masking.address_cut import Level, cut, levels

# An address of its parts: to the county, town, village, and the rest that must go.
CASES = """
江西省赣州市章贡区 水南镇 腊长村 三组12号
铁岭市昌岭县 长岭镇 大洼村 第三村民小组184号
北京市朝阳区 - - 建国路88号院3号楼
北京市海淀区 中关村街道 - 科学院南路6号
上海市浦东新区 - - 世纪大道100号
内蒙古自治区呼和浩特市新城区 东街街道 - 某路1号
内蒙古自治区锡林郭勒盟正镶白旗 明安图镇 乌兰嘎查 5号
新疆维吾尔自治区喀什地区疏勒县 塔孜洪乡 - 5村12号
湖北省荆州市沙市区 中山路街道 - 红门路5号
浙江省台州市路桥区 路北街道 - 银座街5号
河南省新乡市红旗区 洪门镇 洪门村 8号
江苏省镇江市丹徒区 高桥镇 - 1号
江西省景德镇市珠山区 新村街道 - 2栋
湖南省湘西土家族苗族自治州凤凰县 沱江镇 - 3号
广东省东莞市 长安镇 乌沙社区 江贝村二巷3号
香港特别行政区 - - 九龙弥敦道5号
- 长岭镇 大洼村 二组7号
- - 大洼村 二组7号
- - - 幸福小区3号楼2单元501室
- - 和平社区 5栋301
- - - 人民路12号
- - - 三里屯路19号院
重庆市石柱土家族自治县 冷水镇 八龙村 1号
""".replace("-", "").strip("\n")


@pytest.mark.parametrize("case", CASES.splitlines())
def test_cut(case: str) -> None:
    county, town, village, rest = case.split(" ")
    raw = county + town + village + rest
    assert cut(raw, Level.COUNTY) == county
    assert cut(raw, Level.TOWN) == county + town
    assert cut(raw, Level.VILLAGE) == county + town + village


def test_blanks_and_width_do_not_matter() -> None:
    raw = "云南省 昆明市　五华区 莲华街道 学府路 １号"
    assert cut(raw, Level.TOWN) == "云南省昆明市五华区莲华街道"


def test_a_short_form_keeps_less_not_more() -> None:
    assert cut("贵州省黔东南州雷山县西江镇1号", Level.PROVINCE) == "贵州省"
    assert cut("贵州省黔东南州雷山县西江镇1号", Level.VILLAGE).endswith("西江镇")


WORDS = (
    "江西省 赣州市 章贡区 长岭镇 大洼村 中山路 12号 三组 3栋 501室 幸福小区 人民东路 "
    "县 二单元 A座 村 镇 号 张家巷 5弄 火车站 对面 第三村民小组 街道"
)
PARTS = st.lists(st.sampled_from(WORDS.split()), max_size=9).map("".join)
HOUSE = re.compile(r"[0-9A-Za-z号栋幢室组弄巷楼院座层户]")


@given(raw=st.one_of(PARTS, st.text(max_size=40)))
def test_no_house_is_ever_kept(raw: str) -> None:
    text, ends = levels(raw)
    for level in Level:
        kept = cut(raw, level)
        assert text.startswith(kept)
        assert not HOUSE.search(kept)
        assert not kept.endswith(("小区", "园区"))
    assert list(ends.values()) == sorted(ends.values())


@given(raw=PARTS)
def test_a_wider_level_keeps_no_more(raw: str) -> None:
    kept = [cut(raw, level) for level in Level]
    assert all(b.startswith(a) for a, b in pairwise(kept))
