"""A text as read from a copy: raw, bare, and the way between the two."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from redactor.text.normalize import bare

__all__ = ["Reading", "bare_all", "is_separator", "quick_bare"]


class _Forms(dict[int, str]):
    """Bare form of each code point, filled as they turn up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        # Besides the separators of `bare`: what no reader shows (pdfium marks a hyphen
        # at a line end with the noncharacter U+FFFE).
        hidden = unicodedata.category(char) in ("Cc", "Cs", "Cn")
        if 0xF020 <= code <= 0xF0FF:
            # Symbol fonts keep their characters there (ISO/IEC 29500-1, 17.3.3.30).
            char = chr(code - 0xF000)
        form = "" if hidden else bare(char)
        self[code] = form
        return form


_FORMS = _Forms()
# The same for whole arrays: the code of a form of one character, or one of these.
_NEW, _DROPPED, _LONG = 0, 1, 2
_BY_CODE = np.zeros(0x110000, np.uint32)
_SHORT = 256
# A character that is its own bare form, of no symbol font (Unicode 15, 23.5).
_MARK = "\U0010fffd"


def quick_bare(raw: str) -> str:
    """Return what `redactor.text.normalize.bare` gives, without unprintables.

    A few array operations: a check reads every text of a file several times.
    """
    if len(raw) < _SHORT:
        return raw.translate(_FORMS)
    forms = _form_codes(raw)
    if (forms == _LONG).any():
        return raw.translate(_FORMS)
    kept = forms[forms != _DROPPED].astype("<u4").tobytes()
    return str(kept, "utf-32-le")


def bare_all(texts: Sequence[str]) -> list[str]:
    """Return the bare form of many short texts at the cost of one long one."""
    joined = _MARK.join(texts)
    if joined.count(_MARK) != len(texts) - 1:
        return [quick_bare(text) for text in texts]
    return quick_bare(joined).split(_MARK)


def _codes(raw: str) -> NDArray[np.uint32]:
    return np.frombuffer(raw.encode("utf-32-le", "surrogatepass"), np.dtype("<u4"))


def _form_codes(raw: str) -> NDArray[np.uint32]:
    """Return the code of each character's bare form."""
    codes = _codes(raw)
    forms: NDArray[np.uint32] = _BY_CODE[codes]
    new = forms == _NEW
    if not new.any():
        return forms
    for code in np.unique(codes[new]).tolist():
        form = _FORMS[code]
        _BY_CODE[code] = _LONG if len(form) > 1 else ord(form) if form else _DROPPED
    return np.asarray(_BY_CODE[codes])


def is_separator(char: str) -> bool:
    """Tell whether nothing of a character is left in a bare text."""
    return not _FORMS[ord(char)]


@dataclass(frozen=True)
class Reading:
    """A stretch of text in one reading order.

    Attributes:
        raw: The text; a blank or line break stands where the source has a gap.
        place: Where, without personal text.
        ids: What each raw character is on its page, -1 for a gap that the reader made;
            empty where characters have no identity.
    """

    raw: str = field(repr=False)
    place: str = ""
    ids: Sequence[int] = field(default=(), repr=False)

    @cached_property
    def bare(self) -> str:
        """The text for comparing."""
        return quick_bare(self.raw)

    @cached_property
    def origins(self) -> NDArray[np.intp]:
        """Raw offset of each bare character."""
        forms = _form_codes(self.raw)
        if not (forms == _LONG).any():
            return np.flatnonzero(forms != _DROPPED)
        sizes = np.array([len(_FORMS[code]) for code in _codes(self.raw).tolist()])
        return np.repeat(np.arange(len(sizes)), sizes)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Map a bare range of at least one character to the raw range it covers."""
        return int(self.origins[start]), int(self.origins[end - 1]) + 1
