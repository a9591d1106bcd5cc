"""Every error, kind, check and status has a sentence in both languages."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import redactor
from redactor import errors
from redactor.errors import RedactorError
from redactor.formats.docx.kinds import DROPPED
from redactor.messages import (
    check_sentence,
    hazard_sentence,
    removal_sentence,
    sentence,
    where_words,
)
from redactor.model import Check, Hazard, Removal
from redactor.wordings import CHANNELS, CHECKS, ERRORS, REASONS, STATUSES
from redactor.wordings_kinds import HAZARDS, REMOVALS

HAN = re.compile(r"[\u4e00-\u9fff]")


def _classes(root: type[RedactorError]) -> Iterator[type[RedactorError]]:
    yield root
    for child in root.__subclasses__():
        yield from _classes(child)


CODES = sorted({kind.code for kind in _classes(RedactorError)})


@pytest.mark.parametrize("code", CODES)
def test_every_error_has_its_own_sentence(code: str) -> None:
    words = sentence(code, "甲.pdf")
    assert code in ERRORS
    assert HAN.search(words)
    assert words.endswith("。")
    assert "{" not in words
    assert len(words) < 160


@pytest.mark.parametrize("code", CODES)
def test_english_holds_no_chinese(code: str) -> None:
    words = sentence(code, "a.pdf", language="en")
    assert not HAN.search(words)
    assert words.endswith(".")


def test_all_public_errors_are_in_the_tree() -> None:
    names = {kind.__name__ for kind in _classes(RedactorError)}
    listed = {n for n in errors.__all__ if n.endswith("Error")}
    assert listed <= names


def test_sentences_name_the_file_and_the_next_step() -> None:
    per_file = set(CODES) - {
        "model_missing",
        "chain_broken",
        "pattern_file",
        "policy",
    }
    for code in per_file:
        assert "「甲 乙.pdf」" in sentence(code, "甲 乙.pdf"), code


def test_context_is_told_in_words() -> None:
    words = sentence(
        "residue",
        "甲.pdf",
        places=["p5/x", "word/document.xml", "p2"],
        entities=["CN_ID_CARD", "PERSON"],
    )
    assert "第 2、5 页" in words
    assert "身份证号、姓名" in words
    assert "document.xml" not in words


def test_what_to_do_about_vector_pictures() -> None:
    hazard = Hazard("vector_picture", 2)
    assert "装上 LibreOffice" in hazard_sentence(hazard)
    assert "install LibreOffice" in hazard_sentence(hazard, language="en")


@pytest.mark.parametrize(
    ("places", "told", "not_told"),
    [
        (["p2/text"], "页面转为图片", "原软件"),
        (["word/document.xml"], "原软件", "页面"),
        ([], "原软件", "页面"),
    ],
    ids=["pdf", "word", "unknown"],
)
def test_only_pages_can_become_pictures(
    places: list[str], told: str, not_told: str
) -> None:
    words = sentence("residue", "甲", places=places)
    assert told in words
    assert not_told not in words


def test_kinds_of_unread_places_read_well() -> None:
    words = sentence("hazard", "甲.pdf", count=3, kinds=["picture", "seal"])
    assert "有 3 处内容没有读到（图片、印章图像），未写出副本" in words
    words = sentence("hazard", "a.pdf", language="en", count=3, kinds=["picture"])
    assert "3 places could not be read (pictures)" in words


def test_context_of_any_name_does_no_harm() -> None:
    words = sentence(
        "corrupt", "甲.pdf", code="x", self=1, places=3, reason=None, file_name="b"
    )
    assert words.startswith("「甲.pdf」")
    assert sentence("corrupt", file_name="乙.pdf").startswith("「乙.pdf」")


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_reasons_are_words(reason: str) -> None:
    assert f"（{REASONS[reason][0]}）" in sentence("file_access", reason=reason)
    assert reason not in sentence("file_access", reason=reason) or reason == "io"


def test_unknown_reason_is_shown_as_it_is() -> None:
    assert "（odd_reason）" in sentence("corrupt", reason="odd_reason")


def test_unknown_codes_get_an_honest_sentence() -> None:
    assert "未预料" in sentence("never_seen", "甲.pdf")
    assert sentence("hazard_never_seen", count=3) == "3 处内容（never_seen）未能读取"
    assert "never_seen" in sentence("removal_never_seen")
    assert "never_seen" in sentence("check_never_seen")
    assert "never_seen" in sentence("channel_never_seen")


@pytest.mark.parametrize("kind", sorted(HAZARDS))
def test_hazards(kind: str) -> None:
    words = hazard_sentence(Hazard(kind, 2, "p3/image"))
    assert words.startswith("第 3 页：2 ")
    assert words.endswith("请逐一查看并确认。")
    english = hazard_sentence(Hazard(kind, 2, "word/media"), language="en")
    assert not HAN.search(english)
    assert english.startswith("2 ")


@pytest.mark.parametrize("kind", sorted(REMOVALS))
def test_removals(kind: str) -> None:
    words = removal_sentence(Removal(kind, 4))
    assert words.startswith("已去除")
    assert words.endswith(" 4 处")
    assert not HAN.search(removal_sentence(Removal(kind, 4), language="en"))


def _literals(pattern: str, *folders: str) -> set[str]:
    root = Path(redactor.__file__).parent
    found: set[str] = set()
    for folder in folders:
        for path in (root / folder).rglob("*.py"):
            found.update(re.findall(pattern, path.read_text(encoding="utf-8")))
    return found


def test_every_kind_in_the_code_has_words() -> None:
    """Kinds are plain words in the formats' code; none may reach a clerk as one."""
    hazards = _literals(r'(?:Hazard|\.hazard)\(\s*"([a-z_]+)"', "formats", ".")
    assert "picture" in HAZARDS.keys() | hazards
    assert hazards - HAZARDS.keys() == set()
    counted = _literals(r'(?:removed|counts)\["([a-z_]+)"\]', "formats")
    assert len(counted) > 10
    assert counted - REMOVALS.keys() == set()
    assert {word for word in DROPPED.values() if word} - REMOVALS.keys() == set()
    codes = _literals(r'Trace\(\s*"([a-z_]+)"', "verification")
    assert "residue" in codes
    assert codes - CHECKS.keys() == set()
    channels = _literals(r'run_channel\(\s*"([a-z_]+)"', "verification")
    channels |= _literals(r'\n {8,12}\("([a-z_]+)", (?:lambda|parts)', "verification")
    assert "redetection" in channels
    assert channels - CHANNELS.keys() == set()


