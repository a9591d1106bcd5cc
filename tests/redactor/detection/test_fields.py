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
