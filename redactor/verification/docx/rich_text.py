"""The text of Rich Text, by its control words (Microsoft RTF Specification 1.9.1).

Enough for comparing: paragraphs, cells and breaks become lines; destinations that no
page shows (fonts, styles, pictures, properties, field codes) are left out.
"""

import re
from dataclasses import dataclass, field, replace

__all__ = ["rich_text"]

_TOKEN = re.compile(
    r"\\(?:([A-Za-z]{1,32})(-?\d{1,10})? ?|'([0-9A-Fa-f]{2})|([^A-Za-z]))"
    r"|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_UNSEEN = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "fldinst", "listtable"),
        *("listoverridetable", "rsidtbl", "generator", "themedata", "datastore"),
        *("colorschememapping", "latentstyles", "xmlnstbl", "object", "header"),
        *("footer", "headerl", "headerr", "headerf", "footerl", "footerr", "footerf"),
        *("listtext", "pntext", "bkmkstart", "bkmkend", "annotation", "atnid"),
        *("atnauthor", "revtbl", "filetbl", "mmathPr", "operator", "title"),
    }
)
_SHOWN = frozenset({"shptxt", "shpinst", "shp"})
_SIGNS = {
    **dict.fromkeys(("par", "line", "cell", "row", "sect", "page"), "\n"),
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "nestcell": "\n",
}
_ESCAPED = {"~": "\u00a0", "_": "\u2011", "\\": "\\", "{": "{", "}": "}"}
_ESCAPED.update({"\r": "\n", "\n": "\n"})


@dataclass(frozen=True, slots=True)
class _State:
    unseen: bool = False
    skip: int = 1


@dataclass(slots=True)
class _Reader:
    """Characters so far, and bytes of a code page that wait to be decoded."""

    text: list[str] = field(default_factory=list, repr=False)
    waiting: bytearray = field(default_factory=bytearray, repr=False)
    codec: str = "cp1252"

    def settle(self) -> None:
        if self.waiting:
            data = bytes(self.waiting)
            try:
                self.text.append(data.decode("gb18030"))
            except UnicodeDecodeError:
                self.text.append(data.decode(self.codec, "replace"))
            self.waiting.clear()

    def say(self, text: str) -> None:
        self.settle()
        self.text.append(text)


def rich_text(data: bytes) -> str:
    """Return the visible main text of a Rich Text file."""
    source = data.decode("latin-1")
    reader = _Reader()
    state, stack = _State(), [_State()]
    starred = False
    skip = 0
    for match in _TOKEN.finditer(source):
        word, number, byte, sign, brace, plain = match.groups()
        if brace == "{":
            stack.append(state)
        elif brace:
            state = stack.pop() if len(stack) > 1 else state
        elif sign == "*":
            starred = True
            continue
        elif word is not None:
            state, skip = _word(word, number, state, starred, reader, skip)
        elif not state.unseen and (byte or plain or sign):
            skip = _characters(byte, plain, sign, reader, skip)
        starred = False
    reader.settle()
    text = "".join(reader.text)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _word(
    word: str,
    number: str | None,
    state: _State,
    starred: bool,
    reader: _Reader,
    skip: int,
) -> tuple[_State, int]:
    """Follow a control word; returns the state and how many characters to skip."""
    if word in _UNSEEN or (starred and word not in _SHOWN):
        return replace(state, unseen=True), 0
    if word == "uc":
        return replace(state, skip=int(number or 1)), skip
    if word in ("v", "deleted"):
        return replace(state, unseen=number != "0"), skip
    if state.unseen:
        return state, skip
    if word == "u":
        reader.say(chr(int(number or 0) % 0x10000))
        return state, state.skip
    if word == "ansicpg" and number:
        reader.codec = f"cp{number}" if number in ("936", "950", "1252") else "cp1252"
    elif word in _SIGNS:
        reader.say(_SIGNS[word])
        return state, 0
    return state, skip


def _characters(
    byte: str | None, plain: str | None, sign: str | None, reader: _Reader, skip: int
) -> int:
    """Take characters, less those that stand in for one told before."""
    if byte is not None:
        if skip:
            return skip - 1
        reader.waiting.append(int(byte, 16))
        return 0
    if plain is not None:
        rest = plain[skip:]
        if rest.isascii():
            # Ideographs may end with a byte that is a plain letter.
            reader.waiting.extend(rest.encode())
        elif rest:
            reader.waiting.extend(rest.encode("latin-1"))
        return max(skip - len(plain), 0)
    if sign in _ESCAPED:
        reader.say(_ESCAPED[sign])
    return 0
