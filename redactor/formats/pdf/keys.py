"""Keep known keys in every dictionary, and strings only where the format needs one.

Resource dictionaries map names of a file's own choosing to objects, so their keys stay;
everywhere else a key that the standard does not give, and a string that no reader needs
in order to draw the page, is somebody's private note.
"""

import re
from collections import Counter
from typing import Any

from redactor.formats.pdf.objects import is_array, is_dict

__all__ = ["clean_values", "components"]

# ISO 32000-1, by table: 5, 8 to 11 (streams); 28 to 30, 150 (catalogue, pages); 58
# (graphics state); 63 to 73 (colour); 38 to 41 (functions); 76, 78 to 84 (patterns and
# shadings); 89, 95, 96, 144, 147 (pictures, forms, groups, masks); 111 to 124 (fonts);
# 152, 153, 159, 164, 166, 173, 193, 206 (outline, labels, links).
_KEYS = frozenset(
    key
    for words in (
        "Length Filter DecodeParms Type Subtype Predictor Colors BitsPerComponent "
        "Columns EarlyChange K EndOfLine EncodedByteAlign Rows EndOfBlock BlackIs1 "
        "DamagedRowsBeforeError ColorTransform JBIG2Globals Length1 Length2 Length3",
        "Pages PageLayout PageMode Outlines PageLabels ViewerPreferences Parent Kids "
        "Count Resources MediaBox CropBox BleedBox TrimBox ArtBox Contents Rotate "
        "Group UserUnit Annots Tabs HideToolbar HideMenubar HideWindowUI FitWindow "
        "CenterWindow Direction PrintScaling Duplex",
        "LW LC LJ ML D RI Font FL SM SA BM SMask CA ca AIS TK OP op OPM BG BG2 UCR "
        "UCR2 TR TR2 UseBlackPtComp",
        "WhitePoint BlackPoint Gamma Matrix Range N Alternate",
        "FunctionType Domain Size BitsPerSample Order Encode Decode C0 C1 Functions "
        "Bounds",
        "PatternType PaintType TilingType BBox XStep YStep Shading ExtGState "
        "ShadingType ColorSpace Background AntiAlias Coords Function Extend "
        "BitsPerCoordinate BitsPerFlag VerticesPerRow",
        "Width Height Intent ImageMask Mask Interpolate SMaskInData Matte FormType S G "
        "CS I BC",
        "BaseFont FirstChar LastChar Widths W FontDescriptor Encoding ToUnicode "
        "DescendantFonts DW CIDSystemInfo DW2 W2 CIDToGIDMap FontBBox FontMatrix "
        "CharProcs Name BaseEncoding Differences CMapName WMode UseCMap Registry "
        "Ordering Supplement FontName FontWeight Flags ItalicAngle Ascent Descent "
        "Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth FontFile "
        "FontFile2 FontFile3 Style Panose",
        "XObject Pattern Properties ProcSet",
        "First Last Prev Next Title Dest C F Nums St P Rect Border BS H QuadPoints A "
        "URI",
    )
    for key in ("/" + word for word in words.split())
)
_MAPS = (
    "/XObject", "/Font", "/Pattern", "/Shading", "/ExtGState", "/ColorSpace",
    "/Properties",
)  # fmt: skip
_LABEL = frozenset({"/S", "/St", "/P"})
_WORD = re.compile(r"[A-Za-z][A-Za-z_+\-]{0,30}\d{0,2}")
_CHOICES = {
    "/PageLayout": "SinglePage OneColumn TwoColumnLeft TwoColumnRight TwoPageLeft "
    "TwoPageRight",
    "/PageMode": "UseNone UseOutlines UseThumbs FullScreen",
    "/Tabs": "R C S A W",
    "/H": "N I O P",
}
# As many digits as no font or colour is numbered with.
_NUMBERED = re.compile(r"\d{7,}")
_NAMED = frozenset({"/BaseFont", "/FontName", "/CMapName", "/Name"})
_CHANNELS = {
    "/DeviceGray": 1, "/G": 1, "/CalGray": 1, "/Separation": 1, "/Indexed": 1,
    "/DeviceRGB": 3, "/RGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4, "/CMYK": 4,
}  # fmt: skip
# Known to the standard, but nothing that a reader of the page sees hangs on them.
_NEEDLESS = frozenset({"/FontFamily", "/FontStretch", "/FD", "/Lang", "/HT", "/HTO"})
_DEEPEST = 40
_Id = tuple[int, int]


def clean_values(pdf: Any, counts: Counter[str]) -> frozenset[_Id]:
    """Drop unknown keys and needless strings from all that a file's pages lead to.

    Args:
        pdf: A `pikepdf.Pdf` whose outline, links and labels are clean; it is changed.
        counts: Removals by kind, added to.

    Returns:
        The numbers of the objects that the pages lead to; no others are written.
    """
    return _Cleaner(counts).run(pdf.Root)


def components(space: Any) -> int | None:
    """Return how many numbers a colour of a colour space has; None when unknown."""
    import pikepdf

    if isinstance(space, pikepdf.Name):
        return _CHANNELS.get(str(space))
    if not is_array(space) or not len(space):
        return None
    kind = str(space[0])
    if kind == "/ICCBased" and len(space) > 1 and is_dict(space[1]):
        count = space[1].get("/N")
        return count if isinstance(count, int) else None
    if kind == "/DeviceN" and len(space) > 1 and is_array(space[1]):
        return len(space[1])
    return _CHANNELS.get(kind)


