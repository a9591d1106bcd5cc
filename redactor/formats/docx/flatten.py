"""Flattening of a part before it is read: what no reader of the page sees goes.

The order matters: revisions are accepted first, then fields, hidden text and marks go,
and the reader afterwards sees the text that the copy will hold.
"""

from lxml import etree

from redactor.formats.docx.context import Context
from redactor.formats.docx.controls import flatten_controls
from redactor.formats.docx.drawings import flatten_drawings
from redactor.formats.docx.fields import flatten_fields
from redactor.formats.docx.foreign import drop_foreign
from redactor.formats.docx.hidden import drop_hidden
from redactor.formats.docx.names import attr, c, local, w
from redactor.formats.docx.package import Part
from redactor.formats.docx.revisions import REVISIONS, accept_revisions
from redactor.formats.docx.stray import drop_stray_text
from redactor.formats.docx.xml import Element

__all__ = ["flatten_story"]

_REMOVED = {
    w("proofErr"): "",
    w("lastRenderedPageBreak"): "",
    w("commentRangeStart"): "",
    w("commentRangeEnd"): "",
    w("commentReference"): "",
    w("permStart"): "permission",
    w("permEnd"): "",
    w("smartTagPr"): "",
    w("customXmlPr"): "",
    w("altChunk"): "alt_chunk",
    w("subDoc"): "sub_document",
    w("printerSettings"): "printer_settings",
    w("divId"): "",
    w("rsid"): "",
    w("binData"): "embedded_object",
    w("movie"): "embedded_object",
    w("control"): "activex",
    w("objectEmbed"): "embedded_object",
    w("objectLink"): "embedded_object",
    attr("o", "OLEObject"): "embedded_object",
    attr("o", "signatureline"): "signature",
    attr("w14", "contentPart"): "ink",
    c("externalData"): "workbook",
    c("printSettings"): "",
}
_UNWRAPPED = {w("smartTag"): "smart_tag", w("customXml"): "custom_xml"}
_REMOVED_NAMES = tuple(local(name) for name in (*_REMOVED, *_UNWRAPPED))
_STRIPPED = (
    *(w(name) for name in ("rsidR", "rsidRDefault", "rsidP", "rsidRPr", "rsidDel")),
    *(w(name) for name in ("rsidSect", "rsidTr", "author", "initials", "date")),
    *(w(name) for name in ("originalDocument", "conformance")),
    attr("w14", "paraId"),
    attr("w14", "textId"),
    attr("w14", "anchorId"),
    attr("w14", "editId"),
    attr("wp14", "anchorId"),
    attr("wp14", "editId"),
    attr("o", "gfxdata"),
    attr("o", "ole"),
)


def flatten_story(part: Part, context: Context) -> None:
    """Flatten a part that holds paragraphs or drawings."""
    root = part.root
    if root is None:
        return
    drop_foreign(part, context)
    if part.holds(*REVISIONS):
        accept_revisions(root, context)
    if part.holds(*_REMOVED_NAMES):
        _remove(root, part.name, context)
    if part.holds("fldChar", "fldSimple", "instrText"):
        flatten_fields(root, part, context)
    if part.holds("sdtPr", "hyperlink"):
        flatten_controls(root, context)
    if context.hidden_styles or part.holds("vanish"):
        drop_hidden(root, context)
    flatten_drawings(part, context)
    etree.strip_attributes(root, *_STRIPPED)
    drop_stray_text(part, context)


def _remove(root: Element, where: str, context: Context) -> None:
    for element in root.iter(*_REMOVED, *_UNWRAPPED):
        word = _REMOVED.get(element.tag) or _UNWRAPPED.get(element.tag, "")
        if word:
            context.removed[word] += 1
        if word in ("sub_document", "alt_chunk"):
            context.hazard(word, where)
    etree.strip_elements(root, *_REMOVED, with_tail=False)
    etree.strip_tags(root, *_UNWRAPPED)
