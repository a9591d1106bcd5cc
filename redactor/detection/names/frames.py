"""Frames of sentences in which a person must stand: 由…签订, 对…作出, …系该公司员工."""

import re
from collections.abc import Iterator

from redactor.detection.names.lexicon import cue_roles

__all__ = ["certain", "follows", "frames", "neighbours", "precedes", "subjects"]

# Words that only follow a person's name (or another word for a person).
_FOLLOW = re.compile(
    "系(?=[该本其原某一夫父母子女兄姐弟妹上我公党被现退在])|系.{2,6}之[子女妻夫母父]|不服|涉嫌|名下|驾驶|家[中里](?=.)|一家|患有|患[病癌]"
    "|已?死亡|去世|病故|未到庭|到庭|诉称|辩称|述称|陈述称|诉至|主张|报警|来访|来电|来信|同志|先生|女士|夫妇|夫妻"
    "|等[一二三四五六七八九十\\d]+[人名户]|之[子女妻夫母父]|[的](?:配偶|妻子|丈夫|父亲|母亲|儿子|女儿|监护人|委托|身份证|户籍|银行|账户|住院|病情)"
    "|诉[^,。;]{2,16}(?:纠纷|一案)|自愿|自述|自称|承认|赔偿|:本(?:院|局|委|机关|中心)|本人|户(?=[,。因享家])|因[病故残灾学]|享受低保|符合低保|申请低保|笔试|面试成绩|任职|提出(?:复议|申请|异议|上诉|诉讼)"
    "|代为|代[领办签缴收](?!表|单|处|点|费)|先于|后于|病[重危逝倒]|可[拨致]|受伤|家属|外出务工|在外[务打]工|住在|家(?:的|门口)|就读|户籍|行动不便|账户\\d|父母家|夫妇|承担(?:全部|主要|次要|同等)"
    "|信访(?!局|办|工作|部门|条例|接待|室|总|系统|干部|量|秩序|形势|矛盾|渠道|制度)|的(?:证言|证词|陈述|手|遗体|遗产|近亲属)|户(?=房|宅|承|长[子女]|次[子女]|的|与|和)"
    "|伙同|到案|到庭|投案|自首|供述|任(?=[^,。;]{2,20}(?:长|书记|主任|委员|主席|师|员|职))|申请(?:执行|复议|撤诉|再审|救助|低保|临时)|\\(身份证|\\(男|\\(女|,男|,女"
)
# What stands before the name, and what must stand behind it (empty: nothing).
_FRAMES = {
    "由": "签订|代[领办签为收]|负责|照[料顾]|保管|缴纳|支付|承担|领取|办理|出具|驾驶"
    "|抚养|赡养|监护|继承|享有|居住|使用|经营|主持|代理|担任",
    "请": "于|到|携|前来|持|在|本人|尽快|及时|家[属长]",
    # Items of a village's accounts: 付…修路工钱, 收…承包费.
    r"(?:^|(?<=[,;:。、\s\d日]))(?:预?支?付|收[到取]?|退[还回]?|补[发付]|借给?|归?还"
    "|发放?给?|转[付给]|结[算付]|欠)": "等?[^,。;:]{0,12}"
    "(?:费|款|钱|金|租|资|补助|补贴|劳务|报酬|奖|料|账)",
    "(?:^|(?<=[,、;:\\s]))(?:孝?[子女媳婿孙]|长[子女]|儿媳)": "[、,;]|泣|敬|谨|携|率|$",
    '姓名由[“"]|变更为[“"]|更名为[“"]': '[”"]',
    "举办者由|户主由|所有权人由|权利人由|变更为": "变更为|[,;。]",
    "化解|调处|稳控|包保": "[、等]?[^,。;]{0,8}(?:信访|积案|[户人])",
    "另有|还有": "因|未|已|不|系|需|等",
    "指定|委派|推选|聘请|拟将": "为|担任|代表|等",
    "联系|咨询|告知": r"\(?1[3-9]\d",
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
    r"(?<=\d)[号室户组]|[东西]户|(?<=[-楼栋幢元])\d{3,4}": (
        r"[,。;、(\s]|$|欠费|欠缴|家|名下"
    ),
    "走访了?|慰问了?|看望了?|告知|通知|传唤|询问|录用|聘用|救助|资助|奖励|追授|抓获|殴打|起诉|判令"
    "|责令|准许|驳回|限|判处": "",
}
_BEFORE = tuple(
    (re.compile(before), re.compile(after) if after else None)
    for before, after in _FRAMES.items()
)
_BEGIN = re.compile(r"(?:^|(?<=[,。;:!?\s、“\"(])|(?<=\d\.))(?=[^\W\d_A-Za-z]{3})")


