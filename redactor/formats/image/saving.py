"""Painted frames back into a file of their kind: pixels, resolution, nothing else."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from redactor.errors import NotWritableError, WriteError
from redactor.files import disk_reason
from redactor.formats.image.frames import Frames, opened_image
from redactor.ocr.recode import GROWTH, encode_as

__all__ = ["save_frames"]


def save_frames(
    source: Path, target: Path, frames: Frames, painted: Iterator[Image.Image]
) -> None:
    """Write the frames of a file anew.

    Raises:
        NotWritableError: The target cannot be written.
        WriteError: The encoder failed.
    """
    budget = round(GROWTH * source.stat().st_size / frames.count)
    encoded: list[bytes] = []
    for index, frame in enumerate(painted):
        with opened_image(source) as original:
            if index:
                original.seek(index)
            if original.format == "HEIF":
                original.format = "JPEG"
                # HEVC packs about twice as well as JPEG at the same looks.
                budget = max(budget, 3 * source.stat().st_size)
            try:
                encoded.append(encode_as(original, frame, budget=budget))
            except (UnidentifiedImageError, OSError, ValueError, KeyError) as error:
                raise WriteError(reason="picture") from error
    data = encoded[0] if len(encoded) == 1 else _bound(encoded)
    try:
        target.write_bytes(data)
    except OSError as error:
        raise NotWritableError(reason=disk_reason(error)) from error


def _bound(encoded: list[bytes]) -> bytes:
    """Return one TIFF of several, without decoding what is packed losslessly."""
    images = []
    for data in encoded:
        image = Image.open(BytesIO(data))
        image.load()
        images.append(image)
    first, others = images[0], images[1:]
    out = BytesIO()
    for image in images:
        image.encoderinfo = {
            "compression": image.info.get("compression", "tiff_lzw"),
            **({"dpi": image.info["dpi"]} if image.info.get("dpi") else {}),
            **({"quality": 92} if image.info.get("compression") == "jpeg" else {}),
        }
    first.save(
        out, "TIFF", save_all=True, append_images=others, **images[0].encoderinfo
    )
    return out.getvalue()
