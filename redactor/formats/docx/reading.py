"""Reading a part in order: paragraphs, cells of tables, text boxes, other readings."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from redactor.formats.docx.capitals import capital_of, paragraph_behind
from redactor.formats.docx.joins import joined
from redactor.formats.docx.lines import (
    Line,
    inner_blocks,
    line_of,
    texts_by_paragraph,
    wanted_in,
)
from redactor.formats.docx.names import NS, a, c, mc, w
from redactor.formats.docx.package import Part
from redactor.formats.docx.tables import cells_of
from redactor.formats.docx.xml import Element
from redactor.model import CellRef, Place, TextUnit

__all__ = ["Reading", "Stretch", "repeats"]

_P, _TBL, _TXBX = w("p"), w("tbl"), w("txbxContent")
_AP = a("p")
_ALTERNATE, _FALLBACK, _CHOICE = mc("AlternateContent"), mc("Fallback"), mc("Choice")
_RUBY, _RT = w("ruby"), w("rt")
_SPECIAL = (_TXBX, _AP, _ALTERNATE, _RUBY)
_SKIP = frozenset(
    {
        w("sectPr"),
        w("tblPr"),
        w("tblGrid"),
        w("sdtPr"),
        w("sdtEndPr"),
        w("tcPr"),
        w("trPr"),
        w("tblPrEx"),
    }
)
_NESTED = etree.XPath(
    "boolean(descendant::w:p[ancestor::w:p])", namespaces={"w": NS["w"]}
)
_CV, _INSTR = c("v"), w("instrText")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_TELLING = re.compile(r"[^\x00-\x7f]|\d{5}")
_FIGURE = re.compile(r"-?\d{0,6}(?:\.\d+)?(?:E[-+]?\d+)?")


@dataclass(slots=True)
class Stretch:
    """A unit with the lines behind it.

    ``lines`` pairs the offset in the unit's text with the line that starts there;
    ``mirrors`` are lines of the same text in another branch, edited alike.
    """

    unit: TextUnit
    lines: tuple[tuple[int, Line], ...] = field(repr=False)
    mirrors: list[Line] = field(default_factory=list, repr=False)
    spread: bool = False
    group: Element | None = field(default=None, repr=False)


class Reading:
    """Reads one part that holds paragraphs."""

    def __init__(self, part: Part, root: Element, place: Place) -> None:
        self._name = part.name
        self._place = place
        self._special = part.holds("txbxContent", "AlternateContent", "ruby")
        self._special |= next(root.iter(_AP), None) is not None
        # Paragraphs in paragraphs are invalid, but they are text all the same.
        self._special |= bool(_NESTED(root))
        self._texts = {} if self._special else texts_by_paragraph(root, part.survey)
        self._wanted = wanted_in(part.survey)
        self._has_frames = part.holds("framePr")
        self._has_codes = part.holds("instrText")
        self._numbers: dict[str, int] = {}
        self._fallbacks: list[Stretch] = []
        self._others: list[Stretch] = []
        self._main: list[Stretch] = []
        self._group: Element | None = None
        self._root = root

    def stretches(self) -> tuple[list[Stretch], list[Stretch]]:
        """Return the units of the main reading, then those of the others."""
        self._blocks(self._root, self._place, self._name, None, False)
        self._digits()
        self._codes()
        self._pair()
        return self._main, self._others

    def _number(self, prefix: str) -> str:
        number = self._numbers.get(prefix, 0)
        self._numbers[prefix] = number + 1
        return f"{prefix}{number}"

    def _blocks(
        self,
        element: Element,
        place: Place,
        path: str,
        cell: CellRef | None,
        fallback: bool,
    ) -> None:
        for child in element:
            tag = child.tag
            if tag in (_P, _AP):
                self._paragraph(child, place, path, cell, fallback)
            elif tag == _TBL:
                self._table(child, place, fallback)
            elif tag == _CV:
                self._value(child, place)
            elif tag == _FALLBACK:
                repeats = element.find(_CHOICE) is not None
                self._blocks(child, place, path, cell, fallback or repeats)
            elif tag not in _SKIP:
                self._blocks(child, place, path, cell, fallback)

    def _paragraph(
        self,
        element: Element,
        place: Place,
        path: str,
        cell: CellRef | None,
        fallback: bool,
    ) -> None:
        if self._has_frames and paragraph_behind(element) is not None:
            return
        own = self._special and (
            next(element.iterdescendants(_P, *_SPECIAL), None) is not None
        )
        text = self._texts.get(element)
        if text is None:
            line = line_of(element, plain=not own)
        else:
            line = Line(element, text, wanted=self._wanted)
        lines: tuple[tuple[int, Line], ...] = ((0, line),)
        lead = capital_of(element) if self._has_frames else None
        if lead is not None:
            first = line_of(lead, plain=True)
            lines = ((0, first), (len(first.text), line))
        text = "".join(line.text for _, line in lines)
        key = self._number(f"{path}/p")
        if text.strip():
            unit = TextUnit(key, text, place, cell=cell)
            self._keep(Stretch(unit, lines), fallback)
        if own:
            self._special_paragraph(element, line, key, place, fallback)

    def _codes(self) -> None:
        """Read the codes of kept fields, which may show text of theirs."""
        for code in self._root.iter(_INSTR) if self._has_codes else ():
            if _TELLING.search(code.text or ""):
                line = line_of(code, plain=True)
                unit = TextUnit(
                    self._number(f"{self._name}/code"), line.text, Place.FIELD
                )
                self._main.append(Stretch(unit, ((0, line),)))

    def _value(self, element: Element, place: Place) -> None:
        """Read a cached value of a chart; plain figures are no text."""
        text = (element.text or "").strip()
        parent = element.getparent()
        point = None if parent is None else parent.getparent()
        figure = point is not None and point.tag in (c("numCache"), c("numLit"))
        if text and not (figure and _FIGURE.fullmatch(text)):
            line = line_of(element, plain=True)
            unit = TextUnit(self._number(f"{self._name}/v"), line.text, place)
            self._main.append(Stretch(unit, ((0, line),)))

    def _keep(self, stretch: Stretch, fallback: bool) -> None:
        stretch.group = self._group
        (self._fallbacks if fallback else self._main).append(stretch)

    def _special_paragraph(
        self, element: Element, line: Line, key: str, place: Place, fallback: bool
    ) -> None:
        if next(element.iter(_ALTERNATE), None) is not None:
            other = line_of(element, plain=False, fallback=True)
            if other.text.strip():
                unit = TextUnit(f"{key}/alt", other.text, place)
                self._fallbacks.append(Stretch(unit, ((0, other),)))
        for number, rt in enumerate(element.iter(_RT)):
            ruby = line_of(rt, plain=True)
            if ruby.text.strip():
                unit = TextUnit(f"{key}/ruby{number}", ruby.text, place, reading="ruby")
                self._others.append(Stretch(unit, ((0, ruby),)))
        outer = self._group
        for block, group, inside in inner_blocks(element):
            self._group = group if outer is None else outer
            if block.tag != _TXBX:
                path = f"{self._name}/drawn"
                self._paragraph(block, Place.TEXT_BOX, path, None, fallback or inside)
            else:
                path = self._number(f"{self._name}/box")
                before = len(self._main)
                self._blocks(block, Place.TEXT_BOX, path, None, fallback or inside)
                own = [s for s in self._main[before:] if s.unit.cell is None]
                self._join(f"{path}/cell", "cell", own, "\n")
        self._group = outer

    def _table(self, table: Element, place: Place, fallback: bool) -> None:
        name = self._number(f"{self._name}/t")
        place = Place.TABLE if place in (Place.BODY, Place.TEXT_BOX) else place
        for cell in cells_of(table):
            ref = CellRef(name, cell.row, cell.column, cell.row_span, cell.column_span)
            before = len(self._main)
            path = f"{name}/r{cell.row}c{cell.column}"
            self._blocks(cell.element, place, path, ref, fallback)
            if len(self._main) - before > 1:
                own = [s for s in self._main[before:] if s.unit.cell == ref]
                self._join(f"{path}/cell", "cell", own, _glue(own))

    def _join(
        self, key: str, reading: str, parts: Sequence[Stretch], glue: str
    ) -> Stretch | None:
        """Keep a reading of several units as one."""
        if len(parts) < 2:
            return None
        starts: list[tuple[int, Line]] = []
        offset = 0
        for part in parts:
            starts.extend((offset + at, line) for at, line in part.lines)
            offset += len(part.unit.text) + len(glue)
        text = glue.join(part.unit.text for part in parts)
        first = parts[0].unit
        cell = None if reading == "digits" else first.cell
        unit = TextUnit(key, text, first.place, cell=cell, reading=reading)
        stretch = Stretch(unit, tuple(starts))
        self._others.append(stretch)
        return stretch

    def _digits(self) -> None:
        """Join numbers in pieces."""
        main = {stretch.unit.id: stretch for stretch in self._main}
        found = joined(stretch.unit for stretch in self._main)
        for number, group in enumerate(found):
            key = f"{group.units[0].id}/digits{number}"
            parts = [main[unit.id] for unit in group.units]
            stretch = self._join(key, "digits", parts, "")
            if stretch is not None:
                stretch.spread = group.spread

    def _pair(self) -> None:
        """Make a fallback of equal text a mirror; others become a reading of theirs."""
        if not self._fallbacks:
            return
        by_text: dict[str, list[Stretch]] = {}
        for stretch in self._main:
            by_text.setdefault(stretch.unit.text, []).append(stretch)
        for other in self._fallbacks:
            twins = by_text.get(other.unit.text)
            if twins and (twin := _nearest(twins, other)) is not None:
                twin.mirrors.append(other.lines[0][1])
                continue
            other.unit = replace(other.unit, cell=None, reading="stream")
            self._others.append(other)


def _glue(parts: Sequence[Stretch]) -> str:
    """Return what parts the paragraphs of a cell: nothing within a torn name."""
    texts = [part.unit.text for part in parts]
    torn = min(map(len, texts), default=0) == 1 and _NAME.fullmatch("".join(texts))
    return "" if torn else "\n"


def _nearest(twins: list[Stretch], other: Stretch) -> Stretch | None:
    """Return the text that a fallback repeats: of its own paragraph or drawing."""
    element = other.lines[0][1].element
    for twin in twins:
        if twin.lines[0][1].element is element:
            return twin
    if other.group is None:
        return None
    same = [twin for twin in twins if twin.group is other.group]
    fresh = [twin for twin in same if not twin.mirrors]
    return next(iter(fresh or same), None)


def repeats(own: list[Stretch], originals: list[Stretch]) -> list[Stretch]:
    """Pair a drawing's texts with the data they repeat; returns those left alone."""
    waiting: dict[str, list[Stretch]] = {}
    for original in originals:
        if original.unit.place is Place.TEXT_BOX:
            waiting.setdefault(original.unit.text, []).append(original)
    alone = []
    for stretch in own:
        twins = waiting.get(stretch.unit.text)
        if twins:
            twin = twins.pop(0) if len(twins) > 1 else twins[0]
            twin.mirrors.extend(line for _, line in stretch.lines)
        else:
            stretch.unit = replace(stretch.unit, reading="stream")
            alone.append(stretch)
    return alone
