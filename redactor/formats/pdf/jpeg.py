"""Take texts out of JPEG data: EXIF, XMP, comments; colour markers stay."""

from collections import Counter
from typing import Any

__all__ = ["strip_jpeg", "strip_segments"]

_SOS, _EOI = 0xDA, 0xD9
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD9)})


def strip_segments(data: bytes) -> bytes | None:
    """Return JPEG data without APPn (but JFIF and Adobe) and COM segments.

    JFIF (APP0) and Adobe (APP14) say how colours are coded and hold no text; they are
    cut to their fixed part. Bytes after the end of the picture go.

    Returns:
        None when the data is no JPEG stream that can be followed.
    """
    if data[:2] != b"\xff\xd8":
        return None
    out = [b"\xff\xd8"]
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in _STANDALONE:
            out.append(data[at : at + 2])
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == _SOS:
            last = data.rfind(b"\xff\xd9")
            out.append(data[at : last + 2] if last > at else data[at:])
            return b"".join(out)
        out.append(_segment(marker, data[at:end]))
        at = end
    return None


def _segment(marker: int, segment: bytes) -> bytes:
    if marker == 0xFE:
        return b""
    if marker == 0xE0 and segment[4:9] == b"JFIF\0" and len(segment) >= 18:
        return b"\xff\xe0\x00\x10" + segment[4:16] + b"\0\0"
    if marker == 0xEE and segment[4:9] == b"Adobe" and len(segment) >= 16:
        return b"\xff\xee\x00\x0e" + segment[4:16]
    return b"" if 0xE0 <= marker <= 0xEF else segment


def strip_jpeg(image: Any, counts: Counter[str]) -> None:
    """Strip the data of an image XObject when it is JPEG.

    Args:
        image: A `pikepdf.Stream`; it is changed.
        counts: Removals by kind, added to.
    """
    import pikepdf

    filters = image.get("/Filter")
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    if [str(name) for name in names] != ["/DCTDecode"]:
        return
    data = image.read_raw_bytes()
    clean = strip_segments(data)
    if clean is not None and clean != data:
        counts["picture_metadata"] += 1
        image.write(
            clean,
            filter=pikepdf.Name.DCTDecode,
            decode_parms=image.get("/DecodeParms"),
        )
