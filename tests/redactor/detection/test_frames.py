"""Frames of notices, minutes and accounts in which people stand without a label."""

import re

import pytest

from redactor.model import Place, Role, TextUnit
from tests.build.people import id_number, mobile

_MARK = re.compile(r"\[\[(.+?)\]\]")


def _plain(marked):
    """Return the text without marks and what they mark."""
    return _MARK.sub(r"\1", marked), set(_MARK.findall(marked))


def _found(detector, text, entity):
    return {
        text[f.span.start : f.span.end]: f
        for f in detector.analyze([TextUnit("a", text)])
        if f.entity == entity
    }


@pytest.mark.parametrize(
    "marked",
    [
        "付[[田思蕊]]修路工钱",
        "收[[呼延贵]]鱼塘承包费",
        "四至：东至[[施国良]]地边，南至水沟，西至[[焦大良]]田，北至山脚",
        "四邻：东邻[[陶国]]，西邻[[孔洁]]。",
        "其监护人[[吴嘉真]]可拨打12345查询",
        "其祖父[[文伟真]]代为办理。",
        "邻居家[[陶国]]",
        "[[孙文]]信访事项",
        "母亲[[独孤一才]]外出务工",
        "授予[[司徒家发]]、[[左桂全]]、[[甄娴兰]]同志先进个人",
        "困难职工[[方环]]、[[魏月]]、[[叶尔江]]等领取慰问金",
        "[[朝鲁孟]]驾驶机动车超速行驶",
        "向[[伊万·彼得罗夫]]学习。",
        "申请人：[[其美多吉]]，男，汉族",
        "男方：[[John Smith]]，身份证号",
        "[[季节]]因保管不善，证书遗失",
        "举办者由[[井欢黛]]变更为[[向思宁]]，",
        "家庭成员[[俞光平]]（配偶）、[[贺成]]（子）",
    ],
)
def test_people_in_frames(detector, marked):
    text, wanted = _plain(marked)
    assert wanted <= _found(detector, text, "PERSON").keys()


@pytest.mark.parametrize(
    "text",
    [
        "四至：东至白云山路，南至文昌阁，西至平安区界，北至史河。",
        "付水电费、收集体林地承包费",
        "白居易祠、诸葛亮点将台、王家大院、司马迁故里碑",
        "其中，男35人，女28人；党员，男，高中，女",
        "信访工作联席会议办公室",
        "经核对，身份证号码与户口簿一致；经审查（身份证复印件见附件）属实",
        "由调查，男方无异议",
        "刘某，男，苗族，1992年4月生",
    ],
)
def test_what_only_looks_like_a_person(detector, text):
    assert not _found(detector, text, "PERSON")


def test_an_everyday_word_is_a_name_where_the_sex_follows(detector):
    text = "当事人：沙漠，男，汉族。经查，沙漠于昨日驾车。后沙漠用拳头打人。"
    places = [
        f.span.start
        for f in detector.analyze([TextUnit("a", text)])
        if f.entity == "PERSON"
    ]
    assert places == [4, 15, 24]


def test_who_is_asked_is_no_official(detector):
    found = _found(detector, "询问人：李国强　被询问人：单桂芳", "PERSON")
    assert found["李国强"].role is Role.OFFICIAL
    assert found["单桂芳"].role is Role.NONE


@pytest.mark.parametrize(
    "marked",
    [
        "王国强患[[2型糖尿病伴肾功能不全]]多年",
        "李秀兰被县医院诊断为[[右侧股骨颈骨折]]。",
        "其夫陈建国去年因[[脑梗死]]去世",
    ],
)
def test_illness_beside_a_person(detector, marked):
    text, wanted = _plain(marked)
    assert wanted == _found(detector, text, "HEALTH").keys()


@pytest.mark.parametrize(
    "text", ["全县高血压患者12万人", "县疾控中心通报诊断为流感的病例", "张国强因病请假"]
)
def test_illness_of_nobody(detector, text):
    assert not _found(detector, text, "HEALTH")


@pytest.mark.parametrize(
    ("text", "entity", "role"),
    [
        ("李家村村委会电话0954-5389467", "CN_LANDLINE", Role.OFFICE),
        ("（联系人：廖建国；联系电话：0857-8665204）", "CN_LANDLINE", Role.OFFICE),
        ("邮编：615000；电话：0376-3258219。", "CN_LANDLINE", Role.OFFICE),
        ("联系人：长子王刚，电话0376-3258219", "CN_LANDLINE", Role.NONE),
        (
            "缴费账户：自来水公司，账号34150101048725396。",
            "CN_BANK_ACCOUNT",
            Role.OFFICE,
        ),
        (
            "户名王国强，开户行：甘肃银行临洮支行，账号720292958700",
            "CN_BANK_ACCOUNT",
            Role.NONE,
        ),
        ("县信访办公室（地址：彭阳县城关镇人民路8号）", "CN_ADDRESS", Role.OFFICE),
        ("王国强，住址：彭阳县城关镇人民路8号", "CN_ADDRESS", Role.NONE),
    ],
)
def test_whose_it_is(detector, text, entity, role):
    assert {f.role for f in _found(detector, text, entity).values()} == {role}


@pytest.mark.parametrize(
    "marked",
    [
        "[[桐庐县红旗街道龙湖春天24-2-112]]，欠费",
        "2、[[东方苑27-2-961]]　",
        "3、[[锦绣江南24栋1单元1780室]]　",
    ],
)
def test_estates_without_a_suffix(detector, marked):
    text, wanted = _plain(marked)
    found = _found(detector, text, "CN_ADDRESS")
    assert wanted == found.keys()
    assert all(f.score >= 0.6 for f in found.values())


@pytest.mark.parametrize("text", ["育才街2号至88号。", "张家港路1-199号（单号）"])
def test_the_houses_of_a_street_are_nobodys(detector, text):
    assert not _found(detector, text, "CN_ADDRESS")


def test_what_a_picture_was_misread_as(detector):
    number = id_number(3)
    misread = number[:2] + "O" + number[3:6] + "Z" + number[7:]
    units = [
        TextUnit("a", f"公民身份号码：{misread}", Place.PICTURE),
        TextUnit("b", f"身份证号{number[:17]}", Place.PICTURE),
        TextUnit("c", f"手机：{mobile(3)[:6]}O{mobile(3)[7:]}", Place.PICTURE),
    ]
    found = {f.unit_id: f.entity for f in detector.analyze(units)}
    assert found == {"a": "CN_ID_CARD", "b": "CN_ID_CARD", "c": "CN_MOBILE"}


def test_a_diagnosis_in_a_persons_row(detector):
    from redactor.model import CellRef

    rows = [["姓名", "原因"], ["李国强", "先天性心脏病"], ["陈建国", "外出"]]
    units = [
        TextUnit(f"{i}-{j}", cell, Place.TABLE, cell=CellRef("t", i, j))
        for i, row in enumerate(rows)
        for j, cell in enumerate(row)
    ]
    ill = [f.unit_id for f in detector.analyze(units) if f.entity == "HEALTH"]
    assert ill == ["1-1"]
