"""``yinmo ledger``: every action over one ledger, as an office uses them."""

import json
from pathlib import Path

import pytest

from redactor.__main__ import main
from redactor.audit.ledger import Ledger
from redactor.files import file_digest
from tests.redactor.audit.test_export import RELEASED, WITHHELD


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    copy = tmp_path / "copy.pdf"
    copy.write_bytes(b"copy")
    output = {"sha256": file_digest(copy)[0], "size": 4, "suffix": ".pdf"}
    path = tmp_path / "台账.jsonl"
    for record in (RELEASED | {"output": output}, WITHHELD):
        Ledger(path).append(record)
    return path


def kinds(ledger: Path) -> list[str]:
    return [entry.record["kind"] for entry in Ledger(ledger).entries()]


def test_exports_are_noted(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.xlsx", "a.pdf"):
        assert main(["ledger", "export", str(ledger), str(tmp_path / name)]) == 0
        assert "2 个文件" in capsys.readouterr().out
        last = list(Ledger(ledger).entries())[-1].record
        assert last["kind"] == "export"
        assert last["format"] == name[2:]
        assert last["output"]["sha256"] == file_digest(tmp_path / name)[0]
    words = ["ledger", "export", str(ledger), str(tmp_path / "b.pdf"), "--no-note"]
    assert main([*words, "--document", str(tmp_path / "copy.pdf")]) == 0
    assert kinds(ledger) == ["redact", "redact", "export", "export"]


def test_wrong_words(ledger: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "a.txt")
    assert main(["ledger", "export", str(ledger), target]) == 2
    x = str(tmp_path / "a.xlsx")
    assert main(["ledger", "export", str(ledger), x, "--month", "2026-13"]) == 2
    assert main(["ledger", "export", str(ledger), x, "--document", "ab" * 8]) == 2
    assert main(["ledger", "export", str(tmp_path / "none"), x]) == 2
    assert main(["ledger", "verify", str(ledger), "--signatures", x]) == 2
    assert main(["ledger", "withdraw", str(ledger), "1", "--reason", "why"]) == 2
    assert kinds(ledger) == ["redact", "redact"]


def test_signing_and_verifying(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, password = tmp_path / "key", tmp_path / "p.txt"
    password.write_text("口令\n", encoding="utf-8")
    lock = ["--password-file", str(password)]
    assert main(["ledger", "keygen", str(key), *lock]) == 0
    verify = ["ledger", "verify", str(ledger), "--key", f"{key}.pub"]
    assert main(verify) == 1
    assert "没有这把密钥的签名" in capsys.readouterr().out
    assert main(["ledger", "sign", str(ledger), "--key", str(key)]) == 1
    assert main(["ledger", "sign", str(ledger), "--key", str(key), *lock]) == 0
    assert main(verify) == 0
    assert "签到第 2 条，其后 1 条未签" in capsys.readouterr().out
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(lines[0])
    assert main(verify) == 1
    assert "被截短或重写" in capsys.readouterr().out


def test_withdrawing_and_statistics(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["ledger", "withdraw", str(ledger), str(tmp_path / "copy.pdf")]
    assert main([*words, "--reason", "personal_info"]) == 0
    assert "第 1 条放行的副本已撤回" in capsys.readouterr().out
    assert main([*words, "--reason", "personal_info"]) == 1
    assert "已经撤回过" in capsys.readouterr().err
    assert main(["ledger", "stats", str(ledger), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["documents"] == {"released": 1, "withheld": 1}
    assert told["withdrawn"] == {"personal_info": 1}
    assert told["treated"] == {"CN_ID_CARD": 2, "PERSON": 5}
    assert main(["ledger", "stats", str(ledger)]) == 0
    assert "含个人信息\t1" in capsys.readouterr().out
