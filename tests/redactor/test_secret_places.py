"""A mark of secrecy stops the work wherever a file can bear it, and leaves nothing."""

import logging
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pymupdf
import pytest

from redactor.audit.ledger import Ledger
from redactor.errors import SecretMarkError
from redactor.model import Passwords
from redactor.pipeline import redact
from redactor.preview import describe, forget
from redactor.results import RedactRequest, Status
from redactor.settings import DetectionSettings, Settings

MARK, BODY = "机密★10年", "本通报只限知情人员传阅，请勿外传给无关人员。"
SETTINGS = Settings(detection=DetectionSettings(names=False), ocr=False)


def word(path: Path, fill: Callable[[docx.document.Document], None]) -> Path:
    document = docx.Document()
    for _ in range(30):
        document.add_paragraph(BODY)
    fill(document)
    document.save(str(path))
    return path


def header(document) -> None:
    document.sections[0].header.paragraphs[0].text = MARK


def footer(document) -> None:
    document.sections[0].footer.paragraphs[0].text = MARK


def first_line(document) -> None:
    document.paragraphs[0].text = f"000001    {MARK}"


def cell(document) -> None:
    document.add_table(rows=1, cols=1).rows[0].cells[0].text = f"密级：{MARK}"


def keywords(document) -> None:
    document.core_properties.keywords = "机密"


def category(document) -> None:
    document.core_properties.category = MARK


def pdf(path: Path, fill: Callable[[pymupdf.Document], None]) -> Path:
    document = pymupdf.open()
    for _ in range(3):
        page = document.new_page()
        for line in range(20):
            page.insert_text((60, 90 + 24 * line), BODY, fontname="china-s")
    fill(document)
    document.save(path)
    document.close()
    return path


def last_page(document: pymupdf.Document) -> None:
    document[2].insert_text((60, 50), MARK, fontname="china-s")


def info(document: pymupdf.Document) -> None:
    document.set_metadata({"subject": "机密"})


def note(document: pymupdf.Document) -> None:
    document[1].add_freetext_annot((60, 20, 300, 60), MARK, fontname="china-s")


CASES = [(word, f) for f in (header, footer, first_line, cell, keywords, category)]
CASES += [(pdf, f) for f in (last_page, info, note)]
NAMES = [f"{make.__name__}-{fill.__name__}" for make, fill in CASES]


@pytest.mark.parametrize(("make", "fill"), CASES, ids=NAMES)
def test_a_mark_stops_all_work(make, fill, tmp_path: Path, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    path = make(tmp_path / ("a.docx" if make is word else "a.pdf"), fill)
    out, ledger = tmp_path / "out", tmp_path / "ledger.jsonl"
    result = redact(RedactRequest(path, out / path.name, ledger, SETTINGS))
    assert (result.status, result.code) == (Status.REFUSED, "secret_mark")
    assert set(result.context) == {"level", "page", "place"}
    assert not out.exists() or list(out.iterdir()) == []
    (entry,) = Ledger(ledger).entries()
    assert "hits" not in entry.record
    for text in (ledger.read_text(encoding="utf-8"), caplog.text, repr(result)):
        assert BODY[:6] not in text


def test_the_window_gets_nothing_of_a_marked_file(tmp_path: Path) -> None:
    for path in (word(tmp_path / "a.docx", header), _first(tmp_path / "a.pdf")):
        with pytest.raises(SecretMarkError):
            describe(path, Passwords())
    forget()


def _first(path: Path) -> Path:
    return pdf(path, lambda d: d[0].insert_text((60, 50), MARK, fontname="china-s"))


def test_a_custom_property_named_after_the_level(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", lambda _: None)
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/"
    parts["docProps/custom.xml"] = (
        f'<Properties xmlns="{kind}custom-properties" xmlns:vt="{kind}docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="密级">'
        "<vt:lpwstr>机密</vt:lpwstr></property></Properties>"
    ).encode()
    rels = parts["_rels/.rels"].decode()
    parts["_rels/.rels"] = rels.replace(
        "</Relationships>",
        f'<Relationship Id="rIdC" Type="{kind}relationships/custom-properties" '
        'Target="docProps/custom.xml"/></Relationships>',
    ).encode()
    types = parts["[Content_Types].xml"].decode()
    parts["[Content_Types].xml"] = types.replace(
        "</Types>",
        '<Override PartName="/docProps/custom.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.custom-properties+xml"/></Types>',
    ).encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    request = RedactRequest(path, tmp_path / "o.docx", tmp_path / "l.jsonl", SETTINGS)
    assert redact(request).code == "secret_mark"
