"""Text of XML parts, taken from the bare markup and not from a tree.

The writer works on trees; this reading takes the bytes, decodes them and cuts the tags
away, so that what the tree hides is seen: text across runs, cells and text boxes,
attributes, comments, processing instructions.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from redactor.verification.docx.package import Package
from redactor.verification.docx.pieces import pieces_of

__all__ = ["Markup", "decode_xml", "lines_of", "markup_of", "read_markup"]

_SPECIAL = re.compile(r"<!--(.*?)-->|<\?(.*?)\?>|<!\[CDATA\[(.*?)\]\]>|<!(.*?)>", re.S)
_SYMBOL = re.compile(r'<\w+:sym(?:Ex)?\b[^>]*?:char="([0-9A-Fa-f]{1,6})"[^>]*?/>')
_BREAKS = re.compile(
    r"</(?:\w+:)?p>|<(?:\w+:)?p(?:\s[^<>]*)?/>|<(?:\w+:)?(?:br|cr)\b[^<>]*>"
)
_TABS = re.compile(r"<(?:\w+:)?(?:tab|ptab)(?:\s[^<>]*)?/>")
_HYPHENS = re.compile(r"<(?:\w+:)?noBreakHyphen\s*/>")
# A result that stands in a value of a chart or a property is a text of its own.
_ENDS = re.compile(r"</(?:\w+:)?(?:v|pt|instrText|delText|lpwstr|title|creator)>")
_MARKS = ((_BREAKS, "\n"), (_TABS, "\t"), (_HYPHENS, "-"), (_ENDS, "\n"))
_MEASURES = frozenset(
    (
        *("cx", "cy", "x", "y", "w", "h", "l", "t", "r", "b", "pos", "id", "idx"),
        *("left", "right", "top", "bottom", "start", "end", "before", "after", "line"),
        *("distT", "distB", "distL", "distR", "relativeHeight", "hanging"),
        *("firstLine", "space", "sz", "ang", "color", "fill", "lastClr"),
    )
)
_LAYOUT = re.compile(r"word/(?:theme/|styles|numbering|fontTable|settings)")
_TAG = re.compile(r"(<[^<>]*>)")
_LOOSE = re.compile(r"<[^<]*")
_VALUE = re.compile(r"=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


@dataclass(frozen=True)
class Markup:
    """What stands in one part of XML.

    Attributes:
        text: All character data; a line break ends a paragraph.
        values: Distinct attribute values.
        asides: Comments, processing instructions, declarations.
        source: The markup itself without these.
        tags: Each kind of tag in it once.
        is_odd: Holds more than elements and one declaration at its head.
    """

    text: str = field(repr=False)
    values: frozenset[str] = field(repr=False)
    asides: tuple[str, ...] = field(repr=False)
    source: str = field(default="", repr=False)
    tags: frozenset[str] = field(default=frozenset(), repr=False)
    is_odd: bool = False

    def is_measure(self, number: str, name: str) -> bool:
        """Tell whether a number only stands where lengths and colours do.

        Args:
            number: Digits that are a whole attribute value.
            name: Name of the part.
        """
        if number not in self.values:
            return False
        if _LAYOUT.match(name):
            return True
        found = re.findall(
            rf"([\w.-]+)\s*=\s*[\"']{re.escape(number)}[\"']", self.source
        )
        return bool(found) and _MEASURES.issuperset(found)


def decode_xml(data: bytes) -> str:
    """Decode a part by its mark or declaration; UTF-8 without either.

    Raises:
        UnicodeError: The bytes are not what they say.
        LookupError: The encoding is unknown.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    if data[:2] in (b"<\0", b"\0<"):
        return data.decode("utf-16-le" if data[:1] == b"<" else "utf-16-be")
    found = _ENCODING.match(data[3:] if data[:3] == b"\xef\xbb\xbf" else data)
    return data.decode(found[1].decode("ascii") if found else "utf-8-sig")


def _symbol(match: "re.Match[str]") -> str:
    # Symbol fonts live in the private area F000-F0FF (ISO/IEC 29500-1, 17.3.3.30).
    code = int(match[1], 16)
    return html.escape(chr(code & 0xFF if 0xF000 <= code <= 0xF0FF else code))


def read_markup(source: str) -> Markup:
    """Cut the markup away from decoded XML."""
    asides: list[str] = []

    def special(match: "re.Match[str]") -> str:
        if match[3] is not None:
            return html.escape(match[3])
        asides.append(next(g for g in (match[1], match[2], match[4]) if g is not None))
        return ""

    is_odd = "<!" in source or source.find("<?", source.find("<") + 1) >= 0
    if is_odd:
        source = _SPECIAL.sub(special, source)
    shown = _Shown()
    text = html.unescape("".join(map(shown.__getitem__, pieces_of(source))))
    tags = set(shown.marks)
    if any(tag.count('"') % 2 or tag.count("'") % 2 for tag in tags):
        # A bare ">" within a value cuts its tag in two.
        tags = set(_LOOSE.findall(source))
    values = {a or b for tag in tags for a, b in _VALUE.findall(tag)}
    return Markup(
        text,
        frozenset(map(_unescape, values)),
        tuple(asides),
        source,
        frozenset(tags),
        is_odd,
    )


class _Shown(dict[tuple[str, str], str]):
    """What a reader sees of each piece; each kind of tag is looked at once."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: dict[str, str] = {}
        self._heads: dict[str, str] = {}

    def __missing__(self, piece: tuple[str, str]) -> str:
        head, text = piece
        shown = self._heads.get(head)
        if shown is None:
            bits = _TAG.split(head)
            for tag in set(bits[1::2]) - self.marks.keys():
                self.marks[tag] = _mark(tag)
            bits[1::2] = map(self.marks.__getitem__, bits[1::2])
            shown = self._heads[head] = "".join(bits)
        return shown + text


def _mark(tag: str) -> str:
    """Return what stands in the text for a tag."""
    symbol = _SYMBOL.fullmatch(tag)
    if symbol is not None:
        return _symbol(symbol)
    return next((mark for pattern, mark in _MARKS if pattern.fullmatch(tag)), "")


def _unescape(value: str) -> str:
    return html.unescape(value) if "&" in value else value


def markup_of(package: Package) -> dict[str, Markup]:
    """Read every part that is XML, by name.

    Raises:
        UnicodeError: A part cannot be decoded.
    """
    return {
        part.name: read_markup(decode_xml(part.data))
        for part in package.parts
        if part.is_xml
    }


def lines_of(text: str) -> Iterator[str]:
    """Yield the paragraphs that hold something."""
    for line in text.split("\n"):
        if line.strip():
            yield line
