"""Kinds of parts that a copy may hold, and which part may lead to which.

Sources: ECMA-376 part 1 section 11 and 13 to 15, part 2 section 9; [MS-OFFDIG],
[MS-ODRAWXML] for Microsoft's own relationship types.
"""

import re
from dataclasses import dataclass

__all__ = ["ALLOWED", "DROPPED", "KINDS", "SINGLE", "Kind", "kind_of"]

_OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
)
_MICROSOFT = re.compile(
    r"http://schemas\.microsoft\.com/office/20\d\d/(?:\d\d/)?relationships/"
)
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"
_SIGNATURE = _PACKAGE + "digital-signature/"
_RENAMED = {"officeDocument": "document"}
_CT_W = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_CT_D = "application/vnd.openxmlformats-officedocument.drawingml."


@dataclass(frozen=True, slots=True)
class Kind:
    """Folder, stem and content type of a kind of part in the copy."""

    folder: str
    stem: str
    content_type: str
    relation: str = ""


_DRAWN = frozenset(
    {
        "image",
        "hyperlink",
        "chart",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "diagramColors",
        "diagramDrawing",
    }
)
KINDS = {
    "document": Kind("word", "document", _CT_W + "document.main+xml"),
    "styles": Kind("word", "styles", _CT_W + "styles+xml"),
    "numbering": Kind("word", "numbering", _CT_W + "numbering+xml"),
    "settings": Kind("word", "settings", _CT_W + "settings+xml"),
    "fontTable": Kind("word", "fontTable", _CT_W + "fontTable+xml"),
    "theme": Kind(
        "word/theme",
        "theme",
        "application/vnd.openxmlformats-officedocument.theme+xml",
    ),
    "header": Kind("word", "header", _CT_W + "header+xml"),
    "footer": Kind("word", "footer", _CT_W + "footer+xml"),
    "footnotes": Kind("word", "footnotes", _CT_W + "footnotes+xml"),
    "endnotes": Kind("word", "endnotes", _CT_W + "endnotes+xml"),
    "image": Kind("word/media", "image", ""),
    "chart": Kind("word/charts", "chart", _CT_D + "chart+xml"),
    "chartUserShapes": Kind("word/drawings", "drawing", _CT_D + "chartshapes+xml"),
    "diagramData": Kind("word/diagrams", "data", _CT_D + "diagramData+xml"),
    "diagramLayout": Kind("word/diagrams", "layout", _CT_D + "diagramLayout+xml"),
    "diagramQuickStyle": Kind(
        "word/diagrams", "quickStyle", _CT_D + "diagramStyle+xml"
    ),
    "diagramColors": Kind("word/diagrams", "colors", _CT_D + "diagramColors+xml"),
    "diagramDrawing": Kind(
        "word/diagrams",
        "drawing",
        "application/vnd.ms-office.drawingml.diagramDrawing+xml",
        "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
    ),
}
SINGLE = {
    "document",
    "styles",
    "numbering",
    "settings",
    "fontTable",
    "footnotes",
    "endnotes",
}
ALLOWED = {
    "document": _DRAWN
    | {
        "styles",
        "numbering",
        "settings",
        "fontTable",
        "theme",
        "header",
        "footer",
        "footnotes",
        "endnotes",
    },
    "header": _DRAWN,
    "footer": _DRAWN,
    "footnotes": _DRAWN,
    "endnotes": _DRAWN,
    "numbering": frozenset({"image"}),
    "chart": frozenset({"image", "chartUserShapes"}),
    "chartUserShapes": frozenset({"image"}),
    "diagramData": frozenset({"image"}),
    "diagramDrawing": frozenset({"image"}),
    "theme": frozenset({"image"}),
}
# Dropped relationships that deserve their own word; any other is an "unknown_part".
DROPPED = {
    "comments": "comment",
    "commentsExtended": "",
    "commentsIds": "",
    "commentsExtensible": "",
    "people": "author",
    "core-properties": "metadata",
    "coreProperties": "metadata",
    "extended-properties": "metadata",
    "extendedProperties": "metadata",
    "custom-properties": "custom_property",
    "customProperties": "custom_property",
    "thumbnail": "thumbnail",
    "customXml": "custom_xml",
    "glossaryDocument": "glossary",
    "attachedTemplate": "external_target",
    "mailMergeSource": "external_target",
    "mailMergeHeaderSource": "external_target",
    "mailMergeRecipientData": "external_target",
    "oleObject": "embedded_object",
    "package": "embedded_object",
    "control": "activex",
    "vbaProject": "macro",
    "wordVbaData": "",
    "aFChunk": "",
    "afChunk": "",
    "subDocument": "",
    "printerSettings": "printer_settings",
    "origin": "signature",
    "signature": "signature",
    "webSettings": "",
    "stylesWithEffects": "",
    "chartStyle": "",
    "chartColorStyle": "",
    "font": "embedded_font",
    "keyMapCustomizations": "macro",
    "attachedToolbars": "macro",
    "recipientData": "external_target",
}


def kind_of(relationship_type: str) -> str:
    """Return the short word of a known relationship type, or an empty string.

    The whole address must be known: a vendor's type that ends alike is not ours.
    """
    for prefix in (*_OFFICE, _PACKAGE, _PACKAGE + "metadata/", _SIGNATURE):
        if relationship_type.startswith(prefix):
            word = relationship_type[len(prefix) :]
            if "/" not in word:
                return _RENAMED.get(word, word)
    found = _MICROSOFT.match(relationship_type)
    word = relationship_type[found.end() :] if found else ""
    return "" if "/" in word else word
