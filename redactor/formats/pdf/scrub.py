"""Keep of a file's structure what is known to be safe, drop all else.

Threat model: any object may hold a removed value in a place that no reader shows. So
dictionaries of known kinds keep only listed keys, objects of unknown kinds lose what is
known to carry texts, and only what hangs on the pages is written.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from redactor.formats.pdf.fontprune import prune_fonts
from redactor.formats.pdf.hidden import outline_items
from redactor.formats.pdf.jpeg import strip_jpeg
from redactor.formats.pdf.keys import clean_values
from redactor.formats.pdf.labels import clean_labels, clean_preferences
from redactor.formats.pdf.navigation import Destinations, clean_links, clean_outline
from redactor.formats.pdf.objects import is_dict
from redactor.formats.pdf.resources import prune_resources
from redactor.formats.pdf.tagging import Tags, keep_language
from redactor.formats.pdf.tails import cut_tails

__all__ = ["scrub"]

# ISO 32000-1 table 28, without what may hold texts, files or scripts.
_CATALOG_KEYS = frozenset(
    {"/Type", "/Pages", "/PageLayout", "/PageMode", "/Outlines", "/PageLabels"}
    | {"/ViewerPreferences"}
)
# Table 30, likewise.
_PAGE_KEYS = frozenset(
    {
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Contents",
        "/Rotate",
        "/Group",
        "/UserUnit",
        "/Annots",
        "/Tabs",
    }
)
_PAGES_KEYS = frozenset(
    {"/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox"}
    | {"/Rotate"}
)
_STREAM_KEYS = frozenset({"/Length", "/Filter", "/DecodeParms", "/Type", "/Subtype"})
# Table 89.
_IMAGE_KEYS = _STREAM_KEYS | {
    "/Width",
    "/Height",
    "/ColorSpace",
    "/BitsPerComponent",
    "/Intent",
    "/ImageMask",
    "/Mask",
    "/Decode",
    "/Interpolate",
    "/SMask",
    "/SMaskInData",
    "/Matte",
}
# Table 95.
_FORM_KEYS = _STREAM_KEYS | {"/FormType", "/BBox", "/Matrix", "/Resources", "/Group"}
# Tables 111 to 121.
_FONT_KEYS = frozenset(
    {"/Type", "/Subtype", "/BaseFont", "/FirstChar", "/LastChar", "/Widths", "/W"}
    | {"/FontDescriptor", "/Encoding", "/ToUnicode", "/DescendantFonts", "/DW"}
    | {"/CIDSystemInfo", "/DW2", "/W2", "/CIDToGIDMap", "/FontBBox", "/FontMatrix"}
    | {"/CharProcs", "/Resources", "/Name"}
)
# Tables 122 and 124; CharSet and CIDSet tell which glyphs a subset once had.
_DESCRIPTOR_KEYS = frozenset(
    {"/Type", "/FontName", "/FontFamily", "/FontStretch", "/FontWeight", "/Flags"}
    | {"/FontBBox", "/ItalicAngle", "/Ascent", "/Descent", "/Leading", "/CapHeight"}
    | {"/XHeight", "/StemV", "/StemH", "/AvgWidth", "/MaxWidth", "/MissingWidth"}
    | {"/FontFile", "/FontFile2", "/FontFile3", "/Style", "/Lang", "/FD"}
)
_PATTERN_KEYS = _STREAM_KEYS | {
    "/PatternType",
    "/PaintType",
    "/TilingType",
    "/BBox",
    "/XStep",
    "/YStep",
    "/Resources",
    "/Matrix",
    "/Shading",
    "/ExtGState",
}
# May hang on any object (14.3.2, 14.5, 14.7.4.4, 14.13, 8.11.3.3).
_NEVER = (
    "/Metadata",
    "/PieceInfo",
    "/LastModified",
    "/AF",
    "/StructParent",
    "/StructParents",
    "/OC",
    "/Alternates",
    "/OPI",
    "/Measure",
    "/PtData",
    "/Ref",
)
_KINDS = {
    "/Metadata": "metadata",
    "/PieceInfo": "private_data",
    "/Thumb": "thumbnail",
    "/B": "thread",
    "/AA": "action",
    "/Alternates": "picture_metadata",
    "/OPI": "picture_metadata",
    "/AF": "attachment",
}


def scrub(
    pdf: Any,
    titles: Mapping[int, str],
    links: frozenset[tuple[int, str]],
    *,
    own_font: tuple[int, int],
) -> Counter[str]:
    """Drop all that is not on the allow-lists.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.
        titles: New titles of outline items by their place in the outline.
        links: Page index and target of links that must go.
        own_font: Number of the masks' font, which is cut to size already.

    Returns:
        What was dropped, by kind.
    """
    counts: Counter[str] = Counter()
    for number, item in enumerate(outline_items(pdf)):
        if number in titles:
            item["/Title"] = titles[number]
    targets = Destinations(pdf)
    if len(targets):
        counts["destination"] += len(targets)
    clean_outline(pdf, targets, counts)
    clean_links(pdf, targets, links, counts)
    clean_labels(pdf, counts)
    clean_preferences(pdf)
    language, tags = keep_language(pdf.Root), Tags(pdf, counts)
    _keep(pdf.Root, _CATALOG_KEYS, counts)
    _clean_tree(pdf.Root.get("/Pages"), counts, 0)
    for page in pdf.pages:
        _keep(page.obj, _PAGE_KEYS, counts)
    prune_resources(pdf)
    for obj in pdf.objects:
        if is_dict(obj):
            _clean_object(obj, counts)
    living = clean_values(pdf, counts)
    prune_fonts(pdf, own_font, living)
    cut_tails(pdf, counts)
    for key in list(pdf.trailer.keys()):
        if key not in ("/Root", "/Size"):  # the ID is made anew
            del pdf.trailer[key]
    tags.write()
    if language is not None:
        pdf.Root.Lang = language
    return counts


def _keep(obj: Any, allowed: frozenset[str], counts: Counter[str]) -> None:
    for key in list(obj.keys()):
        if key not in allowed:
            if key in _KINDS:
                counts[_KINDS[key]] += 1
            del obj[key]


def _clean_tree(node: Any, counts: Counter[str], depth: int) -> None:
    if not is_dict(node) or str(node.get("/Type", "")) != "/Pages" or depth > 50:
        return
    _keep(node, _PAGES_KEYS, counts)
    for kid in node.get("/Kids", ()):
        _clean_tree(kid, counts, depth + 1)


def _clean_object(obj: Any, counts: Counter[str]) -> None:
    import pikepdf

    for key in _NEVER:
        if key in obj:
            if key in _KINDS:
                counts[_KINDS[key]] += 1
            del obj[key]
    kind, subtype = str(obj.get("/Type", "")), str(obj.get("/Subtype", ""))
    if isinstance(obj, pikepdf.Stream):
        if subtype == "/Image":
            _keep(obj, _IMAGE_KEYS, counts)
            strip_jpeg(obj, counts)
        elif subtype == "/Form":
            _keep(obj, _FORM_KEYS, counts)
        elif "/PatternType" in obj:
            _keep(obj, _PATTERN_KEYS, counts)
    elif kind == "/Font":
        _keep(obj, _FONT_KEYS, counts)
    elif kind == "/FontDescriptor":
        _keep(obj, _DESCRIPTOR_KEYS, counts)
