"""Tables: headers and side headers decide, whatever a value looks like."""

import pytest

from redactor.model import CellRef, Place, Role, TextUnit, Tier
from tests.build.people import bank_card, id_number, mobile, people


def table(rows, name="t1", start=0):
    """Return the units of a table; "" is an empty cell, None a merged-away one."""
    return [
        TextUnit(f"{name}.{r}.{c}", text, Place.TABLE, cell=CellRef(name, r + start, c))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text
    ]


def found(detector, units):
    texts = {unit.id: unit.text for unit in units}
    return {
        (f.unit_id, texts[f.unit_id][f.span.start : f.span.end]): f
        for f in detector.analyze(units)
    }


def entities(detector, units):
    return {text: f.entity for (_, text), f in found(detector, units).items()}


def test_columns_of_a_roster(detector):
    one, two = people(2)
    rows = [
        ["序号", "姓名", "身份证号", "家庭住址", "账号", "金额（元）"],
        ["1", one.name, one.id_number, one.address, "80059709553007", "13,800.00"],
        ["2", "宋　佳", two.id_number, "大洼三组", "12040311086269", "1380"],
        ["3", "阿依努尔·艾山", "42050219550", "孙庄", "101-2", "1200"],
        ["合计", "", "", "", "", "16,380.00"],
    ]
    assert entities(detector, table(rows)) == {
        one.name: "PERSON",
        "宋　佳": "PERSON",
        "阿依努尔·艾山": "PERSON",
        one.id_number: "CN_ID_CARD",
        two.id_number: "CN_ID_CARD",
        "42050219550": "CN_ID_CARD",
        one.address: "CN_ADDRESS",
        "大洼三组": "CN_ADDRESS",
        "孙庄": "CN_ADDRESS",
        "80059709553007": "CN_BANK_ACCOUNT",
        "12040311086269": "CN_BANK_ACCOUNT",
    }


def test_a_value_of_odd_shape_in_a_column_is_for_review(detector):
    units = table([["姓名", "身份证号"], ["李建国", "42050219550"]])
    finding = found(detector, units)["t1.1.1", "42050219550"]
    assert finding.tier is Tier.REVIEW
    assert "身份证号" in finding.explanation


def test_keeping_columns_keep(detector):
    rows = [
        ["合同编号", "乙方姓名", "单位名称"],
        [bank_card(3), "周文强", "昌岭县某某农机合作社"],
        [bank_card(4), "吴秀英", "昌岭县供水公司"],
    ]
    assert entities(detector, table(rows)) == {"周文强": "PERSON", "吴秀英": "PERSON"}


def test_two_header_rows_with_merged_cells(detector):
    units = [
        TextUnit("a", "户主信息", Place.TABLE, cell=CellRef("t", 0, 0, 1, 2)),
        TextUnit("b", "补贴发放", Place.TABLE, cell=CellRef("t", 0, 2, 1, 2)),
        TextUnit("c", "姓名", Place.TABLE, cell=CellRef("t", 1, 0)),
        TextUnit("d", "联系电话", Place.TABLE, cell=CellRef("t", 1, 1)),
        TextUnit("e", "账号", Place.TABLE, cell=CellRef("t", 1, 2)),
        TextUnit("f", "金额", Place.TABLE, cell=CellRef("t", 1, 3)),
        TextUnit("g", "金桂", Place.TABLE, cell=CellRef("t", 2, 0)),
        TextUnit("h", "5620118", Place.TABLE, cell=CellRef("t", 2, 1)),
        TextUnit("i", "80059709553007", Place.TABLE, cell=CellRef("t", 2, 2)),
        TextUnit("j", "13800", Place.TABLE, cell=CellRef("t", 2, 3)),
    ]
    assert entities(detector, units) == {
        "金桂": "PERSON",
        "5620118": "CN_LANDLINE",
        "80059709553007": "CN_BANK_ACCOUNT",
    }


def test_header_repeated_on_the_next_page(detector):
    head = ["序号", "户主", "开户账号"]
    rows = [
        head,
        ["1", "高山", "80059709553007"],
        head,
        ["2", "江河", "80059709553015"],
    ]
    assert entities(detector, table(rows)) == {
        "高山": "PERSON",
        "江河": "PERSON",
        "80059709553007": "CN_BANK_ACCOUNT",
        "80059709553015": "CN_BANK_ACCOUNT",
    }


def test_side_headers_of_a_form(detector):
    rows = [
        ["姓名", "向阳", "性别", "男", "民族", "汉"],
        ["身份证号码", id_number(8), "联系电话", "5620118", "", ""],
        ["家庭住址", "大洼村东头老油坊隔壁", "", "", "", ""],
        ["申请理由", "家庭困难，无固定收入。", "", "", "", ""],
    ]
    assert entities(detector, table(rows)) == {
        "向阳": "PERSON",
        id_number(8): "CN_ID_CARD",
        "5620118": "CN_LANDLINE",
        "大洼村东头老油坊隔壁": "CN_ADDRESS",
    }


