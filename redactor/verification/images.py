"""What picture files carry besides pixels: EXIF, comments, text chunks, trailing bytes.

An allow-list of segments (ITU-T T.81 annex B, PNG third edition section 11): tomorrow's
application segment cannot leak either.
"""

from collections.abc import Iterator

from redactor.verification.channels import Trace

__all__ = ["picture_traces"]

_PNG = b"\x89PNG\r\n\x1a\n"
_CHUNKS = frozenset(
    (
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB"),
        *(b"iCCP", b"sBIT", b"bKGD", b"pHYs", b"cICP"),
    )
)
_APP0, _APP2, _APP14, _SOS, _EOI = 0xE0, 0xE2, 0xEE, 0xDA, 0xD9


def picture_traces(data: bytes, place: str) -> Iterator[Trace]:
    """Yield a trace for what a cleaned JPEG, PNG or JPEG 2000 file never has."""
    if data[:2] == b"\xff\xd8":
        yield from _jpeg(data, place)
    elif data[:8] == _PNG:
        yield from _png(data, place)
    elif data[4:8] == b"jP  ":
        for box in (b"uuid", b"xml ", b"uinf"):
            if box in data[:65536]:
                yield Trace("forbidden", f"{place}/jpx_metadata")


def _jpeg(data: bytes, place: str) -> Iterator[Trace]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker in (_SOS, _EOI):
            break
        size = int.from_bytes(data[at + 2 : at + 4])
        body = data[at + 4 : at + 2 + size]
        if not _plain_segment(marker, body):
            yield Trace("forbidden", f"{place}/jpeg_metadata")
        at += 2 + size
    end = data.rfind(b"\xff\xd9")
    if end >= 0 and data[end + 2 :].strip(b"\0\r\n"):
        yield Trace("forbidden", f"{place}/jpeg_tail")


def _plain_segment(marker: int, body: bytes) -> bool:
    if marker == 0xFE:
        return False
    if not 0xE0 <= marker <= 0xEF:
        return True
    if marker == _APP0:
        # A JFIF thumbnail would show the picture as it was.
        return body[:5] == b"JFIF\0" and len(body) == 14
    if marker == _APP2:
        return body[:12] == b"ICC_PROFILE\0"
    return marker == _APP14 and body[:5] == b"Adobe" and len(body) == 12


def _png(data: bytes, place: str) -> Iterator[Trace]:
    at = len(_PNG)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4])
        kind = data[at + 4 : at + 8]
        if kind not in _CHUNKS:
            yield Trace("forbidden", f"{place}/png_metadata")
        at += 12 + size
        if kind == b"IEND":
            break
    if data[at:]:
        yield Trace("forbidden", f"{place}/png_tail")
