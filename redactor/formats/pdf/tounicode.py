"""Rewrite ToUnicode maps so that they tell only of codes that are shown."""

import re
from collections.abc import Callable
from typing import Any

from redactor.formats.pdf.objects import is_dict

__all__ = ["parse_tounicode", "rewrite_tounicode"]

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|([\[\]])")
_WORDS = re.compile(
    rb"/?\b(?:CIDInit|ProcSet|findresource|dict|begin|end|begincmap|endcmap|def|pop|"
    rb"CIDSystemInfo|Registry|Ordering|Supplement|CMapName|CMapType|CMap|currentdict|"
    rb"defineresource|Adobe-Identity-UCS|Adobe-Identity-H|begincodespacerange|"
    rb"endcodespacerange|\d{1,5})\b|\((?:Adobe|UCS|Identity)\)|<<|>>|"
    rb"<(?:00|ff|FF|0000|ffff|FFFF)>"
)
_MOST = 70_000


def _hex(token: bytes) -> str:
    return (token if token.isalnum() else b"".join(token.split())).decode().lower()


def parse_tounicode(data: bytes) -> dict[int, str]:
    """Return the map as code to UTF-16BE hex digits (ISO 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for kind, body in _BLOCK.findall(data):
        tokens = [
            _hex(text) if not sign else sign.decode()
            for text, sign in _ITEM.findall(body)
        ]
        if kind == b"bfchar":
            for code, text in zip(tokens[::2], tokens[1::2], strict=False):
                if code:
                    found[int(code, 16)] = text
        else:
            _ranges(tokens, found)
    return found


def _ranges(tokens: list[str], found: dict[int, str]) -> None:
    at = 0
    while at + 2 < len(tokens):
        if not tokens[at] or not tokens[at + 1]:
            return
        low, high = int(tokens[at], 16), int(tokens[at + 1], 16)
        at += 2
        if tokens[at] == "[":
            at += 1
            code = low
            while at < len(tokens) and tokens[at] != "]":
                found[code] = tokens[at]
                code, at = code + 1, at + 1
            at += 1
            continue
        text = tokens[at]
        at += 1
        if high - low > _MOST or not text:
            continue
        value, form = int(text, 16), f"%0{len(text)}x"
        if high == low:
            found[low] = text
            continue
        for step in range(high - low + 1):
            found[low + step] = form % (value + step)


def _space(size: int, *, mixed: bool) -> str:
    """Return a code space; of two sizes, long codes begin where short ones end."""
    if not mixed:
        return f"<{'0' * size}> <{'f' * size}>\n"
    return "<00> <80>\n" if size == 2 else "<8140> <fefe>\n"


def rewrite_tounicode(
    pdf: Any, font: Any, codes: set[int], digits: Callable[[int], int]
) -> None:
    """Give a font a new map with the given codes only.

    Args:
        pdf: A `pikepdf.Pdf`.
        font: Font dictionary with or without a map; it is changed.
        codes: Codes that are shown.
        digits: Tells with how many hex digits a code is written.
    """
    stream = font.get("/ToUnicode")
    if stream is None or not is_dict(stream):
        return
    data = stream.read_bytes()
    old = parse_tounicode(data)
    kept = {code: text for code, text in sorted(old.items()) if code in codes}
    if len(kept) == len(old) and not _WORDS.sub(b"", _BLOCK.sub(b"", data)).strip():
        return  # nothing to take out, and nothing but a map in it
    sizes = sorted({digits(code) for code in kept} or {2})
    lines = [f"<{code:0{digits(code)}x}> <{text}>" for code, text in kept.items()]
    blocks = [
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for part in (lines[i : i + 100] for i in range(0, len(lines), 100))
    ]
    spaces = "".join(_space(size, mixed=len(sizes) > 1) for size in sizes)
    body = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        f"{len(sizes)} begincodespacerange\n{spaces}endcodespacerange\n"
        + "".join(blocks)
        + "endcmap CMapName currentdict /CMap defineresource pop end end\n"
    )
    font.ToUnicode = pdf.make_stream(body.encode())
