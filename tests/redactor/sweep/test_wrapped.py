"""Text broken at a fixed width: what stands across a break is read, lists are not."""

import pytest

from redactor.model import Span
from redactor.sweep.wrapped import joined_units

PROSE = (
    "经入户调查和民主评议，现将二〇二六年度第三季度新增困难群众救助对象名单予以公示，"
    "申请人身份证号码为420502198703019984，联系电话13800000000，家住云河市昌岭县长岭镇"
    "大洼村第三村民小组，公示期内如有异议请向镇民政办反映。"
)


def broken(text: str, columns: int) -> str:
    lines, width = [""], 0
    for char in text:
        wide = 1 + (ord(char) > 0x2000)
        if width + wide > columns:
            lines.append("")
            width = 0
        lines[-1] += char
        width += wide
    return "\n".join(lines)


@pytest.mark.parametrize("columns", [40, 41, 60, 76])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_was_torn_is_whole_again(columns: int, end: str) -> None:
    text = broken("　　" + PROSE, columns).replace("\n", end)
    (joined,) = joined_units(text)
    assert joined.unit.text == "　　" + PROSE
    assert len(joined.breaks) == text.count("\n")


def test_paragraphs_stay_apart() -> None:
    text = "\n".join(broken(PROSE, 40) for _ in range(3))
    assert [j.unit.text for j in joined_units(text)] == [PROSE] * 3
    text = "\n\n".join(broken(PROSE[:80], 40) for _ in range(3))
    assert all(len(j.unit.text) <= 80 for j in joined_units(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "一行",
        "姓名 电话\n张三 138\n李四 139",
        PROSE,
        f"{PROSE}\n{PROSE[:50]}\n{PROSE[:30]}",
    ],
)
def test_lists_and_whole_lines_are_left_alone(text: str) -> None:
    assert list(joined_units(text)) == []


def test_only_spans_over_a_break_count() -> None:
    (joined,) = joined_units(broken(PROSE, 40))
    first = joined.breaks[0]
    assert joined.spans(Span(first - 1, first + 1))
    assert not joined.spans(Span(first - 2, first))
    assert not joined.spans(Span(first, first + 2))
