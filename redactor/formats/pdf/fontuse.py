"""Which codes of which font the content of a file still shows."""

import re
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from typing import Any

from redactor.formats.pdf.cmaps import CMap, cmap_of
from redactor.formats.pdf.objects import is_array, is_dict
from redactor.formats.pdf.resources import content_bytes
from redactor.formats.pdf.statefonts import state_fonts

__all__ = ["FontUse", "font_uses", "page_font_uses"]

_OPERATORS = "Tf Tj TJ ' \" q Q gs"
_ODD = (b"(", b"%", b"#", b"<<", b"BI")
_TOKEN = re.compile(
    rb"/([^\s/<>\[\]]+)\s+[-+.\d]+\s+Tf\b|<([0-9A-Fa-f\s]*)>|"
    rb"(?<![^\s\]>])([qQ])(?![^\s\[</])"
)
_Id = tuple[int, int]
_DIRECT: _Id = (0, 0)


@dataclass(slots=True)
class FontUse:
    """A font dictionary and the codes shown with it."""

    font: Any
    shown: set[bytes] = field(default_factory=set, repr=False)
    _read: tuple[CMap | None] | None = field(default=None, repr=False)
    _codes: set[int] | None = field(default=None, repr=False)

    @property
    def composite(self) -> bool:
        """Tell whether codes may have more than one byte."""
        return str(self.font.get("/Subtype", "")) == "/Type0"

    @property
    def known(self) -> bool:
        """Tell whether it is known how the font's bytes are read."""
        return not self.composite or self._map() is not None

    def _map(self) -> CMap | None:
        if self._read is None:
            self._read = (cmap_of(self.font),)
        return self._read[0]

    def codes(self) -> set[int]:
        """Return the codes that are shown; ask when all content was read."""
        if self._codes is None:
            cmap = self._map() if self.composite else None
            split = (
                set(b"".join(self.shown)) if cmap is None else cmap.split(self.shown)
            )
            self._codes = split
        return self._codes

    def cids(self) -> set[int]:
        """Return the character numbers that a composite font's codes select."""
        cmap = self._map()
        if cmap is None:
            return set()
        if cmap.identity:
            return self.codes()
        found = (cmap.cid(code) for code in self.codes())
        return {number for number in found if number is not None}

    def digits(self, code: int) -> int:
        """Return how many hex digits a code is written with."""
        cmap = self._map() if self.composite else None
        return 2 if cmap is None else cmap.digits(code)


class _Collector:
    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self.uses: dict[_Id, FontUse] = {}

    def read(self, source: Any, resources: Any) -> None:
        """Read one content stream with its resources."""
        import pikepdf

        group = resources.get("/Font") if is_dict(resources) else None
        fonts = self._fonts(group) if is_dict(group) else {}
        data = None if state_fonts(resources) else _plain(source)
        if data is not None:
            self._read_plain(data, fonts)
            return
        font: FontUse | None = None
        stack: list[FontUse | None] = []
        for item in pikepdf.parse_content_stream(source, _OPERATORS):
            operator = str(item.operator)
            if operator == "Tf" and item.operands:
                font = self._use(fonts.get(str(item.operands[0])))
            elif operator == "q":
                stack.append(font)
            elif operator == "Q":
                font = stack.pop() if stack else font
            elif operator == "gs":
                font = self._of_state(resources, item.operands) or font
            elif font is not None:
                font.shown.update(_strings(item.operands))

    def _read_plain(self, data: bytes, fonts: dict[str, Any]) -> None:
        """Read content whose strings are all hex digits, much faster."""
        font: FontUse | None = None
        stack: list[FontUse | None] = []
        shown: defaultdict[int, list[bytes]] = defaultdict(list)
        uses: dict[int, FontUse] = {}
        for name, text, sign in _TOKEN.findall(data):
            if text:
                if font is not None:
                    shown[id(font)].append(text)
            elif name:
                font = self._use(fonts.get("/" + name.decode("latin-1")))
                if font is not None:
                    uses[id(font)] = font
            elif sign == b"q":
                stack.append(font)
            else:
                font = stack.pop() if stack else font
        for key, texts in shown.items():
            uses[key].shown.update(map(_hex_bytes, texts))

    def _fonts(self, group: Any) -> dict[str, Any]:
        """Return the fonts of a group by name, each an object with a number."""
        for name, font in list(group.items()):
            if is_dict(font) and font.objgen == _DIRECT:
                group[name] = self._pdf.make_indirect(font)
        return dict(group.items())

    def _use(self, font: Any) -> FontUse | None:
        if not is_dict(font):
            return None
        return self.uses.setdefault(font.objgen, FontUse(font))

    def _of_state(self, resources: Any, operands: Any) -> FontUse | None:
        """Return the font that a graphics state sets, None when it sets none."""
        states = resources.get("/ExtGState") if is_dict(resources) else None
        state = states.get(str(operands[0])) if is_dict(states) and operands else None
        pair = state.get("/Font") if is_dict(state) else None
        if not is_array(pair) or not len(pair) or not is_dict(pair[0]):
            return None
        if pair[0].objgen == _DIRECT:
            pair[0] = self._pdf.make_indirect(pair[0])
        return self._use(pair[0])


