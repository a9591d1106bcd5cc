"""A site copy with planted cases: found, ranked, told without a personal character."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from redactor import batch
from redactor.__main__ import main
from redactor.queue import QUEUE_NAME, read_queue, write_queue
from redactor.sweep.model import Level
from redactor.sweep.report import write_reports
from redactor.sweep.run import STATE_NAME, Look, Sweep, SweepRequest, sweep
from tests.build.people import Person, people
from tests.redactor.serial import Serial
from tests.redactor.test_pipeline import NOTICE, make, make_pdf, sentence_of

PERSONS = people(70)
TODAY = date(2026, 11, 23)


def secrets() -> set[str]:
    return {v for p in PERSONS for v in (p.name, p.id_number, p.mobile, p.card)}


def boxed(path: Path) -> None:
    """A black box drawn over text that stays under it."""
    make_pdf(path, sentence_of(PERSONS[1]))
    with pymupdf.open(path) as document:
        document[0].draw_rect((50, 70, 594, 100), color=(0, 0, 0), fill=(0, 0, 0))
        document.saveIncr()


def wrapped(person: Person) -> str:
    """An ID number torn by a line end at 40 columns."""
    head = "　　经入户调查和民主评议，申请人身份证号"
    rest = f"码{person.id_number}，符合救助条件，现予以公示，公示期内有异议请反映。"
    lines = [head + rest[:6], rest[6:36], rest[36:]]
    return "\n".join(lines)


def cropped(path: Path) -> None:
    """A picture of which the page shows the upper part only."""
    picture = Image.new("L", (400, 400), 255)
    picture.paste(0, (0, 250, 400, 400))
    data = io.BytesIO()
    picture.save(data, "PNG")
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_image((100, 100, 300, 300), stream=data.getvalue())
        page.draw_rect((90, 215, 310, 310), color=(1, 1, 1), fill=(1, 1, 1))
        document.save(path)


def build(site: Path) -> None:
    site.mkdir()
    make(site / "通知.docx", NOTICE)
    make(site / f"{PERSONS[0].name}救助审批表.docx", sentence_of(PERSONS[0]))
    boxed(site / "盖住.pdf")
    rows = "".join(
        f"<tr><td>{p.name}<td>{p.card}</tr>" for p in PERSONS if p.name != "x"
    )
    page = (
        f"<html><body><table><tr><th>姓名<th>银行卡号</tr>{rows}</table></body></html>"
    )
    (site / "发放.html").write_bytes(page.encode("gb18030"))
    (site / "旧页.doc").write_bytes(
        f"<html><body><p>{sentence_of(PERSONS[2])}</p></body></html>".encode()
    )
    (site / "掩码.txt").write_bytes(
        "身份证号 420502********9984，1987年3月1日出生".encode("gb18030")
    )
    (site / "密件.txt").write_text(
        "机密★10年\n\n关于某事的请示\n正文", encoding="utf-8"
    )
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as package:
        package.writestr("下/名单.txt", sentence_of(PERSONS[3]))
    with zipfile.ZipFile(site / "附件.zip", "w") as package:
        package.writestr(f"{PERSONS[4].name}.txt", sentence_of(PERSONS[4]))
        package.writestr("内层.zip", inner.getvalue())
        package.writestr("../../逃.txt", NOTICE)
        package.writestr("名册.ofd", "x")
    (site / "公示.txt").write_text(
        f"关于救助对象的公示\n{PERSONS[5].name}，身份证号{PERSONS[5].id_number}\n"
        "公示期：2026年11月1日至11月22日",
        encoding="utf-8",
    )
    (site / "断行.txt").write_text(wrapped(PERSONS[7]), encoding="gb18030")
    (site / "脚本.html").write_text(
        f'<html><script>var d=[{{"xm":"{PERSONS[8].name}",'
        f'"sfz":"{PERSONS[8].id_number}"}}]</script><body>通知</body></html>',
        encoding="utf-8",
    )
    cropped(site / "裁图.pdf")
    (site / "坏.pdf").write_bytes(b"%PDF-1.7 nothing")
    (site / "表.xlsx").write_bytes(b"PK")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("sweep") / "site"
    build(site)
    return site


def run(site: Path, output: Path, today: date = TODAY) -> Sweep:
    return sweep(SweepRequest(site, output, today), Serial())


@pytest.fixture(scope="module")
def done(site: Path) -> tuple[Sweep, Path]:
    output = site.parent / "report"
    before = {p: p.read_bytes() for p in site.rglob("*") if p.is_file()}
    result = run(site, output)
    assert {p: p.read_bytes() for p in site.rglob("*") if p.is_file()} == before
    return result, output


def named(result: Sweep, word: str) -> object:
    return next(e for e in result.entries if word in e.swept.label)


def kinds(result: Sweep, word: str) -> set[str]:
    return {hit.category for hit in named(result, word).hits}  # type: ignore[attr-defined]


def test_planted_cases_are_found(done: tuple[Sweep, Path]) -> None:
    result, _ = done
    levels = {e.swept.label.split("/")[-1]: e.level for e in result.entries}
    assert levels["通知.docx"] is Level.NONE
    assert levels["密件.txt"] is Level.CRITICAL
    assert kinds(result, "密件") == {"secret_mark"}
    assert levels["发放.html"] is Level.CRITICAL  # 70 cards are over 50
    assert levels["盖住.pdf"] is Level.HIGH
    assert "bad:covered_text" in kinds(result, "盖住")
    assert {"CN_ID_CARD", "CN_MOBILE"} <= kinds(result, "旧页")
    assert kinds(result, "掩码") & {"weak:id"}
    assert "expired" in kinds(result, "公示")
    assert "CN_ID_CARD" in kinds(result, "断行")
    assert "CN_ID_CARD" in kinds(result, "脚本")
    assert "bad:hidden_pixels" in kinds(result, "裁图")
    assert named(result, "坏.pdf").swept.code == "corrupt"  # type: ignore[attr-defined]
    assert {"CN_ID_CARD"} <= kinds(result, "附件.zip!内层.zip!下/名单")
    assert levels["逃.txt"] is Level.NONE
    assert not (site_parent := done[1].parent / "逃.txt").exists(), site_parent
    assert result.unread == {".xlsx": 1}
    assert named(result, "名册.ofd").swept.code == "unsupported"  # type: ignore[attr-defined]
    order = [entry.level for entry in result.entries]
    assert order == sorted(order, reverse=True)
    assert named(result, "发放").swept.persons == 70  # type: ignore[attr-defined]


def test_nothing_personal_leaves(done: tuple[Sweep, Path]) -> None:
    """Not in the reports, the state file or the names of files in either."""
    result, output = done
    paths = write_reports(result, output)
    texts = [paths[1].read_text(encoding="utf-8")]
    texts.append((output / STATE_NAME).read_text(encoding="utf-8"))
    with zipfile.ZipFile(paths[0]) as book:
        texts += [book.read(name).decode("utf-8") for name in book.namelist()]
    assert "＊＊救助审批表.docx" in texts[0]
    assert "附件.zip!＊＊.txt" in texts[0]
    assert "公示期已过" in texts[0]
    for text in texts:
        assert not any(value in text for value in secrets())
        assert "机密" not in text
    left = {p.name for p in output.iterdir()}
    assert left == {STATE_NAME, "排查报告.xlsx", "排查报告.html"}


def test_a_second_sweep_only_looks_at_what_changed(
    site: Path, done: tuple[Sweep, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    result, output = done
    (site / "新.txt").write_text(sentence_of(PERSONS[6]), encoding="utf-8")
    seen = []
    executor = Serial()
    real = executor.submit
    monkeypatch.setattr(
        executor,
        "submit",
        lambda fn, task: seen.append(task.path.name) or real(fn, task),
    )
    request = SweepRequest(site, output, TODAY)
    again = sweep(request, executor)
    (site / "新.txt").unlink()
    assert seen == ["新.txt"]
    assert len(again.entries) == len(result.entries) + 1
    old = {e.swept for e in again.entries if "新" not in e.swept.label}
    assert old == {e.swept for e in result.entries}


def test_the_day_decides_without_a_second_look(
    site: Path, done: tuple[Sweep, Path]
) -> None:
    early = run(site, done[1], date(2026, 11, 22))
    assert "expired" not in kinds(early, "公示")
    assert early.remembered >= len(early.entries) - 3  # members of an archive are one


def test_other_rules_look_again(site: Path, done: tuple[Sweep, Path]) -> None:
    request = SweepRequest(site, done[1], TODAY, policy="cover_all")
    assert sweep(request, Serial()).remembered == 0


def test_the_worst_go_to_the_redaction_queue(
    done: tuple[Sweep, Path], tmp_path: Path
) -> None:
    result, _ = done
    items = result.to_redact()
    names = [item.path.name for item in items]
    assert set(names) == {
        f"{PERSONS[0].name}救助审批表.docx",
        "盖住.pdf",
        "裁图.pdf",
        "旧页.doc",
    }
    write_queue(tmp_path / QUEUE_NAME, items)
    assert [item.path for item in read_queue(tmp_path / QUEUE_NAME)] == [
        item.path for item in items
    ]
    assert result.to_redact(Level.CRITICAL) == ()


def test_a_sweep_that_was_stopped_goes_on(site: Path, tmp_path: Path) -> None:
    looks: list[Look] = []
    request = SweepRequest(site, tmp_path / "out", TODAY)
    half = sweep(request, Serial(), tell=looks.append, stop=lambda: len(looks) >= 4)
    assert half.stopped
    assert [look.done for look in looks] == [1, 2, 3, 4]
    assert looks[0].total == looks[-1].total > 10
    rest = sweep(request, Serial(), tell=looks.append)
    assert not rest.stopped
    assert rest.remembered == 4
    assert len(looks) == looks[0].total


def test_a_sweep_that_was_killed_goes_on(site: Path, tmp_path: Path) -> None:
    """The state grows with each file; a torn line is one file more to look at."""
    request = SweepRequest(site, tmp_path / "out", TODAY)

    def die(look: Look) -> None:
        if look.done == 4:
            raise MemoryError

    with pytest.raises(MemoryError):
        sweep(request, Serial(), tell=die)
    state = tmp_path / "out" / STATE_NAME
    state.write_bytes(state.read_bytes()[:-20])
    assert sweep(request, Serial()).remembered == 3


def test_the_command(
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(batch, "new_pool", Serial)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(NOTICE, encoding="utf-8")
    words = ["sweep", str(folder), "--output", str(tmp_path / "out")]
    assert main(words) == 0
    assert "排查 1 个文件" in capsys.readouterr().out
    (folder / "b.txt").write_text(sentence_of(PERSONS[0]), encoding="utf-8")
    assert main([*words, "--json", "--today", "2026-01-01"]) == 1
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["level"] for row in rows] == ["high", "none"]
    assert (tmp_path / "out" / "排查报告.html").is_file()
    assert main(["sweep", str(folder / "none"), "--output", str(tmp_path / "o")]) == 2