def test_checks() -> None:
    assert check_sentence(Check("pdfium_text", True)) == "已通过：另一程序读取的文字"
    failed = Check("pdfium_text", False, "residue", ("p4/text",))
    assert (
        check_sentence(failed) == "未通过：另一程序读取的文字，第 4 页应去除的内容仍在"
    )
    assert "another program" in check_sentence(failed, language="en")


def test_tables_are_pairs_without_blanks() -> None:
    for table in (ERRORS, STATUSES, CHECKS, CHANNELS, REASONS, HAZARDS, REMOVALS):
        for chinese, english in table.values():
            assert HAN.search(chinese)
            assert english.strip()
            assert not HAN.search(english)


def test_where_words() -> None:
    assert where_words(["p1/a", "p1/b", "x", "pp", ""]) == "第 1 页"
    assert where_words([f"p{n}" for n in range(1, 9)]) == "第 1、2、3、4、5 等页"
    assert where_words(["word/document.xml"]) == ""


def test_anonymisation_is_never_claimed() -> None:
    """个人信息保护法 73: 去标识化 is not 匿名化."""
    for table in (ERRORS, STATUSES, CHECKS, CHANNELS, REASONS, HAZARDS, REMOVALS):
        assert all("匿名" not in chinese for chinese, _ in table.values())
