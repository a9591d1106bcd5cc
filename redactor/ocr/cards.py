"""Cards and certificates of a person, by their words and where these stand.

An ID card is told by its fixed layout (GA 461: 85.6 x 54 mm, labels at the left edge,
number below, portrait at the right); other certificates by a title on a line of its own
and at least two labels of their fields near it. A business licence (营业执照) is public
and is none of these.
"""

import re
from collections.abc import Iterable, Sequence
from statistics import median

from redactor.ocr.model import Box, Mark, MarkKind, TextLine
from redactor.text.checksums import luhn_ok

__all__ = ["find_cards", "form_portraits"]

_FRONT = ("姓名", "性别", "民族", "出生", "住址")
_NUMBER = re.compile(r"公?民?身份(?:号码|证号码?|证)[:：]?([0-9]{14,17}[0-9Xx]?)")
_BACK = ("签发机关", "有效期限")
_BANK_WORDS = re.compile(
    r"银行|银联|UnionPay|VALID|THRU|借记卡|储蓄卡|信用卡|BANK", re.I
)
_CARD_DIGITS = re.compile(r"[0-9]{16,19}")
_SHAPE = 54.0 / 85.6
_FIELD_CHARS = 26  # longer lines are running text around a card
_TITLES: dict[str, tuple[str, ...]] = {
    "机动车驾驶证": ("证号", "姓名", "准驾车型", "初次领证", "有效期", "住址", "Class"),
    "机动车行驶证": ("号牌号码", "所有人", "车辆类型", "车辆识别", "发动机", "住址"),
    "常住人口登记卡": ("姓名", "户主", "曾用名", "籍贯", "公民身份", "出生", "民族"),
    "居民户口簿": ("户别", "户主姓名", "户号", "住址"),
    "居民户口本": ("户别", "户主姓名", "户号", "住址"),
    "结婚证": ("持证人", "结婚证字号", "登记日期", "姓名", "身份证件号"),
    "离婚证": ("持证人", "离婚证字号", "登记日期", "姓名", "身份证件号"),
    "残疾人证": ("姓名", "残疾类别", "残疾等级", "监护人", "证号"),
    "出生医学证明": ("新生儿", "母亲", "父亲", "出生"),
    "居住证": ("姓名", "性别", "居住地", "公民身份", "服务处所", "住址"),
    "社会保障卡": ("姓名", "社会保障号", "卡号", "发卡"),
    "护照": ("姓名", "出生", "签发", "Passport", "Surname", "国籍"),
    "往来港澳通行证": ("姓名", "出生", "签发", "有效期"),
    "军官证": ("姓名", "部别", "职务", "出生"),
    "教师资格证书": ("姓名", "身份证", "证书号码", "出生"),
    "毕业证书": ("学生", "性别", "学习", "证书编号"),
}
_PHOTO_MM = (16.0, 45.0)  # width: 1 inch (25 x 35 mm), 2 inches (35 x 49), cut or not
_PHOTO_SHAPE = (0.5, 0.95)  # width to height
_FORM = ("姓名", "性别", "出生", "民族", "籍贯", "学历", "政治面貌", "照片", "相片")
_MRZ = re.compile(r"^P[<K]?CHN[A-Z<]{10,}")


def find_cards(lines: Sequence[TextLine]) -> list[Mark]:
    """Return cards, certificates and the portraits that their layout tells.

    Args:
        lines: Of an upright picture.
    """
    return [
        *_id_fronts(lines),
        *_id_backs(lines),
        *_bank_cards(lines),
        *_licences(lines),
    ]


def form_portraits(
    photos: Iterable[Box], lines: Sequence[TextLine], dpi: float
) -> list[Box]:
    """Return the photographs at the side of a form about a person.

    Copies in pure black and white leave no face that a model would see.

    Args:
        photos: Areas of tone.
        lines: Of the upright picture.
        dpi: Dots an inch, known or guessed.
    """
    found = []
    for photo in photos:
        beside = photo.grown(0, photo.height)
        labels = {
            label
            for line in lines
            for label in _FORM
            if line.text.replace(" ", "").startswith(label)
            and line.box.x0 < photo.x1
            and beside.y0 < (line.box.y0 + line.box.y1) / 2 < beside.y1
        }
        if (
            len(labels) >= 2
            and _PHOTO_MM[0] <= photo.width / dpi * 25.4 <= _PHOTO_MM[1]
            and _PHOTO_SHAPE[0] <= photo.width / photo.height <= _PHOTO_SHAPE[1]
        ):
            found.append(photo)
    return found