def test_a_form_above_a_list_of_family_members(detector):
    rows = [
        ["申请人", "向阳", "申请日期", "2024年5月6日"],
        ["家庭成员姓名", "与申请人关系", "身份证号", "健康状况"],
        ["向东", "父子", id_number(9), "肢体二级残疾"],
        ["文静", "配偶", id_number(10), "健康"],
    ]
    assert entities(detector, table(rows)) == {
        "向阳": "PERSON",
        "向东": "PERSON",
        "文静": "PERSON",
        id_number(9): "CN_ID_CARD",
        id_number(10): "CN_ID_CARD",
        "肢体二级残疾": "HEALTH",
    }


def test_several_names_in_a_cell(detector):
    units = table(
        [["户主", "共同生活成员"], ["李文静", "王强、孙建国"], ["赵慧", "无"]]
    )
    units[1] = TextUnit("h", "家庭成员姓名", Place.TABLE, cell=CellRef("t1", 0, 1))
    assert {"王强", "孙建国", "李文静", "赵慧"} == set(entities(detector, units))


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("学生姓名", Role.MINOR),
        ("监护人", Role.GUARDIAN),
        ("法定代表人", Role.LEGAL_REPRESENTATIVE),
        ("姓名", Role.NONE),
    ],
)
def test_a_column_gives_its_role(detector, head, role):
    units = table([["序号", head], ["1", "陶国庆"], ["2", "姜雪梅"]])
    assert {f.role for f in detector.analyze(units)} == {role}


def test_lines_under_a_line_of_headers(detector):
    text = f"姓名\t身份证号\t账号\n金桂\t{id_number(11)}\t80059709553007"
    units = [TextUnit("p1", text), TextUnit("p2", "高山\t无\t80059709553015")]
    assert entities(detector, units) == {
        "金桂": "PERSON",
        "高山": "PERSON",
        id_number(11): "CN_ID_CARD",
        "80059709553007": "CN_BANK_ACCOUNT",
        "80059709553015": "CN_BANK_ACCOUNT",
    }


def test_a_column_without_header_is_read_by_its_majority(detector):
    rows = [[p.name, p.id_number, mobile(n)] for n, p in enumerate(people(6))]
    rows[4][1] = "42050219550"
    assert entities(detector, table(rows))["42050219550"] == "CN_ID_CARD"


def test_masked_cells_stay(detector):
    rows = [["姓名", "身份证号", "手机"], ["张*", "420502********9982", "159****2210"]]
    assert entities(detector, table(rows)) == {}


def test_a_header_of_two_labels(detector):
    rows = [
        ["序号", "姓名及身份证号", "住址、电话"],
        ["1", f"金桂 {id_number(12)}", "孙庄5620118"],
    ]
    found = entities(detector, table(rows))
    assert found["金桂"] == "PERSON"
    assert found[id_number(12)] == "CN_ID_CARD"
    assert "5620118" in "".join(found)


def test_headers_down_the_left_side(detector):
    rows = [
        ["姓名", "金桂", "高山", "江河"],
        ["账号", "80059709553007", "80059709553015", "80059709553023"],
    ]
    assert set(entities(detector, table(rows)).values()) == {
        "PERSON",
        "CN_BANK_ACCOUNT",
    }
    assert len(entities(detector, table(rows))) == 6


def test_organisations_and_their_premises(detector):
    rows = [
        ["许可证编号", "单位名称", "经营场所", "法定代表人", "联系电话"],
        [
            "JY13412260123456",
            "昌岭县老王饭店有限公司",
            "昌岭县人民路18号",
            "王大强",
            "0558-7215566",
        ],
    ]
    units = table(rows)
    roles = {f.entity: f.role for f in detector.analyze(units)}
    assert roles == {
        "CN_ADDRESS": Role.OFFICE,
        "PERSON": Role.LEGAL_REPRESENTATIVE,
        "CN_LANDLINE": Role.OFFICE,
    }


def test_short_dates_and_names_beside_numbers_without_header(detector):
    rows = [["姓名", "出生年月"], ["向阳", "1990.05"], ["高山", "90.05"]]
    assert list(entities(detector, table(rows)).values()).count("BIRTH_DATE") == 2
    rows = [["1", "高山", id_number(1), "340元"], ["2", "江河", id_number(2), "340元"]]
    names = [t for t, e in entities(detector, table(rows)).items() if e == "PERSON"]
    assert names == ["高山", "江河"]


def test_names_apart_by_blanks(detector):
    rows = [["村民代表签字", "向阳 高山　江河"], ["公示时间", "2024年5月6日"]]
    assert set(entities(detector, table(rows))) == {"向阳", "高山", "江河"}
