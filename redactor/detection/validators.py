"""Named checks of matched values: what a check digit, a date or a table says of them.

A validator gets the match and answers with a `Verdict`. It never silences a value that
a label names: a slip of the pen still identifies its owner, so a failed check lowers
the score and says so.
"""

import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from redactor.text.checksums import credit_code_ok, id15_ok, id18_date, id18_ok, luhn_ok

__all__ = ["VALIDATORS", "Verdict", "bare_id", "card_bin", "region_ok"]

# GB/T 2260: first two digits of a division code, and 81 to 83 for residence permits.
_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_SEPARATORS = str.maketrans("×ХхxOoIl", "XXXX0011", " \t\n-·•.,_/|()+")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says.

    Attributes:
        note: Chinese, for the reviewer; without the value.
        score: Replaces the pattern's score; None keeps it.
        labelled: Replaces the score under a label; None keeps it.
        drop: The match is not such a value at all, whatever label stands there.
    """

    note: str = ""
    score: float | None = None
    labelled: float | None = None
    drop: bool = False


_DROP = Verdict(drop=True)


def bare_id(text: str) -> str:
    """Return a number without separators, its X in upper case and Latin."""
    return text.translate(_SEPARATORS)


def region_ok(number: str) -> bool:
    """Tell whether a citizen number begins with a province or a residence permit."""
    return number[:2] in _PROVINCES


@cache
def _bins() -> Mapping[str, str]:
    from cardbin.bankbin import BANKBIN

    return dict(BANKBIN)


def card_bin(number: str) -> bool:
    """Tell whether a card number begins with an issuer known to package cardbin."""
    bins = _bins()
    return any(number[:size] in bins for size in range(5, 9))


def _id_card(text: str) -> Verdict:
    number = bare_id(text)
    if len(number) == 15:
        return _id15(number)
    if len(number) != 18:
        return Verdict("位数不符，疑似笔误", 0.0, 0.55)
    if credit_code_ok(number) and not id18_ok(number):
        return Verdict("身份证校验位不符，但符合信用代码校验", 0.2, 0.58)
    born = id18_date(number)
    sound = born is not None and 1890 <= born.year <= date.today().year
    apart = len(number) != len(text)
    if id18_ok(number) and sound and region_ok(number):
        return Verdict("校验位正确", 0.97, 0.99)
    if sound and region_ok(number):
        return Verdict("校验位不符，疑似笔误", 0.3 if apart else 0.5, 0.58)
    if id18_ok(number):
        return Verdict("校验位正确，但地区或日期不存在", 0.2, 0.58)
    return Verdict("校验位和日期均不符，疑似笔误", 0.0, 0.5)


def _id15(number: str) -> Verdict:
    if id15_ok(number) and region_ok(number):
        return Verdict("十五位旧号，日期与地区有效", 0.6, 0.93)
    return Verdict("十五位，日期或地区不存在", 0.0, 0.5)


def _id_embedded(text: str) -> Verdict:
    number = text.lstrip("GgLlJj ")[:18]
    born = id18_date(number) if number[:17].isdigit() else None
    if born is None or not 1890 <= born.year <= 2099 or not region_ok(number):
        return Verdict("内含的身份证号日期或地区不存在", 0.2, 0.6)
    if id18_ok(number):
        return Verdict("内含校验位正确的身份证号", 0.9, 0.97)
    return Verdict("内含的身份证号校验位不符", 0.3, 0.7)


def _mobile(text: str) -> Verdict:
    number = bare_id(text)[-11:]
    if len(set(number[3:])) == 1:
        return Verdict("号码为重复数字", 0.4, 0.6)
    if number[1:3] in _DEAD_PREFIXES:
        return Verdict("号段未启用", 0.5, 0.85)
    return Verdict("号段有效")


# MIIT numbering plan (2017) and later licences: 13x, 14[5-9], 15[0-35-9], 16[2567],
# 17[0-8], 18x, 19[0-35-9] are in use.
_DEAD_PREFIXES = frozenset(
    ["40", "41", "42", "43", "44", "54", "60", "61", "63", "64", "68", "69", "79", "94"]
)


def _landline(text: str) -> Verdict:
    digits = bare_id(text)
    if digits.startswith("0") and digits[1] not in "123456789":
        return _DROP
    return Verdict()


def _bank_card(text: str) -> Verdict:
    number = bare_id(text)
    if not 15 <= len(number) <= 19:
        return _DROP
    luhn, issuer = luhn_ok(number), card_bin(number)
    if luhn and issuer:
        return Verdict("校验位正确，发卡行可识别", 0.93, 0.98)
    if len(number) == 15 and not (luhn and issuer):
        return _DROP
    if issuer:
        return Verdict("发卡行可识别，校验位不符", 0.55, 0.9)
    if luhn and number[0] in "3456":
        return Verdict("校验位正确，发卡行未知", 0.35, 0.9)
    return Verdict("校验位与发卡行均不符", 0.0, 0.75)


def _account(text: str) -> Verdict:
    number = bare_id(text)
    if not 8 <= len(number) <= 30 or len(set(number)) == 1:
        return _DROP
    if len(number) == 11 and number[0] == "1" and number[1] in "3456789":
        return Verdict("", 0.0, 0.5)
    return Verdict()


def _credit_code(text: str) -> Verdict:
    return Verdict("校验正确", 1.0) if credit_code_ok(text) else _DROP


def _day(text: str) -> Verdict:
    parts = [int(part) for part in _numbers(text)]
    if len(parts) == 1 and len(str(parts[0])) == 8:
        number = str(parts[0])
        parts = [int(number[:4]), int(number[4:6]), int(number[6:])]
    if not parts or not 1900 <= parts[0] <= date.today().year:
        return _DROP
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return _DROP
    if len(parts) > 2 and not 1 <= parts[2] <= 31:
        return _DROP
    return Verdict()


def _numbers(text: str) -> list[str]:
    parts = [""]
    for char in text:
        if char.isascii() and char.isdigit():
            parts[-1] += char
        elif parts[-1]:
            parts.append("")
    return [part for part in parts if part]


def _ip(text: str) -> Verdict:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return _DROP
    return Verdict() if address.is_global else _DROP


def _han_number(text: str) -> Verdict:
    number = text.translate(_HAN_DIGITS)
    if len(number) == 18 and id18_ok(number):
        return Verdict("汉字书写的身份证号，校验位正确", 0.95, 0.95)
    if len(number) == 11 and number[0] == "1" and number[1] in "3456789":
        return Verdict("汉字书写的手机号", 0.85, 0.9)
    return _DROP


def _imei(text: str) -> Verdict:
    if luhn_ok(text):
        return Verdict("校验位正确", 0.0, 0.9)
    return Verdict("校验位不符", 0.0, 0.5)


VALIDATORS: Mapping[str, Callable[[str], Verdict]] = {
    "account": _account,
    "bank_card": _bank_card,
    "credit_code": _credit_code,
    "day": _day,
    "han_number": _han_number,
    "id_card": _id_card,
    "id_embedded": _id_embedded,
    "imei": _imei,
    "ip": _ip,
    "landline": _landline,
    "mobile": _mobile,
}
