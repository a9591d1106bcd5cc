"""Frames of sentences in which a person must stand: 由…签订, 对…作出, …系该公司员工."""

import re
from collections.abc import Iterator

__all__ = ["follows", "frames", "subjects"]

# Words that only follow a person's name (or another word for a person).
_FOLLOW = re.compile(
    "系(?=[该本其原某一夫父母子女兄姐弟妹上我公党被现退在])|系.{2,6}之[子女妻夫母父]|不服|涉嫌|名下|驾驶|家[中里](?=.)|一家|患有|患[病癌]"
    "|已?死亡|去世|病故|未到庭|到庭|诉称|辩称|述称|陈述称|诉至|主张|报警|来访|来电|来信|同志|先生|女士|夫妇|夫妻"
    "|等[一二三四五六七八九十\\d]+[人名户]|之[子女妻夫母父]|[的](?:配偶|妻子|丈夫|父亲|母亲|儿子|女儿|监护人|委托|身份证|户籍|银行|账户|住院|病情)"
    "|诉[^,。;]{2,16}(?:纠纷|一案)|自愿|自述|自称|承认|赔偿|:本(?:院|局|委|机关|中心)|本人|户(?=[,。因享家])|因[病故残灾学]|享受低保|符合低保|申请低保|笔试|面试成绩|任职|提出(?:复议|申请|异议|上诉|诉讼)"
    "|伙同|到案|到庭|投案|自首|供述|任(?=[^,。;]{2,20}(?:长|书记|主任|委员|主席|师|员|职))|申请(?:执行|复议|撤诉|再审|救助|低保|临时)|\\(身份证|\\(男|\\(女|,男|,女"
)
# What stands before the name, and what must stand behind it (empty: nothing).
_FRAMES = {
    "由": "签订|代[领办签为]|负责|照[料顾]|保管|缴纳|支付|承担|领取|办理|出具|驾驶"
    "|抚养|赡养|监护|继承|享有|居住|使用|经营|主持|代理|担任",
    "请": "于|到|携|前来|持|在|本人|尽快|及时",
    "将": "抓获|列[入为]|传唤|送[往至医]|纳入|撞[倒伤]|打伤|殴打|刑事拘留|带至|移送"
    "|控制|救出",
    "据": "介绍|称|反映|陈述|所述|供述|交[代待]|回忆|说",
    "为": "办理|提供|发放|申请|缴纳|代缴|治疗|出具|申报",
    "[对向给与]": "作出|给予|处以|实施|进行(?:处罚|询问|调查|救助)|送达|借款|支付|出具"
    "|发放|催收|转账|询问|罚款|殴打|签订|发生|办理|使用|驾驶",
    "被": "打伤|抢走|撞倒|殴打|驾驶|盗走|骗走|诉至|抓获",
    "关于|免去|任命|聘任|提名|授予|追认|表彰|认定|确认": "同志|任职|的|为|等|不服|申请"
    "|享受",
    "[东西南北][至邻接]": "责任[田地]|承包[田地]|自留地|宅基地|房屋|住宅|院墙|耕地|家"
    "|户|地[,;。、]|田[,;。、]",
    "诉": "[^,。;]{0,14}(?:纠纷|一案|案)",
    # A name right behind a house number.
    r"(?<=\d)[号室户组]|[东西]户|(?<=-)\d{3,4}": r"[,。;、(\s]|$|欠费|欠缴|家|名下",
    "走访了?|慰问了?|看望了?|告知|通知|传唤|询问|录用|聘用|救助|资助|奖励|追授|抓获|殴打|起诉|判令"
    "|责令|准许|驳回|限|判处": "",
}
_BEFORE = tuple(
    (re.compile(before), re.compile(after) if after else None)
    for before, after in _FRAMES.items()
)
_BEGIN = re.compile(r"(?:^|(?<=[,。;:!?\s、“\"(]))(?=[^\W\d_A-Za-z]{3})")


def follows(text: str, position: int) -> bool:
    """Tell whether words stand at a place that only follow a person's name."""
    return _FOLLOW.match(text, position) is not None


def frames(text: str) -> Iterator[tuple[int, re.Pattern[str] | None]]:
    """Yield the places where a frame lets a name begin, and what must follow it."""
    for before, after in _BEFORE:
        for match in before.finditer(text):
            yield match.end(), after


def subjects(text: str) -> Iterator[int]:
    """Yield the places where a clause begins, so that a name may be its subject."""
    for match in _BEGIN.finditer(text):
        yield match.end()
