"""Edits put into the tree: only characters inside text nodes change.

Runs, their properties and every other element stay. The replacement goes into the
first touched node, in that run's own formatting. Characters that several readings
share are changed once. Every change can be undone, so that one open document can be
written more than once.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from redactor.formats.docx.attributes import Holding
from redactor.formats.docx.lines import Line, Piece
from redactor.formats.docx.names import c, m, w
from redactor.formats.docx.reading import Stretch
from redactor.formats.docx.xml import Element, take
from redactor.model import Span

__all__ = ["Splicer"]

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PRESERVED = frozenset({w("t"), m("t"), w("instrText")})
_KEPT = frozenset({w("tab"), w("ptab"), w("br"), w("cr")})


@dataclass(slots=True)
class _Node:
    element: Element = field(repr=False)
    length: int
    fixed: bool
    taken: list[tuple[int, int]] = field(default_factory=list)
    cuts: list[tuple[int, int, str]] = field(default_factory=list, repr=False)


class Splicer:
    """Collects edits over all readings, then changes every node once."""

    def __init__(self) -> None:
        self._nodes: dict[int, _Node] = {}
        self._holdings: dict[int, Holding] = {}
        self._undo: list[Callable[[], None]] = []

    def add(self, stretch: Stretch, span: Span, replacement: str) -> bool:
        """Claim the characters of a span; tells whether it found any.

        Characters that an earlier edit claimed count as found.
        """
        found = self._claim(stretch.lines, span, replacement, stretch.spread)
        for mirror in stretch.mirrors:
            self._claim(((0, mirror),), span, replacement, False)
        return found

    def hold(self, holding: Holding, span: Span, replacement: str) -> bool:
        """Claim a span of an attribute's value, or a link as a whole."""
        if span.end > len(holding.unit.text):
            return False
        if id(holding) not in self._holdings:
            holding.cuts.clear()
            self._holdings[id(holding)] = holding
        holding.cuts.append((span, replacement))
        return True

    def _claim(
        self,
        lines: Iterable[tuple[int, Line]],
        span: Span,
        replacement: str,
        spread: bool,
    ) -> bool:
        touched: list[tuple[_Node, int, int]] = []
        for offset, line in lines:
            if offset < span.end and span.start < offset + len(line.text):
                touched.extend(self._touch(line, offset, span))
        texts = [t for t in touched if not t[0].fixed] or touched
        sizes = [end - start for _, start, end in texts] if spread else [1]
        shares = _shares(replacement, sizes)
        for node, start, end in touched:
            free = _subtract(start, end, node.taken)
            is_text = any(node is t[0] and start == t[1] for t in texts)
            share = next(shares, "") if is_text else ""
            whole = bool(free) and free[0][0] == start
            for number, (low, high) in enumerate(free):
                node.cuts.append((low, high, share if whole and not number else ""))
            node.taken.extend(free)
        return bool(touched)

    def _touch(
        self, line: Line, offset: int, span: Span
    ) -> Iterable[tuple[_Node, int, int]]:
        for piece in line.pieces():
            start = max(span.start - offset, piece.start)
            end = min(span.end - offset, piece.end)
            if start < end:
                yield self._node(piece), start - piece.start, end - piece.start

    def _node(self, piece: Piece) -> _Node:
        key = id(piece.node)
        if key not in self._nodes:
            self._nodes[key] = _Node(piece.node, len(piece.text), piece.fixed)
        return self._nodes[key]

    def apply(self) -> None:
        """Change the tree."""
        for node in self._nodes.values():
            if node.fixed:
                self._replace_fixed(node)
            else:
                self._splice(node)
        for holding in self._holdings.values():
            self._undo.append(holding.apply())

    def _splice(self, node: _Node) -> None:
        element, old = node.element, node.element.text
        space = element.get(_SPACE)
        text = old or ""
        for start, end, replacement in sorted(node.cuts, reverse=True):
            text = text[:start] + replacement + text[end:]
        if element.tag == c("v") and not text:
            text = "0"
        element.text = text
        if element.tag in _PRESERVED and text != text.strip():
            element.set(_SPACE, "preserve")

        def undo() -> None:
            element.text = old
            if space is None:
                take(element, _SPACE)

        self._undo.append(undo)

    def _replace_fixed(self, node: _Node) -> None:
        element = node.element
        replacement = "".join(cut[2] for cut in node.cuts)
        parent = element.getparent()
        if parent is None or (element.tag in _KEPT and not replacement):
            return
        index = parent.index(element)
        if replacement:
            new = element.makeelement(w("t"), {_SPACE: "preserve"})
            new.text = replacement
            parent.replace(element, new)

            def undo() -> None:
                parent.replace(new, element)

        else:
            parent.remove(element)

            def undo() -> None:
                parent.insert(index, element)

        self._undo.append(undo)

    def undo(self) -> None:
        """Take every change back."""
        for step in reversed(self._undo):
            step()
        self._undo.clear()


def _shares(replacement: str, sizes: list[int]) -> Iterator[str]:
    """Deal a replacement out to boxes: each gets as much as was taken from it."""
    at = 0
    for size in sizes[:-1]:
        yield replacement[at : at + size]
        at += size
    yield replacement[at:]


def _subtract(
    start: int, end: int, taken: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    free = [(start, end)]
    if not taken:
        return free
    for low, high in taken:
        free = [
            part
            for a, b in free
            for part in ((a, min(b, low)), (max(a, high), b))
            if part[0] < part[1]
        ]
    return sorted(free)
