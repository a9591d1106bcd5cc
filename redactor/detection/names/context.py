"""The words around a stretch of text: the tagger's tokens, cues and borders."""

import re
from dataclasses import dataclass, field
from functools import cache

from redactor.detection.names.frames import follows
from redactor.detection.names.grammar import (
    HAN,
    IMPOSSIBLE,
    given_score,
    has_compound_surname,
    is_word,
    name_score,
    usual_last,
)
from redactor.detection.names.lac import Token
from redactor.detection.names.lexicon import cue_roles
from redactor.model import Role

__all__ = ["Context", "cue_pattern"]

_LONGEST_CUE = 12
_LINK = re.compile(r"(?:\([^()]{1,8}\))?(?:[:\s\"“'(\[【]|为|是|系|叫){0,4}$")
_LINK_AFTER = re.compile(
    r"(?:\([^()]{1,8}\)(?=:))?[:\s\"“'(\[【]{0,4}(?:(?:为|是|系|叫|名叫)(?=[^\W\d]))?"
)
_BORDER = re.compile(rf"[^{HAN}]")
# What often follows a name in a sentence.
_FOLLOW = re.compile(
    "[男女在等系与和及于的因已将向对以从为任家被由称说]|同志|先生|女士|老师|驾驶|涉嫌|申请|提交|提出|反映|居住|身份|名下|户|"
    "之|本人|一家|夫妇|诉|主持|出席|参加|不服|持有|所持|账户|电话|手机|号码|携|代为|签字|签名|到|现|未|曾|经"
)
# What follows when the stretch is the head of a place or an organisation.
_PLACE_AFTER = re.compile(
    "村|镇(?!长)|乡(?!长)|县(?!长)|市(?!长|民|场)|区(?!长)|路(?!长)|街|巷|桥|山(?!洪)|河(?!长)|沟|庄|屯|湾|坪|寨|社区|小区|家园"
    "|中学|小学|大学|学校|幼儿园|医院|诊所|药店|公司|集团|商店|超市|饭店|酒店|餐厅|餐馆|牌|杯|奖(?!学|励|金|补|扶)|氏|主义|思想|理论"
    "|精神|水库|大桥|隧道|车站|机场|港|自治|有限|合作社|养殖场|农场|林场|工作室|事务所|律师事务所|加工厂|厂|店(?!主)|楼|塔|寺|庙|岭|坡|洼|洞|泉|湖|江|海"
)
_ORG_END = re.compile(
    "(?:公司|集团|合作社|局|厅|委员会|政府|学校|中学|小学|大学|幼儿园|医院|银行|支行|信用社|超市|商店|饭店|酒店|厂|中心|协会"
    "|基金会|事务所|法院|检察院|派出所|村委会|居委会|经营部|门市部|农场|养殖场|[商书药酒茶]店|药房|诊所|卫生院|卫生室)$"
)
_VERBAL = frozenset({"v", "p", "d", "c", "u"})
_FUNCTION_TAGS = frozenset({"p", "c", "u", "d"})
_NO_TAIL = frozenset(
    "等摄说著饰译文图称男女在的于报一讲谈诉住任系与和及现原家将对为是曾已因未向到被让把给均也都就还又再并及或即时后前等者某同"
)
_NO_TAIL_AT_BORDER = frozenset("等摄说著饰译文图报")
_PARTICLES = frozenset("在于系将向与和因已对从被")
_BORN = re.compile(r"生于(?:\d|[一二三四五六七八九十]{1,4}[年月])")
# Particles that the tagger draws into a name.
_PARTICLE = re.compile(
    "之[子女妻夫父母]|于(?:\\d|[一二三四五六七八九十]{1,4}[日年月])|家[中里]|代[领办签缴收为]|系[该其本]"
    "|先于|病[重危逝]|可[拨致]|户[长次房宅承]|信访|用[拳手脚刀]"
)
_RUN = re.compile(rf"[{HAN}A-Za-z0-9()]{{1,40}}")


@cache
def cue_pattern() -> re.Pattern[str]:
    """Return a regex of all cues, the longest first."""
    words = sorted(cue_roles(), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(re.escape, words)))


