"""Channels: one way of looking at a copy each; silence is never a pass."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pikepdf
import pypdfium2
from fontTools.ttLib import TTLibError
from lxml import etree
from PIL import UnidentifiedImageError

from redactor.model import Check

__all__ = ["READ_ERRORS", "Trace", "run_channel"]

READ_ERRORS = (
    pikepdf.DependencyError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NotImplementedError,
    OSError,
    RecursionError,
    RuntimeError,
    TTLibError,
    TypeError,
    UnidentifiedImageError,
    ValueError,
    etree.LxmlError,
    pikepdf.PdfError,
    pypdfium2.PdfiumError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the reading libraries raise on files that they cannot read."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing wrong with a copy: code, place and entity, never the text."""

    code: str
    place: str = ""
    entity: str = ""


def run_channel(name: str, look: Callable[[], Iterable[Trace]]) -> tuple[Check, ...]:
    """Run one channel and return a failed check a code, or one that passed.

    A channel that breaks is a failed check with the code ``not_run``.
    """
    try:
        traces = list(look())
    except READ_ERRORS as error:
        return (Check(name, False, "not_run", (type(error).__name__,)),)
    if not traces:
        return (Check(name, True),)
    codes = dict.fromkeys(trace.code for trace in traces)
    return tuple(
        Check(
            channel=name,
            passed=False,
            code=code,
            places=_distinct(t.place for t in traces if t.code == code),
            entities=_distinct(t.entity for t in traces if t.code == code),
        )
        for code in codes
    )


def _distinct(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))
