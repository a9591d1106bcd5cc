"""Names of files lose what is personal, and keep what they are about."""

from pathlib import Path

import pytest

from redactor.naming import clean_names, without_values
from redactor.settings import Settings
from tests.build.people import bank_card, id_number, mobile

SETTINGS = Settings()
CLEAN = [
    ("张伟民低保申请", "张某低保申请"),
    ("001_张伟民_身份证", "001_张某_身份证"),
    ("欧阳春生残疾证", "欧阳某残疾证"),
    ("行政处罚决定书（李小龙）", "行政处罚决定书（李某）"),
    (f"申请表-{id_number(5)}", "申请表"),
    (f"申请表（{mobile(3)}）", "申请表"),
    (f"{bank_card(7)}", "文件"),
    (f"赵丽华_{mobile(3)}_社保", "赵某_社保"),
    ("大洼村三组18号张伟民危房改造", "大洼村张某危房改造"),
    ("孙文信访", "孙某信访"),
    ("孙文信访答复", "孙某信访答复"),
    ("陶国信访材料", "陶某信访材料"),
    ("关于陶国的处理意见", "关于陶某的处理意见"),
    ("李强代为领取补助", "李某代为领取补助"),
    ("邻居家陶国", "邻居家陶某"),
]
PLAIN = """
公租房申请登记表
安居房补贴名单
经适房补贴公示
2024年长岭镇低保公示
高新区通知
高考成绩公示
黄山路改造项目
马家村花名册
安全生产方案
昌政办发〔2024〕12号
张家界旅游方案
许可决定书
扫描件0001
app_v2 report
2024-11-23 会议纪要
陈某某处罚决定
""".strip().splitlines()


@pytest.fixture(scope="module")
def cleaned() -> dict[str, str]:
    return clean_names([*(name for name, _ in CLEAN), *PLAIN], SETTINGS)


@pytest.mark.parametrize(("name", "clean"), CLEAN, ids=range(len(CLEAN)))
def test_personal_names(cleaned: dict[str, str], name: str, clean: str) -> None:
    assert cleaned[name] == clean


def test_other_names_stay(cleaned: dict[str, str]) -> None:
    assert [name for name in PLAIN if name in cleaned] == []


def test_nothing_to_read_loads_nothing() -> None:
    assert clean_names(["scan", "0001", "a-b"], SETTINGS) == {}


def test_a_treated_value_never_stays_in_a_name() -> None:
    target = Path("out/尹小满 案 110_脱敏.docx")
    assert without_values(target, {"尹小满"}, {"110"}) == Path("out/尹某 案_脱敏.docx")
    spaced = Path("out/尹 小满_脱敏.docx")
    assert without_values(spaced, {"尹小满"}, ()) == Path("out/尹某_脱敏.docx")
    assert without_values(target, {"卓清禾"}, {"9"}) == target
