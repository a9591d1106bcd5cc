"""Pictures whose pixels MuPDF blanked: coded again at a size like before."""

from io import BytesIO
from typing import Any

from redactor.formats.pdf.objects import is_dict

__all__ = ["recode_images"]

_QUALITY = 85
_FEW_COLOURS = 64
_SMALL = 4096  # bytes: not worth coding again


def recode_images(pdf: Any, first: int) -> int:
    """Code images anew that redaction left without any real compression.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.
        first: Lowest object number that redaction gave out.

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
            and _recode(obj)
        ):
            count += 1
    return count


def _recode(image: Any) -> bool:
    import pikepdf
    from PIL import Image

    if len(image.read_raw_bytes()) < _SMALL or "/ImageMask" in image:
        return False
    unreadable = (
        pikepdf.PdfError,
        pikepdf.DependencyError,
        ValueError,
        TypeError,
        NotImplementedError,
        OSError,
    )
    try:
        picture = pikepdf.PdfImage(image).as_pil_image()
    except unreadable:
        return False  # stays as MuPDF wrote it: larger, but its pixels are gone
    if picture.mode not in ("L", "RGB"):
        return False
    values = picture.getcolors(_FEW_COLOURS)
    if values is not None:
        greys = {colour for _, colour in values}
        if picture.mode != "L" or not greys <= {0, 255}:
            return False
        _as_bits(image, picture.convert("1", dither=Image.Dither.NONE))
        return True
    buffer = BytesIO()
    picture.save(buffer, "jpeg", quality=_QUALITY)
    data = buffer.getvalue()
    if len(data) >= len(image.read_raw_bytes()):
        return False
    _drop(image, "/DecodeParms", "/Decode")
    image.write(data, filter=pikepdf.Name.DCTDecode)
    image.BitsPerComponent = 8
    grey = picture.mode == "L"
    image.ColorSpace = pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB
    return True


def _as_bits(image: Any, picture: Any) -> None:
    """Store a black-and-white picture as CCITT group 4."""
    import pikepdf
    from PIL import TiffImagePlugin

    buffer = BytesIO()
    picture.save(buffer, "tiff", compression="group4", strip_size=1 << 30)
    tags = TiffImagePlugin.ImageFileDirectory_v2(buffer.getvalue()[:8])
    buffer.seek(int.from_bytes(buffer.getvalue()[4:8], "little"))
    tags.load(buffer)
    offset, size = tags[273][0], tags[279][0]
    data = buffer.getvalue()[offset : offset + size]
    parms = pikepdf.Dictionary(
        K=-1, Columns=picture.width, Rows=picture.height, BlackIs1=tags[262] == 0
    )
    _drop(image, "/Decode")
    image.write(data, filter=pikepdf.Name.CCITTFaxDecode, decode_parms=parms)
    image.BitsPerComponent = 1
    image.ColorSpace = pikepdf.Name.DeviceGray
    if tags[262] == 0:  # white is zero
        image.Decode = pikepdf.Array([1, 0])


def _drop(image: Any, *keys: str) -> None:
    for key in keys:
        if key in image and is_dict(image):
            del image[key]
