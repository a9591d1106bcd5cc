"""Kinds of image files by their first bytes, and what their copies are."""

from importlib.util import find_spec

__all__ = ["COPY_NAMES", "SUFFIXES", "kind_of"]

SUFFIXES = (
    *(".bmp", ".heic", ".heif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp"),
)
# A HEIC file becomes a JPEG: few programs of an office open the former.
COPY_NAMES = {
    "PNG": "png",
    "JPEG": "jpg",
    "TIFF": "tif",
    "BMP": "bmp",
    "WEBP": "webp",
    "HEIF": "jpg",
}

_HEADS = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"II+\0", "TIFF"),
    (b"MM\0+", "TIFF"),
    (b"BM", "BMP"),
)
_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"mif1", b"msf1")


def kind_of(head: bytes) -> str | None:
    """Return Pillow's name of the kind, None if it is no image file that is known."""
    for magic, kind in _HEADS:
        if head.startswith(magic):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        return "HEIF" if find_spec("pillow_heif") is not None else None
    return None
