"""A wrong policy file is refused with its line and the reason."""

from pathlib import Path

import pytest

from redactor.errors import PolicyError
from redactor.masking.policy import load_policy
from redactor.model import Action, Treatment

HEAD = "title: 试\nversion: 1\n"
REST = "rules:\n  '*': {do: delete}\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "文件应为"),
        ("- a\n", 1, "文件应为"),
        ("title: [\n", 2, "不是 YAML"),
        (HEAD + "rule: {}\n", 3, "不认识的项目：rule"),
        (HEAD + "version: 2\n", 3, "重复的项目：version"),
        ("version: 1\n" + REST, 1, "缺少 title"),
        ("title: 试\n" + REST, 1, "缺少 title 或 version"),
        (HEAD + "rules: {}\n", 1, '缺少「"*"」'),
        (HEAD + REST + "  CN_MOBILE: {do: hide}\n", 5, "此处只能填写"),
        (HEAD + REST + "  CN_MOBILE: {then: cover}\n", 5, "缺少 do"),
        (HEAD + REST + "  CN_MOBILE: {do: ask}\n", 5, "还要写明 then"),
        (HEAD + REST + "  CN_MOBILE: {do: cover, then: keep}\n", 5, "then 只与"),
        (HEAD + REST + "  CN_MOBILE: {do: cover, why: x}\n", 5, "不认识的项目：why"),
        (HEAD + REST + "  CN_MOBILE/chief: {do: cover}\n", 5, "不认识的身份：chief"),
        (HEAD + REST + "  手机: {do: cover}\n", 5, "不认识的类别：手机"),
        (HEAD + REST + "  QQ: {do: cover, operator: blur}\n", 5, "不认识的方式：blur"),
        (HEAD + REST + "  QQ: {do: cover, clause: x-1}\n", 5, "不认识的依据：x-1"),
        (HEAD + REST + "  QQ: [cover]\n", 5, "不能是列表"),
        (HEAD + REST + "  QQ: cover\n", 5, "此处应为一组"),
        (HEAD + REST + "  QQ:\n    do: 1.5\n", 6, "加引号"),
        (HEAD + "floor: many\n" + REST, 3, "此处应为整数"),
        ("title: 3\nversion: 1\n" + REST, 1, "此处应为文字"),
        (HEAD + "ask_below: high\n" + REST, 3, "此处只能填写"),
        (HEAD + "options: {pictures: blur}\n" + REST, 3, "此处只能填写"),
        (HEAD + "options: {sounds: keep}\n" + REST, 3, "不认识的项目：sounds"),
        (HEAD + "pseudonyms: {tokens: 2}\n" + REST, 3, "4 与 16"),
        (HEAD + "extends: nowhere\n" + REST, 3, "不存在或循环"),
        (HEAD + "rules: &a\n  '*': {do: delete}\n", 3, "锚点"),
        (HEAD + "clauses: {own-1: {basis: own}}\n" + REST, 3, "缺少 title"),
    ],
)
def test_wrong_files(tmp_path: Path, text: str, line: int, reason: str) -> None:
    with pytest.raises(PolicyError) as caught:
        load_policy(write(tmp_path, text))
    context = caught.value.context
    assert reason in context["reason"]
    assert (context["file"], context["line"]) == ("own.yaml", line)


def test_a_missing_and_a_strange_file(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="无法读取"):
        load_policy(tmp_path / "absent.yaml")
    path = tmp_path / "own.yaml"
    path.write_bytes("title: 试".encode("gbk"))
    with pytest.raises(PolicyError, match="不是 UTF-8"):
        load_policy(path)
    path.write_bytes(b"#" * ((1 << 20) + 1))
    with pytest.raises(PolicyError, match="文件过大"):
        load_policy(path)


def test_an_own_clause_and_an_own_entity(tmp_path: Path) -> None:
    text = (
        HEAD
        + "clauses:\n  own-1: {title: 本局规定第三条}\n"
        + REST
        + "  OFFICE_CODE: {do: ask, then: cover, clause: own-1, note: 请核对}\n"
    )
    policy = load_policy(write(tmp_path, text))
    rule = policy.rule("OFFICE_CODE")
    assert (rule.action, rule.treatment) == (Action.ASK, Treatment.COVER)
    assert (rule.clause, rule.clause_id, rule.note) == (
        "本局规定第三条",
        "own-1",
        "请核对",
    )


def test_a_windows_byte_order_mark_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(HEAD + REST, encoding="utf-8-sig")
    assert load_policy(path).title == "试"