def _plain(source: Any) -> bytes | None:
    """Return content that is simple enough for patterns, None for any other.

    No literal strings, comments, dictionaries, pictures or names with escapes: then a
    pair of angle brackets is a string, and nothing else is.
    """
    import pikepdf

    page = isinstance(source, pikepdf.Page)
    data: bytes = content_bytes(source) if page else source.read_bytes()
    return None if any(sign in data for sign in _ODD) else data


def _hex_bytes(text: bytes) -> bytes:
    digits = b"".join(text.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _strings(operands: Any) -> Iterator[bytes]:
    import pikepdf

    for operand in operands:
        if isinstance(operand, pikepdf.String):
            yield bytes(operand)
        elif is_array(operand):
            yield from (bytes(o) for o in operand if isinstance(o, pikepdf.String))


def font_uses(pdf: Any, living: Set[_Id] | None = None) -> list[FontUse]:
    """Return every font that content shows text with.

    Args:
        pdf: A `pikepdf.Pdf`; fonts without a number of their own get one.
        living: Numbers of the objects that count, None for all; MuPDF leaves old
            forms behind.
    """
    import pikepdf

    collector = _Collector(pdf)
    for page in pdf.pages:
        collector.read(page, page.resources)
    heirs = _heirs(pdf)
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Stream):
            if living is not None and obj.objgen not in living:
                continue
            if str(obj.get("/Subtype", "")) == "/Form" or "/PatternType" in obj:
                own = obj.get("/Resources")
                for resources in [own] if own is not None else heirs[obj.objgen]:
                    collector.read(obj, resources)
        elif is_dict(obj) and str(obj.get("/Subtype", "")) == "/Type3":
            procs = obj.get("/CharProcs")
            for proc in procs.values() if is_dict(procs) else ():
                collector.read(proc, obj.get("/Resources"))
    return list(collector.uses.values())


def page_font_uses(pdf: Any, page: Any) -> list[FontUse]:
    """Return the fonts that one page shows text with, its forms and patterns included.

    Args:
        pdf: A `pikepdf.Pdf`; fonts without a number of their own get one.
        page: A `pikepdf.Page` of it.
    """
    import pikepdf

    collector = _Collector(pdf)
    collector.read(page, page.resources)
    todo, seen = [page.resources], set()
    while todo:
        above = todo.pop()
        for kind in ("/XObject", "/Pattern"):
            group = above.get(kind) if is_dict(above) else None
            for form in group.values() if is_dict(group) else ():
                drawn = isinstance(form, pikepdf.Stream) and (
                    str(form.get("/Subtype", "")) == "/Form" or "/PatternType" in form
                )
                if drawn and form.objgen not in seen:
                    seen.add(form.objgen)
                    own = form.get("/Resources", above)
                    collector.read(form, own)
                    todo.append(own)
    return list(collector.uses.values())


def _heirs(pdf: Any) -> defaultdict[_Id, list[Any]]:
    """Return the pages' resources for forms that have none of their own."""
    heirs: defaultdict[_Id, list[Any]] = defaultdict(list)
    for page in pdf.pages:
        group = page.resources.get("/XObject")
        for form in group.values() if is_dict(group) else ():
            if is_dict(form) and "/Resources" not in form:
                heirs[form.objgen].append(page.resources)
    return heirs
