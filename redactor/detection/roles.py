"""Whose number it is: an office's telephone or mailbox, or a person's.

A role never hides a finding; the policy decides about it and the reviewer sees it. In
doubt a number is a person's.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from redactor.detection.hits import Hit
from redactor.detection.labels import LabelBook
from redactor.model import Role

__all__ = ["with_roles"]

_OFFICE_MAIL = re.compile(
    r"@(?:[a-z0-9-]+\.)*(?:gov|mil|court|procuratorate)\.cn$", re.I
)
_OFFICE = re.compile(
    "(?:局|委员会|厅|办公室|[股科处室]|中心|政府|窗口|大厅|支队|大队|派出所|司法所|服务站"
    "|管理站|法院|检察院|街道办|村委会|居委会|公司|学校|医院|总站|纪委|监委|专班|联络组)"
)
_SERVICE = re.compile(
    "邮编|邮政编码|咨询|监督|举报|投诉电话|受理|公示|异议|反馈|办公|值班|传真|服务热线|政务|业务|报名|公告|通知"
)
_PRIVATE = re.compile(
    "申请人|投诉人|举报人|来电|回访|本人|家中|家里|家住|宅|户主|患者|租户|租客|业主|房主|被告|原告"
    "|当事人|监护人|家长|身份证|住址|现住|住所|个人|诉求人|反映人|信访人|受害人|被申请人|第三人"
    "|其父|其母|其妻|其夫|[长次独][子女]|儿子|女儿|女婿|儿媳|配偶|亲属|家属|失主|车主|收件人|收货人|紧急联系|预留|权利人|买受人|承租人|声明"
)
_ANYONE = re.compile("村民|居民|群众|职工|学生|业户|农户")
_PUBLIC_CALL = re.compile(
    "请拨|可拨|拨打|请致电|或致电|可致电|对外电话|向[^,。]{2,20}(?:提出|反映|举报|投诉|咨询|查询)"
)
_TREASURY = re.compile(
    "专户|国库|非税|缴[至入款费]|罚款|上缴|财政局|对公|基本户|基本账户|保证金账户"
    "|(?:户名|单位|账户名称|收款人)[:为]? ?"
    "[\u4e00-\u9fff]{2,20}(?:局|委员会|公司|中心|政府|学校|医院|合作社|办公室|工会)"
)
_BODY = (
    "(?:局|厅|委员会|办公室|中心|政府|窗口|大厅|[支大]队|派出所|司法所|法院|检察院|街道办"
    "|办事处|村委会|居委会|公司|学校|[大中小]学|幼儿园|医院|卫生院|合作社|部门|单位|机构|事务所"
    "|酒店|饭店|宾馆|厂|店|院|社)"
)
# Not those that hold the accounts of others: 银行, 信用社.
_PAID = (
    "(?:局|厅|委员会|政府|办公室|中心|村委会|居委会|公司|学校|[大中小]学|医院|工会"
    "|专户|国库|(?<!信用)(?<!商业)合作社)"
)
# Whose it is stands before: 村委会电话, 审批部门电话, 援助律师电话, 村委会账号.
_OWN_CALL = re.compile(
    rf"(?:{_BODY}|律师)的?(?:联系|办公|值班|咨询|监督)?电话[:为是]? ?$"
    "|(?:值班室|办公室|门卫|总机|前台|总台)[:为]? ?$"
)
_OWN_ACCOUNT = re.compile(
    rf"{_PAID}(?:的?(?:对公|银行|基本|收款|结算)?|[,;、 (]{{1,3}}"
    "(?:开户行[^,;。]{2,20}[,; ])?)[账帐](?:号|户)[:为是]? ?$"
)
_OWN_ADDRESS = re.compile(
    rf"{_BODY}(?:\([^()]*?|[,; ]+"
    r"(?:(?:经营者|负责人|法定代表人)[^;。\n]{2,14}[,; ]+)?)"
    "(?:住所地?|地址|所在地|经营地)[:为在]? ?$"
)
# The note at an official letter's end (GB/T 9704-2012 7.3.6) and of public notices.
_CONTACT = re.compile(
    r"联系人[:为]? ?(?=[^\W\d]{2,6}(?:老师|同志)?[,;、 ]{1,3}"
    r"(?:(?:联系|办公)?电话|0\d{2,3}-))"
)
_PUBLIC = re.compile(
    "^\\(联系人|决定|准予|公示|公告|通知|回复|招标|采购|代理机构|公司|单位|报[到名]|咨询|复查|复核|人民政府|学校|中心|[局厅]"
)
# 不动产登记暂行条例实施细则 第二十三条: announcements that must name the certificate.
_ANNOUNCED = re.compile(
    "不动产[\u4e00-\u9fff]{0,12}公告|(?:权证|证书|证明)[\u4e00-\u9fff]{0,8}(?:作废|遗失|注销)"
    "|登记公告|遗失声明"
)
# A part of a sentence that holds a label and no more: the part before says whose.
_ONLY_LABEL = 7
_SENTENCE_END = re.compile(r"[。;!?\n]")


def with_roles(
    texts: Sequence[str],
    hits: list[list[Hit]],
    labels: Sequence[str],
    book: LabelBook,
) -> None:
    """Set the role of telephone numbers and mailboxes, in place.

    Args:
        texts: Normal-form texts.
        hits: The hits of each text.
        labels: For each text the label word from outside it, or "".
        book: Roles of labels.
    """
    announced = any(_ANNOUNCED.search(text) for text in texts)
    for index, found in enumerate(hits):
        for number, hit in enumerate(found):
            if hit.role is not Role.NONE:
                continue
            if hit.entity == "CN_REAL_ESTATE":
                if announced:
                    found[number] = replace(hit, role=Role.OFFICE)
            elif _is_office(texts[index], hit, labels[index], found, book):
                found[number] = replace(hit, role=Role.OFFICE)


def _is_office(
    text: str, hit: Hit, outside: str, found: list[Hit], book: LabelBook
) -> bool:
    if hit.entity == "EMAIL_ADDRESS":
        return _OFFICE_MAIL.search(text[hit.start : hit.end]) is not None
    if hit.entity == "CN_ADDRESS":
        label = book.before(text, hit.start)
        word = label.word if label is not None and label.near else outside
        return book.role(word) is Role.OFFICE or _owned(_OWN_ADDRESS, text, hit)
    if hit.entity in ("CN_BANK_ACCOUNT", "CN_BANK_CARD"):
        sentence = _sentence(text, hit)
        if _owned(_OWN_ACCOUNT, text, hit):
            return True
        return bool(_TREASURY.search(sentence)) and not _PRIVATE.search(sentence)
    if hit.entity not in ("CN_LANDLINE", "CN_MOBILE"):
        return False
    label = book.before(text, hit.start) or book.listed(text, hit.start)
    word = label.word if label is not None and not label.keeps else outside
    if book.role(word) is Role.OFFICE:
        return _PRIVATE.search(_sentence(text, hit)) is None
    if hit.entity != "CN_LANDLINE":
        return False
    return (
        _owned(_OWN_CALL, text, hit)
        or _contact(text, hit)
        or _office_sentence(text, hit, found)
    )


def _owned(pattern: re.Pattern[str], text: str, hit: Hit) -> bool:
    """Tell whether the words right before a value say that it is a body's."""
    return pattern.search(text, max(0, hit.start - 60), hit.start) is not None


