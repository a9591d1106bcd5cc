"""Names of files and folders that hold personal data get a clean name in the output.

张伟民低保申请 becomes 张某低保申请, numbers and accounts go, an address is cut to its
village. It does not ask the policy: a name that an announcement must give stays in the
announcement, not in the name of its file. Names of officials on duty stay.

What this doesn't do: read pinyin or abbreviations as names.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from redactor.detection.engine import get_detector
from redactor.detection.names import is_word, looks_like_name
from redactor.detection.names.grammar import name_score
from redactor.entities import ENTITIES, Category, entity
from redactor.masking.address_cut import Level, cut
from redactor.masking.office_key import read_office_key
from redactor.masking.policy import Pseudonyms
from redactor.masking.pseudonyms import NameBook
from redactor.model import (
    Action,
    Decision,
    Finding,
    Role,
    Span,
    TextUnit,
    Tier,
    finding_id,
)
from redactor.settings import Settings
from redactor.text.normalize import bare, normalize

__all__ = ["clean_names", "clean_target", "without_values"]

_GOING = {Category.IDENTITY, Category.PHONE, Category.ACCOUNT}
_NAMED = frozenset(name for name, one in ENTITIES.items() if one.category in _GOING) | {
    "PERSON"
}
_OTHERS = {"BIRTH_DATE", "CN_PLATE", "CUSTOM", "DEVICE_ID", "IP_ADDRESS"}
_SEAMS = re.compile(r"[\s_\-—－+＋,，、.]*([_\-—－+＋,，、.\s])[\s_\-—－+＋,，、.]*")
_EMPTY = re.compile(r"[(（\[【《“\"'‘]\s*[)）\]】》”\"'’]")
_ENDS = " _-—－+＋,，、.\t"
# 陶国信访材料, 关于孙文的答复: who a file is about stands before what it is.
_HEAD = re.compile(
    "(?:^|(?<=关于)|(?<=[_\\s\\-—,，、(（\\d]))([\\u4e00-\\u9fff]{2,3}?)"
    "(?=的?(?:信访|上访|低保|救助|申请|身份证|户口|病历|病例|讣告|工伤|判决|裁[决定]|起诉|投诉|举报|处罚"
    "|仲裁|复议|答[复辩]|处理|证明|简历|档案|合同|协议|承诺|委托|遗嘱|公证|体检|学籍|成绩|入学|报销"
    "|补[助贴]|残疾|优抚|抚恤|死亡|结婚|离婚|房产|宅基地|拆迁|安置|征收|照片|扫描|复印|材料|资料|来信|诉))"
)
_NAMELESS = "文件"
_SPOKEN = re.compile(r"\d{5}|[\u3400-\u9fff]|[A-Za-z].*\d|@")
_SHORTEST = 2
_USUAL = 0.6


def clean_names(names: Iterable[str], settings: Settings) -> dict[str, str]:
    """Return the names that hold personal data, each with a clean one.

    Args:
        names: Names of folders, and of files without suffix. Loads the detector.
        settings: Names are keyed by the office's secret where ``same_names`` says so.

    Raises:
        DetectionError: The search did not finish.
        PolicyError: The office's key is damaged.
    """
    asked = [name for name in dict.fromkeys(names) if _SPOKEN.search(name)]
    if not asked:
        return {}
    key = read_office_key() if settings.same_names else None
    style = Pseudonyms("keyed" if key else "some")
    detector = get_detector(settings.detection)
    cleaned = {}
    for name in asked:  # one by one, so that no name proves anything in another
        unit = TextUnit("name", name)
        clean = _cleaned(name, detector.analyze([unit]), style, key)
        if clean != name:
            cleaned[name] = clean
    return cleaned


def _cleaned(
    name: str, findings: Sequence[Finding], style: Pseudonyms, key: bytes | None
) -> str:
    text, cut_off = name, len(name)
    found = [*findings, *_heads(name, findings)]
    for finding in sorted(found, key=lambda f: (-f.span.start, -f.span.end)):
        start, end = finding.span.start, min(finding.span.end, cut_off)
        if start >= end:
            continue
        mask = _mask(finding, name[start:end], style, key)
        if mask is None:
            continue
        text = text[:start] + mask + text[end:]
        cut_off = start
    return _tidy(text) if text != name else name


def _heads(name: str, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Yield usual names at the head of a file's name that no sentence shows."""
    for match in _HEAD.finditer(name):
        span = Span(*match.span(1))
        word = match[1]
        usual = looks_like_name(word) >= _USUAL and not is_word(word)
        usual &= len(word) < 3 or name_score(word) > 0  # 公租房, 安居房 are none
        if usual and not any(finding.span.overlaps(span) for finding in findings):
            key = finding_id("name", span, "PERSON")
            yield Finding(key, "name", span, "PERSON", 0.6, Tier.LIKELY, "file_name")


