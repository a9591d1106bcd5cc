"""The whole path on real files: scan, redact, check, ledger, and every bad input."""

import json
import pickle
import re
import zipfile
from pathlib import Path

import docx
import pymupdf
import pypdfium2
import pytest

from redactor import pipeline
from redactor.audit.ledger import verify_ledger
from redactor.errors import NotWritableError
from redactor.files import file_digest
from redactor.model import Action, Decision, Passwords, Plan, Treatment
from redactor.ocr.reader import get_reader
from redactor.pipeline import redact, scan
from redactor.results import RedactRequest, RedactResult, ScanRequest, Status
from redactor.review import Review
from redactor.settings import Settings
from tests.build import pictures
from tests.build.people import Person, people

PERSON = people(1)[0]
NOTICE = "昌政办发〔2024〕29号文件规定，咨询电话12345，金额38,549.01元。"


def make_docx(path: Path, *lines: str) -> Path:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def make_pdf(path: Path, *lines: str, password: str = "") -> Path:
    document = pymupdf.open()
    page = document.new_page()
    for number, line in enumerate(lines):
        page.insert_text((60, 90 + 30 * number), line, fontname="china-s", fontsize=12)
    options = {}
    if password:
        options = {
            "encryption": pymupdf.PDF_ENCRYPT_AES_256,
            "user_pw": password,
            "owner_pw": password + "x",
        }
    document.save(path, **options)
    document.close()
    return path


def sentence_of(person: Person) -> str:
    return f"申请人{person.name}，身份证号{person.id_number}，手机{person.mobile}。"


def make(path: Path, *lines: str) -> Path:
    return (make_pdf if path.suffix == ".pdf" else make_docx)(path, *lines)


def text_of(path: Path) -> str:
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return "".join(pages)
    with zipfile.ZipFile(path) as package:
        return re.sub("<[^>]+>", "", package.read("word/document.xml").decode())


def run(source: Path, folder: Path, **changes: object) -> RedactResult:
    request = RedactRequest(
        source,
        folder / f"{source.stem}_脱敏{source.suffix}",
        folder / "台账.jsonl",
        **changes,  # type: ignore[arg-type]
    )
    return redact(pickle.loads(pickle.dumps(request)))


@pytest.fixture(params=[".pdf", ".docx"])
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_scan_finds_what_stands_there_and_writes_nothing(
    tmp_path: Path, suffix: str
) -> None:
    source = make(tmp_path / f"公示 名单{suffix}", sentence_of(PERSON), NOTICE)
    result = pickle.loads(pickle.dumps(scan(ScanRequest(source))))
    assert {result.text_of(f) for f in result.findings} == {
        PERSON.name,
        PERSON.id_number,
        PERSON.mobile,
    }
    assert len(result.proposals) == len(result.findings)
    assert list(tmp_path.iterdir()) == [source]


def test_a_copy_is_released_without_the_values_and_with_all_else(
    tmp_path: Path, suffix: str
) -> None:
    source = make(tmp_path / f"公示 名单{suffix}", sentence_of(PERSON), NOTICE)
    before = source.read_bytes()
    result = run(source, tmp_path / "输出")
    assert (result.status, result.code) == (Status.RELEASED, "")
    assert result.output is not None
    text = text_of(result.output)
    for value in (PERSON.name, PERSON.id_number, PERSON.mobile):
        assert value not in text
    assert NOTICE in text
    assert source.read_bytes() == before
    assert sorted(p.name for p in (tmp_path / "输出").iterdir() if p.suffix != ".lock")
    assert dict(result.entities) == {"CN_ID_CARD": 1, "CN_MOBILE": 1, "PERSON": 1}


def test_the_ledger_notes_the_release_without_text_and_its_chain_holds(
    tmp_path: Path, suffix: str
) -> None:
    source = make(tmp_path / f"{PERSON.name}{suffix}", sentence_of(PERSON))
    run(source, tmp_path / "out")
    ledger = tmp_path / "out" / "台账.jsonl"
    assert verify_ledger(ledger).ok
    content = ledger.read_text(encoding="utf-8")
    for value in (PERSON.name, PERSON.id_number, PERSON.mobile):
        assert value not in content
        assert json.dumps(value)[1:-1] not in content


