"""A text as read from a copy: raw, bare, and the way between the two."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from redactor.text.normalize import bare

__all__ = ["Reading", "is_separator", "quick_bare"]


class _Forms(dict[int, str]):
    """Bare form of each code point, filled as they turn up."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        # Besides the separators of `bare`: what no reader shows (pdfium marks a hyphen
        # at a line end with the noncharacter U+FFFE).
        hidden = unicodedata.category(char) in ("Cc", "Cs", "Cn")
        form = "" if hidden else bare(char)
        self[code] = form
        return form


_FORMS = _Forms()


def quick_bare(raw: str) -> str:
    """Return what `redactor.text.normalize.bare` gives, without unprintables.

    One C loop: a check reads every text of a file several times.
    """
    return raw.translate(_FORMS)


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
        codes = np.frombuffer(
            self.raw.encode("utf-32-le", "surrogatepass"), np.dtype("<u4")
        )
        kinds, which = np.unique(codes, return_inverse=True)
        sizes = np.array([len(_FORMS[code]) for code in kinds.tolist()], np.intp)
        return np.repeat(np.arange(len(codes)), sizes[which] if len(codes) else 0)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Map a bare range of at least one character to the raw range it covers."""
        return int(self.origins[start]), int(self.origins[end - 1]) + 1