def _contact(text: str, hit: Hit) -> bool:
    """Tell whether a land line is that of whom an office names as its contact."""
    start, end = _bounds(text, hit)
    contact = _CONTACT.search(text, start, hit.end)
    if contact is None or _PRIVATE.search(text, contact.start(), end):
        return False
    return _PUBLIC.search(text) is not None


def _office_sentence(text: str, hit: Hit, found: list[Hit]) -> bool:
    start, end = _bounds(text, hit)
    sentence = text[start:end]
    if _PRIVATE.search(sentence):
        return False
    people = [
        other
        for other in sorted(found, key=lambda other: other.start)
        if other.entity == "PERSON" and start <= other.start and other.end <= end
    ]
    before = [other for other in people if other.end <= hit.start]
    if before and before[-1].role is Role.OFFICIAL:
        people = before[-1:]  # 村级河长：…　电话：…　保洁员：…
    if any(other.role is Role.NONE for other in people):
        return False
    if _PUBLIC_CALL.search(sentence):
        return True
    if _ANYONE.search(sentence):
        return False
    return bool(people or _OFFICE.search(sentence) or _SERVICE.search(sentence))


def _sentence(text: str, hit: Hit) -> str:
    start, end = _bounds(text, hit)
    return text[start:end]


def _bounds(text: str, hit: Hit) -> tuple[int, int]:
    ends = [m.end() for m in _SENTENCE_END.finditer(text, max(0, hit.start - 80))]
    starts = [hit.start - 80, *(end for end in ends if end <= hit.start)]
    start = starts[-1]
    if hit.start - start <= _ONLY_LABEL and text[start - 1 : start] == ";":
        start = starts[-2]
    stop = _SENTENCE_END.search(text, hit.end, hit.end + 40)
    return max(0, start), stop.start() if stop else min(len(text), hit.end + 40)
