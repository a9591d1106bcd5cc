"""The office's lists: literal words, and expressions between slashes."""

import pickle

import pytest

from redactor.detection import search
from redactor.detection.hits import Hit
from redactor.detection.search import AllowedWords, DeniedWords
from redactor.errors import PatternFileError, RecognizerTimeoutError

_BOMB = "/(?:a|aa|a[a-z])+$b/"


def _found(words, text):
    return [text[h.start : h.end] for h in DeniedWords(words).find(text)]


def _kept(words, text, value):
    start = text.index(value)
    hit = Hit(start, start + len(value), "PERSON", 0.9, "test")
    return AllowedWords(words).without([hit], text) == []


def test_words_are_literal_beside_han_text():
    assert _found(["C++(x)"], "课程C++(X)等") == ["C++(X)"]
    assert _found(["AJ.1"], "案AJ01号") == []


def test_a_regular_expression_between_slashes():
    text = "见AJ20260001号和AJ2026号、aj20260002"
    assert _found(["/AJ[0-9]{8}/"], text) == ["AJ20260001"]
    assert _found(["/(?i)aj[0-9]{8}/"], text) == ["AJ20260001", "aj20260002"]


def test_a_single_slash_is_a_literal():
    assert _found(["/"], "乙/甲") == ["/"]
    assert _found(["甲/乙"], "由甲/乙办") == ["甲/乙"]


def test_an_expression_never_gives_an_empty_place():
    assert _found(["/(?=AJ)/"], "见AJ1") == []


def test_allowed_by_word_and_by_expression():
    text = "县白云山养老院"
    assert _kept(["白云山"], text, "白云山")
    assert _kept(["白云山养老院"], text, "白云山")
    assert _kept(["/白云山(?:养老院|医院)/"], text, "白云山")
    assert not _kept(["/白云/"], text, "白云山")
    assert not _kept(["/白云山医院/"], text, "白云山")


def test_what_must_go_goes_though_allowed():
    hit = Hit(0, 2, "CUSTOM", 1.0, "deny_list")
    assert AllowedWords(["甲乙", "/甲./"]).without([hit], "甲乙") == [hit]


@pytest.mark.parametrize("kind", [AllowedWords, DeniedWords])
@pytest.mark.parametrize("entry", ["/云翠谷(/", "/云翠谷*|/", "/[云/"])
def test_a_wrong_expression_names_its_number_and_not_its_text(kind, entry):
    with pytest.raises(PatternFileError) as caught:
        kind(["好词", entry])
    error = pickle.loads(pickle.dumps(caught.value))
    assert error.context["line"] == 2
    assert error.context["file"] in ("allow", "deny")
    assert "云" not in str(error)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_running_out_of_time_is_told(monkeypatch):
    monkeypatch.setattr(search, "TIMEOUT_SECONDS", 0.01)
    text = "a" * 5000
    with pytest.raises(RecognizerTimeoutError):
        DeniedWords([_BOMB]).find(text)
    with pytest.raises(RecognizerTimeoutError):
        AllowedWords([_BOMB]).without([Hit(0, 1, "QQ", 0.9, "test")], text)
