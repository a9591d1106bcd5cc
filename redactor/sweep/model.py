"""What a sweep knows of a file: places, categories and counts, never text.

Severity follows 法释〔2017〕10号 第五条: 50 items of property information (第三项),
500 of health and the like (第四项), 5,000 of any other (第五项), and the sum of the
shares where no number is reached alone (第六项). Minors and secrecy come first.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Any

from redactor.entities import entity
from redactor.messages import sentence
from redactor.settings import Settings

__all__ = ["Entry", "Hit", "Level", "Swept", "Task", "category_title", "place_title"]

PROPERTY, SENSITIVE, ALL = 50, 500, 5000
_DIRECT = frozenset(
    [
        "CN_ID_CARD",
        "CN_PASSPORT",
        "CN_HKMT_PERMIT",
        "CN_MILITARY_ID",
        "CN_SOCIAL_SECURITY",
        "CN_MOBILE",
        "CN_BANK_CARD",
        "CN_BANK_ACCOUNT",
        "ALIPAY",
        "CN_DISABILITY_CARD",
        "CN_MEDICAL_RECORD",
        "CN_STUDENT_ID",
        "CN_HOUSEHOLD_BOOK",
        "CN_DRIVING_LICENCE",
        "CN_ADDRESS",
        "HEALTH",
    ]
)


class Level(IntEnum):
    """How urgent a file is."""

    NONE = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def title(self) -> str:
        """Chinese name."""
        return ("未发现", "低", "中", "高", "特别严重")[self]


@dataclass(frozen=True, slots=True)
class Hit:
    """How often one category stands at one place.

    Attributes:
        category: An entity, or ``bad:KIND``, ``hidden:KIND``, ``unread:KIND``,
            ``weak:KIND``, ``possible``, ``secret_mark``, ``expired``.
        place: ``p3`` for a page, else a `redactor.model.Place`; may be empty.
    """

    category: str
    place: str
    count: int


@dataclass(frozen=True, slots=True)
class Swept:
    """What one file, or one file within an archive, holds.

    Attributes:
        label: Its place below the folder, with personal parts masked.
        mark: First hex digits of the content's SHA-256, to find the file again.
        persons: About how many people it concerns: the most distinct values of a kind.
        minors: The same of minors.
        items: Distinct values: of property, sensitive, and other information.
        ends: Last day of its publicity period, ISO, empty if it names none.
        code: Why it could not be read, empty if it was.
    """

    label: str
    mark: str
    hits: tuple[Hit, ...] = ()
    persons: int = 0
    minors: int = 0
    items: tuple[int, int, int] = (0, 0, 0)
    ends: str = ""
    code: str = ""

    def as_row(self) -> dict[str, Any]:
        """Return plain values for the state file."""
        return asdict(self)

    @classmethod
    def from_row(cls, row: dict[str, Any]) -> "Swept":
        """Return what `as_row` gave.

        Raises:
            KeyError: A value is missing; likewise TypeError or ValueError.
        """
        hits = tuple(Hit(**hit) for hit in row["hits"])
        property_, sensitive, other = row["items"]
        return cls(**row | {"hits": hits, "items": (property_, sensitive, other)})


@dataclass(frozen=True, slots=True)
class Entry:
    """A swept file on the day of the report.

    Attributes:
        path: The file itself, for the redaction queue; never written to a report.
    """

    swept: Swept
    today: date
    path: Path = field(repr=False)

    @property
    def expired(self) -> bool:
        """Tell whether the publicity period is over and people still stand there."""
        ends = self.swept.ends
        return bool(ends) and date.fromisoformat(ends) < self.today

    @property
    def hits(self) -> tuple[Hit, ...]:
        """All hits, with the period that is over."""
        over = (Hit("expired", "", 1),) if self.expired else ()
        return self.swept.hits + over

    @property
    def share(self) -> float:
        """Share of the thresholds of 法释〔2017〕10号 第五条; 1 reaches them."""
        owned, sensitive, other = self.swept.items
        return owned / PROPERTY + sensitive / SENSITIVE + other / ALL

    @property
    def level(self) -> Level:
        """How urgent the file is."""
        kinds = {hit.category for hit in self.hits}
        if "secret_mark" in kinds or self.swept.minors or self.share >= 1:
            return Level.CRITICAL
        if kinds & _DIRECT or any(kind.startswith("bad:") for kind in kinds):
            return Level.HIGH
        if self.expired and self.swept.persons:
            return Level.HIGH
        heads = {kind.split(":", 1)[0] for kind in kinds}
        if heads - {"unread", "hidden", "possible", "expired"}:
            return Level.MEDIUM
        return Level.LOW if kinds or self.swept.code else Level.NONE

    @property
    def rank(self) -> tuple[float, ...]:
        """Sort key: the worst first."""
        swept = self.swept
        return (-self.level, -swept.minors, -self.share, -swept.persons)


@dataclass(frozen=True, slots=True)
class Task:
    """One file to examine.

    Attributes:
        relative: Its place below the folder that is swept.
        scratch: Folder for unpacked members; the caller removes it.
    """

    path: Path
    relative: Path
    sha256: str
    scratch: Path
    settings: Settings
    policy: str | None = None


_TITLES = {
    "possible": "疑似个人信息（待核）",
    "secret_mark": "带密级标志",
    "expired": "公示期已过",
}
_HEADS = {
    "bad": "遮盖不彻底：",
    "hidden": "隐藏内容：",
    "unread": "未能排查：",
    "weak": "掩码太弱：",
}
_WEAK = {"id": "身份证号", "card": "银行卡号", "phone": "手机号"}
_PLACES = {
    "body": "正文",
    "table": "表格",
    "header": "页眉",
    "footer": "页脚",
    "note": "脚注",
    "text_box": "文本框",
    "comment": "批注或注释",
    "field": "域",
    "link": "链接",
    "outline": "目录",
    "alt_text": "说明文字",
    "metadata": "文件属性",
    "chart": "图表",
    "picture": "图片",
    "other": "其他",
}


def category_title(category: str) -> str:
    """Return the Chinese name of a category."""
    head, _, kind = category.partition(":")
    if not kind:
        return _TITLES.get(category) or entity(category).title
    if head == "weak":
        return _HEADS[head] + _WEAK.get(kind, kind)
    if head == "unread":
        words = sentence(f"hazard_{kind}", count="")
        return _HEADS[head] + words.removesuffix("未能读取").strip().lstrip(
            "张处个页条枚 "
        )
    if kind == "hidden_pixels":
        return _HEADS[head] + "图片藏有页面上看不到的部分"
    return _HEADS.get(head, "") + sentence(f"removal_{kind}")


def place_title(place: str) -> str:
    """Return the Chinese name of a place."""
    if place[:1] == "p" and place[1:].isdigit():
        return f"第 {place[1:]} 页"
    return _PLACES.get(place, "")