def test_a_file_without_findings_is_released_and_marked(
    tmp_path: Path, suffix: str
) -> None:
    source = make(tmp_path / f"通知{suffix}", NOTICE, "请各单位认真贯彻落实。")
    result = run(source, tmp_path / "out")
    assert result.status is Status.RELEASED
    assert result.nothing_found
    assert NOTICE in text_of(result.output or Path())


def test_a_reviewer_decides(tmp_path: Path, suffix: str) -> None:
    source = make(tmp_path / f"a{suffix}", sentence_of(PERSON), NOTICE)
    found = scan(ScanRequest(source))
    decisions = [
        Decision(
            f.id,
            Action.KEEP if f.entity == "PERSON" else Action.TREAT,
            None if f.entity == "PERSON" else Treatment.COVER,
            "复核",
        )
        for f in found.findings
    ]
    review = Review(found.sha256, clerk="经办", reviewer="复核").decide(decisions)
    result = run(source, tmp_path / "out", review=review)
    assert (result.status, result.code) == (Status.RELEASED, "")
    text = text_of(result.output or Path())
    assert PERSON.name in text
    assert PERSON.id_number not in text
    assert dict(result.kept) == {"PERSON": 1}


def test_a_review_of_another_file_is_refused(tmp_path: Path) -> None:
    source = make_docx(tmp_path / "a.docx", NOTICE)
    result = run(source, tmp_path / "out", review=Review("0" * 64))
    assert (result.status, result.code) == (Status.REFUSED, "stale_plan")


def test_an_existing_target_is_left_alone(tmp_path: Path, suffix: str) -> None:
    source = make(tmp_path / f"a{suffix}", NOTICE)
    target = tmp_path / "out" / f"a_脱敏{suffix}"
    target.parent.mkdir()
    target.write_bytes(b"old")
    result = run(source, target.parent)
    assert (result.status, result.code) == (Status.REFUSED, "output_exists")
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.pdf", b"", "empty_file"),
        ("noise.pdf", b"\x00\x01" * 500, "unsupported"),
        ("text.docx", "只是文字".encode() * 40, "unsupported"),
        ("cut.docx", b"PK\x03\x04" + b"\x00" * 300, "corrupt"),
        ("cut.pdf", b"%PDF-1.7\n" + b"\x00" * 300, "corrupt"),
    ],
)
def test_bad_input_is_refused_with_its_code(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    result = run(source, tmp_path / "out")
    assert (result.status, result.code) == (Status.REFUSED, code)
    assert source.read_bytes() == content


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path / "none.pdf", tmp_path / "out")
    assert (result.status, result.code) == (Status.REFUSED, "file_access")


def test_a_password_is_asked_for_and_used(tmp_path: Path) -> None:
    source = make_pdf(tmp_path / "a.pdf", sentence_of(PERSON), password="geheim")
    out = tmp_path / "out"
    assert run(source, out).code == "encrypted"
    assert run(source, out, passwords=Passwords(("no",))).code == "encrypted"
    result = run(source, out, passwords=Passwords(("no", "geheim")))
    assert (result.status, result.code) == (Status.RELEASED, "")
    assert PERSON.id_number not in text_of(result.output or Path())


def test_a_file_of_another_suffix_is_taken_for_what_it_is(tmp_path: Path) -> None:
    source = make_pdf(tmp_path / "a.pdf", sentence_of(PERSON))
    wrong = source.rename(tmp_path / "a.docx")
    result = run(wrong, tmp_path / "out")
    assert result.status is Status.RELEASED
    assert result.output == tmp_path / "out" / "a_脱敏.pdf"


def make_scan(path: Path, line: str) -> Path:
    page = pictures.sheet(900, 200)
    page.write(60, 60, line, size=30)
    with pymupdf.open() as document:
        sheet = document.new_page(width=324, height=72)
        data = pictures.encoded(page.image, "jpeg", quality=80)
        sheet.insert_image(sheet.rect, stream=data)
        document.save(path)
    return path


