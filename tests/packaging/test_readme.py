"""The README names what there is: options, fields, policies, a rule that works."""

import re
from pathlib import Path

import pytest

from redactor.cli.main import run_command
from redactor.cli.rows import redact_row
from redactor.detection.engine import Detector
from redactor.masking.policy import load_policy, policy_names
from redactor.results import RedactResult, Status
from redactor.settings import DetectionSettings

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def section(title: str) -> str:
    return README.split(f"## {title}\n", 1)[1].split("\n## ", 1)[0]


def code_words(text: str) -> set[str]:
    """Return the words in backticks of the first column of tables."""
    cells = re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)
    return {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)}


def test_policies() -> None:
    assert code_words(section("策略")) == set(policy_names())
    rows = re.findall(r"\| `(\w+)` \| (.+?)(?:（默认）)? \|", section("策略"))
    titles = dict(rows)
    assert {name: load_policy(name).title for name in titles} == titles


def test_fields_of_json() -> None:
    row = redact_row(RedactResult(Path("a.pdf"), Status.RELEASED))
    table = section("命令行").split("每行的字段")[1]
    assert code_words(table) == set(row)


def options_of(capsys: pytest.CaptureFixture[str], words: list[str]) -> set[str]:
    """Return the options of a command and of all below it."""
    assert run_command([*words, "--help"]) == 0
    text = capsys.readouterr().out
    found = set(re.findall(r"--[a-z][a-z-]+", text)) - {"--help", "--version"}
    if below := re.search(r"^  \{([a-z,]+)\}$", text, re.MULTILINE):
        for word in below[1].split(","):
            found |= options_of(capsys, [*words, word])
    return found


def test_options(capsys: pytest.CaptureFixture[str]) -> None:
    """Each option that is told is one of a command, and none is left out."""
    told = set(re.findall(r"--[a-z][a-z-]+", section("命令行")))
    assert told == options_of(capsys, [])


def test_the_rule_that_is_shown_works(tmp_path: Path) -> None:
    """Copied into an office's folder it finds its own examples."""
    rule = README.split("```yaml\n", 1)[1].split("```", 1)[0]
    (tmp_path / "own.yaml").write_text(rule, encoding="utf-8")
    detector = Detector(DetectionSettings(patterns_dirs=(tmp_path,), names=False))
    (found,) = detector.analyze_texts(["案号AJ20260001，合同AJ2026。"])
    assert [(start, end, kind) for start, end, kind, _ in found] == [(2, 12, "CUSTOM")]


def test_windows_folder_and_targets_of_make() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.M)) <= targets
