"""Channel ``parts``: every part of a package, decoded, with its tags cut away."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from redactor.verification.channels import Trace
from redactor.verification.docx.markup import Markup, markup_of
from redactor.verification.docx.package import Package, Part, open_package
from redactor.verification.hidden import Hidden
from redactor.verification.images import picture_traces
from redactor.verification.judge import stands_alone
from redactor.verification.needles import Hit, Needles
from redactor.verification.reading import Reading, quick_bare

__all__ = ["PartChannel", "raw_traces"]


class PartChannel:
    """Looks for secrets in the whole package.

    Args:
        views: Gives the texts of the source, in each way to read it.
        treated: How many edits each bare value has; None if that is not known.
    """

    def __init__(
        self,
        hidden: Hidden,
        copy: Mapping[str, Markup],
        views: Callable[[], Iterable[Iterable[str]]],
        treated: Mapping[str, int] | None,
    ) -> None:
        self._hidden = hidden
        self._needles = hidden.needles
        self._copy = copy
        self._views = views
        self._treated = treated

    def text(self) -> Iterator[Trace]:
        """Look through the character data of all parts."""
        found: dict[int, list[tuple[str, bool]]] = {}
        contexts: Counter[str] = Counter()
        for name, markup in self._copy.items():
            reading = Reading(markup.text, name)
            for hit in self._needles.find(reading.bare):
                if self._needles.counts(hit, reading):
                    if self._embedded(reading, hit):
                        contexts[_context(reading, hit)] += 1
                        self._hidden.excuse(reading, [hit])
                    else:
                        found.setdefault(hit.needle, []).append((name, hit.whole))
        yield from self._embedded_traces(contexts)
        for number, rows in found.items():
            needle = self._needles.items[number]
            whole = [name for name, is_whole in rows if is_whole]
            if len(whole) > needle.kept:
                yield from (Trace("residue", n, needle.entity) for n in whole)
            for name, is_whole in rows:
                if not is_whole:
                    yield Trace("partial_residue", name, needle.entity)

    def _embedded(self, reading: Reading, hit: Hit) -> bool:
        """Tell whether a hit may be part of something longer."""
        needle = self._needles.items[hit.needle]
        if needle.entity == "PERSON" and len(needle.value) > 2:
            return False
        if not needle.numeric and needle.entity != "PERSON":
            return True
        return not stands_alone(reading, hit)

    def _embedded_traces(self, contexts: Counter[str]) -> Iterator[Trace]:
        """Longer words must have stood in the source, and not have been treated."""
        if not contexts:
            return
        # Only the few values that are met are looked for in the source.
        met = {hit.needle for text in contexts for hit in self._needles.find(text)}
        needles = self._needles.only(met)
        before, totals = self._in_source(needles)
        left: Counter[int] = Counter()
        for context, count in contexts.items():
            hit = next(h for h in needles.find(context))
            # A piece of a value beside other digits is chance if the source has it.
            left[hit.needle] += count if hit.whole else 0
            if count > before[context]:
                yield Trace("residue", "", needles.items[hit.needle].entity)
        for number, count in left.items():
            needle = needles.items[number]
            if self._treated is None:
                continue
            allowed = totals[number] - self._treated.get(needle.value, 0)
            if count > max(allowed, needle.kept):
                yield Trace("residue", "", needle.entity)

    def _in_source(self, needles: Needles) -> tuple[Counter[str], Counter[int]]:
        """Count contexts and whole values in the source, the better of its views."""
        before: Counter[str] = Counter()
        totals: Counter[int] = Counter()
        for view in self._views():
            seen: Counter[str] = Counter()
            whole: Counter[int] = Counter()
            for text in view:
                reading = Reading(text)
                for hit in needles.find(reading.bare):
                    seen[_context(reading, hit)] += 1
                    whole[hit.needle] += hit.whole
            before |= seen
            totals |= whole
        return before, totals

    def asides(self) -> Iterator[Trace]:
        """Look through attributes, comments and part names."""
        for name, markup in self._copy.items():
            # A sign between them, so that no value is found across two of them.
            raw = "\n¶\n".join(sorted(markup.values))
            for hit in self._hidden.hits(raw, name):
                needle = self._needles.items[hit.needle]
                if not (
                    needle.is_short_number and markup.is_measure(needle.value, name)
                ):
                    yield self._hidden.trace(hit, name)
            for aside in markup.asides:
                yield from self._hidden.look(aside, name)


def raw_traces(package: Package, hidden: Hidden, depth: int = 0) -> Iterator[Trace]:
    """Look through names, binary parts and nested packages."""
    for entry in package.entries:
        yield from hidden.look(entry.filename, "zip_names")
    for part in package.parts:
        if part.is_xml:
            continue
        yield from binary_traces(part, hidden, depth)


def binary_traces(part: Part, hidden: Hidden, depth: int) -> Iterator[Trace]:
    """Look through one part that is not XML."""
    if part.data[:4] == b"PK\3\4":
        if depth >= 8:
            yield Trace("not_run", part.name)
            return
        inner = open_package(part.data)
        yield from raw_traces(inner, hidden, depth + 1)
        for markup in markup_of(inner).values():
            yield from hidden.look(markup.text, part.name)
        return
    if part.data[:3] == b"\xff\xd8\xff" or part.data[:4] == b"\x89PNG":
        yield from picture_traces(part.data, part.name)
    else:
        yield from hidden.look_bytes(part.data, part.name)


def _context(reading: Reading, hit: Hit) -> str:
    """Return a hit with the character that makes it part of something longer.

    Only one neighbour, since the other may have become a mask.
    """
    found = reading.bare[hit.start : hit.end]
    start, end = reading.raw_span(hit.start, hit.end)
    after = reading.raw[end : end + 1]
    if after.isalnum():
        return found + quick_bare(after)
    return quick_bare(reading.raw[start - 1 : start]) + found
