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
from typing import Any

from redactor.formats.pdf.fontmeaning import FontMeaning, stream_bytes
from redactor.formats.pdf.fontprograms import descendant
from redactor.formats.pdf.fontuse import FontUse, page_font_uses
from redactor.formats.pdf.objects import is_dict
from redactor.formats.pdf.tounicode import parse_tounicode
from redactor.text.normalize import normalize

__all__ = ["lying_fonts", "mute_fonts"]

_Id = tuple[int, int]

# Letters of one look in Latin, Greek and Cyrillic: fonts share their glyphs.
_LOOKS = str.maketrans(
    "аеорсухіјѕԁһν" + "οαικρυχ" + "вкмнт" + "〇○◯l",
    "aeopcyxijsdhv" + "oaikpyx" + "bkmht" + "000i",
)
_READ = re.compile("[^0-9a-z\u3400-\u9fff\U00020000-\U000323af]+")


_HAN = re.compile("[\u4e00-\u9fff]")
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
        return bytes.fromhex(digits).decode("utf-16-be", "replace")
    except ValueError:  # half a byte
        return "\ufffd"


def _differs(told: str, own: set[str]) -> bool:
    """Tell whether a map says something else than what is shown."""
    if not own or told in own:
        return False
    return _plain(told) not in {_plain(text) for text in own}


def _false_codes(font: Any) -> dict[int, str]:
    """Return what the map says of the codes that do not show it."""
    stream = font.get("/ToUnicode")
    if not is_dict(stream) or "/Subtype" not in font:
        return {}
    told = parse_tounicode(stream_bytes(stream))
    if not told:
        return {}
    meaning = FontMeaning(font)
    texts = {code: _told(digits) for code, digits in told.items()}
    return {c: t for c, t in texts.items() if _differs(t, meaning.of(c))}


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


def mute_fonts(pdf: Any) -> dict[str, list[int]]:
    """Return the fonts with many ideographs that no table but the map tells.

    Args:
        pdf: A `pikepdf.Pdf`, flattened.

    Returns:
        The first pages of each that have it, by the font's name.
    """
    liars = _Liars()
    known: dict[_Id, bool] = {}
    judged: dict[bytes, bool] = {}
    found: dict[str, list[int]] = {}
    for index, page in enumerate(pdf.pages):
        for font in liars.fonts(page.resources):
            mute = known.get(font.objgen)
            if mute is None:
                mark = _digest(font)
                if mark not in judged:
                    judged[mark] = _is_mute(font)
                mute = judged[mark]
                if font.objgen != (0, 0):
                    known[font.objgen] = mute
            pages = found.setdefault(_name(font), []) if mute else []
            if len(pages) < _PAGES and index not in pages:
                pages.append(index)
    return found


def _is_mute(font: Any) -> bool:
    stream = font.get("/ToUnicode")
    if not is_dict(stream) or "/Subtype" not in font:
        return False
    told = parse_tounicode(stream_bytes(stream))
    han = [code for code, digits in told.items() if _HAN.match(_told(digits))]
    if len(han) < _FEWEST:
        return False
    meaning = FontMeaning(font)
    return sum(not meaning.of(code) for code in han) > len(han) / 2


class _Liars:
    """The fonts of one file, each compared once."""

    def __init__(self) -> None:
        self._codes: dict[_Id, dict[int, str]] = {}
        self._alike: dict[bytes, dict[int, str]] = {}
        self._seen: set[_Id] = set()

    def any_of(self, resources: Any) -> bool:
        """Compare the fonts of a page and its forms; tell whether any one lies."""
        return any(bool(self.codes(font)) for font in self.fonts(resources))

    def codes(self, font: Any) -> dict[int, str]:
        """Return the false codes of a font."""
        key = font.objgen
        if key == (0, 0):
            return self._compared(font)
        if key not in self._codes:
            self._codes[key] = self._compared(font)
        return self._codes[key]

    def _compared(self, font: Any) -> dict[int, str]:
        """Compare a font; merged files hold the same one again and again."""
        if not is_dict(font.get("/ToUnicode")):
            return {}
        mark = _digest(font)
        if mark not in self._alike:
            self._alike[mark] = _false_codes(font)
        return self._alike[mark]

    def fonts(self, resources: Any) -> Iterator[Any]:
        """Yield the fonts of a page and its forms."""
        if not is_dict(resources):
            return
        group = resources.get("/Font")
        yield from (f for f in group.values() if is_dict(f)) if is_dict(group) else ()
        for kind in ("/XObject", "/Pattern"):
            group = resources.get(kind)
            for form in group.values() if is_dict(group) else ():
                if is_dict(form) and form.objgen not in self._seen:
                    self._seen.add(form.objgen)
                    yield from self.fonts(form.get("/Resources"))


def lying_fonts(pdf: Any) -> dict[int, frozenset[str]]:
    """Return the names of fonts by page that show other than they tell there.

    An empty name among them says that some of it is told as blanks, which no reading
    of the page places.

    Args:
        pdf: A `pikepdf.Pdf`, flattened; fonts without a number of their own may get
            one.
    """
    liars = _Liars()
    if not any(liars.any_of(page.resources) for page in pdf.pages):
        return {}
    found: dict[int, frozenset[str]] = {}
    for index, page in enumerate(pdf.pages):
        names: set[str] = set()
        for use in page_font_uses(pdf, page):
            false = liars.codes(use.font)
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
    """Return the name by which MuPDF calls a font."""
    child = descendant(font)
    name = str((child if child is not None else font).get("/BaseFont", "/"))[1:]
    return name.partition("+")[2] if name[6:7] == "+" else name
