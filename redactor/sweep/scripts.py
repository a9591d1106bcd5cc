r"""What scripts of a web page hold as data: strings and long numbers, as lines.

Tables of names are often shipped as JSON in a script. Escapes such as ``\u5f20`` are
resolved and tags within strings taken out. What this doesn't do: run the script, so
strings that it puts together from pieces stay apart.
"""

import re
from collections.abc import Iterator

__all__ = ["script_lines"]

_DATA = re.compile(
    r"""
    "(?P<double>(?:[^"\\\n]|\\.)*)" | '(?P<single>(?:[^'\\\n]|\\.)*)'
    | `(?P<tick>(?:[^`\\]|\\.)*)`
    | (?<![\w.])(?P<number>\d{11,19})(?![\w.])
    | (?P<end>[}\];\n])
    """,
    re.X | re.S,
)
_ESCAPE = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", re.S
)
_SIGNS = {"n": "\n", "r": "\n", "t": "\t", "b": "", "f": "", "v": "", "0": ""}
_TAGS = re.compile(r"<[^>]*>")
# Words of programs hold neither Chinese nor numbers of some length nor an address.
_TELLING = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|\d{7}|@")
_MOST_PIECES = 200


def script_lines(script: str) -> Iterator[str]:
    """Yield the data of a script, one line an object, list or statement."""
    pieces: list[str] = []
    for found in _DATA.finditer(script):
        if found["end"] is not None or len(pieces) >= _MOST_PIECES:
            yield from _line(pieces)
            pieces = []
        if found["end"] is not None:
            continue
        text = next(group for group in found.groups() if group is not None)
        if found["number"] is None:
            text = _TAGS.sub(" ", _ESCAPE.sub(_resolved, text)).strip()
        if text:
            pieces.append(text)
    yield from _line(pieces)


def _line(pieces: list[str]) -> Iterator[str]:
    text = " ".join(pieces)
    if _TELLING.search(text):
        yield text


def _resolved(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    if code is None:
        return _SIGNS.get(found[4], found[4])
    number = int(code, 16)
    # halves of a pair are of no use alone, and no text may hold them
    return "" if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF else chr(number)