def test_where_pictures_are_not_read_they_withhold_the_file(tmp_path: Path) -> None:
    source = make_scan(tmp_path / "a.pdf", sentence_of(PERSON))
    result = run(source, tmp_path / "out", settings=Settings(ocr=False))
    assert (result.status, result.code) == (Status.WITHHELD, "hazard")
    assert result.output is None
    assert not list((tmp_path / "out").glob("*.pdf"))


def test_a_scan_is_read_covered_and_read_again(tmp_path: Path) -> None:
    """With the real reader: the number goes from the pixels, the words beside stay."""
    source = make_scan(tmp_path / "a.pdf", f"身份证号{PERSON.id_number}已核对")
    result = run(source, tmp_path / "out")
    assert (result.status, dict(result.context)) == (Status.RELEASED, {})
    assert result.entities["CN_ID_CARD"] == 1
    assert "picture_text" in {check.channel for check in result.report.checks}
    with pypdfium2.PdfDocument(result.output) as copy:
        image = copy[0].render(scale=200 / 72).to_pil()
    lines = get_reader().read(image, 200).lines
    text = "".join(line.text for line in lines)
    assert PERSON.id_number not in text
    assert text.startswith("身份证号")
    assert text.endswith("已核对")


def test_a_secret_mark_stops_at_once(tmp_path: Path, suffix: str) -> None:
    source = make(tmp_path / f"a{suffix}", "机密★1年", sentence_of(PERSON))
    result = run(source, tmp_path / "out")
    assert (result.status, result.code) == (Status.REFUSED, "secret_mark")
    assert dict(result.entities) == {}


def test_a_copy_that_fails_its_check_is_not_released(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that forgets its edits must be caught by the check."""
    source = make(tmp_path / f"a{suffix}", sentence_of(PERSON))
    open_document = pipeline.open_document

    def careless(path: Path, **options: object) -> object:
        document = open_document(path, **options)  # type: ignore[arg-type]
        write = document.write

        def forgetful(plan: object, target: Path) -> object:
            report = write(plan, target)  # type: ignore[arg-type]
            if suffix == ".docx":
                target.write_bytes(source.read_bytes())
            else:
                make_pdf(target, sentence_of(PERSON))
            return report

        monkeypatch.setattr(document, "write", forgetful)
        return document

    monkeypatch.setattr(pipeline, "open_document", careless)
    result = run(source, tmp_path / "out")
    assert result.status is Status.WITHHELD
    assert result.output is None
    left = [p for p in (tmp_path / "out").iterdir() if p.suffix in (".pdf", ".docx")]
    assert left == []


def test_a_number_that_a_label_explains_stays_though_its_line_loses_the_label(
    tmp_path: Path,
) -> None:
    """The check reads lines: what detection judged in its paragraph is no news."""
    source = make_pdf(
        tmp_path / "a.pdf",
        f"{sentence_of(PERSON)}你于3月12日反映的事项（信访事项编号：",
        "430000202403125566），我局已于3月15日受理，现予答复。",
    )
    result = run(source, tmp_path / "out")
    assert (result.status, result.code) == (Status.RELEASED, "")
    assert "430000202403125566" in text_of(result.output or Path())


def test_nobody_is_asked_about_what_vanishes_anyway(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    document = docx.Document()
    document.add_paragraph(NOTICE)
    document.core_properties.author = PERSON.name
    document.core_properties.comments = "回访李想，号码42050219590428999X。"
    document.save(str(source))
    found = scan(ScanRequest(source))
    assert found.findings
    assert Action.ASK not in {decision.action for decision in found.proposals}
    result = run(source, tmp_path / "out", review=Review(found.sha256))
    assert (result.status, result.code) == (Status.RELEASED, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_a_full_disk_fails_with_its_reason_and_leaves_nothing(
    tmp_path: Path, suffix: str
) -> None:
    """The copy is written to a device that is always full."""
    source = make(tmp_path / f"a{suffix}", sentence_of(PERSON))
    plan = Plan(file_digest(source)[0], ())
    with pipeline.open_document(source) as document:
        list(document.units())
        with pytest.raises(NotWritableError) as caught:
            document.write(plan, Path("/dev/full"))
    assert caught.value.context == {"reason": "full"}
