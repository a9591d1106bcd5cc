"""Operators: what a value is replaced by.

Every operator takes the raw value and gives its mask. A mask never depends on the
value's length, never holds the value, and of a number shows no more than its operator
says; a value of unexpected shape gets the full mask. Threat model: a mask is judged
alone here; what else stands in the document is the matter of `strength`.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial

from redactor.entities import Category, entity
from redactor.masking.address_cut import Level, cut
from redactor.masking.dates import birth_decade, birth_month, birth_year
from redactor.masking.pseudonyms import NameBook
from redactor.model import Treatment
from redactor.text.normalize import bare, normalize

__all__ = [
    "DEFAULT_OPERATORS",
    "FULL_MASK",
    "OPERATORS",
    "block",
    "replacement",
    "unchanged",
]

FULL_MASK = "******"
_NOWHERE = "某处"
_OMITTED = "（略）"
_BLOCKS = {
    Category.IDENTITY: 8,
    Category.PHONE: 6,
    Category.ACCOUNT: 8,
    Category.ADDRESS: 8,
    Category.NAME: 3,
    Category.BIRTH_AND_MINOR: 5,
    Category.OTHER: 4,
}


def _digits(raw: str) -> str:
    return re.sub(r"[^0-9]", "", normalize(raw).text)


def _mobile(raw: str) -> str:
    """138****1234, as published by government sites; country code dropped."""
    digits = re.sub(r"^(?:00)?86(?=1[3-9]\d{9}$)", "", _digits(raw))
    if len(digits) != 11:
        return FULL_MASK
    return f"{digits[:3]}****{digits[-4:]}"


def _landline(raw: str) -> str:
    """Area code (工信部《电信网编号计划》: 010, 02x, 0xxx) and a fixed mask."""
    digits = re.sub(r"^(?:00)?86(?=0)", "", _digits(raw))
    found = re.match(r"010|02\d|0[3-9]\d{2}", digits)
    return f"{found[0]}-****" if found and len(digits) >= 10 else "****"


def _id(raw: str, *, head: int, tail: int) -> str:
    number = bare(raw).upper()
    if len(number) not in (15, 18):
        return FULL_MASK
    stars = "*" * (18 - head - tail)
    return number[:head] + stars + (number[-tail:] if tail else "")


def _email(raw: str) -> str:
    local, at, domain = normalize(raw).text.strip().rpartition("@")
    local, domain = local.strip(), domain.strip().lower()
    if not at or not domain or (len(local) > 2 and bare(local) in bare(domain)):
        return "***"
    first = local[0] if len(local) > 1 else ""
    return f"{first}***@{domain}"


def _plate(raw: str) -> str:
    """Province and issuing office stay (GA 36-2018: 赣A), the number goes."""
    text = bare(raw).upper()
    if len(text) < 6 or text[0].isascii() or not text[1].isalpha():
        return FULL_MASK
    return f"{text[:2]}*****"


def _first(raw: str) -> str:
    text = normalize(raw).text.strip()
    return f"{text[0]}***" if len(bare(raw)) > 3 and text[0].isalnum() else "***"


def _tail(raw: str) -> str:
    digits = _digits(raw)
    return f"****{digits[-4:]}" if len(digits) >= 12 else FULL_MASK


@cache
def _banks() -> Mapping[str, str]:
    from cardbin.bankbin import BANKBIN

    return {prefix: title.split("|")[0] for prefix, title in BANKBIN.items()}


def _bank(raw: str) -> str:
    """Bank of a card by its BIN (table of the package cardbin), else a plain word."""
    digits = _digits(raw)
    for size in (8, 6):
        bank = _banks().get(digits[:size])
        if bank and len(digits) >= 14:
            return f"{bank}账户"
    return "银行账户"


def _address(raw: str, *, level: Level) -> str:
    for wider in range(level, 0, -1):
        kept = cut(raw, Level(wider))
        if kept and bare(kept) != bare(raw):
            return kept
    return _NOWHERE


def _fixed(raw: str, *, text: str) -> str:
    return text


OPERATORS: Mapping[str, Callable[[str], str] | None] = {
    "full": partial(_fixed, text=FULL_MASK),
    "mobile": _mobile,
    "landline": _landline,
    "id_full": partial(_fixed, text="*" * 18),
    "id_head6": partial(_id, head=6, tail=0),
    "id_tail4": partial(_id, head=0, tail=4),
    "id_head2_tail3": partial(_id, head=2, tail=3),
    "id_head6_tail4": partial(_id, head=6, tail=4),
    "account_bank": _bank,
    "account_tail4": _tail,
    "email": _email,
    "plate": _plate,
    "first": _first,
    "address_county": partial(_address, level=Level.COUNTY),
    "address_town": partial(_address, level=Level.TOWN),
    "address_village": partial(_address, level=Level.VILLAGE),
    "birth_month": birth_month,
    "birth_year": birth_year,
    "birth_decade": birth_decade,
    "school": partial(_fixed, text="某校"),
    "condition": partial(_fixed, text=_OMITTED),
    "name": None,  # needs the document's book of names
}
_ADDRESS_LEVELS = {
    "address_county": Level.COUNTY,
    "address_town": Level.TOWN,
    "address_village": Level.VILLAGE,
}
DEFAULT_OPERATORS: Mapping[str, str] = {
    "PERSON": "name",
    "CN_MOBILE": "mobile",
    "CN_LANDLINE": "landline",
    "CN_ID_CARD": "id_full",
    "CN_BANK_CARD": "account_bank",
    "CN_BANK_ACCOUNT": "account_bank",
    "EMAIL_ADDRESS": "email",
    "CN_PLATE": "plate",
    "WECHAT": "first",
    "CN_ADDRESS": "address_town",
    "BIRTH_DATE": "birth_year",
    "MINOR_SCHOOL": "school",
    "HEALTH": "condition",
}


def unchanged(operator: str, raw: str) -> bool:
    """Tell whether an address holds nothing below the level that may stay."""
    level = _ADDRESS_LEVELS.get(operator)
    return level is not None and bare(cut(raw, level)) == bare(raw) != ""


def replacement(
    treatment: Treatment, entity_name: str, operator: str, raw: str, book: NameBook
) -> str:
    """Return what stands in a value's place.

    Args:
        treatment: COVER gives a block of a fixed length for the category, DELETE
            nothing, DEIDENTIFY the operator's mask.
        entity_name: Entity of the value.
        operator: Name of an operator.
        raw: The value as it stands.
        book: Pseudonyms of the document.

    Raises:
        KeyError: No such operator.
    """
    if treatment is Treatment.DELETE:
        return ""
    if treatment is Treatment.COVER:
        return block(entity_name)
    function = OPERATORS[operator]
    mask = function(raw) if function else book.mask(raw)
    value = bare(raw)
    if value and value in bare(mask):
        return FULL_MASK if value not in FULL_MASK else _OMITTED
    return mask


def block(entity_name: str) -> str:
    """Return the covering block of an entity: one length for its whole category."""
    return "█" * _BLOCKS[entity(entity_name).category]