@dataclass(slots=True)
class Context:
    """One text with its tokens; answers questions about stretches of it."""

    text: str = field(repr=False)
    tokens: list[Token] = field(repr=False)
    starts: dict[int, Token] = field(init=False, repr=False)
    edges: frozenset[int] = field(init=False, repr=False)
    persons: list[Token] = field(init=False, repr=False)
    _cues: dict[int, tuple[str, Role] | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.starts = {token.start: token for token in self.tokens}
        self.edges = frozenset(token.end for token in self.tokens) | {0}
        self.persons = [
            _without_particle(self.text, token)
            for token in self.tokens
            if token.tag == "PER"
        ]
        self.starts.update((token.start, token) for token in self.persons)
        self.edges |= {token.end for token in self.persons}
        self._cues = {}

    def is_border(self, position: int) -> bool:
        """Tell whether no Han character stands at a place (or the text ends)."""
        if not 0 <= position < len(self.text):
            return True
        return _BORDER.match(self.text, position) is not None

    def is_person(self, start: int, end: int) -> bool:
        """Tell whether the tagger says person with just these borders."""
        token = self.starts.get(start)
        return token is not None and token.end == end and token.tag == "PER"

    def token_over(self, position: int) -> Token | None:
        """Return the token that covers a place and begins before it."""
        if position in self.starts or position >= len(self.text):
            return None
        for back in range(1, 12):
            before = self.starts.get(position - back)
            if before is not None:
                return before if before.end > position else None
        return None

    def cue_before(self, start: int) -> tuple[str, Role] | None:
        """Return the cue that stands right before a place, with its role."""
        if start not in self._cues:
            self._cues[start] = self._find_cue(start)
        return self._cues[start]

    def _find_cue(self, start: int) -> tuple[str, Role] | None:
        link = _LINK.search(self.text, max(0, start - 14), start)
        ends = {start}
        if link is not None:
            ends.update(range(link.start(), start))
        roles = cue_roles()
        for end in sorted(ends, reverse=True):
            for size in range(min(_LONGEST_CUE, end), 1, -1):
                word = self.text[end - size : end]
                if word in roles:
                    asked = self.text[end - size - 1 : end - size] == "被"
                    role = roles[word]
                    if asked and role is Role.OFFICIAL:
                        role = Role.NONE  # 被询问人
                    return word, role
        return None

    def after_cue(self, end: int) -> int:
        """Return the place where a value behind a cue begins."""
        match = _LINK_AFTER.match(self.text, end)
        return match.end() if match else end

    def place_follows(self, end: int) -> bool:
        """Tell whether a place or an organisation goes on after a stretch."""
        return _PLACE_AFTER.match(self.text, end) is not None

    def organisation_from(self, start: int) -> bool:
        """Tell whether the run of text that begins here is an organisation's name."""
        run = _RUN.match(self.text, start)
        if run is not None and _ORG_END.search(run.group()):
            token = self.starts.get(start)
            return not (token is not None and token.tag == "PER")
        token = self.starts.get(start)
        return token is not None and token.tag == "ORG" and token.end - start > 3

    def quality(
        self, start: int, end: int, *, cued: bool, lenient: bool = False
    ) -> float:
        """Score a stretch as a name by grammar, tokens and borders together.

        Args:
            start: Offset of the first character.
            end: Offset behind the last one.
            cued: A cue stands before it.
            lenient: Everyday words may be names here (嫌疑人丛林到案).
        """
        score = name_score(self.text[start:end])
        if score == IMPOSSIBLE:
            return score
        if end - start > 2 and _PARTICLE.match(self.text, end - 1):
            return IMPOSSIBLE
        if lenient and is_word(self.text[start:end]):
            score += 2.0
        score += self._model(start, end, score) + self._left(start, cued=cued)
        return score + self._right(end)

    def _model(self, start: int, end: int, score: float) -> float:
        for token in self.persons:
            if token.end == end and (
                token.start == start or has_compound_surname(self.text[start:end])
            ):
                return 4.0
            if token.end == end and self._is_head(start, token):
                return 5.5
            if token.start == start and self._is_tail(token.end, end):
                return 4.5 if self._ends_here(end) else 2.5
            if token.start <= start and end <= token.end:
                return 0.5
            if token.start < end and start < token.end:
                return 1.0
        own = self.starts.get(start)
        if own is not None and own.end == end:
            unknown = end - start > 2 and score > 0 and own.tag == "v"
            firm = own.tag in ("LOC", "ORG", "v", "d", "p", "c")
            return -2.0 if firm and not unknown else -1.0
        if own is not None and own.end == start + 1 and own.tag in _FUNCTION_TAGS:
            return -1.2
        return 0.0

    def _is_head(self, start: int, token: Token) -> bool:
        """Tell whether a rare surname behind a cue was cut off a name (么 + 桂芳)."""
        return (
            token.start == start + 1
            and token.end - token.start == 2
            and start in self.edges
            and self.text[start] not in "和与及同"
            and given_score(token.text) >= 1.0
            and (self.text[start - 1] in "、诉" or self.cue_before(start) is not None)
        )

    def _is_tail(self, start: int, end: int) -> bool:
        """Tell whether one odd character is left over behind a tagged person.

        It is a word of its own, or was drawn into one with a particle (信在, 国系).
        """
        token = self.starts.get(start)
        if token is None or end != start + 1:
            return False
        if token.end == end:
            stop = _NO_TAIL_AT_BORDER if self.is_border(end) else _NO_TAIL
            return token.text not in stop
        return (
            token.end == end + 1
            and token.text[1] in _PARTICLES
            and usual_last(token.text[0])
            and not _BORN.match(self.text, start)
        )

    def _ends_here(self, end: int) -> bool:
        """Tell whether a name can only end at a place, not a character before it."""
        if self.is_border(end):
            return True
        if follows(self.text, end):
            return True
        return self.text[end] in "在于为与和及" and usual_last(self.text[end - 1], 0.0)

    def cuts_word(self, end: int) -> bool:
        """Tell whether a stretch would end within a word that is no person."""
        over = self.token_over(end)
        if over is None or over.tag == "PER" or self.is_border(end):
            return False
        return not follows(self.text, end)

    def _left(self, start: int, *, cued: bool) -> float:
        if cued:
            return 3.8 if self.is_border(start - 1) else 2.0
        if start == 0 or self.is_border(start - 1):
            return 0.7
        over = self.token_over(start)
        if over is not None:
            return 0.0 if over.tag == "PER" else -2.0
        return 0.3

    def _right(self, end: int) -> float:
        if self.is_border(end):
            return 1.0
        if follows(self.text, end):
            return 1.5
        if self._is_tail(end - 1, end):
            return 0.5
        over = self.token_over(end)
        if over is not None:
            return -1.0 if over.tag == "PER" else -2.0
        bonus = 0.5
        after = self.starts.get(end)
        if after is not None and after.tag in _VERBAL:
            return bonus + 0.7
        return bonus + (0.7 if _FOLLOW.match(self.text, end) else 0.0)


def _without_particle(text: str, token: Token) -> Token:
    if token.end - token.start < 3 or not _PARTICLE.match(text, token.end - 1):
        return token
    return Token(token.start, token.end - 1, token.tag, token.text[:-1])
