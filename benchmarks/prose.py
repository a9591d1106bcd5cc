"""Office prose that never repeats itself, so that no cache makes a bench look good."""

import random
from collections.abc import Iterator

from tests.build.people import Person, people

__all__ = ["hit_sentence", "paragraphs", "sentence"]

_BODIES = (
    "民政局", "财政局", "教育局", "卫生健康局",
    "自然资源局", "街道办事处", "住房保障中心", "城市管理局",
)  # fmt: skip
_ACTS = ("印发了", "修订了", "公布了", "审议通过了", "转发了", "汇总上报了")
_THINGS = (
    "年度工作要点", "补助资金使用办法", "老旧小区改造方案", "防汛应急预案",
    "招生入学工作意见", "耕地保护责任书", "政务公开实施细则", "安全生产检查通报",
)  # fmt: skip
_TAILS = (
    "要求各单位结合实际认真贯彻执行",
    "涉及的道路和管网由施工单位负责恢复",
    "有关情况应于每季度末书面报告",
    "逾期未办理的按自动放弃处理",
    "资金实行专账管理并接受审计监督",
    "检查结果纳入年度综合考核",
    "对发现的问题建立清单限期整改",
)
_PATTERNS = (
    "{year}年{month}月{day}日，县{body}{act}《{thing}》（昌政办发〔{year}〕{n}号），{tail}。",
    "全县共安排资金{money}万元，惠及{n}个村（社区）、{m}户家庭，{tail}。",
    "按照{thing}的安排，{body}会同{body2}在{month}月底前完成{n}处整治，{tail}。",
    "本项目编号为CL-{year}-{n:04}，建筑面积{money}平方米，工期{m}天，{tail}。",
    "{body}负责日常工作，{body2}负责经费保障，{tail}；咨询可拨打12345。",
)


def sentence(chance: random.Random) -> str:
    """Return a sentence of about 50 characters with numbers that are nobody's own."""
    body, body2 = chance.sample(_BODIES, 2)
    return chance.choice(_PATTERNS).format(
        year=chance.randint(2015, 2026),
        month=chance.randint(1, 12),
        day=chance.randint(1, 28),
        body=body,
        body2=body2,
        act=chance.choice(_ACTS),
        thing=chance.choice(_THINGS),
        tail=chance.choice(_TAILS),
        n=chance.randint(1, 320),
        m=chance.randint(20, 4000),
        money=f"{chance.uniform(3, 900):.2f}",
    )


def hit_sentence(kind: int, person: Person) -> str:
    """Return a clause with one value; the kinds take turns: ID, mobile, card, name."""
    return (
        f"经核对，身份证号码{person.id_number}的材料齐全。",
        f"联系电话{person.mobile}已登记在册。",
        f"补助打入银行卡{person.card}。",
        f"申请人{person.name}的申请符合条件。",
    )[kind % 4]


def paragraphs(
    seed: int, count: int, *, hits: int = 0, every: int = 1, size: int = 3
) -> Iterator[str]:
    """Yield paragraphs of ``size`` sentences.

    Args:
        seed: Another seed, another text.
        count: Number of paragraphs.
        hits: Values in a paragraph that has any.
        every: One paragraph in so many has any.
        size: Sentences in a paragraph, without those of the values.
    """
    chance = random.Random(seed)
    persons = people(997)
    at = chance.randrange(997)
    for number in range(count):
        parts = [sentence(chance) for _ in range(size)]
        if number % every == 0:
            for kind in range(hits):
                at += 1
                parts.insert(
                    min(kind, len(parts)), hit_sentence(kind, persons[at % 997])
                )
        yield "".join(parts)