def _id_fronts(lines: Sequence[TextLine]) -> Iterable[Mark]:
    for line in lines:
        found = _NUMBER.search(line.text.replace(" ", ""))
        if found is None or not line.text.strip().startswith(("公", "民身", "身份")):
            continue
        width = line.box.width / 0.86
        card = Box(
            line.box.x0 - 0.07 * width,
            line.box.y1 + 0.09 * width - _SHAPE * width,
            line.box.x0 + 0.95 * width,
            line.box.y1 + 0.09 * width,
        )
        labels = {
            label
            for other in lines
            for label in _FRONT
            if label in other.text[:12]
            and card.shared(other.box) > 0.5 * other.box.area
        }
        edge = [
            other.box.x0
            for other in lines
            if other.text.startswith(("姓名", "性别", "出生", "住址"))
            and card.shared(other.box) > 0.5 * other.box.area
        ]
        if len(labels) < 3 or len(edge) < 2 or max(edge) - min(edge) > 0.08 * width:
            continue
        held = [o.box for o in lines if card.shared(o.box) > 0.5 * o.box.area]
        whole = Box.around((card, *held))
        yield Mark(MarkKind.ID_CARD, whole)
        yield Mark(
            MarkKind.PORTRAIT,
            Box(
                card.x0 + 0.58 * width,
                card.y0 + 0.02 * width,
                card.x0 + 0.98 * width,
                line.box.y0 - 0.01 * width,
            ),
        )


def _id_backs(lines: Sequence[TextLine]) -> Iterable[Mark]:
    for line in lines:
        if not line.text.startswith(_BACK[0]):
            continue
        size = line.box.height
        near = [
            other
            for other in lines
            if other.text.startswith(_BACK[1])
            and 0 < other.box.y0 - line.box.y0 < 4 * size
            and abs(other.box.x0 - line.box.x0) < 3 * size
        ]
        above = [
            other
            for other in lines
            if ("居民身份证" in other.text or "中华人民共和国" in other.text)
            and 0 < line.box.y0 - other.box.y1 < 16 * size
            and len(other.text) <= 14
        ]
        if near and above:
            core = Box.around(o.box for o in (line, near[0], *above))
            width = max(core.width / 0.72, core.height / 0.8 / _SHAPE)
            height = width * _SHAPE
            right = core.x1 + 0.08 * width
            bottom = near[0].box.y1 + 0.1 * height
            yield Mark(
                MarkKind.ID_CARD,
                Box(
                    min(right - width, core.x0 - size),
                    min(bottom - height, core.y0 - size),
                    max(right, core.x1 + size),
                    bottom,
                ),
            )


def _bank_cards(lines: Sequence[TextLine]) -> Iterable[Mark]:
    for line in lines:
        compact = re.sub(r"[\s*-]", "", line.text)
        if not (_CARD_DIGITS.fullmatch(compact) and luhn_ok(compact)):
            continue
        width = line.box.width / 0.8
        height = width * _SHAPE
        middle = (line.box.y0 + line.box.y1) / 2
        left = line.box.x0 - 0.1 * width
        card = Box(left, middle - 0.62 * height, left + width, middle + 0.42 * height)
        held = [o for o in lines if card.shared(o.box) > 0.5 * o.box.area]
        if any(_BANK_WORDS.search(other.text) for other in held) and (
            _stands_out(line, held)
        ):
            yield Mark(MarkKind.BANK_CARD, Box.around((card, *(o.box for o in held))))


def _stands_out(line: TextLine, held: Sequence[TextLine]) -> bool:
    """Tell whether a number is printed large and no running text is around it."""
    heights = [other.box.height for other in held]
    prose = any(len(other.text) > 24 for other in held)
    return not prose and line.box.height >= 1.15 * median(heights)


def _with_near(core: Box, lines: Sequence[TextLine], fields: Sequence[TextLine]) -> Box:
    """Return the box with all short lines that stand close to it: further fields."""
    size = median(other.box.height for other in fields)
    left = [other.box for other in lines if len(other.text) <= _FIELD_CHARS]
    whole = core
    while True:
        near = [b for b in left if whole.grown(2 * size, 1.8 * size).shared(b)]
        if not near:
            return whole.grown(1.5 * size, 1.5 * size)
        whole = Box.around((whole, *near))
        left = [box for box in left if box not in near]


def _licences(lines: Sequence[TextLine]) -> Iterable[Mark]:
    taken: list[Box] = []
    for line in lines:
        text = line.text.replace(" ", "")
        labels = next(
            (
                labels
                for title, labels in _TITLES.items()
                if title in text and len(text) <= len(title) + 9
            ),
            None,
        )
        if labels is None or any(box.shared(line.box) for box in taken):
            continue
        reach = line.box.grown(14 * line.box.height, 22 * line.box.height)
        fields = [
            other
            for other in lines
            if other.text.replace(" ", "").startswith(labels)
            and reach.shared(other.box) > 0.5 * other.box.area
        ]
        if len({other.text[:2] for other in fields}) < 2:
            continue
        whole = _with_near(Box.around(o.box for o in (line, *fields)), lines, fields)
        taken.append(whole)
        yield Mark(MarkKind.LICENCE, whole)
    for line in lines:
        if _MRZ.match(line.text.replace(" ", "")):
            width = line.box.width / 0.92
            top = line.box.y1 - 0.66 * width
            left = line.box.x0 - 0.04 * width
            box = Box(left, top, left + width, line.box.y1 + 0.1 * width)
            yield Mark(MarkKind.LICENCE, box)
