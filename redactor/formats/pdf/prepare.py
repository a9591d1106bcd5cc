"""Flatten a PDF before it is read, so that what is read is what is written."""

import re
import warnings
from collections import Counter
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from redactor.errors import CorruptError
from redactor.formats.pdf.annots import settle_annotations
from redactor.formats.pdf.failures import translated
from redactor.formats.pdf.flatten import flatten_content
from redactor.formats.pdf.fontfix import mend_foreign_fonts
from redactor.formats.pdf.hidden import HiddenText, hidden_texts
from redactor.formats.pdf.layers import Layers
from redactor.formats.pdf.lying import FontJudge, lying_fonts, mute_fonts
from redactor.formats.pdf.objects import is_dict
from redactor.formats.pdf.resources import content_bytes
from redactor.formats.pdf.statefonts import name_state_fonts

__all__ = ["Prepared", "prepare"]

_INLINE = re.compile(rb"\bBI\b[^()]{0,300}?\bID\b", re.DOTALL)


@dataclass(slots=True)
class Prepared:
    """Result of flattening.

    Attributes:
        data: Bytes of the flattened file, None when the file needs no change.
        counts: What goes, by kind.
        hidden: Texts that stand on no page.
        pictured: Pages that may hold pictures.
        lying: Names of fonts by page that show other characters than they tell.
        mute: Pages by the name of fonts of ideographs that only their map tells.
        emptied: Pages that may have lost paint of text, so that they look otherwise.
    """

    data: bytes | None
    counts: Counter[str]
    hidden: list[HiddenText] = field(repr=False)
    pictured: set[int]
    lying: dict[int, frozenset[str]] = field(default_factory=dict)
    mute: dict[str, list[int]] = field(default_factory=dict)
    emptied: frozenset[int] = frozenset()


def prepare(pdf: Any, *, rewrite: bool) -> Prepared:
    """Flatten a file.

    Args:
        pdf: An open `pikepdf.Pdf`; it is changed.
        rewrite: Give bytes even when nothing changed (the file was encrypted).

    Raises:
        CorruptError: The file cannot be flattened.
    """
    counts: Counter[str] = Counter()
    with translated(CorruptError, engine="qpdf", reason="structure"):
        hidden = hidden_texts(pdf)
        _count_structure(pdf, counts)
        layers = Layers(pdf)
        changed, bake = settle_annotations(pdf, layers, counts)
        if bake:
            with _baked(pdf) as baked:
                return _flattened(baked, Layers(baked), counts, hidden, rewrite=True)
        return _flattened(pdf, layers, counts, hidden, rewrite=rewrite or changed)


def _flattened(
    pdf: Any,
    layers: Layers,
    counts: Counter[str],
    hidden: list[HiddenText],
    *,
    rewrite: bool,
) -> Prepared:
    """Flatten content and fonts, and judge what is left."""
    named = name_state_fonts(pdf)
    flat, emptied = flatten_content(pdf, layers, counts)
    mended = mend_foreign_fonts(pdf)
    pictured, judge = _pictured(pdf), FontJudge()
    lying, mute = lying_fonts(pdf, judge), mute_fonts(pdf, judge)
    # What qpdf had to mend, MuPDF might mend otherwise: both get qpdf's.
    changed = named or flat or mended or rewrite or bool(pdf.get_warnings())
    data = _bytes_of(pdf) if changed else None
    return Prepared(data, counts, hidden, pictured, lying, mute, emptied)


def _bytes_of(pdf: Any) -> bytes:
    buffer = BytesIO()
    with warnings.catch_warnings():
        # orphan form fields, which will be drawn into the page
        warnings.simplefilter("ignore", UserWarning)
        pdf.save(buffer, encryption=False)
    return buffer.getvalue()


def _baked(pdf: Any) -> Any:
    """Let MuPDF paint annotations and form fields into the pages."""
    import pikepdf
    import pymupdf

    form = pdf.Root.get("/AcroForm")
    if form is not None and "/XFA" in form:
        del form["/XFA"]
    doc = pymupdf.open(stream=_bytes_of(pdf), filetype="pdf")
    try:
        doc.bake()
        return pikepdf.open(BytesIO(doc.tobytes()))
    finally:
        doc.close()


def _count_structure(pdf: Any, counts: Counter[str]) -> None:
    import pikepdf

    root = pdf.Root
    if pdf.is_encrypted:
        counts["encryption"] += 1
    if pdf.trailer.get("/Info"):
        counts["metadata"] += 1
    if "/Metadata" in root:
        counts["metadata"] += 1
    _count_names(pdf, counts)
    for key, kind in (
        ("/OpenAction", "javascript"),
        ("/AA", "javascript"),
        ("/PieceInfo", "private_data"),
        ("/Threads", "private_data"),
        ("/Collection", "attachment"),
    ):
        if key in root:
            counts[kind] += 1
    if "/AF" in root and not counts["attachment"]:
        counts["attachment"] += 1
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary) and "/XFA" in form:
        counts["xfa"] += 1


def _count_names(pdf: Any, counts: Counter[str]) -> None:
    names = pdf.Root.get("/Names")
    if not is_dict(names):
        return
    if "/EmbeddedFiles" in names:
        counts["attachment"] += max(1, len(pdf.attachments))
    if "/JavaScript" in names:
        counts["javascript"] += 1


def _pictured(pdf: Any) -> set[int]:
    """Return the pages whose resources name a picture or form, or that hold one."""
    found = set()
    for index, page in enumerate(pdf.pages):
        resources = page.resources
        objects = resources.get("/XObject") if is_dict(resources) else None
        patterns = resources.get("/Pattern") if is_dict(resources) else None
        if (
            (is_dict(objects) and len(objects))
            or (is_dict(patterns) and len(patterns))
            or _holds_inline(content_bytes(page))
        ):
            found.add(index)
    return found


def _holds_inline(data: bytes) -> bool:
    return b"BI" in data and _INLINE.search(data) is not None