_CERTAIN = re.compile(
    r" ?[,(|、 ]{1,2}(?:性别[:为]? ?)?[男女](?=[,、;。)(|\s]|$|性)"
    r"| ?[,(、]{0,2}(?:公民|居民)?身份证?(?:[号件尾]|:|\d)|\(曾用名"
    r"|等(?:[2-9]|\d\d|[两二三四五六七八九十]{1,3})[人名户](?!次|以)"
    r"|同志:|(?:先生|女士)[:(]|账户\d{10}|因(?:本人)?保管不善"
    r"|\((?:[1-9]\d{5}[ -]?\d{8}|(?:军[人官]|驾驶|护照|社保)证?)"
    r"|\((?:其?(?:配偶|[妻夫子女父母孙]|长[子女]|次[子女]|儿媳|女婿|孙[子女])|[指手]印|签[字名])\)"
    r"|\((?:电话|手机|联系电话)?:?(?:(?:\+|00)86 ?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}\)"
    r"|[,(](?:19|20)\d\d年\d{1,2}月(?:\d{1,2}日)?出?生"
)
# Whose land lies on the four sides of a plot: 东至…地边, 西邻….
_SIDE = re.compile(
    r"[东西南北][至邻接抵临:]{1,2}([^\W\d_A-Za-z]{2,4}?)"
    "(?=(?:责任田|承包[田地]|自留[地山]|菜地|林地|山林|宅基地?|[田地屋房院山户家])?[边埂界坎角墙基后前旁侧]?"
    r"(?:[,;。、)]|为界|止|$))"
)
_OWNED = frozenset("责承自菜林宅田地屋房院户家")
_LAND = frozenset(
    "沟河路渠山塘坎岭堤坝道巷街田地林岸湖海江溪泉坡埂墙组村社园坪湾桥井边界脚顶口线库场站厂校寺庙坟圩屋房院阁宫殿祠亭楼塔观庵城门关区镇乡县市栏梁沿头尾"
)


def certain(text: str, position: int) -> bool:
    """Tell whether sex, birth or ID number follow: what stands before is a person."""
    return _CERTAIN.match(text, position) is not None


def neighbours(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield what stands for a neighbour in the description of a plot's four sides.

    Start, end, and whether a word for somebody's land follows.
    """
    for match in _SIDE.finditer(text):
        if match[1][-1] not in _LAND:
            yield *match.span(1), text[match.end() : match.end() + 1] in _OWNED


def follows(text: str, position: int) -> bool:
    """Tell whether words stand at a place that only follow a person's name."""
    return _FOLLOW.match(text, position) is not None


def precedes(text: str, position: int) -> bool:
    """Tell whether a word that stands before names (申请人, 其子) ends at a place."""
    roles = cue_roles()
    return any(text[position - size : position] in roles for size in range(2, 7))


def frames(text: str) -> Iterator[tuple[int, re.Pattern[str] | None]]:
    """Yield the places where a frame lets a name begin, and what must follow it."""
    for before, after in _BEFORE:
        for match in before.finditer(text):
            yield match.end(), after


def subjects(text: str) -> Iterator[int]:
    """Yield the places where a clause begins, so that a name may be its subject."""
    for match in _BEGIN.finditer(text):
        yield match.end()
