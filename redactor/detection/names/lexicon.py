"""Reads the name lexicons of ``patterns/lexicons`` once a process."""

from functools import cache

from redactor.errors import PatternFileError
from redactor.model import Role
from redactor.resources import data_dir

__all__ = [
    "compound_surnames",
    "cue_roles",
    "given_ratios",
    "is_public_figure",
    "minority_elements",
    "surname_levels",
    "surname_words",
]


def _lines(name: str) -> list[list[str]]:
    path = data_dir("patterns") / "lexicons" / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PatternFileError(file=name) from error
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


def _words(name: str) -> frozenset[str]:
    return frozenset(word for row in _lines(name) for word in row[0].split())


@cache
def surname_levels() -> dict[str, int]:
    """Return surname to 3 (common), 2 (usual) or 1 (rare, or an everyday word too)."""
    return {row[0]: int(row[1]) for row in _lines("surnames.txt")}


@cache
def compound_surnames() -> frozenset[str]:
    """Return surnames of two and more characters."""
    return frozenset(name for name in surname_levels() if len(name) > 1)


@cache
def given_ratios() -> dict[str, tuple[float, float, float]]:
    """Return character to its log ratios as first of two, second of two, only one.

    A ratio compares its share among given names to its share in running text.
    """
    return {
        row[0]: (int(row[1]) / 10, int(row[2]) / 10, int(row[3]) / 10)
        for row in _lines("given_chars.tsv")
    }


@cache
def surname_words() -> frozenset[str]:
    """Return everyday words that begin with a surname."""
    return _words("surname_words.txt")


@cache
def minority_elements() -> frozenset[str]:
    """Return elements of minority names in Han characters."""
    return _words("minority_elements.txt")


@cache
def _public_figures() -> frozenset[str]:
    return _words("public_figures.txt")


def is_public_figure(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is a name of doctrines, monuments and history.

    A stretch that goes one character beyond a longer one is one too (诸葛亮 + 点将台).
    """
    shorter = text[start : end - 1]
    known = _public_figures()
    return text[start:end] in known or (len(shorter) > 2 and shorter in known)


@cache
def cue_roles() -> dict[str, Role]:
    """Return words that stand before a name, with the role that they give."""
    return {
        word: Role.NONE if row[0] == "none" else Role(row[0])
        for row in _lines("person_cues.tsv")
        for word in row[1].split()
    }
