"""What stands in a content stream without drawing: comments, unknown operators, keys.

No reader of a page shows it, so nothing finds a value there: it goes whatever it says.
"""

import re
import zlib
from typing import Any

__all__ = ["clean_instruction", "has_stray"]

# ISO 32000-1 annex A: how many numbers each operator takes; None when that changes.
_TAKES: dict[int | None, str] = {
    0: "b B b* B* BT EMC ET f F f* h n q Q s S T* W W*",
    1: "G g i j J M Tc TL Tr Ts Tw Tz w",
    2: "d0 l m Td TD",
    3: "RG rg",
    4: "K k re v y",
    6: "c cm d1 Tm",
    None: "d SC sc SCN scn",
}
_NUMBERS = {word: count for count, words in _TAKES.items() for word in words.split()}
_NAMED = {"CS": 1, "cs": 1, "Do": 1, "gs": 1, "ri": 1, "sh": 1, "Tf": 2}
_SHOWING = {"Tj": 1, "TJ": 1, "'": 1, '"': 3}
_OPERATORS = frozenset(
    word.encode() for word in (*_NUMBERS, *_NAMED, *_SHOWING, "BDC", "BMC", "MP", "DP")
)
_LETTERS = rb"[^()\\]|\\."
_INNER = _LETTERS + rb"|\((?:" + _LETTERS + rb"|\((?:" + _LETTERS + rb")*+\))*+\)"
_STRING = rb"\((?:" + _INNER + rb")*+\)|<[0-9A-Fa-f\s]*+>"
# What may hold strings and names in plain content, with the operator that takes it.
_PLAIN = re.compile(
    rb"(?:" + _STRING + rb")\s*(?:Tj|'|\")"
    rb"|\[(?:" + _STRING + rb"|[-+.\d\s])*\]\s*(?:TJ|[-+.\d]+\s+d\b)"
    rb"|/[^\s()<>\[\]{}/%]*[\s/]*(?:<<\s*(?:/MCID\s+\d+\s*)?"
    rb"(?:/Lang\s*\([\w\-]*\)\s*)?>>)?"
    rb"|(?P<open>\((?:" + _INNER + rb")*+\Z)",
    re.DOTALL,
)
_PICTURE = re.compile(rb"\bBI\b\s*/")
_STRAY = re.compile(rb"[(<>\[\]{}%]|\d{11}")
_WORD = re.compile(rb"[A-Za-z'\"][^\s]*")
# Table 93, short and long.
_PICTURE_KEYS = frozenset(
    {"/BPC", "/BitsPerComponent", "/CS", "/ColorSpace", "/D", "/Decode", "/DP"}
    | {"/DecodeParms", "/F", "/Filter", "/H", "/Height", "/IM", "/ImageMask", "/I"}
    | {"/Interpolate", "/W", "/Width", "/L", "/Length", "/Intent"}
)
_CHANNELS = {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}


def has_stray(data: bytes) -> bool:
    """Tell whether a content stream may hold anything besides drawing.

    Pictures within the content count: their keys and data are looked at one by one.
    """
    if _PICTURE.search(data):
        return True
    rest = _PLAIN.sub(rb" \g<open>", data)
    if _STRAY.search(rest):
        return True
    return not _OPERATORS.issuperset(_WORD.findall(rest))


def clean_instruction(instruction: Any) -> Any:
    """Return an instruction without what its operator does not take.

    Args:
        instruction: As `pikepdf.parse_content_stream` gives it; none of marked content.

    Returns:
        None for an operator that nobody knows; the same instruction if it was plain.
    """
    import pikepdf

    operator = str(instruction.operator)
    if operator == "INLINE IMAGE":
        return _clean_picture(instruction)
    operands = list(instruction.operands)
    if operator in _SHOWING:
        kept = operands[-_SHOWING[operator] :]
    elif operator in _NAMED:
        kept = operands[-_NAMED[operator] :]
    elif operator in _NUMBERS:
        kept = [item for item in operands if not isinstance(item, pikepdf.String)]
        count = _NUMBERS[operator]
        if count is not None:
            kept = kept[len(kept) - count :] if len(kept) > count else kept
    else:
        return None
    if len(kept) == len(operands):
        return instruction
    return pikepdf.ContentStreamInstruction(kept, instruction.operator)


def _clean_picture(instruction: Any) -> Any:
    """Keep the known keys of an inline picture, and its data up to their end."""
    import pikepdf

    picture = instruction.iimage
    tokens = list(picture._image_object)
    pairs = list(zip(tokens[::2], tokens[1::2], strict=False))
    kept = [(k, v) for k, v in pairs if str(k) in _PICTURE_KEYS and not _holds_text(v)]
    raw = picture.read_raw_bytes()
    data = raw[: _end_of_data(picture, raw)]
    if len(kept) == len(pairs) and len(data) == len(raw.rstrip()) == len(raw):
        return instruction
    head = b" ".join(_written(item) for pair in kept for item in pair)
    with pikepdf.new() as scratch:
        stream = scratch.make_stream(b"BI\n" + head + b"\nID\n" + data + b"\nEI\n")
        return pikepdf.parse_content_stream(stream)[0]


def _holds_text(value: Any) -> bool:
    """Tell whether a value holds a string that is no palette."""
    import pikepdf

    if isinstance(value, pikepdf.Array):
        palette = len(value) == 4 and str(value[0]) in ("/I", "/Indexed")
        return not palette and any(map(_holds_text, value))
    return isinstance(value, pikepdf.String)


def _written(item: Any) -> bytes:
    import pikepdf

    return bytes(pikepdf.unparse_content_stream([([item], pikepdf.Operator("n"))]))[:-2]


def _end_of_data(picture: Any, raw: bytes) -> int:
    """Return where the data of an inline picture end, their length when unknown."""
    filters = list(picture.filters)
    if filters[:1] == ["/FlateDecode"]:
        unpacker = zlib.decompressobj()
        try:
            unpacker.decompress(raw)
        except zlib.error:
            return len(raw)
        return len(raw) - len(unpacker.unused_data) if unpacker.eof else len(raw)
    if filters:
        return len(raw)
    try:
        space = "/DeviceGray" if picture.image_mask else str(picture.colorspace)
        bits = 1 if picture.image_mask else picture.bits_per_component
    except (NotImplementedError, KeyError, ValueError, AttributeError):
        return len(raw)
    channels = 1 if picture.indexed else _CHANNELS.get(space)
    if channels is None:
        return len(raw)
    row = (picture.width * channels * bits + 7) // 8
    return min(len(raw), int(row * picture.height))
