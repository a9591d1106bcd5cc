"""Birth dates lose their day, month or year, never gain a digit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.masking.dates import birth_decade, birth_month, birth_year, read_date

WRITTEN = [
    ("1985年3月12日", (1985, 3, 12)),
    ("1985-03-12", (1985, 3, 12)),
    ("1985.3.12", (1985, 3, 12)),
    ("1985/03/12", (1985, 3, 12)),
    ("19850312", (1985, 3, 12)),
    ("一九八五年三月十二日", (1985, 3, 12)),
    ("二〇〇一年十月二十日", (2001, 10, 20)),
    ("二○○一年十一月三十一日", (2001, 11, 31)),
    ("１９８５年３月１２日", (1985, 3, 12)),
    ("1985 年 3 月 12 日", (1985, 3, 12)),
    ("1985年12月", (1985, 12, None)),
    ("1985.03", (1985, 3, None)),
    ("198503", (1985, 3, None)),
    ("1985年", (1985, None, None)),
    ("出生于1985年3月2日生", (1985, 3, 2)),
    ("85年3月", None),
    ("35岁", None),
    ("", None),
]


@pytest.mark.parametrize(("raw", "expected"), WRITTEN)
def test_read(raw: str, expected: tuple[int, ...] | None) -> None:
    assert read_date(raw) == expected


@pytest.mark.parametrize(
    ("raw", "month", "year", "decade"),
    [
        ("1985年3月12日", "1985年3月", "1985年", "1980年代"),
        ("2001-12-01", "2001年12月", "2001年", "2000年代"),
        ("1985年3月", "1985年", "1985年", "1980年代"),
        ("1985年", "1980年代", "1980年代", "1980年代"),
        ("85年3月", "某年", "某年", "某年"),
    ],
)
def test_coarser(raw: str, month: str, year: str, decade: str) -> None:
    assert birth_month(raw) == month
    assert birth_year(raw) == year
    assert birth_decade(raw) == decade


@given(
    day=st.dates(date(1900, 1, 1), date(2029, 12, 31)),
    layout=st.sampled_from(["%Y年%m月%d日", "%Y-%m-%d", "%Y%m%d"]),
)
def test_the_day_never_stays(day: date, layout: str) -> None:
    raw = format(day, layout)
    assert read_date(raw) == (day.year, day.month, day.day)
    assert birth_month(raw) == f"{day.year}年{day.month}月"
    assert birth_year(raw) == f"{day.year}年"
    assert birth_decade(raw) == f"{day.year // 10 * 10}年代"


@given(raw=st.text("0123456789年月日-./一二三十〇生 ", max_size=16))
def test_any_text_gives_a_short_answer(raw: str) -> None:
    assert birth_month(raw)
    assert len(birth_month(raw)) <= 8
