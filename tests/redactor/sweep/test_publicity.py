"""The last day of a publicity period."""

from datetime import date

import pytest

from redactor.sweep.publicity import publicity_end


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("公示期：2024年3月1日至2024年3月7日", date(2024, 3, 7)),
        ("公示时间：2024年3月28日—4月3日。", date(2024, 4, 3)),
        ("公示期为2024年3月1日至7日，", date(2024, 3, 7)),
        ("公示期限：2024-03-01至2024-03-07", date(2024, 3, 7)),
        ("公示时间 2024.12.28～1.5", date(2025, 1, 5)),
        ("公示期自2024年３月１日８：00起至2024年3月7日止", date(2024, 3, 7)),
        ("公示期：二〇二四年三月一日至二〇二四年三月十五日", date(2024, 3, 15)),
        ("现予公示，公示期7天。\n某县民政局\n2024年3月1日", date(2024, 3, 8)),
        ("公示期为5个工作日\n2024年3月1日", date(2024, 3, 8)),
        # 国庆放假 10 月 1 日至 8 日，9 月 28 日、10 月 11 日上班
        ("公示期五个工作日（自2025年9月26日起）\n2025年9月1日", date(2025, 10, 10)),
        ("公示期五个工作日（自2099年10月1日起）", date(2099, 10, 8)),
        ("公示期五个工作日（自2024年3月4日起）\n2024年3月1日", date(2024, 3, 11)),
        ("公示期：2024年2月1日至2024年2月31日", None),
        ("公示期5天", None),
        ("2024年3月1日至2024年3月7日", None),
        ("公示期满后将发文。2024年3月1日", None),
    ],
    ids=range(16),
)
def test_forms_of_notices(text: str, end: date | None) -> None:
    assert publicity_end(text.split("\n")) == end


def test_the_latest_of_several_counts() -> None:
    texts = ["公示期：2024年3月1日至3月7日", "公示期：2024年5月1日至5月7日"]
    assert publicity_end(texts) == date(2024, 5, 7)
