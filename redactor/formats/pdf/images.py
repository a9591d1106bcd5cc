"""Pictures whose pixels MuPDF blanked: coded again in their own kind.

MuPDF writes them without loss, as large as they get. A JPEG keeps its tables, so that
what was not painted stays as good as it was; what had no loss has none after; two
colours stay one bit.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from redactor.formats.pdf.objects import is_dict

__all__ = ["picture_numbers", "recode_images", "successors"]

_QUALITY = 85
_FEW_COLOURS = 256
_FEWER_COLOURS = 64  # of a picture that may have been a JPEG
_DRAWN = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")
_SMALL = 4096  # bytes: not worth coding again
_LOSSY = frozenset({"/DCTDecode", "/JPXDecode"})
_BAD = (ValueError, TypeError, NotImplementedError, OSError, KeyError)


def picture_numbers(page: Any) -> list[tuple[int, int, int]]:
    """Return object number, width and height of a page's pictures as they are drawn.

    Pictures within forms and within the content itself are left out.

    Args:
        page: A `pymupdf.Page`.
    """
    found = {str(i[7]).encode(): (int(i[0]), i[2], i[3]) for i in page.get_images()}
    if not found:
        return []
    drawn = _DRAWN.findall(page.read_contents())
    return [found[name] for name in drawn if name in found]


def successors(
    old: Sequence[tuple[int, int, int]], new: Sequence[tuple[int, int, int]]
) -> dict[int, int]:
    """Return the old object number by the new one, from `picture_numbers` of a page.

    Empty where the two do not go together; then nothing is known.
    """
    if [one[1:] for one in old] != [one[1:] for one in new]:
        return {}
    pairs = zip(old, new, strict=True)
    return {now: before for (before, *_), (now, *_) in pairs if now != before}


def recode_images(pdf: Any, first: int, before: Mapping[int, int]) -> int:
    """Code images anew that redaction left without any real compression.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.
        first: Lowest object number that redaction gave out.
        before: Object number of the picture that each new one stands for, if known.

    Returns:
        How many were coded anew.
    """
    import pikepdf

    count = 0
    for obj in pdf.objects:
        if (
            isinstance(obj, pikepdf.Stream)
            and str(obj.get("/Subtype", "")) == "/Image"
            and obj.objgen[0] >= first
        ):
            number = before.get(obj.objgen[0])
            original = pdf.get_object(number, 0) if number else None
            count += _recode(obj, original)
    return count


def _recode(image: Any, original: Any) -> bool:
    import pikepdf

    if len(image.read_raw_bytes()) < _SMALL:
        return False
    try:
        if "/ImageMask" in image:
            return _as_bits(image, image.read_bytes())
        picture = pikepdf.PdfImage(image).as_pil_image()
        if picture.mode in ("RGBA", "LA") and is_dict(image.get("/SMask")):
            picture = picture.convert(picture.mode[:-1])  # the mask stays as it is
        if picture.mode == "1":
            return _as_bits(image, picture.tobytes())
        if picture.mode == "CMYK":
            return _with_loss(image, picture, None, "")
        if picture.mode not in ("L", "RGB"):
            return False
        kind = _kind(original)
        few = _FEWER_COLOURS if kind == "" else _FEW_COLOURS
        if kind not in _LOSSY and picture.getcolors(few) is not None:
            return _without_loss(image, picture)
        if kind == "" or kind in _LOSSY:
            return _with_loss(image, picture, original, kind)
        return _packed(image, picture)
    except (pikepdf.PdfError, pikepdf.DependencyError, *_BAD):
        return False  # stays as MuPDF wrote it: larger, but its pixels are gone


def _kind(original: Any) -> str:
    """Return the last filter of a picture, empty if it is not known."""
    import pikepdf

    if not isinstance(original, pikepdf.Stream):
        return ""
    filters = original.get("/Filter", "/None")
    if isinstance(filters, pikepdf.Array):
        filters = filters[-1] if len(filters) else "/None"
    return str(filters)


def _with_loss(image: Any, picture: Any, original: Any, kind: str) -> bool:
    """Store a photograph or a scan as JPEG or JPEG 2000, as it was before."""
    import pikepdf

    buffer = BytesIO()
    if kind == "/JPXDecode":
        size = len(original.read_raw_bytes())
        rate = max(1.0, len(picture.tobytes()) / max(1, size))
        how = {"quality_mode": "rates", "quality_layers": [rate], "irreversible": True}
        picture.save(buffer, "JPEG2000", **how)
        name = pikepdf.Name.JPXDecode
    else:
        picture.save(buffer, "JPEG", **_tables(original, picture.mode))
        name = pikepdf.Name.DCTDecode
    data = buffer.getvalue()
    if len(data) >= len(image.read_raw_bytes()):
        return False
    if picture.mode == "CMYK":
        # its colours stay as they are told; JPEG holds them inverted, as Adobe does
        _store(image, data, name, 8, None)
        image.Decode = pikepdf.Array([1, 0] * 4)
    else:
        _store(image, data, name, 8, _device(picture.mode))
    return True


def _tables(original: Any, mode: str) -> dict[str, Any]:
    """Return how a JPEG was coded: what is coded so again loses next to nothing."""
    from PIL import Image, JpegImagePlugin

    if original is None:
        return {"quality": _QUALITY}
    with Image.open(BytesIO(original.read_raw_bytes())) as source:
        tables: Any = getattr(source, "quantization", None)
        if not tables:
            return {"quality": _QUALITY}
        kept: dict[str, Any] = {"qtables": tables, "optimize": True}
        if mode == "L":
            kept["qtables"] = {0: tables[0]}
        elif source.mode == "RGB":
            sampling = JpegImagePlugin.get_sampling(source)
            kept |= {"subsampling": sampling} if sampling >= 0 else {}
        return kept


def _without_loss(image: Any, picture: Any) -> bool:
    """Store a picture of few colours with a palette, of two with one bit."""
    import numpy as np
    import pikepdf

    colours = [colour for _, colour in picture.getcolors(_FEW_COLOURS)]
    if set(colours) <= {0, 255} or set(colours) <= {(0, 0, 0), (255, 255, 255)}:
        return _as_bits(image, picture.convert("1", dither=0).tobytes())
    if picture.mode == "L" and len(colours) > 16:
        return _packed(image, picture)
    pixels = np.asarray(picture.convert("RGB")).astype(np.uint32)
    keys = pixels @ np.array([65536, 256, 1], np.uint32)
    palette, indexes = np.unique(keys, return_inverse=True)
    bits = next(b for b in (1, 2, 4, 8) if len(palette) <= 1 << b)
    rows = _bits(indexes.reshape(keys.shape).astype(np.uint8), bits)
    data = zlib.compress(rows, 9)
    if len(data) >= len(image.read_raw_bytes()):
        return False
    table = b"".join(int(key).to_bytes(3) for key in palette)
    space = pikepdf.Array(
        [
            pikepdf.Name.Indexed,
            pikepdf.Name.DeviceRGB,
            len(palette) - 1,
            pikepdf.String(table),
        ]
    )
    _store(image, data, pikepdf.Name.FlateDecode, bits, space)
    return True


def _bits(indexes: Any, bits: int) -> bytes:
    """Return rows of numbers with so many bits each, every row to a whole byte."""
    import numpy as np

    many = 8 // bits
    height, width = indexes.shape
    full = np.zeros((height, -(-width // many) * many), np.uint8)
    full[:, :width] = indexes
    rows = np.zeros((height, full.shape[1] // many), np.uint8)
    for at in range(many):
        rows |= full[:, at::many] << (8 - bits * (at + 1))
    return rows.tobytes()


def _packed(image: Any, picture: Any) -> bool:
    """Store all colours without loss, with the filters of PNG."""
    import pikepdf

    buffer = BytesIO()
    picture.save(buffer, "PNG", compress_level=9)
    data = _png_data(buffer.getvalue())
    if len(data) >= len(image.read_raw_bytes()):
        return False
    parms = pikepdf.Dictionary(
        Predictor=15,
        Colors=len(picture.getbands()),
        BitsPerComponent=8,
        Columns=picture.width,
    )
    space = _device(picture.mode)
    _store(image, data, pikepdf.Name.FlateDecode, 8, space, parms)
    return True


def _png_data(png: bytes) -> bytes:
    """Return the joined IDAT chunks of a PNG file."""
    data, at = [], 8
    while at + 8 <= len(png):
        size = int.from_bytes(png[at : at + 4])
        if png[at + 4 : at + 8] == b"IDAT":
            data.append(png[at + 8 : at + 8 + size])
        at += 12 + size
    return b"".join(data)


def _as_bits(image: Any, rows: bytes) -> bool:
    """Store rows of one bit: CCITT group 4 or deflated, whatever is less."""
    import pikepdf
    from PIL import Image

    from redactor.ocr.recode import ccitt_g4

    width, height = int(image.Width), int(image.Height)
    mask = "/ImageMask" in image
    picture = Image.frombytes("1", (width, height), rows)
    fax, flat = ccitt_g4(picture), zlib.compress(rows, 9)
    if min(len(fax), len(flat)) >= len(image.read_raw_bytes()):
        return False
    decode = image.get("/Decode") if mask else None
    space = None if mask else pikepdf.Name.DeviceGray
    if len(flat) <= len(fax):
        _store(image, flat, pikepdf.Name.FlateDecode, 1, space)
    else:
        parms = pikepdf.Dictionary(K=-1, Columns=width, Rows=height, BlackIs1=False)
        _store(image, fax, pikepdf.Name.CCITTFaxDecode, 1, space, parms)
    if decode is not None:
        image.Decode = decode
    return True


def _device(mode: str) -> Any:
    import pikepdf

    return pikepdf.Name.DeviceGray if mode == "L" else pikepdf.Name.DeviceRGB


def _store(
    image: Any, data: bytes, name: Any, bits: int, space: Any, parms: Any = None
) -> None:
    for key in ("/DecodeParms", "/Decode"):
        if key in image and is_dict(image):
            del image[key]
    image.write(data, filter=name, decode_parms=parms)
    image.BitsPerComponent = bits
    if space is not None:
        image.ColorSpace = space
