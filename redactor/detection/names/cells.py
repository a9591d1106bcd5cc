"""Judges the text of a cell under a header 姓名, or the value behind such a label."""

import re

from redactor.detection.names.grammar import (
    HAN,
    IMPOSSIBLE,
    given_score,
    is_word,
    minority_end,
    minority_share,
    name_score,
)
from redactor.detection.names.lexicon import surname_levels

__all__ = ["looks_like_name"]

_HEADER = re.compile(
    "姓名|名字|名称|序号|编号|号码|电话|手机|地址|住址|性别|年龄|民族|身份|证件|备注|合计|小计|总计|职务|职业|单位|部门|日期|时间|金额"
    "|账号|账户|开户|签字|签名|盖章|签章|关系|类别|等级|原因|情况|户主|申请人|联系人|负责人|经办人|法人|代表|人数|户数|面积|标准"
    "|月份|年度|以下|空白|不详|无此|暂无|本人|同上|学校|班级|专业|学历|籍贯|政治|党员|群众|团员|汉族|已婚|未婚|初中|高中|小学|本科"
)
_ORG = re.compile(
    "公司|集团|合作社|局$|厅$|委员会|政府|学校|中学|小学|幼儿园|医院|银行|支行|信用社|超市|商店|饭店|酒店|餐厅|药店|诊所|工厂"
    "|[工电]厂$|有限|中心$|协会|基金会|事务所|法院|检察院|派出所|村委会|居委会|社区$|街道$|经营部|门市部?$|农场$|养殖场"
)
_MASK = re.compile("[*×＊]|某|[xX]{2}|○|□")
_HARDLY = -6.0
_BLANKS = re.compile(r"[\s　]+")
_HAN_NAME = re.compile(f"[{HAN}]{{2,4}}")
_DOTTED = re.compile(f"[{HAN}]{{1,10}}(?:[·•・.．‧∙][{HAN}]{{1,12}}){{1,4}}")
_LONG_HAN = re.compile(f"[{HAN}]{{5,10}}")
_LATIN = re.compile(
    r"[A-Z][A-Za-z'.-]*(?: [A-Z][A-Za-z'.-]*){1,4}|[A-Z]{2,}(?: [A-Z]{2,}){1,3}"
)
_NOTE = re.compile(r"[(][^()]{1,12}[)]$")


def looks_like_name(cell_text: str) -> float:
    """Return how likely a cell of a names column, or a label's value, is a name.

    Args:
        cell_text: Normal-form text of the whole cell or value; inner blanks are
            allowed (李 娜), and so is a short note in brackets at its end.

    Returns:
        0 for headers, organisations, numbers, masked names; 0.3 for what no grammar
        knows but has the shape; 0.95 for a usual name.
    """
    text = _NOTE.sub("", cell_text.strip()).strip()
    if not text or len(text) > 40 or _MASK.search(text):
        return 0.0
    if _LATIN.fullmatch(text):
        return 0.7
    tight = _BLANKS.sub("", text)
    if any(c.isdigit() for c in tight) or _HEADER.search(tight) or _ORG.search(tight):
        return 0.0
    if _DOTTED.fullmatch(tight):
        return 0.9
    if _HAN_NAME.fullmatch(tight):
        return _han(tight)
    if _LONG_HAN.fullmatch(tight):
        return 0.9 if minority_share(tight) >= 0.8 else 0.4
    return 0.0


def _four(name: str) -> float:
    """Two surnames and a given name (陈李思涵), or a given name of three."""
    if is_word(name) or surname_levels().get(name[0], 0) < 1:
        return 0.2
    given = given_score(name[2:])
    if surname_levels().get(name[1], 0) > 1 and given > 0:
        return 0.85
    inner = given_score(name[1:3])
    return 0.6 if min(given, inner) > 0 else 0.2


def _han(name: str) -> float:
    score = name_score(name)
    if score > -0.5:
        return 0.95
    if score > -2:
        return 0.85
    if score > -5:
        return 0.6
    if minority_end(name, 0) == len(name) or (
        len(name) > 3 and minority_share(name) >= 0.8
    ):
        return 0.9
    if is_word(name):
        return 0.3
    if score > _HARDLY:
        return 0.5
    if score > IMPOSSIBLE:
        return 0.25
    if len(name) == 4:
        return _four(name)
    return 0.5 if given_score(name[1:]) > 0.5 else 0.2
