"""Documents that must not be published at all because of a minor in them.

行政处罚 of a minor: 《行政处罚结果信息网上公示暂行办法》第五条. Crimes of minors:
法释〔2016〕19号第四条. Each becomes a blocking hazard that names its clause; two people
may find that the person concerned is of age or somebody else (a victim, a witness).

What this doesn't do: read between the lines. Who is not known to be a minor (no age,
number, date, grade or word near the name) stops nothing.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from redactor.masking.minors import MINORS
from redactor.model import Finding, Hazard, TextUnit
from redactor.text.normalize import normalize

__all__ = ["TWO_PEOPLE", "minor_stops"]

# Hazards that two people must answer for.
TWO_PEOPLE = frozenset({"internal_mark", "minor_penalty", "minor_crime"})
_HEAD_UNITS = 12
_PENALTY = re.compile(r"处罚(?!法)")
_CRIMINAL = re.compile(
    r"刑\s*事\s*(?:附\s*带\s*民\s*事\s*)?(?:判\s*决|裁\s*定|决\s*定|申\s*诉|案\s*件)"
    r"|起\s*诉\s*[书意]|减\s*刑|假\s*释|社区矫正"
)
_CRIME_WORDS = re.compile(
    r"未成年(?:被告人|犯罪?嫌疑人|罪犯|犯(?!罪预防)|人犯罪案件)"
    r"|(?:犯罪|作案|行为)时(?:系|为|属)?(?:未成年人|(?:未满|不满)十八周?岁|已满十[四六]周岁)"
    r"|被告人[^。\n]{0,60}(?:未满|不满)十八周?岁"
)
_ACCUSED = re.compile(r"被告人|嫌疑人|罪犯|犯罪|涉嫌")
# Who stands behind such a word is not the one punished.
_OTHER = re.compile(
    r"(?:受害|被侵害|被害|被监护|被抚养|证|监护|代理|申请|投诉|举报)[^,。;:\n]{0,6}:?\s*$"
    r"|(?:之子|之女|儿子|女儿|子女|向|对|给|致)\s*$"
)


def minor_stops(
    units: Sequence[TextUnit], findings: Iterable[Finding]
) -> tuple[Hazard, ...]:
    """Return what stops the whole document, at most one hazard a kind and page.

    Args:
        units: All units.
        findings: All findings, with the roles of minors (`mark_minors`).
    """
    by_id = {unit.id: unit for unit in units}
    head = "\n".join(normalize(u.text).text for u in islice(units, _HEAD_UNITS))
    penalty, criminal = _PENALTY.search(head), _CRIMINAL.search(head)
    found: dict[str, Hazard] = {}
    for finding in findings:
        if finding.entity != "PERSON" or finding.role not in MINORS:
            continue
        unit = by_id[finding.unit_id]
        before = normalize(unit.text[: finding.span.start][-24:]).text
        if _OTHER.search(before):
            continue
        if criminal or _ACCUSED.search(before):
            _add(found, "minor_crime", unit)
        elif penalty:
            _add(found, "minor_penalty", unit)
    for unit in units:
        if "十八" in unit.text or "未成年" in unit.text or "犯罪时" in unit.text:
            text = normalize(unit.text).text
            if (criminal or penalty) and _CRIME_WORDS.search(text):
                _add(found, "minor_crime", unit)
    return tuple(found.values())


def _add(found: dict[str, Hazard], kind: str, unit: TextUnit) -> None:
    page = unit.page_index
    where = f"p{page + 1}" if page is not None else unit.place.value
    hazard = Hazard(kind, 1, where, page)
    found.setdefault(hazard.id, hazard)
