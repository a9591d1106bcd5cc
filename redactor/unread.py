"""What pictures leave to a person, held against what is treated anyway."""

from collections.abc import Iterable, Mapping, Sequence

from redactor.model import Hazard, Region

__all__ = ["seal_cuts", "settled"]

_UNREAD = frozenset({"picture_unread", "handwriting", "qr_code", "bar_code"})
_INSIDE = 0.9  # of an unread place's height and width
_TOUCH = 0.15  # of a treated box's area under a seal


def settled(
    hazards: Iterable[Hazard], treated: Iterable[Sequence[Region]]
) -> frozenset[str]:
    """Return the ids of unread places that vanish whole with what is treated.

    Args:
        hazards: Of the document.
        treated: Boxes of each finding that is treated; none of one that stays.
    """
    boxes = [region for regions in treated for region in regions]
    return frozenset(
        hazard.id
        for hazard in hazards
        if hazard.kind in _UNREAD
        and hazard.regions
        and all(_hidden(region, boxes) for region in hazard.regions)
    )


def _hidden(place: Region, boxes: Iterable[Region]) -> bool:
    """Tell whether boxes cover a place from end to end (a line's parts abut)."""
    high, wide = place.y1 - place.y0, place.x1 - place.x0
    over = sorted(
        (box.x0, box.x1)
        for box in boxes
        if box.page_index == place.page_index
        and min(box.y1, place.y1) - max(box.y0, place.y0) >= _INSIDE * high
    )
    slack = (1 - _INSIDE) / 2 * wide
    reach = place.x0 + slack
    for x0, x1 in over:
        if x0 > reach + 1:
            break
        reach = max(reach, x1)
    return reach >= place.x1 - slack and bool(over)


def seal_cuts(
    hazards: Iterable[Hazard], regions: Mapping[str, Sequence[Region]]
) -> tuple[Hazard, ...]:
    """Return a hazard for each page on which a treated box would cut a seal.

    Args:
        hazards: Of the document; those of kind ``seal`` tell where seals stand.
        regions: Boxes by finding.
    """
    cuts: dict[int, list[Region]] = {}
    boxes = [region for found in regions.values() for region in found]
    for hazard in hazards:
        if hazard.kind != "seal":
            continue
        for seal in hazard.regions:
            cut = [box for box in boxes if _under(box, seal)]
            if cut:
                cuts.setdefault(seal.page_index, []).extend(cut)
    return tuple(
        Hazard("seal_cut", len(found), f"p{index + 1}", index, regions=tuple(found))
        for index, found in sorted(cuts.items())
    )


def _under(box: Region, seal: Region) -> bool:
    if box.page_index != seal.page_index:
        return False
    wide = min(box.x1, seal.x1) - max(box.x0, seal.x0)
    high = min(box.y1, seal.y1) - max(box.y0, seal.y0)
    area = (box.x1 - box.x0) * (box.y1 - box.y0)
    return wide > 0 and high > 0 and wide * high > _TOUCH * area
