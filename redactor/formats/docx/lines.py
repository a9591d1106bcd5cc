"""A line of text in the tree: the characters of one paragraph and where each stands."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from redactor.formats.docx.names import a, attr, c, local, m, mc, w
from redactor.formats.docx.survey import Survey
from redactor.formats.docx.xml import Element

__all__ = [
    "Line",
    "Piece",
    "inner_blocks",
    "line_of",
    "symbol_text",
    "texts_by_paragraph",
    "wanted_in",
]

_T, _MT, _AT = w("t"), m("t"), a("t")
_TEXT = frozenset({_T, _MT, _AT, w("instrText"), c("v")})
_TAB = w("tab")
_FIXED = {
    _TAB: "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    a("br"): "\n",
    w("noBreakHyphen"): "\u2011",
    w("softHyphen"): "\u00ad",
}
_SYM = w("sym")
_SYMEX = attr("w16se", "symEx")
_WANTED = (_T, _MT, _AT, *_FIXED, _SYM, _SYMEX)
_WANTED_SET = frozenset(_WANTED)
_P, _RT = w("p"), w("rt")
_ALTERNATE, _FALLBACK, _CHOICE = mc("AlternateContent"), mc("Fallback"), mc("Choice")
_BLOCKS = frozenset({w("txbxContent"), w("p"), a("p")})
_PROPERTIES = frozenset({w("pPr"), w("rPr"), w("sdtPr"), w("tabs"), w("instrText")})
_TABS = w("tabs")
# Symbol fonts mirror ASCII at U+F020 to U+F07E ([MS-OI29500] on w:sym).
_PRIVATE = {0xF000 + code: code for code in range(0x20, 0x7F)}


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one node: ``start`` is their offset in the line.

    ``fixed`` marks an element that stands for one character, such as a tab.
    """

    start: int
    text: str = field(repr=False)
    node: Element = field(repr=False)
    fixed: bool

    @property
    def end(self) -> int:
        """Offset behind the last character."""
        return self.start + len(self.text)


@dataclass(slots=True, eq=False)
class Line:
    """The text of one paragraph-like element, nested paragraphs left out.

    Attributes:
        element: The paragraph, or a single text node.
        text: What a reader sees.
        plain: Holds no ruby, alternate content or nested paragraphs.
        branch: Which branch of alternate content is read: Choice or Fallback.
        wanted: Names of the elements that hold characters here.
    """

    element: Element = field(repr=False)
    text: str = field(repr=False)
    plain: bool = True
    branch: str = _CHOICE
    wanted: tuple[str, ...] = _WANTED

    def pieces(self) -> list[Piece]:
        """Return the characters with their nodes, in order, without gaps.

        Empty when the nodes do not hold the text that was read, as in a file with
        text outside paragraphs: an edit there finds no place rather than a wrong one.
        """
        pieces = []
        start = 0
        for node in _nodes(self):
            text = _text(node)
            if text:
                pieces.append(Piece(start, text, node, node.tag not in _TEXT))
                start += len(text)
        same = "".join(piece.text for piece in pieces) == self.text
        return pieces if same else []


def line_of(element: Element, *, plain: bool, fallback: bool = False) -> Line:
    """Read a paragraph; ``plain`` promises that nothing special is nested in it."""
    branch = _FALLBACK if fallback else _CHOICE
    if plain and element.tag not in _TEXT:
        parts = []
        for node in element.iter(*_WANTED):
            if node.tag == _T:
                text = node.text
                if text:
                    parts.append(text)
            else:
                parts.append(_text(node))
        text = "".join(parts)
        return Line(element, _fold(text), True, branch)
    line = Line(element, "", False, branch)
    line.text = "".join(map(_text, _nodes(line)))
    return line


def wanted_in(found: Survey) -> tuple[str, ...]:
    """Return the names of elements with characters that a part holds."""
    return tuple(tag for tag in _WANTED if local(tag) in found.elements) or (_T,)


def texts_by_paragraph(root: Element, found: Survey) -> dict[Element, str]:
    """Read all paragraphs of a part in which none is nested in another."""
    wanted = wanted_in(found)
    texts: dict[Element, str] = {}
    parts: list[str] = []
    current: Element | None = None
    for node in root.iter(_P, *wanted):
        tag = node.tag
        if tag == _T:
            if node.text:
                parts.append(node.text)
        elif tag == _P:
            if current is not None:
                texts[current] = _fold("".join(parts))
            current = node
            parts = []
        else:
            parts.append(_text(node))
    if current is not None:
        texts[current] = _fold("".join(parts))
    return texts


def _fold(text: str) -> str:
    if text.isascii() or not any("\uf020" <= char <= "\uf07e" for char in text):
        return text
    return text.translate(_PRIVATE)


def _text(node: Element) -> str:
    tag = node.tag
    if tag in _TEXT:
        return _fold(node.text or "")
    if tag == _SYM:
        return symbol_text(node.get(w("char")))
    if tag == _SYMEX:
        return symbol_text(node.get(attr("w16se", "char")))
    if tag == _TAB:
        parent = node.getparent()
        if parent is not None and parent.tag == _TABS:
            return ""
    return _FIXED[tag]


def symbol_text(code: str | None) -> str:
    """Return the character of a ``w:sym``: ASCII for a symbol font's copy of it."""
    try:
        value = int(code or "", 16)
        char = chr(_PRIVATE.get(value, value))
    except (ValueError, OverflowError):
        return "\ufffd"
    return char if char.isprintable() or value >= 0xE000 else "\ufffd"


def _nodes(line: Line) -> Iterator[Element]:
    element = line.element
    if element.tag in _TEXT:
        return iter((element,))
    if line.plain:
        return iter(element.iter(*line.wanted))
    return _special_nodes(element, line.branch)


def _special_nodes(element: Element, branch: str) -> Iterator[Element]:
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        tag = child.tag
        if tag in _WANTED_SET:
            yield child
        elif tag == _ALTERNATE:
            chosen = _branch(child, branch)
            if chosen is not None:
                stack.append(iter(chosen))
        elif tag not in _BLOCKS and tag not in _PROPERTIES and tag != _RT:
            stack.append(iter(child))


def _branch(alternate: Element, branch: str) -> Element | None:
    first = alternate.find(branch)
    if first is None:
        first = alternate.find(_CHOICE if branch == _FALLBACK else _FALLBACK)
    return first


def inner_blocks(element: Element) -> Iterator[tuple[Element, Element | None, bool]]:
    """Yield the nearest blocks nested in a paragraph: text boxes, drawn paragraphs.

    Each comes with the alternate content around it, and whether it stands in a
    fallback, that is, repeats a choice.
    """
    stack: list[tuple[Element, Element | None, bool]] = [
        (child, None, False) for child in reversed(element)
    ]
    while stack:
        node, group, fallback = stack.pop()
        if node.tag in _BLOCKS:
            yield node, group, fallback
            continue
        if node.tag == _ALTERNATE and group is None:
            group = node
        inside = fallback or (node.tag == _FALLBACK and _has_choice(node))
        stack.extend((child, group, inside) for child in reversed(node))


def _has_choice(fallback: Element) -> bool:
    parent = fallback.getparent()
    return parent is not None and parent.find(_CHOICE) is not None
