"""Rule files: read whole or refused with file, line and reason."""

import pickle

import pytest

from redactor.detection.rulefile import load_rules
from redactor.errors import PatternFileError

GOOD = """\
name: office_card
entity: OFFICE_CARD
title: 门禁卡号
source: 本单位规定
labels: [门禁卡]
patterns:
  - {name: 编号, regex: 'MJ[0-9]{6}', score: 0.7}
"""


def _load(folder, text):
    (folder / "own.yaml").write_text(text, encoding="utf-8")
    return load_rules((folder,), {"mobile"})


def test_reads_a_rule(tmp_path):
    (rule,) = _load(tmp_path, GOOD)
    assert (rule.name, rule.entity, rule.needs) == ("office_card", "OFFICE_CARD", "any")
    assert rule.patterns[0].labelled == rule.patterns[0].score == 0.7
    assert not rule.protects


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("regex: 'MJ[0-9]{6}'", "regex: 'MJ[0-9'", 7),
        ("regex: 'MJ[0-9]{6}'", "regex: '[0-9]*'", 7),
        ("score: 0.7", "score: 7", 7),
        ("score: 0.7", "score: true", 7),
        ("source: 本单位规定\n", "", 1),
        ("title: 门禁卡号", "title: [门禁]", 3),
        ("labels: [门禁卡]", "labels: 门禁卡", 5),
        ("labels: [门禁卡]", "lables: [门禁卡]", 5),
        ("labels: [门禁卡]", "needs: luck", 5),
        ("labels: [门禁卡]", "validator: nobody", 5),
        ("labels: [门禁卡]", "examples: {finds: []}", 5),
        ("labels: [门禁卡]", "labels: [门禁卡", 6),
    ],
)
def test_refuses_with_file_line_and_reason(tmp_path, old, new, line):
    assert old in GOOD
    with pytest.raises(PatternFileError) as caught:
        _load(tmp_path, GOOD.replace(old, new))
    context = pickle.loads(pickle.dumps(caught.value)).context
    assert context["file"] == "own.yaml"
    assert context["line"] == line
    assert context["reason"]


@pytest.mark.parametrize("text", ["", "- 1\n", "just words\n", "name: [\n"])
def test_refuses_what_is_no_rule(tmp_path, text):
    with pytest.raises(PatternFileError):
        _load(tmp_path, text)


def test_refuses_bytes_that_are_no_text(tmp_path):
    (tmp_path / "own.yaml").write_bytes(b"\xff\xfe\x00x")
    with pytest.raises(PatternFileError):
        load_rules((tmp_path,), ())


def test_refuses_a_name_twice_in_one_folder(tmp_path):
    (tmp_path / "other.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(PatternFileError, match="office_card"):
        _load(tmp_path, GOOD)


def test_a_later_folder_replaces_by_name(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    (first / "x.yaml").write_text(GOOD, encoding="utf-8")
    changed = GOOD.replace("score: 0.7", "score: 0.2")
    (second / "y.yaml").write_text(changed, encoding="utf-8")
    (rule,) = load_rules((first, second), ())
    assert rule.patterns[0].score == 0.2
