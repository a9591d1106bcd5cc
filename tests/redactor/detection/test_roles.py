"""Telephone numbers and accounts of offices are told from those of persons."""

import pytest

from redactor.model import Role, TextUnit

NUMBER = "0558-7215566"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (f"监督电话：{NUMBER}", Role.OFFICE),
        (f"县民政局社会救助股，电话{NUMBER}", Role.OFFICE),
        (f"公示期内有异议的，请致电{NUMBER}", Role.OFFICE),
        (f"办公室电话：{NUMBER}，传真{NUMBER[:-1]}7", Role.OFFICE),
        (f"申请人宅电{NUMBER}", Role.NONE),
        (f"市民来电（{NUMBER}）反映县供水公司停水", Role.NONE),
        (f"户主李建国，电话{NUMBER}", Role.NONE),
        (NUMBER, Role.NONE),
    ],
)
def test_land_lines(detector, text, role):
    roles = {
        f.role
        for f in detector.analyze([TextUnit("a", text)])
        if f.entity == "CN_LANDLINE"
    }
    assert roles == {role}


def test_mailboxes_of_authorities(detector):
    text = "投诉邮箱mzj@some.gov.cn，本人邮箱lhm06050@yeah.net"
    found = detector.analyze([TextUnit("a", text)])
    assert [f.role for f in found] == [Role.OFFICE, Role.NONE]


def test_an_account_of_the_treasury(detector):
    text = "罚款请缴至县财政局非税收入汇缴专户，账号12840311086269。"
    (finding,) = detector.analyze([TextUnit("a", text)])
    assert (finding.entity, finding.role) == ("CN_BANK_ACCOUNT", Role.OFFICE)


def test_a_certificate_that_an_announcement_must_name(detector):
    text = "皖（2017）昌岭县不动产权第5035366号"
    notice = TextUnit("t", "不动产权属证书作废公告")
    for units, role in (([], Role.NONE), ([notice], Role.OFFICE)):
        found = detector.analyze([*units, TextUnit("a", text)])
        assert [(f.entity, f.role) for f in found] == [("CN_REAL_ESTATE", role)]
