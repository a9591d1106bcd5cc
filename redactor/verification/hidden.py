"""Judging text in hidden places: objects, properties, attributes, raw bytes.

Nothing excuses a value there, but for two: it was decided to stay, or it is part of a
longer word or number that innocently stands in the visible text of the copy as well.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from redactor.verification.channels import Trace
from redactor.verification.judge import stands_alone
from redactor.verification.needles import Hit, Needles
from redactor.verification.reading import Reading

__all__ = ["Hidden", "decodings"]

_ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")


def decodings(data: bytes) -> Iterator[str]:
    """Yield the texts that bytes may be: UTF-8, UTF-16 both ways, GB 18030."""
    if data.isascii() and b"\0" not in data:
        yield data.decode("ascii")
        return
    for encoding in _ENCODINGS:
        yield data.decode(encoding, "ignore")
        if encoding.startswith("utf-16") and len(data) > 2:
            # Text may begin at an odd offset.
            yield data[1:].decode(encoding, "ignore")


class Hidden:
    """Looks for secrets where nobody looks.

    Attributes:
        visible: Contexts (a hit with a character on either side, bare) that were found
            innocent in the visible text.
        visible_counts: How many such hits each needle has.
    """

    def __init__(self, needles: Needles) -> None:
        self.needles = needles
        self.visible: set[str] = set()
        self.visible_counts: Counter[int] = Counter()

    def excuse(self, reading: Reading, hits: Iterable[Hit]) -> None:
        """Remember the surroundings of innocent hits in visible text."""
        for hit in hits:
            self.visible_counts[hit.needle] += 1
            self.visible.add(reading.bare[max(hit.start - 1, 0) : hit.end + 1])

    def look(self, raw: str, place: str) -> Iterator[Trace]:
        """Yield a trace for each value in a hidden text."""
        for hit in self.hits(raw, place):
            yield self.trace(hit, place)

    def hits(self, raw: str, place: str) -> Iterator[Hit]:
        """Yield each hit in a hidden text that nothing excuses."""
        reading = Reading(raw, place)
        for hit in self.needles.find(reading.bare):
            if self._counts(reading, hit):
                yield hit

    def trace(self, hit: Hit, place: str) -> Trace:
        """Return what a hit is told as."""
        code = "residue" if hit.whole else "partial_residue"
        return Trace(code, place, self.needles.items[hit.needle].entity)

    def look_bytes(self, data: bytes, place: str) -> Iterator[Trace]:
        """The same for bytes in any encoding."""
        for text in decodings(data):
            yield from self.look(text, place)

    def _counts(self, reading: Reading, hit: Hit) -> bool:
        needle = self.needles.items[hit.needle]
        if not self.needles.counts(hit, reading):
            return False
        if needle.kept and hit.whole:
            return False
        alone = stands_alone(reading, hit)
        if not alone and needle.value.isalpha() and max(needle.value) < "\u2e80":
            # Letters inside a longer word of the format itself: "eading" in "Heading1".
            return False
        if needle.numeric and not hit.whole:
            return alone
        if not alone and needle.is_short_number:
            # A month inside an offset, an identifier or a longer number.
            return False
        context = reading.bare[max(hit.start - 1, 0) : hit.end + 1]
        return alone or not any(context in known for known in self.visible)
