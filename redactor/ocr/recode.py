"""A painted picture back in its own kind: same format, about the same size, no extras.

JPEG keeps its quantisation tables and sampling, so what was not painted loses next to
nothing; PNG, BMP and 1-bit pictures are lossless. Nothing but pixels, resolution and
the colour profile is written: EXIF, XMP, comments, thumbnails and text chunks stay
behind, since only what is named here reaches the file.
"""

from io import BytesIO
from typing import Any

from PIL import Image, JpegImagePlugin, UnidentifiedImageError

from redactor.errors import WriteError

__all__ = ["GROWTH", "ccitt_g4", "encode_as", "encode_like"]

GROWTH = 1.5
"""A copy is at most this many times as large as the original (lossy kinds)."""

_LOSSY_STEPS = (90, 80, 70, 60, 50, 40)
_DEFAULT_QUALITY = 88


def encode_like(original: bytes, image: Image.Image) -> bytes:
    """Return ``image`` encoded as ``original`` is, without metadata.

    An EXIF orientation is not applied here: pass upright pixels where the viewer would
    turn them.

    Args:
        original: A picture file (not a bare CCITT or JBIG2 stream; see `ccitt_g4`).
        image: The pixels to write, as `redactor.ocr.paint` made them.

    Raises:
        WriteError: The original is of no known kind, or cannot be written.
    """
    try:
        with Image.open(BytesIO(original)) as source:
            return encode_as(source, image, budget=round(GROWTH * len(original)))
    except (UnidentifiedImageError, OSError, ValueError, KeyError) as error:
        raise WriteError(reason="picture") from error


def encode_as(source: Image.Image, image: Image.Image, *, budget: int) -> bytes:
    """Return ``image`` in the kind of an opened file; lossy kinds within ``budget``.

    Raises:
        OSError: The encoder failed.
        KeyError: Pillow cannot write this kind.
    """
    kind = source.format or "PNG"
    if kind in ("JPEG", "MPO"):
        return _jpeg(source, image, budget)
    if kind == "JPEG2000":
        return _jpeg2000(image, budget)
    if kind == "TIFF":
        return _save(image, "TIFF", **_extras(source), **_tiff_packing(source, image))
    if kind == "PNG":
        return _png(source, image)
    if kind in ("WEBP", "HEIF", "AVIF"):
        return _fitting(image, kind, budget, _extras(source))
    return _save(image, kind, **_extras(source))


def ccitt_g4(image: Image.Image) -> bytes:
    """Return a 1-bit picture as one CCITT group 4 strip (ITU-T T.6), 0 is white.

    For PDF: ``/CCITTFaxDecode`` with ``/K -1``, ``/Columns``, ``/Rows`` and
    ``/BlackIs1 false``.

    Raises:
        ValueError: The picture is not of mode 1.
    """
    if image.mode != "1":
        raise ValueError("not a 1-bit picture")
    out = BytesIO()
    # Tag 278 is RowsPerStrip: all rows in one strip. Tag 262, 0: white is zero.
    tags = {278: image.height, 262: 0}
    image.save(out, "TIFF", compression="group4", tiffinfo=tags)
    data = out.getvalue()
    with Image.open(BytesIO(data)) as written:
        tag = written.tag_v2  # type: ignore[attr-defined]
        offsets, counts = tag[273], tag[279]
    if len(offsets) != 1:
        raise ValueError("more than one strip")
    return data[offsets[0] : offsets[0] + counts[0]]


def _jpeg(source: Image.Image, image: Image.Image, budget: int) -> bytes:
    extras = _extras(source)
    pixels = image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")
    if source.mode == "L" and pixels.mode == "RGB":
        pixels = pixels.convert("L")
    tables: Any = getattr(source, "quantization", None)
    sampling = JpegImagePlugin.get_sampling(source)
    kept: dict[str, Any] = {
        "qtables": tables,
        "progressive": bool(source.info.get("progressive")),
        "optimize": True,
    }
    if pixels.mode != "L":
        kept["subsampling"] = sampling
    if tables and (pixels.mode == "L" or sampling >= 0):
        data = _save(pixels, "JPEG", **kept, **extras)
        if len(data) <= budget:
            return data
    return _fitting(pixels, "JPEG", budget, {**extras, "optimize": True})


def _fitting(
    image: Image.Image, kind: str, budget: int, extras: dict[str, Any]
) -> bytes:
    data = _save(image, kind, quality=_DEFAULT_QUALITY, **extras)
    for quality in _LOSSY_STEPS:
        if len(data) <= budget:
            break
        data = _save(image, kind, quality=quality, **extras)
    return data


def _jpeg2000(image: Image.Image, budget: int) -> bytes:
    raw = image.width * image.height * len(image.getbands())
    rate = max(1.0, raw / max(1.0, budget / GROWTH))
    how = {"quality_mode": "rates", "quality_layers": [rate], "irreversible": True}
    return _save(image, "JPEG2000", **how)


def _png(source: Image.Image, image: Image.Image) -> bytes:
    plain = image
    if source.mode == "P" and image.mode == "RGB":
        colours = image.getcolors(256)
        if colours is not None:
            plain = image.quantize(len(colours), dither=Image.Dither.NONE)
            if plain.convert("RGB").tobytes() != image.tobytes():
                plain = image
    return _save(plain, "PNG", optimize=True, **_extras(source))


def _tiff_packing(source: Image.Image, image: Image.Image) -> dict[str, Any]:
    if image.mode == "1":
        return {"compression": "group4"}
    before = source.info.get("compression", "raw")
    if before == "jpeg" and image.mode in ("L", "RGB"):
        return {"compression": "jpeg", "quality": 90}
    if before in ("packbits", "tiff_adobe_deflate", "tiff_lzw"):
        return {"compression": before}
    return {"compression": "tiff_lzw"}


def _extras(source: Image.Image) -> dict[str, Any]:
    extras: dict[str, Any] = {}
    dpi = source.info.get("dpi")
    if dpi and all(0 < float(side) < 10_000 for side in dpi):
        extras["dpi"] = tuple(float(side) for side in dpi)
    if profile := source.info.get("icc_profile"):
        extras["icc_profile"] = profile
    return extras


def _save(image: Image.Image, kind: str, **options: Any) -> bytes:
    # A picture carries what it was opened with (comment, exif); only pixels go on.
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    if image.mode == "P" and (palette := image.getpalette()) is not None:
        bare.putpalette(palette)
    out = BytesIO()
    bare.save(out, kind, **options)
    return out.getvalue()
