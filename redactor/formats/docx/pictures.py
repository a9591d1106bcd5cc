"""Pictures of a copy: re-encoded without metadata, crops baked, vectors drawn.

What a picture shows is read by `seen`, or is the reviewer's matter; this module sees to
it that nothing else travels with it: EXIF, text chunks, previews, cropped-away pixels,
data behind the end of the picture, text in drawing records.
"""

import io
import math
import struct
import warnings
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PIL import Image, JpegImagePlugin

from redactor.formats.docx.context import Context
from redactor.formats.docx.names import NS, a, r, v
from redactor.formats.docx.package import Package, Part, Relation
from redactor.formats.docx.vectors import draw_vectors
from redactor.formats.docx.xml import Element, owners, take
from redactor.formats.image.painting import Placed, painted

__all__ = [
    "Pictures",
    "bake_crops",
    "is_raster",
    "name_pictures",
    "picture_hazards",
    "shown_pixels",
]

_RASTER = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF")
_SIDES = ("l", "t", "r", "b")
_VML_SIDES = ("cropleft", "croptop", "cropright", "cropbottom")
_BAD = (OSError, SyntaxError, ValueError, EOFError, struct.error, MemoryError,
        Image.DecompressionBombError, Image.DecompressionBombWarning)  # fmt: skip
_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"})

Crop = tuple[float, float, float, float]


def is_raster(data: bytes) -> bool:
    """Tell whether the bytes are a picture of pixels that Pillow reads."""
    return data.startswith(_RASTER)


def name_pictures(package: Package) -> None:
    """Give every picture the suffix under which the copy will hold it."""
    for part in package.parts:
        if part.kind == "image":
            jpeg = part.data.startswith(b"\xff\xd8\xff")
            part.name += ".jpeg" if jpeg else ".png"
            part.content_type = "image/jpeg" if jpeg else "image/png"


def picture_hazards(package: Package, context: Context, *, unread: bool) -> None:
    """Note each picture that the copy will show; of pixels only if they are unread."""
    uses: Counter[int] = Counter()
    pictures = {}
    for part in package.parts:
        for relation in part.relations.values():
            if relation.kind == "image" and relation.part is not None:
                uses[id(relation.part)] += 1
                pictures[id(relation.part)] = relation.part
    for key, part in pictures.items():
        kind = "picture" if is_raster(part.data) else "vector_picture"
        if kind == "picture" and not unread:
            continue
        for _ in range(uses[key]):
            context.hazard(kind, part.name)


def bake_crops(package: Package, context: Context) -> None:
    """Turn each crop into a picture of its own, so that hidden pixels can go."""
    for part in list(package.parts):
        if part.root is None or not part.holds("srcRect", "imagedata"):
            continue
        found = [
            *_crops(part.root, a("srcRect"), _SIDES),
            *_crops(part.root, v("imagedata"), _VML_SIDES),
        ]
        for holder, name, crop in found:
            relation = part.relations.get(holder.get(name) or "")
            if relation is None or relation.part is None:
                continue
            context.removed["crop"] += 1
            holder.set(name, _variant(package, part, relation.part, crop))
        if found:
            _prune(part)


def _prune(part: Part) -> None:
    """Let go of whole pictures of which only crops are shown."""
    if part.root is None:
        return
    used = {e.get(n) for e, names in owners(part.root, NS["r"]) for n in names}
    part.relations = {
        key: relation
        for key, relation in part.relations.items()
        if relation.kind != "image" or key in used
    }


def _crops(
    root: Element, tag: str, sides: tuple[str, ...]
) -> list[tuple[Element, str, Crop]]:
    found = []
    for element in root.iter(tag):
        holder: Element | None = element
        name = r("id")
        if tag == a("srcRect"):
            parent = element.getparent()
            holder = None if parent is None else parent.find(a("blip"))
            name = r("embed")
        values = [_fraction(element.get(side)) for side in sides]
        if holder is None or not any(value > 0 for value in values):
            continue
        for side, value in zip(sides, values, strict=True):
            if value > 0:
                take(element, side)
        left, top, right, bottom = (max(value, 0.0) for value in values)
        found.append((holder, name, (left, top, right, bottom)))
    return found


def _fraction(text: str | None) -> float:
    """Read a crop: thousandths of a percent, a percentage, 65536ths or a fraction."""
    text = (text or "0").strip()
    try:
        if text.endswith("%"):
            return float(text[:-1]) / 100
        if text.endswith("f"):
            return float(text[:-1]) / 65536
        number = float(text)
    except ValueError:
        return 0.0
    if "." in text:
        return number
    return number / 100_000 if abs(number) > 1 else number


