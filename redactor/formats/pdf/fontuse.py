"""Which codes of which font the content of a file still shows."""

import struct
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from redactor.formats.pdf.objects import is_array, is_dict

__all__ = ["FontUse", "font_uses", "two_byte"]

_OPERATORS = "Tf Tj TJ ' \" q Q gs"
_Id = tuple[int, int]


@dataclass(slots=True)
class FontUse:
    """A font dictionary and the codes shown with it."""

    font: Any
    shown: set[bytes] = field(default_factory=set, repr=False)

    def codes(self) -> set[int]:
        """Return the codes, of two bytes for fonts of that kind, else of one."""
        if not two_byte(self.font):
            return set(b"".join(self.shown))
        pairs = b"".join(text[: len(text) & ~1] for text in self.shown)
        return set(struct.unpack(f">{len(pairs) // 2}H", pairs))


def two_byte(font: Any) -> bool:
    """Tell whether all codes of a font have two bytes."""
    encoding = str(font.get("/Encoding", ""))
    return str(font.get("/Subtype", "")) == "/Type0" and (
        encoding.startswith("/Identity") or "UCS2" in encoding
    )


def known_width(font: Any) -> bool:
    """Tell whether the length of a font's codes is known here."""
    return str(font.get("/Subtype", "")) != "/Type0" or two_byte(font)


class _Collector:
    def __init__(self) -> None:
        self.uses: dict[_Id, FontUse] = {}
        self.sure = True

    def read(self, source: Any, resources: Any) -> None:
        """Read one content stream with its resources."""
        import pikepdf

        group = resources.get("/Font") if is_dict(resources) else None
        fonts = dict(group.items()) if is_dict(group) else {}
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
                if self._sets_font(resources, item.operands):
                    self.sure = False
            elif font is not None:
                font.shown.update(_strings(item.operands))

    def _use(self, font: Any) -> FontUse | None:
        if not is_dict(font):
            return None
        if font.objgen == (0, 0):
            self.sure = False
            return None
        return self.uses.setdefault(font.objgen, FontUse(font))

    def _sets_font(self, resources: Any, operands: Any) -> bool:
        states = resources.get("/ExtGState") if is_dict(resources) else None
        state = states.get(str(operands[0])) if is_dict(states) and operands else None
        return is_dict(state) and "/Font" in state


def _strings(operands: Any) -> Iterator[bytes]:
    import pikepdf

    for operand in operands:
        if isinstance(operand, pikepdf.String):
            yield bytes(operand)
        elif is_array(operand):
            yield from (bytes(o) for o in operand if isinstance(o, pikepdf.String))


def font_uses(pdf: Any) -> tuple[list[FontUse], bool]:
    """Return every font that content shows text with, and whether that is all.

    Args:
        pdf: A `pikepdf.Pdf`.
    """
    import pikepdf

    collector = _Collector()
    for page in pdf.pages:
        collector.read(page, page.resources)
    heirs = _heirs(pdf)
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Stream):
            if str(obj.get("/Subtype", "")) == "/Form" or "/PatternType" in obj:
                own = obj.get("/Resources")
                for resources in [own] if own is not None else heirs[obj.objgen]:
                    collector.read(obj, resources)
        elif is_dict(obj) and str(obj.get("/Subtype", "")) == "/Type3":
            procs = obj.get("/CharProcs")
            for proc in procs.values() if is_dict(procs) else ():
                collector.read(proc, obj.get("/Resources"))
    return list(collector.uses.values()), collector.sure


def _heirs(pdf: Any) -> defaultdict[_Id, list[Any]]:
    """Return the pages' resources for forms that have none of their own."""
    heirs: defaultdict[_Id, list[Any]] = defaultdict(list)
    for page in pdf.pages:
        group = page.resources.get("/XObject")
        for form in group.values() if is_dict(group) else ():
            if is_dict(form) and "/Resources" not in form:
                heirs[form.objgen].append(page.resources)
    return heirs
