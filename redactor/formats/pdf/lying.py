"""Fonts whose ToUnicode map says other characters than their glyphs show.

Such a page shows one thing and gives another to whoever reads its text, so what it
gives is no reading of it. A font's whole map is compared with the font's own tables
first, which honest fonts pass; only where they differ is it asked which pages show the
codes in question.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redactor.formats.pdf.fontmeaning import FontMeaning, stream_bytes
from redactor.formats.pdf.fontprograms import descendant
from redactor.formats.pdf.fontuse import FontUse, page_font_uses
from redactor.formats.pdf.objects import is_dict
from redactor.formats.pdf.tounicode import parse_tounicode
from redactor.text.normalize import normalize

__all__ = ["FontJudge", "lying_fonts", "mute_fonts"]

_Id = tuple[int, int]

# Letters of one look in Latin, Greek and Cyrillic: fonts share their glyphs.
_LOOKS = str.maketrans(
    "аеорсухіјѕԁһν" + "οαικρυχ" + "вкмнт" + "〇○◯l",
    "aeopcyxijsdhv" + "oaikpyx" + "bkmht" + "000i",
)
_READ = re.compile("[^0-9a-z\u3400-\u9fff\U00020000-\U000323af]+")


_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME_BYTES = 31
_PAGES = 20  # of a font, to judge its text by
_FEWEST = 20  # ideographs in a map, before its text can be judged

# What the comparison reads of dictionaries, beside streams.
_TELLING = frozenset({"/Subtype", "/BaseFont", "/Encoding", "/Flags", "/Ordering"})


def _plain(text: str) -> str:
    """Return the digits, Latin letters and ideographs in the form that compares."""
    folded = unicodedata.normalize("NFKC", normalize(text).text)
    folded = normalize(folded).text.casefold().translate(_LOOKS).replace("o", "0")
    return _READ.sub("", folded)


def _told(digits: str) -> str:
    try:
        if len(digits) == 4 and not "d800" <= digits <= "dfff":
            return chr(int(digits, 16))
        return bytes.fromhex(digits).decode("utf-16-be", "replace")
    except ValueError:  # half a byte
        return "\ufffd"


def _differs(told: str, own: set[str]) -> bool:
    """Tell whether a map says something else than what is shown."""
    if not own or told in own:
        return False
    return _plain(told) not in {_plain(text) for text in own}


@dataclass(frozen=True, slots=True)
class _Judged:
    """What became of comparing one font's map with the font's own tables.

    Attributes:
        false: What the map says of the codes that do not show it.
        mute: It tells many ideographs of which no other table says anything.
    """

    false: dict[int, str] = field(default_factory=dict, repr=False)
    mute: bool = False


_HONEST = _Judged()


def _judged(font: Any) -> _Judged:
    stream = font.get("/ToUnicode")
    if not is_dict(stream) or "/Subtype" not in font:
        return _HONEST
    told = parse_tounicode(stream_bytes(stream))
    if not told:
        return _HONEST
    meaning = FontMeaning(font)
    false: dict[int, str] = {}
    han = silent = 0
    for code, digits in told.items():
        text, own = _told(digits), meaning.of(code)
        if _differs(text, own):
            false[code] = text
        if "\u4e00" <= text[:1] <= "\u9fff":
            han += 1
            silent += not own
    return _Judged(false, han >= _FEWEST and silent > han / 2)


class FontJudge:
    """Compares each font of a file once; merged files hold the same again and again."""

    def __init__(self) -> None:
        self._known: dict[_Id, _Judged] = {}
        self._alike: dict[bytes, _Judged] = {}

    def of(self, font: Any) -> _Judged:
        """Return what became of a font."""
        key = font.objgen
        found = self._known.get(key) if key != (0, 0) else None
        if found is None:
            found = self._compared(font)
            self._known[key] = found
        return found

    def _compared(self, font: Any) -> _Judged:
        if not is_dict(font.get("/ToUnicode")):
            return _HONEST
        mark = _digest(font)
        if mark not in self._alike:
            self._alike[mark] = _judged(font)
        return self._alike[mark]


def _digest(font: Any) -> bytes:
    """Return a digest of all that the comparison reads."""
    import pikepdf

    digest = hashlib.sha256()
    todo: list[Any] = [font]
    child = descendant(font)
    todo += [] if child is None else [child]
    for part in tuple(todo):
        todo += [part.get("/FontDescriptor"), part.get("/CIDSystemInfo")]
    for part in todo:
        for key, value in part.items() if is_dict(part) else ():
            digest.update(key.encode())
            if isinstance(value, pikepdf.Stream):
                digest.update(repr(value.get("/Filter")).encode())
                digest.update(value.read_raw_bytes())
            elif key in _TELLING:
                known = isinstance(value, pikepdf.Object)
                digest.update(value.unparse() if known else repr(value).encode())
    return digest.digest()


def mute_fonts(pdf: Any, judge: FontJudge) -> dict[str, list[int]]:
    """Return the fonts with many ideographs that no table but the map tells.

    Args:
        pdf: A `pikepdf.Pdf`, flattened.
        judge: Of this file's fonts.

    Returns:
        The first pages of each that have it, by the font's name.
    """
    seen: set[_Id] = set()
    found: dict[str, list[int]] = {}
    for index, page in enumerate(pdf.pages):
        for font in _fonts(page.resources, seen):
            pages = found.setdefault(_name(font), []) if judge.of(font).mute else []
            if len(pages) < _PAGES and index not in pages:
                pages.append(index)
    return found


def _fonts(resources: Any, seen: set[_Id]) -> Iterator[Any]:
    """Yield the fonts of a page and its forms; of a form that was seen, none."""
    if not is_dict(resources):
        return
    group = resources.get("/Font")
    yield from (f for f in group.values() if is_dict(f)) if is_dict(group) else ()
    for kind in ("/XObject", "/Pattern"):
        group = resources.get(kind)
        for form in group.values() if is_dict(group) else ():
            if is_dict(form) and form.objgen not in seen:
                seen.add(form.objgen)
                yield from _fonts(form.get("/Resources"), seen)


def lying_fonts(pdf: Any, judge: FontJudge) -> dict[int, frozenset[str]]:
    """Return the names of fonts by page that show other than they tell there.

    An empty name among them says that some of it is told as blanks, which no reading
    of the page places.

    Args:
        pdf: A `pikepdf.Pdf`, flattened; fonts without a number of their own may get
            one.
        judge: Of this file's fonts.
    """
    seen: set[_Id] = set()
    if not any(
        judge.of(font).false
        for page in pdf.pages
        for font in _fonts(page.resources, seen)
    ):
        return {}
    found: dict[int, frozenset[str]] = {}
    for index, page in enumerate(pdf.pages):
        names: set[str] = set()
        for use in page_font_uses(pdf, page):
            false = judge.of(use.font).false
            shown = {code: false[code] for code in false if _shows(use, code)}
            if shown:
                names.add(_name(use.font))
                names.update({""} if not all(map(str.strip, shown.values())) else ())
        if names:
            found[index] = frozenset(names)
    return found


def _shows(use: FontUse, code: int) -> bool:
    return not use.known or code in use.codes()


def _name(font: Any) -> str:
    """Return the name by which MuPDF calls a font.

    MuPDF keeps 31 bytes of it, and PyMuPDF takes each byte for a character.
    """
    child = descendant(font)
    base = (child if child is not None else font).get("/BaseFont")
    if base is None:
        return ""
    written = bytes(base.unparse())[1:]
    data = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), written)
    name = data[:_NAME_BYTES].decode("latin-1")
    return name[7:] if name.find("+") == 6 else name
