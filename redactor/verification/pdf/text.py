"""Channel ``pdfium_text``: what pdfium reads on the pages, in several orders."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from redactor.model import Region
from redactor.verification.channels import Trace
from redactor.verification.hidden import Hidden
from redactor.verification.judge import Ledger, excess
from redactor.verification.needles import Needles
from redactor.verification.pdf.orders import read_orders
from redactor.verification.pdf.pages import Page, inside
from redactor.verification.pdf.pixels import Pictures
from redactor.verification.reading import Reading

__all__ = ["TextChannel"]


class TextChannel:
    """Looks for secrets page by page."""

    name = "pdfium_text"

    def __init__(
        self,
        needles: Needles,
        regions: Mapping[int, Sequence[Region]],
        hidden: Hidden,
        baked: Callable[[int], Page],
    ) -> None:
        self._needles = needles
        self._baked = baked
        self._hidden = hidden
        self._regions = regions
        self._ledgers: dict[str, Ledger] = {}

    def page(self, source: Page | None, copy: Page, pictures: Pictures) -> None:
        """Read one page of the copy, and the source's where it holds a hit."""
        before: dict[str, tuple[Reading, list[bool]]] = {}
        for order, reading in read_orders(copy):
            found = excess(
                reading,
                partial(self._source, source, pictures, order, before),
                self._needles,
            )
            ledger = self._ledgers.setdefault(order, Ledger(self._needles))
            ledger.add(copy.place, found)
            if order == "drawn":
                self._excuse(reading, found)

    def _excuse(self, reading: Reading, found: Counter[tuple[int, bool]]) -> None:
        """Let hidden places repeat what innocently stands on the page."""
        hits = self._needles.find(reading.bare)
        guilty = {number for number, _ in found}
        self._hidden.excuse(reading, [h for h in hits if h.needle not in guilty])

    def _source(
        self,
        source: Page | None,
        pictures: Pictures,
        order: str,
        known: dict[str, tuple[Reading, list[bool]]],
    ) -> tuple[Reading, "Edited"] | None:
        if source is None:
            return None
        if not known:
            if pictures.zones(source):
                source = self._baked(source.index)
            regions = self._regions.get(source.index, ())
            edited = inside(source.boxes, regions).tolist()
            for name, reading in read_orders(source):
                known[name] = reading, edited
        if order not in known:
            return None
        reading, edited = known[order]
        return reading, Edited(reading, edited)

    def traces(self) -> Iterable[Trace]:
        """Give what was found in any order."""
        for ledger in self._ledgers.values():
            yield from ledger.traces()


class Edited:
    """Tells whether a raw offset of a reading lies in a treated region."""

    def __init__(self, reading: Reading, edited: list[bool]) -> None:
        self._ids = reading.ids
        self._edited = edited

    def __call__(self, offset: int) -> bool:
        number = self._ids[offset]
        return number >= 0 and self._edited[number]
