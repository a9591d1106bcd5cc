"""Join overlapping edits of a unit into edits that never overlap.

The union of a cluster goes as a whole: nothing of any value stays between two edits.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from redactor.masking.operators import block
from redactor.model import Edit, Span, Treatment
from redactor.text.normalize import bare

__all__ = ["Piece", "join"]

_RANKS = {Treatment.DEIDENTIFY: 0, Treatment.DELETE: 1, Treatment.COVER: 2}


@dataclass(frozen=True, slots=True)
class Piece:
    """One value that goes: where it stands, how it goes, and what comes instead."""

    id: str
    unit_id: str
    span: Span
    treatment: Treatment
    entity: str
    replacement: str = field(repr=False)
    text: str = field(repr=False)


def join(pieces: Iterable[Piece]) -> tuple[Edit, ...]:
    """Return edits whose spans never overlap and that cover every piece wholly."""
    by_unit: dict[str, list[Piece]] = {}
    for piece in pieces:
        by_unit.setdefault(piece.unit_id, []).append(piece)
    edits = []
    for own in by_unit.values():
        own.sort(key=lambda piece: (piece.span.start, -piece.span.end))
        for cluster in _clusters(own):
            edits.append(_edit(cluster))
    return tuple(edits)


def _clusters(pieces: Sequence[Piece]) -> Iterable[list[Piece]]:
    cluster = [pieces[0]]
    end = pieces[0].span.end
    for piece in pieces[1:]:
        if piece.span.start < end:
            cluster.append(piece)
            end = max(end, piece.span.end)
            continue
        yield cluster
        cluster, end = [piece], piece.span.end
    yield cluster


def _edit(cluster: Sequence[Piece]) -> Edit:
    first = cluster[0]
    span = Span(first.span.start, max(piece.span.end for piece in cluster))
    whole = max((p for p in cluster if p.span == span), key=_weight, default=None)
    lead = whole or max(cluster, key=_weight)
    treatment = _treatment(cluster, whole)
    return Edit(
        id=lead.id,
        treatment=treatment,
        entity=lead.entity,
        unit_id=first.unit_id,
        span=span,
        replacement=_replacement(cluster, whole, lead, treatment),
    )


def _weight(piece: Piece) -> tuple[int, int, str, int, str]:
    """Order by length, then by how much goes; the rest only breaks ties."""
    rank = _RANKS[piece.treatment]
    return (len(piece.span), rank, piece.entity, -piece.span.start, piece.id)


def _treatment(cluster: Sequence[Piece], whole: Piece | None) -> Treatment:
    """Covering wins, then the outermost piece's own way, then masking over deleting."""
    kinds = {piece.treatment for piece in cluster}
    if Treatment.COVER in kinds:
        return Treatment.COVER
    if whole is not None:
        return whole.treatment
    return (
        Treatment.DELETE
        if len(kinds) == 1 and Treatment.DELETE in kinds
        else (Treatment.DEIDENTIFY)
    )


def _replacement(
    cluster: Sequence[Piece], whole: Piece | None, lead: Piece, treatment: Treatment
) -> str:
    if treatment is Treatment.DELETE:
        return ""
    if treatment is Treatment.COVER:
        return block(lead.entity)
    if len(cluster) == 1:
        return lead.replacement
    pieces = (whole,) if whole else cluster
    mask = "".join(dict.fromkeys(piece.replacement for piece in pieces))
    shown = bare(mask)
    for piece in cluster:  # an address may keep the name that stands within it
        value = bare(piece.text)
        if value and value in shown:
            return block(lead.entity)
    return mask
