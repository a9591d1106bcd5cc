"""Pixels that a mask makes fully transparent: nobody sees them, the file holds them."""

from typing import Any

from redactor.formats.pdf.objects import is_dict

__all__ = ["blank_transparent"]

_APART = 48  # levels from the ground's
_FEW = 24  # pixels: so few show nothing


def blank_transparent(pdf: Any) -> int:
    """Make white what masks hide wholly of pictures, where it shows anything.

    Pictures that cannot be decoded alone, or with a colour key for a mask, stay.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.

    Returns:
        How many pictures were changed.
    """
    import pikepdf

    return sum(
        _blank(item)
        for item in list(pdf.objects)
        if isinstance(item, pikepdf.Stream)
        and str(item.get("/Subtype", "")) == "/Image"
        and (is_dict(item.get("/SMask")) or is_dict(item.get("/Mask")))
    )


def _blank(image: Any) -> bool:
    import numpy as np
    import pikepdf
    from PIL import Image

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
        hidden = _hidden(image, picture.size)
    except unreadable:
        return False
    if picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    pixels = np.array(picture)
    under = pixels[hidden]
    if not len(under):
        return False
    apart = np.abs(under.astype(np.int16) - np.median(under, axis=0)) > _APART
    if int(apart.reshape(len(under), -1).any(axis=1).sum()) < _FEW:
        return False
    pixels[hidden] = 255
    _store(image, Image.fromarray(pixels))
    return True


def _hidden(image: Any, size: tuple[int, int]) -> Any:
    """Return where a picture of this size is fully transparent."""
    import numpy as np
    import pikepdf
    from PIL import Image

    soft = is_dict(image.get("/SMask"))
    mask = pikepdf.PdfImage(image.SMask if soft else image.Mask).as_pil_image()
    inverted = [
        float(v) for v in (image.SMask if soft else image.Mask).get("/Decode", ())
    ]
    shown = np.asarray(mask.convert("L").resize(size, Image.Resampling.NEAREST))
    if inverted[:1] == [1.0] and not soft:
        shown = 255 - shown
    # a stencil's ones are where the picture is left out (ISO 32000-1, 8.9.6.3)
    return shown == 0 if soft else shown == 255


def _store(image: Any, picture: Any) -> None:
    import pikepdf

    grey = picture.mode == "L"
    for key in ("/DecodeParms", "/Decode"):
        if key in image:
            del image[key]
    image.write(picture.tobytes())
    image.Width, image.Height = picture.size
    image.BitsPerComponent = 8
    image.ColorSpace = pikepdf.Name.DeviceGray if grey else pikepdf.Name.DeviceRGB
