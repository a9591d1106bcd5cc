"""A document's own date is its sign-off, not the latest date it speaks of."""

from datetime import date

import pytest

from redactor.masking.docdate import document_date
from redactor.model import TextUnit

TODAY = date(2026, 3, 1)
CASES = [
    (("出生于2015年3月2日", "昌岭县民政局 ２０２４年 5月 1日"), (2024, 5, 1)),
    (("自2030年1月1日起", "2024年5月1日"), (2024, 5, 1)),
    (("2024年13月45日",), None),
    (("请于2025年12月31日前报送。", "昌岭县民政局", "2024年5月1日"), (2024, 5, 1)),
    (("昌岭县人民政府办公室2024年3月1日印发", "（此件公开发布）"), (2024, 3, 1)),
    (("二〇二四年五月一日",), (2024, 5, 1)),
    (("二○二三年十二月二十一日",), (2023, 12, 21)),
    (("填报日期：2023-06-30", "有效期至2025年6月30日"), (2023, 6, 30)),
    (("截至2022年9月30日，全县", "会议于2025年3月1日召开。"), (2022, 9, 30)),
    (("昌民发〔2021〕8号", "请于2022年1月31日前报送。"), (2021, 12, 31)),
    (("昌民发〔2021〕8号", "会议于2021年4月2日召开。"), (2021, 4, 2)),
    (("2019.05.06",), (2019, 5, 6)),
    (("出生日期：2018年5月6日",), None),
    (("2024年5月1日", "附件", "2025年2月3日"), (2025, 2, 3)),
    ((), None),
]


@pytest.mark.parametrize(("texts", "day"), CASES)
def test_document_date(
    texts: tuple[str, ...], day: tuple[int, int, int] | None
) -> None:
    units = [TextUnit(f"u{i}", text) for i, text in enumerate(texts)]
    assert document_date(units, TODAY) == (date(*day) if day else TODAY)


def test_other_readings_do_not_count() -> None:
    assert document_date([TextUnit("s", "2024年5月1日", reading="stream")], TODAY) == (
        TODAY
    )
