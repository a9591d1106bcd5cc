"""Reads the name lexicons of ``patterns/lexicons`` once a process."""

from functools import cache

from redactor.errors import PatternFileError
from redactor.resources import data_dir

__all__ = ["compound_surnames", "given_counts", "surname_levels", "surname_words"]


def _lines(name: str) -> list[list[str]]:
    path = data_dir("patterns") / "lexicons" / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise PatternFileError(file=name) from error
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]


@cache
def surname_levels() -> dict[str, int]:
    """Return surname to 3 (common), 2 (usual) or 1 (rare, or an everyday word too)."""
    return {row[0]: int(row[1]) for row in _lines("surnames.txt")}


@cache
def compound_surnames() -> tuple[str, ...]:
    """Return surnames of two and more characters, longest first."""
    found = [name for name in surname_levels() if len(name) > 1]
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


@cache
def given_counts() -> dict[str, tuple[int, int, int]]:
    """Return character to its counts as first, second and only given character."""
    return {
        row[0]: (int(row[1]), int(row[2]), int(row[3]))
        for row in _lines("given_chars.tsv")
    }


@cache
def surname_words() -> frozenset[str]:
    """Return everyday words that begin with a surname."""
    return frozenset(row[0] for row in _lines("surname_words.txt"))
