"""A run over many files: one pseudonym a person, clean names, masks held together."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from redactor.audit.ledger import Ledger
from redactor.folders import FolderRequest, Outcome, carry_out, plan_run
from redactor.masking.office_key import KEY_NAME
from redactor.settings import Settings
from tests.build.people import people

ONE, TWO, THREE = people(3)
SETTINGS = replace(Settings(), same_names=True, jobs=1)


def write(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))


def run(
    folder: Path, out: Path, settings: Settings = SETTINGS, policy: str | None = None
) -> Outcome:
    plan = plan_run(FolderRequest((folder,), out, settings=settings, policy=policy))
    with ThreadPoolExecutor(1) as here:
        return carry_out(plan, lambda _step: None, executor=here)


def texts(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): "\n".join(
            paragraph.text for paragraph in docx.Document(str(path)).paragraphs
        )
        for path in sorted(out.rglob("*.docx"))
    }


@pytest.fixture
def config(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config" / "yinmo"


def test_one_pseudonym_over_files_and_runs(tmp_path: Path, config: Path) -> None:
    source = tmp_path / "in"
    for number, person in enumerate((ONE, TWO, ONE, THREE)):
        line = f"经查，居民{person.name}（身份证号{person.id_number}）反映情况属实。"
        write(source / f"第{number}号_{person.name}.docx", "关于信访的答复", line)
    first, second = run(source, tmp_path / "a"), run(source, tmp_path / "b")
    assert (first.released, second.released) == (4, 4)
    found = texts(tmp_path / "a")
    assert found == texts(tmp_path / "b")
    masks = [re.findall(r"居民(\S{1,2}某\w{6})", text) for text in found.values()]
    assert sorted(len(set(m)) for m in masks) == [1, 1, 1, 1]
    assert len({m[0] for m in masks}) == 3
    clean = re.compile(r"第\d号_\S{1,2}某\w{6}_脱敏\.docx")
    assert [name for name in found if not clean.fullmatch(name)] == []
    # nothing but the key file can tell who is who
    assert [path.name for path in config.iterdir()] == [KEY_NAME]
    key = (config / KEY_NAME).read_bytes().strip()
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.parent not in (source, config):
            data = path.read_bytes()
            for person in (ONE, TWO, THREE):
                assert person.name.encode() not in data
                assert person.id_number.encode() not in data
            assert key not in data
            assert bytes.fromhex(key.decode()) not in data


def test_names_stay_when_files_come(tmp_path: Path, config: Path) -> None:
    settings = replace(SETTINGS, same_names=False)
    source, out = tmp_path / "in", tmp_path / "out"
    write(source / "张伟民申请.docx", "申请书", "本人张伟民，申请补助。")
    assert run(source, out, settings).released == 1
    write(source / "张一帆申请.docx", "申请书", "本人张一帆，申请补助。")
    again = run(source, out, settings)
    assert (again.released, again.fine) == (1, True)
    assert set(texts(out)) == {"张某申请_脱敏.docx", "张某申请_2_脱敏.docx"}
    assert "帆" not in "".join(texts(out).values())
    state = (out / ".yinmo-state.jsonl").read_text(encoding="utf-8")
    assert "伟民" not in state
    assert "\\u4f1f" not in state


def test_a_name_that_only_the_content_tells(tmp_path: Path, config: Path) -> None:
    settings = replace(SETTINGS, same_names=False)
    source, out = tmp_path / "in", tmp_path / "out"
    write(source / "乌云塔娜 110.docx", "登记表", "姓名：乌云塔娜，申请补助。")
    assert run(source, out, settings).released == 1
    (name,) = texts(out)
    assert "塔娜" not in name
    assert run(source, out, settings).fine


def test_masks_of_two_files_are_held_together(tmp_path: Path, config: Path) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    number = ONE.id_number
    head, tail = f"{number[:10]}********", f"**********{number[10:]}"
    for name, mask in (("甲批", head), ("乙批", tail)):
        write(source / f"{name}.docx", "公示", f"居民{ONE.name}，身份证号{mask}。")
    policy = tmp_path / "own.yaml"
    policy.write_text(
        "title: 公示\nversion: 1\nextends: relief\nrules:\n  CN_ID_CARD: {do: keep}\n",
        encoding="utf-8",
    )
    settings = replace(SETTINGS, same_names=False)
    outcome = run(source, out, settings, str(policy))
    (joint,) = outcome.joint
    assert (joint.kind, joint.files) == ("id", (0, 1))
    entries = [entry.record for entry in Ledger(out / "台账.jsonl").entries()]
    assert entries[-1]["counts"]["joint_masks"] == 1
    assert outcome.released == 2


def test_a_mask_that_can_be_guessed_goes_to_a_person(
    tmp_path: Path, config: Path
) -> None:
    source, out = tmp_path / "in", tmp_path / "out"
    born = ONE.id_number[6:14]
    day = f"{born[:4]}年{int(born[4:6])}月{int(born[6:])}日出生"
    line = f"居民{ONE.name}，{day}，身份证号{ONE.id_number[:6]}********"
    write(source / "批.docx", "公示", f"{line}{ONE.id_number[-4:]}。")
    policy = tmp_path / "own.yaml"
    policy.write_text(
        "title: 公示\nversion: 1\nextends: relief\nrules:\n  BIRTH_DATE: {do: keep}\n",
        encoding="utf-8",
    )
    settings = replace(SETTINGS, same_names=False)
    outcome = run(source, out, settings, str(policy))
    assert outcome.released == 0
    (item,) = outcome.queue
    assert item.code == "hazard"
    records = [entry.record for entry in Ledger(out / "台账.jsonl").entries()]
    assert {"withheld", "started", "ended"} == {r["status"] for r in records}
