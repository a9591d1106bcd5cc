"""Cut what stands behind the data of a stream, where no reader looks.

A packed stream may go on after its end, a picture after its last row, a program may
hold comments, and a colour profile texts about its maker.
"""

import re
import zlib
from collections import Counter
from math import prod
from typing import Any

from redactor.formats.pdf.icc import strip_profile
from redactor.formats.pdf.keys import components
from redactor.formats.pdf.objects import is_array

__all__ = ["cut_tails"]

_COMMENT = re.compile(rb"%[^\r\n]*")
_PIECE = 1 << 16


def cut_tails(pdf: Any, counts: Counter[str]) -> None:
    """Cut the data of every stream of a file to what it means.

    What this does not do: look behind the end of fax, JBIG2 and JPEG 2000 data.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.
        counts: Removals by kind, added to.
    """
    import pikepdf

    profiles = _profiles(pdf)
    for obj in pdf.objects:
        if not isinstance(obj, pikepdf.Stream):
            continue
        if obj.objgen in profiles:
            changed = _rewritten(obj, strip_profile(obj.read_bytes()))
        elif str(obj.get("/Subtype", "")) == "/Image":
            changed = _cut_picture(obj)
        elif "/FunctionType" in obj:
            changed = _cut_function(obj)
        else:
            changed = _cut_packed(obj)
        counts["private_data"] += changed


def _profiles(pdf: Any) -> set[tuple[int, int]]:
    """Return the numbers of the streams that are colour profiles."""
    import pikepdf

    found: set[tuple[int, int]] = set()

    def look(value: Any, depth: int) -> None:
        if depth > 8 or not is_array(value):
            return
        if len(value) == 2 and str(value[0]) == "/ICCBased":
            found.add(value[1].objgen)
        for item in value if len(value) < 64 else ():
            look(item, depth + 1)

    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Array):
            look(obj, 0)
        elif isinstance(obj, pikepdf.Dictionary | pikepdf.Stream):
            _look_into(obj, look)
    return found


def _look_into(obj: Any, look: Any) -> None:
    """Look at the colour spaces of a picture, a group, a shading, resources."""
    import pikepdf

    resources = obj.get("/Resources", obj)
    spaces = None
    if isinstance(resources, pikepdf.Dictionary | pikepdf.Stream):
        spaces = resources.get("/ColorSpace")
    for value in (obj.get("/ColorSpace"), obj.get("/CS")):
        look(value, 0)
    if isinstance(spaces, pikepdf.Dictionary):
        for value in spaces.values():
            look(value, 0)
    for key in ("/Group", "/Shading"):
        value = obj.get(key)
        if isinstance(value, pikepdf.Dictionary) and value.objgen == (0, 0):
            _look_into(value, look)


def _rewritten(stream: Any, data: bytes) -> bool:
    if data == stream.read_bytes() and _end(stream) is None:
        return False
    stream.write(data)
    return True


def _end(stream: Any) -> bytes | None:
    """Return packed data without what follows them; None when nothing does."""
    if str(stream.get("/Filter", "")) != "/FlateDecode":
        return None
    raw = stream.read_raw_bytes()
    unpacker = zlib.decompressobj()
    try:
        data = raw
        while data and not unpacker.eof:
            unpacker.decompress(data, _PIECE)
            data = unpacker.unconsumed_tail
    except zlib.error:
        return None
    rest = unpacker.unused_data
    if not rest.strip(b"\r\n"):
        return None
    return bytes(raw[: len(raw) - len(rest)])


def _cut_packed(stream: Any) -> bool:
    import pikepdf

    data = _end(stream)
    if data is None:
        return False
    parms = stream.get("/DecodeParms")
    stream.write(data, filter=pikepdf.Name.FlateDecode, decode_parms=parms)
    return True


def _cut_picture(image: Any) -> bool:
    """Cut a picture that a general filter packs behind its last row."""
    import pikepdf

    try:
        data = image.read_bytes()
    except (pikepdf.PdfError, RuntimeError):
        return False  # a picture filter of its own
    stencil = bool(image.get("/ImageMask", False))
    count = 1 if stencil else components(image.get("/ColorSpace"))
    bits = 1 if stencil else image.get("/BitsPerComponent")
    wide, high = image.get("/Width"), image.get("/Height")
    if not all(isinstance(value, int) for value in (count, bits, wide, high)):
        return _cut_packed(image)
    size = (wide * count * bits + 7) // 8 * high
    if len(data) <= size:
        return _cut_packed(image)
    image.write(data[:size])
    return True


def _cut_function(function: Any) -> bool:
    data = function.read_bytes()
    kind = function.get("/FunctionType")
    if kind == 4:
        return _rewritten(function, _COMMENT.sub(b" ", data))
    size, ranges = function.get("/Size"), function.get("/Range")
    bits = function.get("/BitsPerSample")
    if kind != 0 or not (is_array(size) and is_array(ranges) and isinstance(bits, int)):
        return _cut_packed(function)
    outputs = len(ranges) // 2
    length = (prod(int(n) for n in size) * outputs * bits + 7) // 8
    return _rewritten(function, data[:length])
