"""The English is complete and keeps every placeholder."""

import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QTranslator

from redactor.entities import ENTITIES, Category
from redactor.resources import data_dir
from ui.nouns import NOUNS

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "ui" / "i18n" / "yinmo_en.ts"


def messages():
    for message in ET.parse(SOURCE).getroot().iter("message"):
        yield message.findtext("source"), message.findtext("translation")


def test_every_word_has_english_with_the_same_placeholders():
    for source, english in messages():
        assert english, source
        places = re.findall(r"\{\d\}", source)
        assert sorted(places) == sorted(re.findall(r"\{\d\}", english)), source


def test_no_word_of_the_modules_is_missing(tmp_path):
    """What Qt's own collector finds in the code stands in the kept file."""
    tool = Path(sys.executable).parent / "pyside6-lupdate"
    if not tool.exists():
        pytest.skip("Qt's word collector is not installed here")
    fresh = tmp_path / "fresh.ts"
    files = [str(path) for path in sorted((ROOT / "ui").rglob("*.py"))]
    command = [str(tool), "-silent", "-no-obsolete", *files, "-ts", str(fresh)]
    subprocess.run(command, check=True)
    root = ET.parse(fresh).getroot()
    collected = {message.findtext("source") for message in root.iter("message")}
    assert collected <= {source for source, _ in messages()}


def test_no_word_hides_in_a_formatted_string():
    """Qt's collector does not look into f-strings: such a word would stay Chinese."""
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in sorted((ROOT / "ui").rglob("*.py"))
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and getattr(call.func, "attr", getattr(call.func, "id", "")) == "tr"
        and isinstance(call.args[0], ast.Constant)
    ]
    assert hidden == []


def test_names_from_the_core_are_collected():
    titles = {e.title for e in ENTITIES.values()} | {c.label for c in Category}
    assert titles <= set(NOUNS)


def test_the_compiled_file_is_current(qapp):
    translator = QTranslator()
    folder = str(data_dir("assets") / "i18n")
    assert translator.load(QLocale("en"), "yinmo", "_", folder)
    root = ET.parse(SOURCE).getroot()
    for context in root.iter("context"):
        name = context.findtext("name")
        for message in context.iter("message"):
            source, english = (
                message.findtext("source"),
                message.findtext("translation"),
            )
            assert translator.translate(name, source) == english
