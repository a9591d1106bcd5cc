"""What a plainly written page paints, read from its content alone.

A page of text, lines and areas is followed operator by operator (ISO 32000-1:2008,
annex A): every glyph with its font, code, place and state, every path with its points
and state, every picture and form as a whole. Whatever is not known here for certain
(shadings, patterns, Type 3 and vertical fonts, codes of other widths, comments, texts
that are not drawn) ends the reading: then the page must be looked at by drawing it.
"""

import re
from collections.abc import Callable
from typing import Any

from redactor.verification.pdf.content import string_bytes
from redactor.verification.pdf.operators import Name, Reader
from redactor.verification.pdf.painted import Script
from redactor.verification.pdf.scriptfonts import NotPlainError, ScriptFonts

__all__ = ["read_script"]

_END = rb"(?![^\s/<>()\[\]{}%])"
_TOKEN = re.compile(
    rb"(?P<mark>/[^\s/<>()\[\]{}%]+\s*(?:<<\s*/MCID\s+\d+\s*>>\s*BDC|BMC)"
    + _END
    + rb")"
    rb"|(?P<number>[-+]?(?:\d+\.?\d*|\.\d+)" + _END + rb")"
    rb"|<(?P<hex>[0-9A-Fa-f\s]*)>"
    rb"|\((?P<literal>(?s:[^()\\]|\\.)*)\)"
    rb"|/(?P<name>[^\s/<>()\[\]{}%#]+)"
    rb"|(?P<word>[A-Za-z'\"][A-Za-z0-9*]*" + _END + rb")"
    rb"|(?P<bracket>[\[\]])"
    rb"|(?P<other>\S)"
)


def read_script(
    data: bytes,
    resources: Any,
    fonts: ScriptFonts,
    digest: Callable[[Any], bytes],
    keys: dict[Any, int],
) -> Script:
    """Follow a page's content.

    Args:
        data: All its content streams, joined.
        resources: Its resource dictionary.
        fonts: The file's fonts.
        digest: Tells what an object of the resources is made of.
        keys: Numbers of states and kinds of paths; new ones are added, so that two
            scripts of one ``keys`` compare.

    Raises:
        NotPlainError: It holds something that is not known here.
    """
    reader = Reader(resources, fonts, digest, keys)
    operands: list[Any] = []
    for mark, number, hexes, text, name, word, bracket, other in _TOKEN.findall(data):
        if number:
            operands.append(float(number))
        elif word:
            reader.run(word, operands)
            operands = []
        elif name:
            operands.append(Name(name))
        elif hexes or text:
            kind = "hex" if hexes else "literal"
            operands.append(string_bytes(kind, hexes or text))
        elif other or (operands and (mark or bracket == b"[")):
            raise NotPlainError
    if operands:
        raise NotPlainError
    return reader.script()
