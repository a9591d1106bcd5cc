"""Properties of runs, paragraphs, tables and sections, in a form that can be compared.

Two properties are equal when a reader takes them for equal: prefixes, ids of editing
sessions, marks of revisions, numbers of relationships and foreign namespaces do not
count.
"""

import re
from collections.abc import Iterable, Iterator

from redactor.verification.reading import quick_bare

__all__ = ["Formats", "foreign_prefixes"]

_TAG = re.compile(r"<(/?)(?:(\w+):)?(\w+)((?:\s[^<>]*?)?)(/?)>")
_ATTRIBUTE = re.compile(r"(?:([\w.-]+):)?([\w.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_PREFIX = re.compile(r"xmlns:([\w.-]+)\s*=\s*[\"']([^\"']*)[\"']")
_KNOWN = re.compile(
    r"http://schemas\.(?:openxmlformats\.org|microsoft\.com)/|http://purl\.oclc\.org/"
    r"|urn:schemas-microsoft-com:|http://www\.w3\.org/"
)
# Marks of revisions; titles, which may hold a value; what belongs to one machine.
_DROPPED = frozenset(
    (
        *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge"),
        *("tblCaption", "tblDescription", "printerSettings", "divId", "cnfStyle"),
    )
)
_OFF = frozenset(("0", "false", "off"))
_SESSION = re.compile(r"rsid|xmlns|paraId|textId")


def foreign_prefixes(source: str) -> frozenset[str]:
    """Return the prefixes of a part whose namespaces no reader of Word files knows."""
    return frozenset(p for p, uri in _PREFIX.findall(source) if not _KNOWN.match(uri))


class Formats:
    """Gives equal properties equal numbers; 0 is for none.

    Args:
        treated: Values that had to go, and what stands there now: they do not count
            within a property.
    """

    def __init__(self, treated: Iterable[str] = ()) -> None:
        bare = {quick_bare(text) for text in treated} - {""}
        self._treated = sorted(bare, key=lambda text: (-len(text), text))
        self._by_value: dict[str, str] = {}
        self._by_markup: dict[tuple[frozenset[str], str], int] = {}
        self._by_form: dict[tuple[str, ...], int] = {(): 0}

    def number(self, markup: str, foreign: frozenset[str] = frozenset()) -> int:
        """Return the number of what stands within an element of properties."""
        if not markup:
            return 0
        known = self._by_markup.get((foreign, markup))
        if known is None:
            form = tuple(self._form(markup, foreign))
            known = self._by_form.setdefault(form, len(self._by_form))
            self._by_markup[foreign, markup] = known
        return known

    def _form(self, markup: str, foreign: frozenset[str]) -> Iterator[str]:
        """Yield the elements in order, each with its attributes sorted."""
        for closing, prefix, name, rest, _ in _TAG.findall(markup):
            if not closing and name not in _DROPPED and prefix not in foreign:
                found = _attributes(rest, foreign)
                rest = {key: self._rest(value) for key, value in found.items()}
                yield f"{name} {rest}"

    def _rest(self, value: str) -> str:
        """Return what is left of a value without what was treated in it."""
        known = self._by_value.get(value)
        if known is None:
            known, bare = value, quick_bare(value)
            for text in self._treated:
                if text in bare:
                    known = bare = bare.replace(text, "")
            self._by_value[value] = known
        return known


def _attributes(rest: str, foreign: frozenset[str]) -> dict[str, str]:
    found = {
        name: double or single
        for prefix, name, double, single in _ATTRIBUTE.findall(rest)
        if prefix not in foreign
        and not _SESSION.match(name)
        and (prefix, name) != ("r", "id")
        and prefix != "xmlns"
    }
    if found.get("val") in ("1", "true", "on"):
        del found["val"]
    return dict(sorted(found.items()))
