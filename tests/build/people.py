"""Invented people and numbers for tests.

Sequence codes 996 to 999 beside young birth dates belong to nobody; check digits are
right, so that recognizers see real shapes. Nothing here is random: a counter decides.
"""

from dataclasses import dataclass

__all__ = ["Person", "bank_card", "id_number", "mobile", "people"]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜"
_GIVEN = "文静志强慧敏建国秀英海燕俊杰丽娟永福桂兰德明雪梅国庆春生玉珍家豪"
_VILLAGES = ("大洼村第三村民小组", "河东村", "上圩村五组", "李家台村二组")


@dataclass(frozen=True, slots=True)
class Person:
    """A person who does not exist."""

    name: str
    id_number: str
    mobile: str
    card: str
    address: str


def id_number(number: int) -> str:
    """Return the n-th 18-digit citizen number that belongs to nobody."""
    county = ("420502", "341202", "360735", "652302")[number % 4]
    year, month, day = 1950 + number % 50, 1 + number % 12, 1 + number % 28
    head = f"{county}{year}{month:02}{day:02}99{6 + number % 4}"
    total = sum(int(d) * w for d, w in zip(head, _WEIGHTS, strict=True))
    return head + "10X98765432"[total % 11]


def mobile(number: int) -> str:
    """Return the n-th 11-digit mobile number."""
    prefix = ("138", "159", "177", "186")[number % 4]
    return f"{prefix}{(number * 7919 + 10_004_321) % 100_000_000:08}"


def bank_card(number: int) -> str:
    """Return the n-th 19-digit card number with a right Luhn digit."""
    head = f"621483{(number * 104_729 + 100_000_007) % 10**12:012}"
    total = 0
    for position, digit in enumerate(reversed(head)):
        value = int(digit) * (2 - position % 2)
        total += value - 9 if value > 9 else value
    return head + str(-total % 10)


def people(count: int, first: int = 0) -> list[Person]:
    """Return invented people, the same ones at every call; ``first`` is a number."""
    made = []
    for n in range(first, first + count):
        given = _GIVEN[n % 31] + (_GIVEN[(n * 7 + 3) % 31] if n % 3 else "")
        name = _SURNAMES[(n * 5 + n // 31 + 2) % len(_SURNAMES)] + given
        address = f"云河市昌岭县长岭镇{_VILLAGES[n % 4]}{n % 200 + 1}号"
        made.append(Person(name, id_number(n), mobile(n), bank_card(n), address))
    return made
