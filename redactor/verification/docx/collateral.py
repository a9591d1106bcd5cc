"""Channel ``collateral``: the text outside the hits is the source's, in its order.

The source's visible text is cut at the secrets; its pieces must follow each other in
the copy, with nothing between them but a mask or what was left on purpose. So a lost
word, a moved cell or a doubled paragraph shows, whatever the masks look like.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from redactor.model import Secret, WriteReport
from redactor.verification.channels import Trace
from redactor.verification.docx.story import Story
from redactor.verification.needles import Needles
from redactor.verification.reading import Reading, is_separator, quick_bare

__all__ = ["Pair", "collateral_traces"]

_REACH = 400
_LONGEST_MASK = 64
_KINDS = (
    *("pPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr"),
    *("drawing", "pict", "math"),
)
# Removals that take whole paragraphs, rows or sections along.
_CUTTING = frozenset(
    (
        *("revision", "hidden_text", "alt_chunk", "field", "alternate"),
        *("embedded_object", "activex", "vector_picture", "unknown_namespace"),
    )
)
_ROOM = " " * 16


@dataclass(frozen=True)
class _Gap:
    """Where hits stood: what may stand there now."""

    original: str = field(repr=False)


class _Fillers:
    """Masks, blanks left out; a roll may have one for each of its rows."""

    def __init__(self, masks: Iterable[str]) -> None:
        self._masks = {"".join(mask.split()) for mask in masks} - {""}
        self._lengths = sorted(set(map(len, self._masks)))

    def __contains__(self, found: str) -> bool:
        return not found or found in self._masks

    def any_in(self, text: str) -> bool:
        """Tell whether any mask stands in a short text."""
        return any(
            text[at : at + length] in self._masks
            for length in self._lengths
            for at in range(len(text) - length + 1)
        )


@dataclass(frozen=True)
class Pair:
    """The stories of a source and of its copy.

    Attributes:
        binary: The source is a binary file that was converted on the way; of it only
            the main text is known, and the conversion may change a piece in fifty.
    """

    before: Sequence[Story]
    after: Sequence[Story]
    binary: bool = False


def collateral_traces(
    pair: Pair, needles: Needles, secrets: Iterable[Secret], report: WriteReport
) -> Iterator[Trace]:
    """Compare the stories of two packages.

    Stories are paired by kind and order; a header that no page uses may go.
    """
    masks = {s.replacement for s in secrets if s.replacement}
    hints = {removal.kind: removal.count for removal in report.removals}
    rest = list(pair.after)
    for before in pair.before:
        if "alt_chunk" not in hints:
            before = replace(before, merged=frozenset())
        best = _partner(before, rest, needles, masks)
        if best is None:
            if "".join(before.paragraphs).strip() and "orphan_part" not in hints:
                yield Trace("collateral", f"{before.kind}/lost")
            continue
        after, difference = best
        lost, added = difference.lost, difference.added
        rest.remove(after)
        slack = len(before.paragraphs) // 50 + 1 if pair.binary else 0
        if lost > hints.get("hidden_text", 0) + slack or added > slack:
            yield Trace("collateral", f"{after.name}/text")
        if (
            not _same_structure(before, after)
            and not pair.binary
            and "revision" not in hints
        ):
            yield Trace("collateral", f"{after.name}/structure")
        if not pair.binary and not before.chunked:
            yield from _formatting(before, after, difference, hints)
    if rest and not pair.binary:
        yield Trace("collateral", "story/added")


def _same_structure(before: Story, after: Story) -> bool:
    """Tell whether all that counts is still there; merged tables may come on top."""
    if before.chunked:
        return not before.counts - after.counts
    return before.counts == after.counts


def _formatting(
    before: Story, after: Story, difference: "_Difference", hints: Mapping[str, int]
) -> Iterator[Trace]:
    """Compare what text and blocks look like."""
    if difference.restyled:
        yield Trace("collateral", f"{after.name}/format")
    cut = _CUTTING & hints.keys()
    if len(before.paragraphs) != len(after.paragraphs) and not cut:
        yield Trace("collateral", f"{after.name}/paragraphs")
    for kind in _KINDS:
        old, new = (
            [number for name, number in story.properties if name == kind]
            for story in (before, after)
        )
        if old != new and not (len(old) != len(new) and cut):
            yield Trace("collateral", f"{after.name}/{kind}")


def _partner(
    before: Story, rest: Sequence[Story], needles: Needles, masks: set[str]
) -> "tuple[Story, _Difference] | None":
    """Return the story that fits best, with how it differs."""
    best: tuple[Story, _Difference] | None = None
    for story in rest:
        if story.kind == before.kind:
            found = _compare(before, story, needles, masks)
            if best is None or found.size < best[1].size:
                best = story, found
            if not found.size:
                break
    return best


@dataclass(slots=True)
class _Difference:
    """How many pieces of text were lost, put in, or look otherwise."""

    lost: int = 0
    added: int = 0
    restyled: int = 0

    @property
    def size(self) -> int:
        return self.lost + self.added


def _compare(
    before: Story, after: Story, needles: Needles, masks: set[str]
) -> _Difference:
    """Compare the text of two stories piece by piece."""
    if before.paragraphs == after.paragraphs:
        return _Difference(restyled=not np.array_equal(before.formats, after.formats))
    target = "".join("\n".join(after.paragraphs).split())
    fillers = _Fillers(masks)
    # Bytes, four a character, are cut and compared faster than arrays.
    old, new = before.formats.tobytes(), after.formats.tobytes()
    found = _Difference()
    at = start = 0
    gap: str | None = None
    for piece in _pieces(before.paragraphs, needles):
        if isinstance(piece, _Gap):
            # Hits in neighbouring cells follow each other; each leaves a mask.
            gap = piece.original if gap is None else gap + _ROOM + piece.original
            start += len(piece.original)
            continue
        begin, start = start, start + len(piece)
        where = _follow(target, at, piece, gap, fillers)
        if where < 0:
            near = target.find(piece, at, at + _REACH + len(piece))
            if near < 0:
                found.lost += not any(piece in line for line in before.merged)
                continue
            found.added += 1
            where = near
        at = where + len(piece)
        gap = None
        found.restyled += old[4 * begin : 4 * start] != new[4 * where : 4 * at]
    tail = target[at:]
    if tail and not (gap is not None and _fills(tail, gap, fillers)):
        found.added += 1
    return found


def _pieces(paragraphs: Iterable[str], needles: Needles) -> Iterator[str | _Gap]:
    """Cut the text at the secrets; blanks do not count."""
    text = "\n".join(paragraphs)
    reading = Reading(text)
    marks = bytearray(len(text))
    hits = needles.find(reading.bare)
    starts = reading.origins[[hit.start for hit in hits]].tolist() if hits else []
    ends = reading.origins[[hit.end - 1 for hit in hits]].tolist() if hits else []
    for start, last in zip(starts, ends, strict=True):
        end = last + 1
        marks[start:end] = b"\1" * (end - start)
    at = 0
    for match in re.finditer(b"\1+", bytes(marks)):
        start, end = match.span()
        # Blanks and dashes at the edge of a value may go with it or stay.
        while start > at and is_separator(text[start - 1]):
            start -= 1
        while end < len(text) and is_separator(text[end]):
            end += 1
        yield from _lines(text[at:start])
        yield _Gap("".join(text[start:end].split()))
        at = end
    yield from _lines(text[at:])


def _lines(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        plain = "".join(line.split())
        if plain:
            yield plain


def _follow(
    target: str, at: int, piece: str, gap: str | None, fillers: _Fillers
) -> int:
    """Return where a piece follows, -1 if it does not."""
    if target.startswith(piece, at):
        return at
    if gap is None:
        return -1
    where = target.find(piece, at, at + len(gap) + _LONGEST_MASK + len(piece))
    while where >= 0:
        if _fills(target[at:where], gap, fillers):
            return where
        where = target.find(
            piece, where + 1, at + len(gap) + _LONGEST_MASK + len(piece)
        )
    return -1


def _fills(found: str, gap: str, fillers: _Fillers) -> bool:
    """Tell whether a text may stand where a secret stood."""
    if found in fillers or found == gap or not quick_bare(found):
        return True
    # A mask dealt out to boxes, with the signs that stand between them.
    signs = {char for char in set(found) if is_separator(char) and char in gap}
    if signs and "".join(char for char in found if char not in signs) in fillers:
        return True
    # Neighbouring hits, or a kept part beside a mask.
    return len(found) <= len(gap) + _LONGEST_MASK and fillers.any_in(found)
