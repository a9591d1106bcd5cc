"""Channel ``picture_text``: what a reader of pictures still sees in a copy.

Recognition errs: 0 for O, 1 for l, now and then one digit of a long number. So numbers
are also looked for with such signs folded, and long ones with one wrong character. What
this does not do: find what the reader does not take for text at all; such places are
hazards that a person confirmed before anything was written.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from redactor.ocr.model import PictureReading
from redactor.verification.channels import Trace
from redactor.verification.judge import stands_alone
from redactor.verification.needles import Hit, Needle, Needles
from redactor.verification.reading import Reading, quick_bare
from redactor.verification.request import VerifyRequest

__all__ = ["SeenText", "folded", "missing", "text_of"]

# Signs that recognition takes for digits, in bare form.
_FOLDED = str.maketrans("oli", "011")
_NEAR = 11
_DIGITS = re.compile(r"[0-9x]+")


def folded(bare: str) -> str:
    """Return bare text with letters that look like digits as digits."""
    return bare.translate(_FOLDED)


def text_of(reading: PictureReading) -> str:
    """Return what was read, one line a line, with what codes say."""
    texts = [line.text for line in reading.lines]
    texts += [mark.text for mark in reading.marks if mark.text]
    return "\n".join(texts)


class SeenText:
    """Gathers text that was read from a copy's pictures, and looks for secrets in it.

    A short name within a longer word, and a number that another number contains, may
    stand as often as they stand in what was judged before, without what was treated.
    """

    def __init__(self, request: VerifyRequest, needles: Needles) -> None:
        self._request = request
        self._needles = needles
        self._whole: dict[int, list[str]] = {}
        self._within: dict[int, list[str]] = {}
        self._found: list[Trace] = []

    def look(self, place: str, text: str) -> None:
        """Look through the text of one picture."""
        reading = Reading(text, place)
        hits = self._needles.find(reading.bare)
        whole = [hit for hit in hits if hit.whole]
        near, known = self._look_alikes(reading.bare)
        near = [hit for hit in near if not _overlaps(hit, whole)]
        for hit in near:
            self._whole.setdefault(hit.needle, []).append(place)
        for hit in hits:
            if not self._needles.counts(hit, reading):
                continue
            if hit.whole:
                self._note(hit, reading, place)
            elif not _overlaps(hit, [*near, *known]):
                entity = self._needles.items[hit.needle].entity
                self._found.append(Trace("partial_residue", place, entity))

    def _note(self, hit: Hit, reading: Reading, place: str) -> None:
        needle = self._needles.items[hit.needle]
        if _may_be_part(needle) and not stands_alone(reading, hit):
            self._within.setdefault(hit.needle, []).append(place)
        else:
            self._whole.setdefault(hit.needle, []).append(place)

    def traces(self) -> Iterator[Trace]:
        """Give what is over what may stay."""
        yield from self._found
        for number, places in self._whole.items():
            needle = self._needles.items[number]
            if len(places) > needle.kept:
                yield from (Trace("residue", p, needle.entity) for p in places)
        for number, places in self._within.items():
            needle = self._needles.items[number]
            if len(places) > max(self._innocent[needle.value], needle.kept):
                yield from (Trace("residue", p, needle.entity) for p in places)

    @cached_property
    def _innocent(self) -> Counter[str]:
        """How often each value may stand as part of something longer."""
        values = [n.value for n in self._needles.items if _may_be_part(n)]
        treated = Counter(map(quick_bare, self._request.edit_texts.values()))
        total = {v: sum(text.count(v) for text in self._judged) for v in values}
        return Counter({v: max(total[v] - treated[v], 0) for v in values})

    @cached_property
    def _judged(self) -> list[str]:
        return [quick_bare(text) for _, text in self._request.seen_texts]

    def _look_alikes(self, bare: str) -> tuple[list[Hit], list[Hit]]:
        """Return what looks much like a secret, and like it but judged before."""
        text = folded(bare)
        near: list[Hit] = []
        known: list[Hit] = []
        for run in _DIGITS.finditer(text):
            for size, (numbers, values) in self._numbers.items():
                if len(run[0]) < size:
                    continue
                windows = np.lib.stride_tricks.sliding_window_view(_row(run[0]), size)
                apart = (windows[:, None, :] != values[None]).sum(axis=2)
                limit = 1 if size >= _NEAR else 0
                for at, which in np.argwhere(apart <= limit).tolist():
                    start = run.start() + at
                    hit = Hit(numbers[which], start, start + size, True)
                    other = run[0][at : at + size] in self._known_numbers
                    (known if apart[at, which] and other else near).append(hit)
        return near, known

    @cached_property
    def _numbers(self) -> Mapping[int, tuple[list[int], NDArray[np.uint8]]]:
        """Numbers and values of the needles that are numbers, by their length."""
        groups: dict[int, list[tuple[int, str]]] = {}
        for number, needle in enumerate(self._needles.items):
            value = folded(needle.value)
            if needle.numeric and _DIGITS.fullmatch(value):
                groups.setdefault(len(value), []).append((number, value))
        return {
            size: ([n for n, _ in group], np.stack([_row(v) for _, v in group]))
            for size, group in groups.items()
        }

    @cached_property
    def _known_numbers(self) -> set[str]:
        """Other numbers that were judged before: a neighbour's telephone may stay."""
        runs = (r for text in self._judged for r in _DIGITS.findall(folded(text)))
        sizes = [size for size in self._numbers if size >= _NEAR]
        return {
            run[at : at + size]
            for run in runs
            for size in sizes
            for at in range(len(run) - size + 1)
        }


def _overlaps(hit: Hit, others: Iterable[Hit]) -> bool:
    return any(hit.start < other.end and other.start < hit.end for other in others)


def _row(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("ascii"), np.uint8)


def _may_be_part(needle: Needle) -> bool:
    return needle.numeric or (needle.entity == "PERSON" and len(needle.value) < 3)


def missing(places: Iterable[str]) -> Iterator[Trace]:
    """Yield a trace for each place that nobody could read."""
    yield from (Trace("not_run", place) for place in places)
