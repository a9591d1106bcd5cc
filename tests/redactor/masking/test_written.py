"""Every preset on every category, in the written Word and PDF file."""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pymupdf
import pypdfium2
import pytest

from redactor.entities import ENTITIES
from redactor.formats.protocol import Document, Limits
from redactor.formats.registry import open_document
from redactor.masking.plan import build_plan, propose, settle
from redactor.masking.policy import load_policy
from redactor.model import (
    Action,
    Finding,
    Passwords,
    Role,
    Span,
    TextUnit,
    Tier,
    Treatment,
    finding_id,
)
from redactor.text.normalize import bare
from tests.build.people import bank_card, id_number, mobile
from tests.redactor.masking.test_policy import PRESETS, TABLE

# entity, role, value as it stands in the file, mask of the general operator
ROWS = [
    ("CN_ID_CARD", "", id_number(7), "*" * 18),
    ("CN_PASSPORT", "", "E87650001", "E***"),
    ("CN_HKMT_PERMIT", "", "H10203040", "******"),
    ("CN_MILITARY_ID", "", "军字第2870001号", "******"),
    ("CN_SOCIAL_SECURITY", "", "AB5544332", "******"),
    ("CN_DISABILITY_CARD", "", "残证77001122", "******"),
    ("CN_STUDENT_ID", "", "G998877", "******"),
    ("CN_HOUSEHOLD_BOOK", "", "户字660011", "******"),
    ("CN_MEDICAL_RECORD", "", "病案3344559", "******"),
    ("CN_DRIVING_LICENCE", "", "驾证9090807", "******"),
    ("CN_CERTIFICATE", "", "证字第887711号", "******"),
    ("CN_REAL_ESTATE", "", "昌房权证第5566号", "******"),
    ("CN_MOBILE", "", mobile(7), f"{mobile(7)[:3]}****{mobile(7)[-4:]}"),
    ("CN_LANDLINE", "", "0797-8123456", "0797-****"),
    ("CN_LANDLINE", "office", "0797-8300011", "0797-****"),
    ("CN_BANK_CARD", "", bank_card(7), None),
    ("CN_BANK_ACCOUNT", "", "360735010008899", None),
    ("ALIPAY", "", "zfb_wenhua", "******"),
    ("WECHAT", "", "wx_qinghe77", "w***"),
    ("QQ", "", "998877665", "******"),
    ("EMAIL_ADDRESS", "", "qinghe@example.com", "q***@example.com"),
    ("CN_ADDRESS", "", "云河市昌岭县长岭镇大洼村三组18号", None),
    ("CN_ADDRESS", "office", "昌岭县府前路9号", None),
    ("PERSON", "", "卓清禾", "卓某"),
    ("PERSON", "official", "苗立业", "苗某"),
    ("PERSON", "minor", "尹小满", "尹某"),
    ("PERSON", "guardian", "欧阳春生", "欧阳某"),
    ("BIRTH_DATE", "", "1985年3月12日", None),
    ("MINOR_SCHOOL", "", "长岭镇中心小学四年级", "某校"),
    ("HEALTH", "", "视力一级残疾", "（略）"),
    ("CN_PLATE", "", "赣B·77X12", "赣B*****"),
    ("IP_ADDRESS", "", "10.20.30.44", "******"),
    ("DEVICE_ID", "", "SN-QX88120", "******"),
    ("CUSTOM", "", "青禾计划", "******"),
]
_LETTERS = {
    None: "K",
    Treatment.DELETE: "D",
    Treatment.DEIDENTIFY: "M",
    Treatment.COVER: "C",
}
LINES = [f"第{n}项：{value}。" for n, (_, _, value, _) in enumerate(ROWS)]


def make_docx(path: Path) -> Path:
    document = docx.Document()
    for line in LINES[::2]:
        document.add_paragraph(line)
    table = document.add_table(rows=0, cols=1)
    for line in LINES[1::2]:
        table.add_row().cells[0].text = line
    document.save(str(path))
    return path


def make_pdf(path: Path) -> Path:
    document = pymupdf.open()
    page = document.new_page()
    for number, line in enumerate(LINES):
        page.insert_text((60, 60 + 21 * number), line, fontname="china-s", fontsize=11)
    document.save(path)
    document.close()
    return path


def written_text(path: Path) -> str:
    if path.suffix == ".pdf":
        pages = pypdfium2.PdfDocument(path)
        text = "".join(page.get_textpage().get_text_range() for page in pages)
        pages.close()
        return bare(text)
    with zipfile.ZipFile(path) as package:
        xml = package.read("word/document.xml").decode()
    return bare(re.sub(r"<[^>]+>", "", xml))


@pytest.fixture(scope="module", params=["docx", "pdf"])
def opened(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Document, Path]]:
    suffix = request.param
    folder = tmp_path_factory.mktemp("written")
    path = (make_pdf if suffix == "pdf" else make_docx)(folder / f"f.{suffix}")
    with open_document(path, passwords=Passwords(), limits=Limits()) as document:
        yield document, path


def find(units: tuple[TextUnit, ...]) -> tuple[Finding, ...]:
    findings = []
    for entity, role, value, _ in ROWS:
        unit = next(u for u in units if u.reading == "main" and value in u.text)
        span = Span(unit.text.index(value), unit.text.index(value) + len(value))
        key = finding_id(unit.id, span, entity)
        findings.append(
            Finding(key, unit.id, span, entity, 1.0, Tier.SURE, "t", "", Role(role))
        )
    return tuple(findings)


def test_the_table_holds_every_entity() -> None:
    pictures = {"PORTRAIT", "CARD_IMAGE"}  # regions of a picture, no text
    assert {row[0] for row in ROWS} == set(ENTITIES) - pictures


@pytest.mark.parametrize("name", PRESETS)
def test_what_stands_in_the_written_file(
    opened: tuple[Document, Path], name: str, tmp_path: Path
) -> None:
    document, source = opened
    suffix = source.suffix
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    units = tuple(document.units())
    policy = load_policy(name)
    findings = find(units)
    proposals = propose(findings, policy)
    if name == "penalty":  # minors stop this preset; a person let the name be masked
        chosen = tuple(
            d
            for f, d in zip(findings, proposals, strict=True)
            if f.role is not Role.MINOR
        )
        findings = tuple(f for f in findings if f.role is not Role.MINOR)
        proposals = chosen
    decisions = settle(proposals, findings, policy)
    plan, _ = build_plan(sha256, units, findings, decisions, policy)
    target = tmp_path / f"copy{suffix}"
    document.write(plan, target)
    text = written_text(target)
    values = dict(zip((f.id for f in find(units)), ROWS, strict=True))
    for finding, decision in zip(findings, decisions, strict=True):
        entity, role, value, mask = values[finding.id]
        letter = TABLE[entity, role][PRESETS.index(name)]
        assert letter in (_LETTERS[decision.treatment], "R"), finding.entity
        if decision.action is Action.KEEP:
            assert bare(value) in text, finding.entity
            continue
        assert bare(value) not in text, finding.entity
        shown = next(e.replacement for e in plan.edits if e.id == finding.id)
        if decision.treatment is Treatment.DELETE:
            assert shown == ""
        elif decision.treatment is Treatment.DEIDENTIFY:
            assert shown == mask or mask is None
            assert bare(shown) in text, finding.entity
        elif suffix == ".docx":
            assert shown in text
    kept_words = [f"第{n}项" for n in range(len(ROWS))]
    assert [word for word in kept_words if word not in text] == []
