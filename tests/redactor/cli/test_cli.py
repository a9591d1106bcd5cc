"""The command line as a user calls it: words, exit codes, and no text leaked."""

import io
import json
from pathlib import Path

import pytest

from redactor import batch
from redactor.__main__ import main
from tests.build.people import people
from tests.redactor.serial import Serial
from tests.redactor.test_pipeline import NOTICE, make, make_pdf, sentence_of

PERSON = people(4)[3]
VALUES = (PERSON.name, PERSON.id_number, PERSON.mobile)


@pytest.fixture(autouse=True)
def own_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    if not request.node.get_closest_marker("usefixtures"):
        # starting processes costs seconds; one test with real ones is enough
        monkeypatch.setattr(batch, "new_pool", Serial)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture
def real_processes() -> None:
    """Mark of a test that starts processes."""


def test_scan_prints_counts_and_no_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make(tmp_path / "公示 一.docx", sentence_of(PERSON))
    assert main(["scan", str(source)]) == 0
    out = capsys.readouterr().out
    assert "身份证号 1" in out
    assert not any(value in out for value in VALUES)


def test_scan_shows_text_only_when_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make(tmp_path / "a.docx", sentence_of(PERSON))
    assert main(["scan", str(source), "--json"]) == 0
    hidden = capsys.readouterr().out
    assert not any(value in hidden for value in VALUES)
    assert main(["scan", str(source), "--json", "--show-text"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert {finding["text"] for finding in row["findings"]} == set(VALUES)


@pytest.mark.usefixtures("real_processes")
def test_redact_writes_the_tree_and_tells_what_was_withheld(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "待 公开"
    (folder / "下级").mkdir(parents=True)
    make(folder / "名单.docx", sentence_of(PERSON))
    make_pdf(folder / "下级" / "密件.pdf", sentence_of(PERSON), password="geheim")
    out = tmp_path / "out"
    assert main(["redact", str(folder), "--output", str(out), "--json"]) == 1
    printed = capsys.readouterr().out
    rows = {
        Path(row["input"]).name: row
        for row in map(json.loads, printed.split("\n")[:-1])
    }
    assert rows["名单.docx"]["status"] == "released"
    assert Path(rows["名单.docx"]["output"]) == out / "名单_脱敏.docx"
    assert (out / "名单_脱敏.docx").is_file()
    assert rows["密件.pdf"]["status"] == "refused"
    assert rows["密件.pdf"]["code"] == "encrypted"
    assert rows["密件.pdf"]["output"] is None
    assert set(rows["密件.pdf"]) == set(rows["名单.docx"])
    assert not any(value in printed for value in VALUES)

    passwords = tmp_path / "p.txt"
    passwords.write_text("no\ngeheim\n", encoding="utf-8")
    again = tmp_path / "again"
    words = ["redact", str(folder), "--output", str(again)]
    assert main([*words, "--password-file", str(passwords), "--jobs", "1"]) == 0
    assert (again / "下级" / "密件_脱敏.pdf").is_file()
    assert main(["ledger", "verify", str(again / "台账.jsonl")]) == 0
    assert "4 条记录" in capsys.readouterr().out


def test_a_file_without_findings_says_that_a_person_must_look(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make(tmp_path / "a.docx", NOTICE)
    assert main(["redact", str(source), "--output", str(tmp_path / "out")]) == 0
    assert "未发现，请人工核对" in capsys.readouterr().out


def test_text_gives_code_point_spans(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f"𠮷{sentence_of(PERSON)}"
    lines = json.dumps({"id": "x", "text": text}) + "\n\n" + '{"id": 2, "text": ""}'
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    assert main(["text"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in rows] == ["x", 2]
    found = {
        span["type"]: text[span["start"] : span["end"]] for span in rows[0]["spans"]
    }
    assert found == {
        "PERSON": PERSON.name,
        "CN_ID_CARD": PERSON.id_number,
        "CN_MOBILE": PERSON.mobile,
    }
    assert rows[1]["spans"] == []


def test_a_changed_ledger_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make(tmp_path / "a.docx", NOTICE)
    main(["redact", str(source), "--output", str(tmp_path / "out")])
    ledger = tmp_path / "out" / "台账.jsonl"
    content = ledger.read_text(encoding="utf-8")
    ledger.write_text(content.replace("released", "withheld"), encoding="utf-8")
    assert main(["ledger", "verify", str(ledger)]) == 1
    assert "第 2 行" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ["nonsense"],
        ["redact", "x.pdf"],
        ["redact", "{tmp}", "--output", "{tmp}/out"],
        ["redact", "x.pdf", "--output", "{tmp}/out", "--jobs", "0"],
        ["scan", "x.pdf", "--password-file", "{tmp}/none"],
        ["ledger", "verify", "{tmp}/none"],
    ],
    ids=["command", "no_output", "empty_folder", "jobs", "password_file", "ledger"],
)
def test_wrong_usage_exits_with_2(
    tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word.format(tmp=tmp_path) for word in words]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err


def test_an_unknown_policy_is_refused_before_any_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make(tmp_path / "a.docx", NOTICE)
    out = tmp_path / "out"
    words = ["redact", str(source), "--output", str(out), "--policy", "nix"]
    assert main(words) == 1
    assert not out.exists()
    assert "策略" in capsys.readouterr().err
