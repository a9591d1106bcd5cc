"""The batch: resumed, planned, summed up; every file once, whatever interrupts it."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from redactor import batch, folders
from redactor.__main__ import main
from redactor.audit.ledger import Ledger
from redactor.cli.summary import summary_rows
from redactor.files import file_digest
from redactor.results import RedactRequest, RedactResult, Status
from redactor.resume import STATE_NAME, RunState, rules_of
from redactor.settings import DetectionSettings, Settings
from redactor.sources import Source
from tests.build.people import people
from tests.redactor.serial import Serial
from tests.redactor.test_pipeline import make, sentence_of

PERSONS = people(6)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Serial]:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    pools: list[Serial] = []

    def pool(workers: int, **limits: object) -> Serial:
        pools.append(Serial(workers, **limits))
        return pools[-1]

    monkeypatch.setattr(batch, "new_pool", pool)
    return pools


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "待 公开"
    (folder / "下级").mkdir(parents=True)
    make(folder / f"{PERSONS[0].name}.docx", sentence_of(PERSONS[0]))
    make(folder / "下级" / "b.docx", sentence_of(PERSONS[1]))
    (folder / "下级" / "空.pdf").touch()
    return folder


def statuses(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, str]:
    main(["redact", *words, "--json", "--quiet"])
    lines = capsys.readouterr().out.splitlines()
    return {Path(row["input"]).name: row["status"] for row in map(json.loads, lines)}


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_second_run_repeats_no_work_and_tells_the_same(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = folder / "out"
    words = (str(folder), "--output", str(out))
    first, second = f"{PERSONS[0].name}.docx", "b.docx"
    told = statuses(capsys, *words)
    assert told == {first: "released", second: "released", "空.pdf": "refused"}
    copies = {path: path.read_bytes() for path in out.rglob("*.docx")}
    told = statuses(capsys, *words)
    assert told == {first: "skipped", second: "skipped", "空.pdf": "refused"}
    assert {path: path.read_bytes() for path in out.rglob("*.docx")} == copies
    state = (out / STATE_NAME).read_text(encoding="utf-8")
    assert PERSONS[0].name not in state
    (folder / "下级" / "空.pdf").unlink()
    assert main(["redact", *words]) == 0
    printed = capsys.readouterr().out
    assert "已有副本，跳过" in printed
    assert "写出 0 个" in printed


@pytest.mark.parametrize("change", ["input", "copy", "policy", "option"])
def test_what_changed_is_not_skipped_and_never_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str], change: str
) -> None:
    source, out = folder / "下级" / "b.docx", folder / "out"
    words = [str(source), "--output", str(out)]
    assert statuses(capsys, *words) == {"b.docx": "released"}
    copy = out / "b_脱敏.docx"
    if change == "input":
        source.write_bytes(make(folder / "x.docx", "新的内容").read_bytes())
    elif change == "copy":
        copy.write_bytes(copy.read_bytes() + b"x")
    elif change == "policy":
        words += ["--policy", "cover_all"]
    else:
        words += ["--no-resume"]
    before = copy.read_bytes()
    assert statuses(capsys, *words) == {"b.docx": "refused"}
    assert copy.read_bytes() == before


def test_a_killed_run_is_caught_up_from_the_ledger(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The copy was released, the state file not yet written: still once in the book."""
    out = folder / "out"
    words = (str(folder), "--output", str(out))
    statuses(capsys, *words)
    state = out / STATE_NAME
    lines = state.read_bytes().splitlines(keepends=True)
    state.write_bytes(lines[0] + lines[1][:20])  # torn by a kill
    ledger = out / "台账.jsonl"
    with ledger.open("ab") as stream:
        stream.write(b'{"torn')
    again = statuses(capsys, *words)
    assert sorted(again.values()) == ["refused", "skipped", "skipped"]
    assert main(["redact", *words, "--no-resume"]) == 1
    noted = Counter(
        (entry.record["source"]["place"], entry.record["code"])
        for entry in Ledger(ledger).entries()
        if entry.record["kind"] == "redact" and entry.record["run"] == first_run(ledger)
    )
    assert len(noted) == 3
    assert set(noted.values()) == {1}


def first_run(ledger: Path) -> str:
    return str(next(Ledger(ledger).entries()).record["run"])


def test_rules_are_told_apart(tmp_path: Path) -> None:
    plain = rules_of(Settings(), None)
    assert rules_of(Settings(), "general") == plain
    assert rules_of(Settings(), "relief").whole != plain.whole
    words = DetectionSettings(deny=("某词",))
    assert rules_of(Settings(detection=words), None).whole != plain.whole
    names = DetectionSettings(names=False)
    assert rules_of(Settings(detection=names), None).whole != plain.whole


