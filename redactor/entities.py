"""The entities that Yinmo knows: id, Chinese name, category.

An entity is what a recognizer finds, a category is what a clerk sees (colour and tag).
Names follow Presidio: country first, upper case.
"""

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["ENTITIES", "Category", "Entity", "entity"]


class Category(StrEnum):
    """Groups of entities as shown in the window."""

    IDENTITY = "identity"
    PHONE = "phone"
    ACCOUNT = "account"
    ADDRESS = "address"
    NAME = "name"
    BIRTH_AND_MINOR = "birth_and_minor"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Chinese name."""
        return _CATEGORY_TITLES[self]


_CATEGORY_TITLES = {
    Category.IDENTITY: "证件",
    Category.PHONE: "电话",
    Category.ACCOUNT: "账号",
    Category.ADDRESS: "地址",
    Category.NAME: "姓名",
    Category.BIRTH_AND_MINOR: "出生与未成年人",
    Category.OTHER: "其他",
}


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of personal information."""

    name: str
    title: str
    category: Category


_ROWS = (
    ("CN_ID_CARD", "身份证号", Category.IDENTITY),
    ("CN_PASSPORT", "护照号", Category.IDENTITY),
    ("CN_HKMT_PERMIT", "港澳台通行证号", Category.IDENTITY),
    ("CN_MILITARY_ID", "军人证件号", Category.IDENTITY),
    ("CN_SOCIAL_SECURITY", "社保卡号", Category.IDENTITY),
    ("CN_DISABILITY_CARD", "残疾人证号", Category.IDENTITY),
    ("CN_STUDENT_ID", "学籍号", Category.IDENTITY),
    ("CN_HOUSEHOLD_BOOK", "户口簿号", Category.IDENTITY),
    ("CN_MEDICAL_RECORD", "病历号", Category.IDENTITY),
    ("CN_DRIVING_LICENCE", "驾驶证号", Category.IDENTITY),
    ("CN_CERTIFICATE", "个人证书号", Category.IDENTITY),
    ("CN_REAL_ESTATE", "不动产权证号", Category.IDENTITY),
    ("CN_MOBILE", "手机号", Category.PHONE),
    ("CN_LANDLINE", "固定电话", Category.PHONE),
    ("CN_BANK_CARD", "银行卡号", Category.ACCOUNT),
    ("CN_BANK_ACCOUNT", "银行账号", Category.ACCOUNT),
    ("ALIPAY", "支付宝账号", Category.ACCOUNT),
    ("WECHAT", "微信号", Category.ACCOUNT),
    ("QQ", "QQ号", Category.ACCOUNT),
    ("EMAIL_ADDRESS", "电子邮箱", Category.ACCOUNT),
    ("CN_ADDRESS", "住址", Category.ADDRESS),
    ("PERSON", "姓名", Category.NAME),
    ("BIRTH_DATE", "出生日期", Category.BIRTH_AND_MINOR),
    ("MINOR_SCHOOL", "未成年人学校班级", Category.BIRTH_AND_MINOR),
    ("HEALTH", "健康与困难信息", Category.OTHER),
    ("CN_PLATE", "车牌号", Category.OTHER),
    ("IP_ADDRESS", "IP地址", Category.OTHER),
    ("DEVICE_ID", "设备号", Category.OTHER),
    ("PORTRAIT", "人像", Category.OTHER),
    ("CARD_IMAGE", "证件照片", Category.IDENTITY),
    ("CUSTOM", "自定义内容", Category.OTHER),
)

ENTITIES = {name: Entity(name, title, category) for name, title, category in _ROWS}


def entity(name: str) -> Entity:
    """Return an entity; an office's own entity falls into `Category.OTHER`."""
    return ENTITIES.get(name) or Entity(name, name, Category.OTHER)
