"""Check digits of the numbers that Chinese offices print.

All functions take normal-form text (half width, no separators) and answer False for
anything of the wrong shape.
"""

from datetime import date

__all__ = ["credit_code_ok", "id15_ok", "id18_date", "id18_ok", "luhn_ok"]

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_DIGITS = "10X98765432"
_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def id18_ok(number: str) -> bool:
    """Tell whether an 18-digit citizen number has the right check digit.

    GB 11643-1999 section 4.2 (ISO 7064 MOD 11-2); the last place may be x or X.
    """
    if len(number) != 18 or not (number[:17].isascii() and number[:17].isdigit()):
        return False
    total = sum(int(d) * w for d, w in zip(number, _ID_WEIGHTS, strict=False))
    return _ID_DIGITS[total % 11] == number[17].upper()


def id18_date(number: str) -> date | None:
    """Return the birth date in an 18-digit number, None if there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def id15_ok(number: str) -> bool:
    """Tell whether 15 digits read as an old citizen number (GB 11643-1989).

    It has no check digit: province code and a birth date 19yymmdd must exist.
    """
    if len(number) != 15 or not (number.isascii() and number.isdigit()):
        return False
    try:
        date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    except ValueError:
        return False
    return "11" <= number[:2] <= "82"


def luhn_ok(number: str) -> bool:
    """Tell whether a card number has the right check digit (ISO/IEC 7812-1 annex B)."""
    if len(number) < 12 or not (number.isascii() and number.isdigit()):
        return False
    total = 0
    for position, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def credit_code_ok(code: str) -> bool:
    """Tell whether 18 places are a unified social credit code (GB 32100-2015, 4)."""
    code = code.upper()
    if len(code) != 18 or any(c not in _CREDIT_ALPHABET for c in code):
        return False
    total = sum(
        _CREDIT_ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(code[:17])
    )
    return _CREDIT_ALPHABET[(31 - total % 31) % 31] == code[17]
