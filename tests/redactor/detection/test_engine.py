"""The detector as the pipeline sees it."""

import pickle
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor.detection.engine import Detector, get_detector
from redactor.errors import PatternFileError
from redactor.model import Span, TextUnit, Tier, finding_id
from redactor.settings import DetectionSettings
from tests.build.people import bank_card, id_number, mobile

OWN = """\
name: office_badge
entity: OFFICE_BADGE
title: 工作证号
source: 本单位规定
patterns:
  - {name: 编号, regex: 'GZ-[0-9]{4}', score: 0.9}
"""


def test_findings_point_into_raw_text(detector):
    text = "身份证号：" + "".join(chr(ord(c) + 0xFEE0) for c in id_number(1)) + "。"
    (finding,) = detector.analyze([TextUnit("u", text)])
    assert finding.span == Span(5, 23)
    assert finding.entity == "CN_ID_CARD"
    assert finding.tier is Tier.SURE
    assert finding.id == finding_id("u", finding.span, "CN_ID_CARD")


def test_a_finding_never_holds_its_text(detector):
    name, number = "申屠文静", id_number(2)
    units = [TextUnit("u", f"申请人：{name}，身份证号{number}，手机{mobile(2)}")]
    findings = detector.analyze(units)
    assert len(findings) == 3
    dump = repr(findings) + repr(pickle.dumps(findings))
    for secret in (name, number, mobile(2)):
        assert secret not in dump


def test_same_document_same_findings(detector):
    units = [
        TextUnit(f"u{n}", f"户主李文静{id_number(n)}{mobile(n)}，卡号{bank_card(n)}")
        for n in range(20)
    ]
    assert detector.analyze(units) == detector.analyze(tuple(units))


def test_findings_of_a_unit_never_overlap(detector):
    text = f"李文静{id_number(3)}{mobile(3)} {bank_card(3)}，住昌岭县长岭镇大洼村12号"
    findings = detector.analyze([TextUnit("u", text)])
    spans = sorted(f.span for f in findings)
    assert len(spans) >= 5
    for left, right in pairwise(spans):
        assert left.end <= right.start


def test_texts_are_searched_one_by_one(detector):
    rows = detector.analyze_texts([f"卡号：{bank_card(5)}", "今天", "", bank_card(5)])
    assert rows[0] == [(3, 22, "CN_BANK_CARD", 0.98)]
    assert rows[1:3] == [[], []]
    assert len(rows[3]) == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=3))
def test_any_text_gives_spans_within_it(detector, texts):
    for text, row in zip(texts, detector.analyze_texts(texts), strict=True):
        for start, end, entity, score in row:
            assert 0 <= start < end <= len(text)
            assert entity
            assert 0 < score <= 1


def test_versions_name_the_rules_by_digest(detector, tmp_path):
    assert len(detector.versions["rules"]) == 64
    assert detector.versions["presidio-analyzer"]
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    own = get_detector(DetectionSettings(patterns_dirs=(tmp_path,), names=False))
    assert own.versions["rules"] != detector.versions["rules"]


def test_the_offices_own_rules_allow_and_deny_words(tmp_path):
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    own = Detector(
        DetectionSettings(
            patterns_dirs=(tmp_path,),
            allow=("0558-7215566",),
            deny=("青龙山工程", "secret"),
            names=False,
        )
    )
    text = "持GZ-1234者参与青龙山工程，电话0558-7215566，SECRET文件"
    (row,) = own.analyze_texts([text])
    assert [(text[a:b], entity) for a, b, entity, _ in row] == [
        ("GZ-1234", "OFFICE_BADGE"),
        ("青龙山工程", "CUSTOM"),
        ("SECRET", "CUSTOM"),
    ]


def test_an_own_rule_with_an_error_is_refused(tmp_path):
    (tmp_path / "own.yaml").write_text(OWN.replace("0.9", "nine"), encoding="utf-8")
    with pytest.raises(PatternFileError):
        Detector(DetectionSettings(patterns_dirs=(tmp_path,)))


def test_one_detector_a_process():
    assert get_detector(DetectionSettings()) is get_detector(DetectionSettings())


@pytest.mark.parametrize(
    "address",
    [
        "https://www.some.gov.cn/q?id={}",
        "http://www.some.gov.cn/u/{}/a.html",
        "https://a.some.edu.cn/?x=1&sfz={}#top",
    ],
)
def test_an_office_address_hides_no_number(detector, address):
    """The host is the office's, what stands behind it may be a person's."""
    number = id_number(7)
    text = address.format(number)
    ((start, end, entity, _),) = detector.analyze_texts([text])[0]
    assert (entity, text[start:end]) == ("CN_ID_CARD", number)


def test_an_office_address_stays(detector):
    plain = "http://www.some.gov.cn/art/2019-04/15/content_53829910000.htm"
    assert detector.analyze_texts([f"网址{plain}"])[0] == []
