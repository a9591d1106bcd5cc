"""Every rule's own examples: what it finds, to the character, and must not touch."""

import re

import pytest

from redactor.detection.rulefile import load_rules
from redactor.detection.validators import VALIDATORS
from redactor.resources import data_dir
from redactor.text.normalize import normalize

RULES = load_rules((data_dir("patterns") / "recognizers",), VALIDATORS)
MARK = re.compile(r"\[\[(.*?)\]\]")
FIND = [(r, e) for r in RULES for e in r.examples.find]
MISS = [(r, e) for r in RULES for e in r.examples.miss]


def _ids(cases):
    return [f"{rule.name}-{number}" for number, (rule, _) in enumerate(cases)]


@pytest.mark.parametrize(("rule", "example"), FIND, ids=_ids(FIND))
def test_finds(rules, rule, example):
    wanted = [normalize(m[1]).text for m in MARK.finditer(example)]
    text = normalize(MARK.sub(r"\1", example)).text
    found = [text[h.start : h.end] for h in rules.find(text) if h.entity == rule.entity]
    assert wanted
    assert set(wanted) <= set(found)


@pytest.mark.parametrize(("rule", "example"), MISS, ids=_ids(MISS))
def test_leaves_alone(rules, rule, example):
    hits = list(rules.find(normalize(example).text))
    if not rule.protects:
        hits = [hit for hit in hits if hit.entity == rule.entity]
    assert hits == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_every_rule_names_its_source_and_has_examples(rule):
    assert rule.source
    assert rule.examples.miss
    assert rule.protects or rule.examples.find