def _mask(
    finding: Finding, value: str, style: Pseudonyms, key: bytes | None
) -> str | None:
    """Return what stands in a value's place, None where it stays."""
    if finding.role in (Role.OFFICIAL, Role.OFFICE):
        return None
    if finding.entity == "PERSON":
        return NameBook([value], style, key).mask(value)
    if finding.entity == "CN_ADDRESS":
        kept = cut(value, Level.VILLAGE)
        return None if bare(kept) == bare(value) else kept
    if entity(finding.entity).category in _GOING or finding.entity in _OTHERS:
        return ""
    return None


def _tidy(name: str) -> str:
    name = _EMPTY.sub("", name)
    return _SEAMS.sub(r"\1", name).strip(_ENDS) or _NAMELESS


def clean_target(
    target: Path,
    units: Iterable[TextUnit],
    findings: Iterable[Finding],
    decisions: Iterable[Decision],
    key: bytes | None,
    is_taken: Callable[[Path], bool],
) -> Path:
    """Return a copy's path, its name without any value that is treated.

    Args:
        target: The path that was planned.
        units: All units of the file.
        findings: All findings.
        decisions: What was decided about them.
        key: The office's secret, for keyed pseudonyms.
        is_taken: Tells whether a path is in use; a clean name is then numbered.
    """
    treated = {d.finding_id for d in decisions if d.action is Action.TREAT}
    texts = {unit.id: unit.text for unit in units}
    people: set[str] = set()
    others: set[str] = set()
    for finding in findings:
        if finding.id in treated and finding.entity in _NAMED:
            text = texts[finding.unit_id][finding.span.start : finding.span.end]
            (people if finding.entity == "PERSON" else others).add(text)
    plain = clean = without_values(target, people, others, key)
    number = 2
    while clean != target and is_taken(clean):
        clean = plain.with_stem(f"{plain.stem}_{number}")
        number += 1
    return clean


def without_values(
    target: Path,
    people: Iterable[str],
    others: Iterable[str],
    key: bytes | None = None,
) -> Path:
    """Return a target whose name holds none of the values that its content loses.

    The second lock, for what a file's name alone did not tell.

    Args:
        target: Path of a copy.
        people: Names of people, as they stand in the document.
        others: Numbers and accounts.
        key: The office's secret, for keyed pseudonyms.
    """
    stem = target.stem
    style = Pseudonyms("keyed" if key else "some")
    values = [(value, NameBook([value], style, key).mask(value)) for value in people]
    values += [(value, "") for value in others]
    for value, mask in sorted(values, key=lambda pair: -len(pair[0])):
        stem = _replaced(stem, bare(value), mask)
    return target if stem == target.stem else target.with_stem(_tidy(stem))


def _replaced(stem: str, value: str, mask: str) -> str:
    if len(value) < _SHORTEST:
        return stem
    normal = normalize(stem)
    kept = [(i, b) for i, c in enumerate(normal.text) for b in bare(c)]
    text = "".join(b for _, b in kept)
    start = text.find(value)
    if start < 0:
        return stem
    first, last = kept[start][0], kept[start + len(value) - 1][0]
    span = normal.to_raw(Span(first, last + 1))
    return stem[: span.start] + mask + _replaced(stem[span.end :], value, mask)