def test_entries_of_runs_under_other_words_are_not_taken(
    folder: Path, tmp_path: Path
) -> None:
    """The ledger does not note the office's words; the starts of runs tell them."""
    source, out = folder / "下级" / "b.docx", tmp_path / "out"
    words = ["redact", str(source), "--output", str(out), "--quiet"]
    assert main(words) == 0
    state = out / STATE_NAME
    state.write_bytes(state.read_bytes().splitlines(keepends=True)[0])
    found = []
    for settings in (Settings(), Settings(detection=DetectionSettings(deny=("某",)))):
        run = RunState(out, rules_of(settings, None), out / "台账.jsonl")
        run.load()
        found.append(run.done(Source(source, Path("b.docx")), out / "b_脱敏.docx"))
    assert found == [out / "b_脱敏.docx", None]


def test_a_dry_run_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(folder)
    words = ["redact", str(folder), "--output", str(folder / "out"), "--dry-run"]
    assert main(words) == 0
    assert "将处理 3 个" in capsys.readouterr().out
    told = statuses(capsys, *words[1:])
    assert set(told.values()) == {"planned"}
    assert snapshot(folder) == before
    assert not (folder / "out").exists()


def test_limits_reach_the_pool(folder: Path, here: list[Serial]) -> None:
    words = ["redact", str(folder), "--output", str(folder / "out"), "--jobs", "2"]
    main([*words, "--seconds", "7", "--memory-mb", "900"])
    assert here[0].workers == 2
    limits = {"readers": 2, "seconds": 7, "memory_bytes": 900 << 20}
    assert here[0].limits.items() >= limits.items()


def test_ctrl_c_keeps_what_is_done_and_goes_on_next_time(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = folder / "out"
    words = ["redact", str(folder), "--output", str(out), "--jobs", "1"]
    real = folders.guarded_redact

    def stop(request: RedactRequest) -> RedactResult:
        if request.path.name == "b.docx":
            raise KeyboardInterrupt
        return real(request)

    monkeypatch.setattr(folders, "guarded_redact", stop)
    assert main(words) == 1
    told = capsys.readouterr()
    assert "已取消" in told.err
    assert "未处理" in told.out
    assert list(out.rglob("*.tmp")) == []
    monkeypatch.undo()
    monkeypatch.setattr(batch, "new_pool", Serial)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder.parent / "config"))
    again = statuses(capsys, *words[1:])
    assert again["b.docx"] == "released"
    done = [e.record for e in Ledger(out / "台账.jsonl").entries()]
    released = [e["source"]["place"] for e in done if e["status"] == "released"]
    assert len(released) == len(set(released)) == 2


def test_the_output_may_lie_in_the_input_but_not_be_it(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["redact", str(folder), "--output", str(folder)]) == 2
    assert "输出文件夹" in capsys.readouterr().err
    assert not list(folder.rglob("*_脱敏*"))


@pytest.mark.skipif(os.name == "nt", reason="POSIX rights")
def test_read_only_and_locked_inputs(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Read-only is enough; what may not be read is refused, not a crash."""
    read_only, locked = folder / "下级" / "b.docx", folder / "下级" / "空.pdf"
    read_only.chmod(0o400)
    locked.unlink()
    locked.symlink_to(folder / "nowhere.pdf")
    before = file_digest(read_only)
    told = statuses(capsys, str(folder / "下级"), "--output", str(folder / "out"))
    assert told == {"b.docx": "released", "空.pdf": "refused"}
    assert file_digest(read_only) == before


def test_a_long_chinese_name_gets_a_copy_and_is_skipped_next_time(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = folder / "下级" / ("关于公示惠民补贴发放对象名单的通知" * 4 + "一.docx")
    make(folder / "x.docx", sentence_of(PERSONS[2])).rename(source)
    words = (str(source), "--output", str(folder / "out"))
    assert list(statuses(capsys, *words).values()) == ["released"]
    (copy,) = (folder / "out").glob("*.docx")
    assert len(os.fsencode(copy.name)) <= 255
    assert copy.name.endswith("_脱敏.docx")
    assert list(statuses(capsys, *words).values()) == ["skipped"]


def test_the_summary_counts_every_file_by_reason() -> None:
    path = Path("a.pdf")
    results = [
        RedactResult(path, Status.RELEASED),
        RedactResult(path, Status.RELEASED),
        RedactResult(path, Status.WITHHELD, code="hazard"),
        RedactResult(path, Status.WITHHELD, code="residue"),
        RedactResult(path, Status.REFUSED, code="encrypted"),
        RedactResult(path, Status.FAILED, code="crashed"),
        RedactResult(path, Status.SKIPPED),
    ]
    counts = Counter((result.status, result.code) for result in results)
    assert list(summary_rows(counts, 9)) == [
        ("已写出", "", 2),
        ("未放行", "有内容没有读到", 1),
        ("未放行", "副本里仍有应去除的内容", 1),
        ("未受理", "需要密码或密码不对", 1),
        ("未完成", "处理进程中断", 1),
        ("已有副本，跳过", "", 1),
        ("未处理", "已取消", 2),
    ]