class _Cleaner:
    def __init__(self, counts: Counter[str]) -> None:
        self._counts = counts
        self._seen: set[_Id] = set()
        self._left: list[tuple[Any, bool]] = []

    def run(self, root: Any) -> frozenset[_Id]:
        """Clean an object and all that it leads to; return the numbers of that."""
        self._meet(root, 0)
        while self._left:
            obj, names = self._left.pop()
            self._clean(obj, 0, names=names)
        return frozenset(self._seen)

    def _meet(self, value: Any, depth: int, *, names: bool = False) -> None:
        """Clean a value at once, or later when it is an object of its own."""
        import pikepdf

        containers = pikepdf.Array | pikepdf.Dictionary | pikepdf.Stream
        if not isinstance(value, containers):
            return
        if not value.is_indirect:
            self._clean(value, depth, names=names)
        elif value.objgen not in self._seen:
            self._seen.add(value.objgen)
            self._left.append((value, names))

    def _clean(self, obj: Any, depth: int, *, names: bool) -> None:
        """Clean an object and what it holds directly.

        Args:
            obj: An array, dictionary or stream.
            depth: How deep it stands in another.
            names: The keys of the dictionary are names of the file's own.
        """
        if depth > _DEEPEST:
            return
        if is_array(obj):
            self._array(obj, depth)
        else:
            self._dictionary(obj, depth, names=names)

    def _dictionary(self, obj: Any, depth: int, *, names: bool) -> None:
        import pikepdf

        resources = not names and any(key in obj for key in _MAPS)
        for key, value in list(obj.items()):
            if not names and key not in _KEYS:
                self._drop(obj, key)
            elif isinstance(value, pikepdf.String):
                if not _may_stay(obj, key, value):
                    self._drop(obj, key)
            elif isinstance(value, pikepdf.Name):
                self._name(obj, key, _text(value))
            else:
                inner = key == "/CharProcs" or (resources and key in _MAPS)
                self._meet(value, depth + 1, names=inner and is_dict(value))

    def _drop(self, obj: Any, key: str) -> None:
        del obj[key]
        self._counts["private_data"] += key not in _NEEDLESS

    def _name(self, obj: Any, key: str, value: str) -> None:
        import pikepdf

        if key in _CHOICES:
            if value[1:] not in _CHOICES[key].split():
                self._drop(obj, key)
        elif key in _NAMED and _NUMBERED.search(value):
            obj[key] = pikepdf.Name("/" + _NUMBERED.sub("", value[1:]) + "-")
            self._counts["private_data"] += 1

    def _array(self, obj: Any, depth: int) -> None:
        import pikepdf

        first = _text(obj[0]) if len(obj) and isinstance(obj[0], pikepdf.Name) else ""
        palette = len(obj) == 4 and first in ("/Indexed", "/I")
        colour = len(obj) > 3 and first in ("/Separation", "/DeviceN")
        if palette:
            self._palette(obj)
        for at in reversed(range(len(obj))):
            value = obj[at]
            if isinstance(value, pikepdf.String):
                if not (palette and at == 3):
                    del obj[at]
                    self._counts["private_data"] += 1
            elif colour and at == 1:
                self._colours(obj, value)
            else:
                self._meet(value, depth + 1)

    def _colours(self, obj: Any, names: Any) -> None:
        """Rename inks that bear a number of somebody's."""
        import pikepdf

        found = list(names) if is_array(names) else [names]
        plain = [
            pikepdf.Name(f"/Spot{at}") if _NUMBERED.search(_text(name)) else name
            for at, name in enumerate(found)
        ]
        if plain != found:
            obj[1] = pikepdf.Array(plain) if is_array(names) else plain[0]
            self._counts["private_data"] += 1

    def _palette(self, obj: Any) -> None:
        """Cut a palette after its last colour."""
        import pikepdf

        count = components(obj[1])
        lookup = obj[3]
        if count is None or not isinstance(obj[2], int):
            return
        size = (obj[2] + 1) * count
        if isinstance(lookup, pikepdf.String) and len(bytes(lookup)) > size:
            obj[3] = pikepdf.String(bytes(lookup)[:size])
            self._counts["private_data"] += 1
        elif isinstance(lookup, pikepdf.Stream) and len(lookup.read_bytes()) > size:
            lookup.write(lookup.read_bytes()[:size])
            self._counts["private_data"] += 1


def _text(name: Any) -> str:
    """Return a name as text; those in no Unicode encoding, byte by byte."""
    try:
        return str(name)
    except UnicodeDecodeError:
        return str(name.unparse().decode("latin-1"))


def _may_stay(obj: Any, key: str, value: Any) -> bool:
    """Tell whether a string is one that the format needs, where it needs it."""
    if key in ("/Registry", "/Ordering", "/FontName"):
        return bool(_WORD.fullmatch(str(value)))
    if key == "/Panose":
        return len(bytes(value)) == 12
    if key == "/URI":
        return str(obj.get("/S", "")) == "/URI"
    if key == "/P":
        return _LABEL.issuperset(obj.keys())
    return key == "/Title" and "/Parent" in obj
