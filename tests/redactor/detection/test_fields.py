"""Labels with a colon and lines of a roster, in running text."""

import pytest

from tests.build.people import id_number


def _found(detector, text):
    (row,) = detector.analyze_texts([text])
    return {text[a:b]: entity for a, b, entity, _ in row}


@pytest.mark.parametrize(
    "name", ["向阳", "云翠谷", "宋 佳", "阿卜杜拉·买买提", "Maria Lopez"]
)
def test_a_label_makes_a_name(detector, name):
    assert _found(detector, f"户主：{name}，特此说明")[name] == "PERSON"


def test_names_of_a_list_under_one_label(detector):
    found = _found(detector, "家庭成员：向阳、云翠谷、文静。")
    assert found == {"向阳": "PERSON", "云翠谷": "PERSON", "文静": "PERSON"}


def test_an_odd_address_under_a_label(detector):
    assert (
        _found(detector, "家庭住址：大洼村东头老油坊隔壁；")["大洼村东头老油坊隔壁"]
        == "CN_ADDRESS"
    )


@pytest.mark.parametrize(
    "text",
    [
        "申请人：见附件",
        "联系人：某某某",
        "住址：以身份证为准",
        "申请人：昌岭县供水有限公司",
        "姓名：________",
        "当事人：张某",
    ],
)
def test_no_value_no_finding(detector, text):
    assert _found(detector, text) == {}


def test_a_bare_account_in_a_roster_line(detector):
    text = f"户号0312 李文静 {id_number(4)} 2076659115276297359"
    assert _found(detector, text)["2076659115276297359"] == "CN_BANK_ACCOUNT"
    assert _found(detector, "批次 2076659115276297359") == {}


@pytest.mark.parametrize(
    "text", ["{}\u3000云翠谷", "云翠谷 {}", "{}（云翠谷）", "云翠谷/{}"]
)
def test_a_name_alone_beside_a_number(detector, text):
    assert _found(detector, text.format("159 5596 6630"))["云翠谷"] == "PERSON"


@pytest.mark.parametrize(
    "text", ["新生云翠谷，准考证号{}，总分612", "考生云翠谷（考号：{}）已缴费"]
)
def test_a_candidate_s_number_beside_the_name(detector, text):
    found = _found(detector, text.format("26340422010117"))
    assert found == {"云翠谷": "PERSON", "26340422010117": "CN_STUDENT_ID"}


@pytest.mark.parametrize(
    "text",
    [
        "准考证号26340422010117，面试组别第3组",
        "监考人员核对准考证号",
        "用户编号0034187，水表号20260417",
    ],
)
def test_numbers_of_nobody_stay(detector, text):
    assert _found(detector, text) == {}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            "住所地均为云溪县板桥镇相庄村二十三组，",
            "云溪县板桥镇相庄村二十三组",
        ),
        ("两人住址均在云溪县板桥镇相庄村，", "云溪县板桥镇相庄村"),
        ("云溪县板桥镇文昌路128号楼道堆物", "云溪县板桥镇文昌路128号"),
        ("群众反映人民路128号楼梯间漏水", "人民路128号"),
        ("军退字第088231号，已安置", "军退字第088231号"),
        ("车牌皖D·D1234挂，罚款", "皖D·D1234挂"),
    ],
)
def test_a_value_to_its_borders(detector, text, value):
    assert list(_found(detector, text)) == [value]
