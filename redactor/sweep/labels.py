"""Names of files that may be shown: what looks personal in them is masked.

What this doesn't do: know a name in Latin letters (wangwei.pdf).
"""

import re
from collections.abc import Collection, Sequence
from pathlib import PurePath

from redactor.detection.engine import Detector
from redactor.detection.fields import lone_names
from redactor.model import Span
from redactor.text.normalize import normalize

__all__ = ["masked_label"]

_MASK = "＊＊"
_SHORTEST = 2
_PIECE = re.compile(r"[^\W\d_]+(?:·[^\W\d_]+)*")


def masked_label(
    names: Sequence[PurePath], detector: Detector, values: Collection[str]
) -> str:
    """Return a path with all that is personal masked, archives joined by ``!``.

    Args:
        names: Path below the folder, then paths within archives.
        detector: Searches each part; names alone in a part count as found.
        values: Bare values found in the file itself, masked wherever they stand.
    """
    return "!".join(
        "/".join(_masked(part, detector, values) for part in name.parts)
        for name in names
    )


def _masked(part: str, detector: Detector, values: Collection[str]) -> str:
    stem, dot, suffix = part.rpartition(".")
    if not stem or len(suffix) > 5 or not suffix.isascii():
        stem, dot, suffix = part, "", ""
    norm = normalize(stem)
    (rows,) = detector.analyze_texts([stem])
    spans = [Span(start, end) for start, end, _, _ in rows]
    for piece, offset in _pieces(norm.text):
        spans += [
            norm.to_raw(Span(offset + hit.start, offset + hit.end))
            for hit in lone_names(piece, [])
        ]
    for value in values:
        start = norm.text.find(value) if len(value) >= _SHORTEST else -1
        while start >= 0:
            spans.append(norm.to_raw(Span(start, start + len(value))))
            start = norm.text.find(value, start + 1)
    return _cover(stem, spans) + dot + suffix


def _pieces(text: str) -> list[tuple[str, int]]:
    """Cut at signs and digits, which names of files put between their parts."""
    return [(found[0], found.start()) for found in _PIECE.finditer(text)]


def _cover(text: str, spans: Sequence[Span]) -> str:
    out, at = [], 0
    for span in sorted(spans):
        if span.end <= at:
            continue
        if span.start >= at:
            out += [text[at : span.start], _MASK]
        at = span.end
    return "".join(out) + text[at:]
