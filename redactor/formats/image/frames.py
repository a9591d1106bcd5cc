"""The frames of an image file: decoded one at a time, upright, within limits."""

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from redactor.errors import CorruptError, LimitError, NoPagesError, UnsupportedError
from redactor.formats.image.kinds import COPY_NAMES
from redactor.formats.protocol import Limits

__all__ = ["Frames", "opened_image"]

_MOST_PIXELS = 250_000_000
_BAD = (
    Image.DecompressionBombError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    SyntaxError,
    UnidentifiedImageError,
    ValueError,
    struct.error,
)
_TEXTS = ("comment", "Comment", "xmp", "XML:com.adobe.xmp", "photoshop", "exif")


@contextmanager
def opened_image(path: Path) -> Iterator[Image.Image]:
    """Open an image file with Pillow.

    Raises:
        CorruptError: It cannot be decoded (also within the block).
    """
    try:
        with warnings.catch_warnings():
            # Sizes are bounded by `Frames`; torn metadata is dropped anyway.
            warnings.simplefilter("ignore")
            _register_heif()
            with Image.open(path, formats=tuple(COPY_NAMES)) as image:
                yield image
    except _BAD as error:
        raise CorruptError(engine="pillow") from error


def _register_heif() -> None:
    if "HEIF" in Image.OPEN:
        return
    try:
        import pillow_heif
    except ImportError:
        return
    pillow_heif.register_heif_opener(thumbnails=False)


class Frames:
    """The pictures of one file, decoded anew at each call.

    Attributes:
        kind: Pillow's name of the format.
        count: Frames that are shown as pages.
        extras: How many further pictures and texts the file carries.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        """Look a file over.

        Raises:
            CorruptError: It cannot be decoded.
            LimitError: Too many frames or pixels.
            NoPagesError: It has no frame.
            UnsupportedError: It is an animation.
        """
        self._path = path
        with opened_image(path) as image:
            self.kind = str(image.format)
            frames = int(getattr(image, "n_frames", 1))
            moving = bool(getattr(image, "is_animated", False))
            self.extras = _extras(image)
            self._check_size(image, frames, limits)
        if self.kind == "MPO":
            # A photograph with others behind it: the first is what viewers show.
            self.kind, self.extras, frames = "JPEG", self.extras + frames - 1, 1
        if self.kind == "HEIF":
            self.extras, frames = self.extras + frames - 1, 1
        if moving and self.kind in ("PNG", "WEBP"):
            raise UnsupportedError(reason="animation")
        self.count = frames

    @staticmethod
    def _check_size(image: Image.Image, frames: int, limits: Limits) -> None:
        if frames < 1:
            raise NoPagesError
        if frames > limits.pages:
            raise LimitError(limit="pages", value=frames, allowed=limits.pages)
        pixels = image.width * image.height
        if pixels > _MOST_PIXELS:
            raise LimitError(limit="pixels", value=pixels, allowed=_MOST_PIXELS)

    def __getitem__(self, index: int) -> Image.Image:
        """Return a frame as a viewer shows it: EXIF orientation applied.

        Raises:
            CorruptError: It cannot be decoded.
            LimitError: It is too large.
        """
        with opened_image(self._path) as image:
            if index:
                image.seek(index)
            if image.width * image.height > _MOST_PIXELS:
                raise LimitError(limit="pixels", allowed=_MOST_PIXELS)
            image.load()
            upright = ImageOps.exif_transpose(image)
            assert upright is not None  # only in place it returns nothing
            return upright.copy()


def _extras(image: Image.Image) -> int:
    """Count the texts and tables that go with the pixels."""
    texts = sum(bool(image.info.get(name)) for name in _TEXTS)
    chunks = getattr(image, "text", None)
    own = len(chunks) if isinstance(chunks, dict) else 0
    told = len(image.getexif()) if image.format != "TIFF" else 0
    return texts + own + (1 if told and not image.info.get("exif") else 0)
