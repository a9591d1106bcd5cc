"""Settings, styles, fonts, numbering: kept by an allow-list of their elements."""

from lxml import etree

from redactor.formats.docx.context import Context
from redactor.formats.docx.drawings import flatten_drawings
from redactor.formats.docx.foreign import drop_foreign
from redactor.formats.docx.names import attr, local, w
from redactor.formats.docx.package import Part
from redactor.formats.docx.stray import drop_stray_text
from redactor.formats.docx.xml import Element
from redactor.model import Place

__all__ = ["flatten_service"]

_SETTINGS = frozenset(
    {
        "alignBordersAndEdges",
        "autoHyphenation",
        "bookFoldPrinting",
        "bookFoldPrintingSheets",
        "bookFoldRevPrinting",
        "bordersDoNotSurroundFooter",
        "bordersDoNotSurroundHeader",
        "characterSpacingControl",
        "clrSchemeMapping",
        "compat",
        "consecutiveHyphenLimit",
        "decimalSymbol",
        "defaultTabStop",
        "defaultTableStyle",
        "displayBackgroundShape",
        "displayHorizontalDrawingGridEvery",
        "displayVerticalDrawingGridEvery",
        "doNotExpandShiftReturn",
        "doNotHyphenateCaps",
        "doNotShadeFormData",
        "doNotUseMarginsForDrawingGridOrigin",
        "documentProtection",
        "drawingGridHorizontalOrigin",
        "drawingGridHorizontalSpacing",
        "drawingGridVerticalOrigin",
        "drawingGridVerticalSpacing",
        "endnotePr",
        "evenAndOddHeaders",
        "footnotePr",
        "gutterAtTop",
        "hdrShapeDefaults",
        "hyphenationZone",
        "listSeparator",
        "mathPr",
        "mirrorMargins",
        "noLineBreaksAfter",
        "noLineBreaksBefore",
        "noPunctuationKerning",
        "printFractionalCharacterWidth",
        "printTwoOnOne",
        "shapeDefaults",
        "strictFirstAndLastChars",
        "themeFontLang",
        "view",
        "zoom",
    }
)
_REPORTED = {
    "docVars": "doc_var",
    "mailMerge": "mail_merge",
    "attachedTemplate": "external_target",
    "writeProtection": "protection",
    "attachedSchema": "external_target",
    "schemaLibrary": "external_target",
    "trackRevisions": "revision_tracking",
    "docId": "",
}
_PROTECTION = frozenset({w("edit"), w("enforcement"), w("formatting")})
_FONT = frozenset(
    {
        *(w("altName"), w("panose1"), w("charset"), w("family"), w("notTrueType")),
        *(w("pitch"), w("sig")),
    }
)


def flatten_service(part: Part, context: Context) -> None:
    """Scrub a part that holds no text of the page."""
    root = part.root
    if root is None:
        return
    if part.kind == "settings":
        _settings(root, context)
    drop_foreign(part, context)
    if part.kind == "settings":
        _protection(root, context)
    elif part.kind == "fontTable":
        _fonts(root)
    elif part.kind == "numbering":
        _list_pictures(root, context)
    extensions = [attr(p, "extLst") for p in ("a", "dgm")]
    etree.strip_elements(
        root, w("rsid"), w("rPrChange"), w("pPrChange"), w("tblPrChange"),
        *extensions, with_tail=False,
    )  # fmt: skip
    etree.strip_attributes(root, w("author"), w("date"), w("initials"))
    for name in ("rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidTr"):
        etree.strip_attributes(root, w(name))
    drop_stray_text(part, context)
    if part.kind in ("theme", "numbering"):
        flatten_drawings(part, context)


def _fonts(root: Element) -> None:
    for font in root.iter(w("font")):
        for child in list(font):
            if child.tag not in _FONT:
                font.remove(child)


def _list_pictures(root: Element, context: Context) -> None:
    """Drop text boxes in the pictures of list items, which show no text."""
    for box in root.iter(w("txbxContent")):
        text = "".join(node.text or "" for node in box.iter(w("t")))
        context.drop_text("list_picture", text, Place.OTHER)
    etree.strip_elements(root, w("txbxContent"), with_tail=False)


def _settings(root: Element, context: Context) -> None:
    for child in list(root):
        name = local(child.tag)
        if name in _SETTINGS and not child.tag.startswith("{http://schemas.micro"):
            continue
        word = _REPORTED.get(name, "")
        if word:
            context.removed[word] += 1
        if name in ("docVars", "mailMerge", "attachedTemplate"):
            for element in child.iter():
                context.drop_text(name, element.get(w("val")), Place.METADATA)
        root.remove(child)


def _protection(root: Element, context: Context) -> None:
    for protection in root.iter(w("documentProtection")):
        for key in [n for n in protection.attrib if n not in _PROTECTION]:
            context.removed["protection"] += 1
            del protection.attrib[key]
