"""What a written image file may consist of, kind by kind: an allow-list of parts."""

from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from redactor.verification.channels import Trace
from redactor.verification.images import picture_traces

__all__ = ["carrier_traces"]

# TIFF 6.0: what describes pixels, and the colour profile (34675). No description,
# software, artist, date, copyright, EXIF, GPS, XMP, IPTC, Photoshop, pages of others.
_TAGS = frozenset(
    (
        *(254, 256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 282, 283, 284),
        *(292, 293, 296, 301, 317, 320, 322, 323, 324, 325, 332, 336, 338, 339, 340),
        *(341, 347, 529, 530, 531, 532, 34675),
    )
)
_WEBP = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"))


def carrier_traces(data: bytes) -> Iterator[Trace]:
    """Yield a trace for each part of an image file that a copy never has.

    Raises:
        OSError: It cannot be read.
    """
    yield from picture_traces(data, "file")
    if data[:2] in (b"II", b"MM"):
        yield from _tiff(data)
    elif data[:4] == b"RIFF":
        yield from _webp(data)
    elif data[:2] == b"BM" and int.from_bytes(data[2:6], "little") != len(data):
        yield Trace("forbidden", "file/bmp_tail")


def _tiff(data: bytes) -> Iterator[Trace]:
    with Image.open(BytesIO(data)) as image:
        for index in range(getattr(image, "n_frames", 1)):
            image.seek(index)
            for tag in image.tag_v2:  # type: ignore[attr-defined]
                if tag not in _TAGS:
                    yield Trace("forbidden", f"p{index + 1}/tiff_{tag}")


def _webp(data: bytes) -> Iterator[Trace]:
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name not in _WEBP:
            yield Trace("forbidden", "file/webp_metadata")
        at += 8 + size + size % 2
    if at != len(data):
        yield Trace("forbidden", "file/webp_tail")
