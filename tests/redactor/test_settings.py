"""Settings: what is saved is loaded, and a wrong file is refused."""

from pathlib import Path

import pytest

from redactor.settings import (
    DetectionSettings,
    Settings,
    load_settings,
    save_settings,
)


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.toml") == Settings()


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "新 夹" / "settings.toml"
    settings = Settings(
        policy="relief",
        ledger=tmp_path / "台账.jsonl",
        clerk="甲",
        reviewer="乙",
        office="某办",
        language="en",
        jobs=2,
        detection=DetectionSettings(allow=("丙",), deny=("丁",), names=False),
    )
    save_settings(settings, path)
    assert load_settings(path) == settings


def test_office_patterns_lie_beside_the_file(tmp_path: Path) -> None:
    (tmp_path / "patterns").mkdir()
    loaded = load_settings(tmp_path / "settings.toml")
    assert loaded.detection.patterns_dirs == (tmp_path / "patterns",)


@pytest.mark.parametrize(
    "text", ["policy = 3", "detection = {allow = 'x'}", "not toml at all ="]
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r".+"):
        load_settings(path)
