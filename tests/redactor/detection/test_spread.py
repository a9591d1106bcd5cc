"""What one place proves is found at every other place."""

import pytest

from redactor.model import Place, Role, TextUnit
from tests.build.people import id_number, mobile


def _texts(detector, units, entity=None):
    texts = {unit.id: unit.text for unit in units}
    return [
        (f.unit_id, texts[f.unit_id][f.span.start : f.span.end])
        for f in detector.analyze(units)
        if entity in (None, f.entity)
    ]


def test_a_labelled_name_is_found_in_metadata_and_header(detector):
    units = [
        TextUnit("h", "云翠谷的材料", Place.HEADER),
        TextUnit("b", "申请人：云翠谷"),
        TextUnit("m", "云 翠 谷", Place.METADATA, editable=False),
    ]
    assert set(_texts(detector, units)) == {
        ("h", "云翠谷"),
        ("b", "云翠谷"),
        ("m", "云 翠 谷"),
    }


def test_a_short_name_is_not_found_inside_other_words(detector):
    units = [
        TextUnit("a", "户主：高峰"),
        TextUnit("b", "高峰时段加强管控，生产高峰期已过"),
        TextUnit("c", "高峰、李强等人到场"),
    ]
    places = [unit for unit, text in _texts(detector, units) if text == "高峰"]
    assert places == ["a", "c"]


@pytest.mark.parametrize(
    "other", ["{} {} {}", "{}-{}-{}", "{}.{}.{}", "{}\n{}{}", "号{}{}{}止"]
)
def test_a_number_is_found_in_any_writing(detector, other):
    number = mobile(5)
    parts = (number[:3], number[3:7], number[7:])
    units = [
        TextUnit("a", f"手机号：{number}"),
        TextUnit("b", "回执" + other.format(*parts)),
    ]
    assert {unit for unit, _ in _texts(detector, units)} == {"a", "b"}


def test_an_account_without_label_is_found_again(detector):
    units = [TextUnit("a", "账号：80059709553007"), TextUnit("b", "附80059709553007")]
    assert _texts(detector, units) == [("a", "80059709553007"), ("b", "80059709553007")]


def test_an_unknown_number_stays(detector):
    units = [TextUnit("a", "账号：80059709553007"), TextUnit("b", "附80059709553008")]
    assert _texts(detector, units) == [("a", "80059709553007")]


def test_another_reading_is_searched_too(detector):
    number = id_number(7)
    units = [
        TextUnit("a", f"身份证号：{number}", page_index=0),
        TextUnit("s", f"x {number[:9]}\n{number[9:]}", page_index=0, reading="stream"),
    ]
    assert {unit for unit, _ in _texts(detector, units)} == {"a", "s"}


def test_a_childs_role_holds_everywhere(detector):
    units = [
        TextUnit("a", "学生姓名：陶雪梅"),
        TextUnit("b", "经走访，陶雪梅已返校。"),
    ]
    roles = {f.unit_id: f.role for f in detector.analyze(units) if f.entity == "PERSON"}
    assert roles == {"a": Role.MINOR, "b": Role.MINOR}


@pytest.mark.parametrize(
    "sentence",
    [
        "经调查，许建于2022年取得宅基地",
        "许建在公示期内提出异议",
        "由许建国土局备案时提交",
    ],
)
def test_a_short_name_is_found_though_its_end_makes_a_word(detector, sentence):
    """建于 is a word of the dictionary, but the clause begins with the name."""
    units = [
        TextUnit("a", "申请人许建（住长岭镇和平村3组）"),
        TextUnit("b", sentence),
    ]
    assert ("b", "许建") in _texts(detector, units, "PERSON")
