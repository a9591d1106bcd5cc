"""Words and examples for masks: what an operator leaves, shown on an invented value."""

from collections.abc import Mapping

from redactor.masking.operators import replacement
from redactor.masking.policy import Pseudonyms, Rule
from redactor.masking.pseudonyms import NameBook
from redactor.model import Action, Role, Treatment

__all__ = ["OPERATOR_TITLES", "ROLE_TITLES", "TREATMENT_TITLES", "example", "sample"]

TREATMENT_TITLES: Mapping[Treatment, str] = {
    Treatment.COVER: "遮盖",
    Treatment.DELETE: "删除",
    Treatment.DEIDENTIFY: "去标识化",
}
ROLE_TITLES: Mapping[Role, str] = {
    Role.NONE: "",
    Role.OFFICIAL: "公职人员",
    Role.OFFICE: "单位",
    Role.MINOR: "未成年人",
    Role.CHILD: "不满十四周岁",
    Role.GUARDIAN: "监护人",
    Role.LEGAL_REPRESENTATIVE: "法定代表人",
}
OPERATOR_TITLES: Mapping[str, str] = {
    "full": "全部用星号",
    "mobile": "保留前三位和后四位",
    "landline": "只留区号",
    "id_full": "全部用星号",
    "id_head6": "只留前六位",
    "id_tail4": "只留后四位",
    "id_head2_tail3": "保留前两位和后三位",
    "id_head6_tail4": "保留前六位和后四位",
    "account_bank": "只留开户银行",
    "account_tail4": "只留后四位",
    "email": "只留首字和域名",
    "plate": "只留省份和发牌机关",
    "first": "只留首字",
    "address_county": "只到县（市、区）",
    "address_town": "只到乡镇、街道",
    "address_village": "只到村、社区",
    "birth_month": "只到年月",
    "birth_year": "只到年",
    "birth_decade": "只到年代",
    "school": "改为“某校”",
    "condition": "改为“（略）”",
    "name": "保留姓氏，名改为“某”",
}
# Invented: sequence codes from 996 on belong to nobody, nor do these accounts.
_SAMPLES: Mapping[str, str] = {
    "CN_ID_CARD": "110105198503129973",
    "CN_PASSPORT": "E00000001",
    "CN_MOBILE": "13800001234",
    "CN_LANDLINE": "010-60000000",
    "CN_BANK_CARD": "6222000000000000004",
    "CN_BANK_ACCOUNT": "6222000000000000004",
    "WECHAT": "zhang_example",
    "QQ": "100000001",
    "EMAIL_ADDRESS": "zhang@example.com",
    "CN_ADDRESS": "宁都县梅江镇老溪村三组18号",
    "PERSON": "张伟民",
    "BIRTH_DATE": "1985年3月12日",
    "MINOR_SCHOOL": "梅江中心小学四年级二班",
    "HEALTH": "视力一级残疾",
    "CN_PLATE": "京A00000",
    "IP_ADDRESS": "192.0.2.1",
}
_ROLE_SAMPLES: Mapping[tuple[str, Role], str] = {
    ("PERSON", Role.OFFICIAL): "局长李国强",
    ("CN_ADDRESS", Role.OFFICE): "宁都县府前路1号",
    ("CN_LANDLINE", Role.OFFICE): "0797-0000000",
    ("EMAIL_ADDRESS", Role.OFFICE): "office@example.com",
}


def sample(entity: str, role: Role = Role.NONE) -> str:
    """Return an invented value of an entity."""
    return _ROLE_SAMPLES.get((entity, role)) or _SAMPLES.get(entity, "AB00000001")


def example(entity: str, role: Role, rule: Rule) -> tuple[str, str]:
    """Return a value and what a rule makes of it, the second empty where it goes.

    A rule that asks shows what the reviewer is offered.
    """
    value = sample(entity, role)
    if rule.action is Action.KEEP or rule.treatment is None:
        return value, value
    book = NameBook([value], Pseudonyms())
    return value, replacement(rule.treatment, entity, rule.operator, value, book)
