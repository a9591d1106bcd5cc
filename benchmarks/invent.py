"""Invented values in the shapes that Chinese offices print, for benchmarks.

Numbers have right check digits; citizen numbers end in sequence codes 996 to 999.
"""

import random
from dataclasses import dataclass

from faker import Faker

__all__ = ["Inventor", "Value"]

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_REGIONS = ("340123", "130425", "350402", "411522", "530102", "620123", "650105")
_BINS = ("621700", "622848", "621483", "622202", "623058", "622908", "621799")
_PREFIXES = [
    "130",
    "132",
    "135",
    "138",
    "139",
    "147",
    "150",
    "153",
    "158",
    "166",
    "173",
    "177",
    "180",
    "186",
    "189",
    "191",
    "199",
]
_PROVINCES = (
    ("安徽省", "阜阳市", "颍上县"),
    ("河北省", "邯郸市", "大名县"),
    ("福建省", "三明市", "宁化县"),
    ("云南省", "昭通市", "镇雄县"),
    ("甘肃省", "天水市", "甘谷县"),
    ("广西壮族自治区", "河池市", "都安瑶族自治县"),
    ("江苏省", "盐城市", "滨海县"),
    ("浙江省", "温州市", "平阳县"),
)
_TOWNS = ("王店镇", "新集乡", "八里河镇", "城关镇", "石门街道", "龙泉乡", "白沙镇")
_VILLAGES = ("刘庄村", "大洼村", "赵楼村", "下坝村", "杏花村", "石桥社区", "李郢村")
_ROADS = ("人民路", "解放大道", "北京西路", "建设南路", "文昌街", "滨河东路", "团结巷")
_ESTATES = ("阳光花园", "锦绣江南", "翠湖天地", "供销社家属院", "金色家园", "中央公馆")
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "慕容", "夏侯", "皇甫", "尉迟")
_MINORITY = ("阿依古丽·买买提", "扎西多吉", "古丽米热·艾山", "巴特尔", "次仁卓嘎")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its entity."""

    entity: str
    text: str


class Inventor:
    """Makes values; the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._faker = Faker("zh_CN")
        self._faker.seed_instance(seed)

    def _digits(self, count: int) -> str:
        return "".join(self._random.choice("0123456789") for _ in range(count))

    def pick(self, *choices: str) -> str:
        """Return one of the choices."""
        return self._random.choice(choices)

    def person(self) -> Value:
        """Return a name: mostly Faker's, also compound and minority ones."""
        roll = self._random.random()
        if roll < 0.06:
            name = self.pick(*_COMPOUND) + self._faker.first_name()[:1]
        elif roll < 0.1:
            name = self.pick(*_MINORITY)
        else:
            name = self._faker.last_name() + self._faker.first_name()
        return Value("PERSON", name)

    def id_card(self) -> Value:
        """Return a citizen number in one of its writings."""
        born = self._faker.date_of_birth(minimum_age=6, maximum_age=90)
        head = f"{self.pick(*_REGIONS)}{born:%Y%m%d}99{self._random.randint(6, 9)}"
        total = sum(int(d) * w for d, w in zip(head, _ID_WEIGHTS, strict=True))
        last = "10X98765432"[total % 11]
        roll = self._random.random()
        if roll < 0.08 and born.year < 2000:
            return Value("CN_ID_CARD", head[:6] + head[8:17])
        if roll < 0.14:
            wrong = "0123456789X".replace(last, "")
            return Value("CN_ID_CARD", head + self.pick(*wrong))
        number = head + (last.lower() if roll < 0.3 else last)
        if roll > 0.9:
            gap = self.pick(" ", "-", "  ")
            number = gap.join((number[:6], number[6:14], number[14:]))
        elif roll > 0.85:
            number = _wide(number)
        return Value("CN_ID_CARD", number)

    def mobile(self) -> Value:
        """Return a mobile number in one of its writings."""
        number = self.pick(*_PREFIXES) + self._digits(8)
        roll = self._random.random()
        if roll > 0.85:
            gap = self.pick(" ", "-", ".", "－", "·")
            number = gap.join((number[:3], number[3:7], number[7:]))
        elif roll > 0.8:
            number = self.pick("+86 ", "+86", "86-") + number
        elif roll > 0.76:
            number = _wide(number)
        return Value("CN_MOBILE", number)

    def landline(self) -> Value:
        """Return a land line with area code."""
        code = self.pick("0558", "0551", "010", "021", "0856", "0771")
        number = self.pick(*"2345678") + self._digits(7 if len(code) == 3 else 6)
        form = self.pick("{}-{}", "({}){}", "（{}）{}", "{} {}", "{}—{}")
        ext = f"转{self._digits(3)}" if self._random.random() < 0.1 else ""
        return Value("CN_LANDLINE", form.format(code, number) + ext)

    def card(self) -> Value:
        """Return a bank card with known issuer and right Luhn digit."""
        head = self.pick(*_BINS) + self._digits(
            (self.pick("9", "12") == "9" and 9) or 12
        )
        total = 0
        for position, digit in enumerate(reversed(head)):
            value = int(digit) * (2 - position % 2)
            total += value - 9 if value > 9 else value
        number = head + str(-total % 10)
        if self._random.random() < 0.15:
            gap = self.pick(" ", "-")
            number = gap.join(number[i : i + 4] for i in range(0, len(number), 4))
        return Value("CN_BANK_CARD", number)

    def account(self) -> Value:
        """Return an account number without structure."""
        head = self.pick("12", "20", "34", "80", "10")
        return Value(
            "CN_BANK_ACCOUNT", head + self._digits(self._random.randint(12, 17))
        )

    def address(self) -> Value:
        """Return an address of village, street or estate style."""
        whole = self.pick(*(f"{i}" for i in range(len(_PROVINCES))))
        province, city, county = _PROVINCES[int(whole)]
        head = self.pick(province + city + county, city + county, county, county, "")
        number = self._random.randint(1, 299)
        village = self.pick(*_TOWNS) + self.pick(*_VILLAGES)
        group = self.pick("三组", "第五村民小组", "东队", "12组", "小李庄", "")
        flat = (
            f"{self._random.randint(1, 33)}{self.pick('栋', '幢', '号楼')}"
            f"{self.pick('', '2单元', '乙单元')}{self._random.randint(1, 33)}0"
            f"{self._random.randint(1, 4)}{self.pick('室', '', '号')}"
        )
        road = f"{self.pick(*_ROADS)}{number}号"
        tail = self.pick(
            f"{village}{group}{number}号",
            road,
            f"{road}{self.pick(*_ESTATES)}{flat}",
            f"{self.pick(*_ESTATES)}{flat}",
        )
        return Value("CN_ADDRESS", (head or county) + tail)

    def email(self) -> Value:
        """Return a mailbox at a public provider."""
        name = self._faker.user_name() + self._digits(2)
        host = self.pick("qq.com", "163.com", "126.com", "sina.cn", "139.com")
        return Value("EMAIL_ADDRESS", f"{name}@{host}")

    def plate(self) -> Value:
        """Return a number plate, also of new-energy cars."""
        head = self.pick(*"京沪皖苏浙闽赣鲁豫粤桂川贵云陕甘") + self.pick(*_LETTERS[:8])
        tail = self.pick(self._digits(5), "D" + self._digits(5), self._digits(4) + "K")
        return Value("CN_PLATE", head + self.pick("", "", "·") + tail)

    def passport(self) -> Value:
        """Return a passport number."""
        return Value("CN_PASSPORT", "E" + self.pick("", *"ABCDEFGH") + self._digits(7))

    def birth(self) -> Value:
        """Return a birth date in one of its writings."""
        born = self._faker.date_of_birth(minimum_age=6, maximum_age=90)
        form = self.pick(
            "%Y年{m}月{d}日", "%Y-%m-%d", "%Y.%m.%d", "%Y年{m}月", "%Y%m%d"
        )
        text = born.strftime(form.replace("{m}", "@").replace("{d}", "#"))
        text = text.replace("@", str(born.month)).replace("#", str(born.day))
        return Value("BIRTH_DATE", text)

    def wechat(self) -> Value:
        """Return a WeChat name."""
        return Value("WECHAT", self._faker.user_name()[:8] + "_" + self._digits(4))

    def qq(self) -> Value:
        """Return a QQ number."""
        return Value("QQ", self.pick(*"123456789") + self._digits(8))


def _wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)
