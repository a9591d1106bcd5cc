"""The check before publication speaks the window's language."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale

from redactor.masking.policy import load_policy
from redactor.masking.publishing import PHRASES, publishing_check
from redactor.model import (
    Action,
    Decision,
    Edit,
    Finding,
    Plan,
    Span,
    TextUnit,
    Tier,
    Treatment,
    finding_id,
)
from tests.build.people import people
from ui.app import translate
from ui.checking import check_words

HAN = re.compile("[一-鿿]")


@pytest.fixture
def english(qapp):
    before = QLocale()
    translators = translate(qapp, "en")
    yield
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def test_every_phrase_has_english(english):
    words = check_words()
    for phrase in PHRASES.values():
        assert words[phrase] != phrase
        assert sorted(re.findall(r"\{\d\}", phrase)) == sorted(
            re.findall(r"\{\d\}", words[phrase])
        )


def test_chinese_needs_no_words(qapp):
    assert check_words() == {}


def test_an_english_check_holds_no_chinese_but_clauses(english, tmp_path: Path):
    person = people(1)[0]
    units = [TextUnit("u", person.mobile), TextUnit("v", person.name)]
    findings, decisions, edits = [], [], []
    for unit, kind in zip(units, ("CN_MOBILE", "PERSON"), strict=True):
        span = Span(0, len(unit.text))
        number = finding_id(unit.id, span, kind)
        findings.append(
            Finding(number, unit.id, span, kind, 1.0, Tier.SURE, "test", "")
        )
    first, second = findings
    how = Treatment.DEIDENTIFY
    decisions = [
        Decision(first.id, Action.TREAT, how),
        Decision(second.id, Action.KEEP, None, "clerk"),
    ]
    edits = [Edit(first.id, how, first.entity, "u", first.span, None, "138****0000")]
    plan = Plan("a" * 64, tuple(edits))
    done = publishing_check(
        units, findings, decisions, plan, load_policy("general"), words=check_words()
    )
    (treated,) = done.treated
    assert treated.startswith("Mobile, 1 times: De-identify")
    assert not HAN.search(treated.partition(", by ")[0])
    assert done.kept == ("Name, 1 times, kept: a person decided so.",)
    assert not HAN.search("".join(done.masks))
