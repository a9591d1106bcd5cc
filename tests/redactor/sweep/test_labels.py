"""Names of files without names of people."""

from pathlib import PurePath

import pytest

from redactor.detection.engine import get_detector
from redactor.settings import Settings
from redactor.sweep.labels import masked_label
from tests.build.people import people

PERSON = people(1)[0]


def label(*names: str, values: tuple[str, ...] = ()) -> str:
    detector = get_detector(Settings().detection)
    return masked_label([PurePath(name) for name in names], detector, values)


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("{name}.pdf", "＊＊.pdf"),
        ("{name}2024-03.pdf", "＊＊2024-03.pdf"),
        ("2024年低保名单（{name}）.docx", "2024年低保名单（＊＊）.docx"),
        ("行政处罚决定书-{name}.pdf", "行政处罚决定书-＊＊.pdf"),
        ("民政局/{name}/申请表.pdf", "民政局/＊＊/申请表.pdf"),
        ("{name}_{id}.txt", "＊＊_＊＊.txt"),
        ("{mobile}.txt", "＊＊.txt"),
        ("昌政办发〔2024〕29号.docx", "昌政办发〔2024〕29号.docx"),
        ("附件1：救助名单.docx", "附件1：救助名单.docx"),
    ],
    ids=range(9),
)
def test_what_is_personal_is_masked(form: str, shown: str) -> None:
    fields = {"name": "李建国", "id": PERSON.id_number, "mobile": PERSON.mobile}
    assert label(form.format_map(fields)) == shown


def test_values_of_the_file_are_masked_wherever_they_stand() -> None:
    shown = label("包/甲.zip", "户主阿木尔材料.txt", values=("阿木尔",))
    assert shown == "包/甲.zip!户主＊＊材料.txt"