def _variant(package: Package, owner: Part, original: Part, crop: Crop) -> str:
    stem, _, suffix = original.name.rpartition(".")
    number = sum(1 for part in package.parts if part.kind == "image") + 1
    name = f"{stem.rstrip('0123456789')}{number}.{suffix}"
    variant = Part(
        name, "image", original.content_type, original.source, original.data, crop=crop
    )
    package.parts.append(variant)
    key = f"rId{len(owner.relations) + 1}"
    while key in owner.relations:
        key += "1"
    kind = next(x.type for x in owner.relations.values() if x.part is original)
    owner.relations[key] = Relation(key, "image", kind, variant)
    return key


@dataclass(slots=True)
class Pictures:
    """Gives the bytes of each picture for one copy.

    Attributes:
        blank: Put blanks in place of all pictures.
        paint: Gives the edits on a picture.
        lost: Kinds of pictures that could not be carried over, with their count.
    """

    blank: bool = False
    paint: "Callable[[Part], Sequence[Placed]]" = lambda part: ()
    lost: Counter[str] = field(default_factory=Counter)
    drawn: dict[int, bytes] = field(default_factory=dict, repr=False)

    def prepare(self, parts: list[Part]) -> None:
        """Draw all vector pictures at once, which LibreOffice does."""
        vectors = [p for p in parts if p.kind == "image" and not is_raster(p.data)]
        if vectors and not self.blank:
            drawn = draw_vectors([part.data for part in vectors])
            self.drawn = {
                id(part): data
                for part, data in zip(vectors, drawn, strict=True)
                if data is not None
            }

    def encode(self, part: Part) -> bytes:
        """Return the bytes that the copy holds in place of a picture's."""
        if self.blank:
            self.lost["picture"] += 1
            return _blank(part)
        data = self.drawn.get(id(part), part.data)
        if not is_raster(data):
            self.lost["vector_picture"] += 1
            return _blank(part)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", Image.DecompressionBombWarning)
                return _encode(part, data, self.paint(part))
        except _BAD:
            self.lost["unreadable_picture"] += 1
            return _blank(part)


def shown_pixels(part: Part) -> Image.Image | None:
    """Return what a document shows of a picture; None if it cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(part.data)) as source:
                return _load(source, part).copy()
    except _BAD:
        return None


def _load(source: Image.Image, part: Part) -> Image.Image:
    source.seek(0)
    source.load()
    return source if part.crop is None else _crop(source, part.crop)


def _encode(part: Part, data: bytes, edits: Sequence[Placed]) -> bytes:
    with Image.open(io.BytesIO(data)) as source:
        picture = _load(source, part)
        if edits:
            picture = painted(picture, edits)
        output = io.BytesIO()
        if part.name.endswith(".jpeg"):
            _save_jpeg(source, picture, output)
        else:
            _save_png(picture, output)
    return output.getvalue()


def _crop(source: Image.Image, crop: Crop) -> Image.Image:
    width, height = source.size
    left = min(math.ceil(crop[0] * width), width - 1)
    top = min(math.ceil(crop[1] * height), height - 1)
    right = max(math.floor((1 - crop[2]) * width), left + 1)
    bottom = max(math.floor((1 - crop[3]) * height), top + 1)
    return source.crop((left, top, right, bottom))


def _save_jpeg(source: Image.Image, picture: Image.Image, output: io.BytesIO) -> None:
    if picture.mode not in ("L", "RGB", "CMYK"):
        picture = picture.convert("RGB")
    if picture is source and source.format == "JPEG":
        # The same tables again: the pixels stay as good as they were.
        picture.info = {}
        picture.save(output, "JPEG", quality="keep")
        return
    tables = getattr(source, "quantization", None)
    picture.info = {}
    if tables and picture.mode == source.mode:
        # Strong loss once more with other tables would make it worse and larger.
        sampling = JpegImagePlugin.get_sampling(source)
        extra = {} if picture.mode == "L" or sampling < 0 else {"subsampling": sampling}
        picture.save(output, "JPEG", qtables=tables, **extra)
    else:
        picture.save(output, "JPEG", quality=90)


def _save_png(picture: Image.Image, output: io.BytesIO) -> None:
    clear = picture.info.get("transparency")
    dpi = picture.info.get("dpi")
    if picture.mode not in _MODES or picture.mode == "CMYK":
        picture = picture.convert("RGBA" if "A" in picture.mode else "RGB")
    picture.info = {}
    extra = {} if clear is None or picture.mode == "RGBA" else {"transparency": clear}
    if isinstance(dpi, tuple) and all(0 < float(x) < 10_000 for x in dpi):
        extra["dpi"] = (round(float(dpi[0])), round(float(dpi[1])))
    picture.save(output, "PNG", **extra)


def _blank(part: Part) -> bytes:
    output = io.BytesIO()
    if part.name.endswith(".jpeg"):
        Image.new("RGB", (1, 1), "white").save(output, "JPEG")
    else:
        Image.new("RGBA", (1, 1), (255, 255, 255, 0)).save(output, "PNG")
    return output.getvalue()
