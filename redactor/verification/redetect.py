"""Detection run again on the copy's text: what does it still find?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from redactor.verification.channels import Trace
from redactor.verification.reading import bare_all, quick_bare
from redactor.verification.request import NewFinding, Redetect, VerifyRequest

__all__ = ["Redetection"]

_STRONG = frozenset(
    {
        "ALIPAY",
        "CN_BANK_ACCOUNT",
        "CN_BANK_CARD",
        "CN_DISABILITY_CARD",
        "CN_HKMT_PERMIT",
        "CN_ID_CARD",
        "CN_LANDLINE",
        "CN_MILITARY_ID",
        "CN_MOBILE",
        "CN_PASSPORT",
        "CN_PLATE",
        "CN_SOCIAL_SECURITY",
        "EMAIL_ADDRESS",
        "QQ",
        "WECHAT",
    }
)
_MASK_SIGNS = frozenset("*＊█■●○×╳□◼▇")
_MASK_WORDS = ("某", "XX", "xx", "__")


# Ends of lines and sentences; the mark stays with what it ends.
_SENTENCE = re.compile(r"(?<=[\n。；！？;!?])")


class Seen:
    """What detection judged in the source, page by page, in bare form."""

    def __init__(self, texts: Sequence[tuple[int | None, str]]) -> None:
        pages: dict[int | None, list[str]] = {}
        whole = bare_all([text for _, text in texts])
        for (page, _), bare in zip(texts, whole, strict=True):
            pages.setdefault(page, []).append(bare)
        pieces = [piece for _, text in texts for piece in _SENTENCE.split(text)]
        self._pieces = {*whole, *bare_all(pieces)}
        self._pages = {page: "\0".join(found) for page, found in pages.items()}

    def holds(self, value: str) -> bool:
        """Tell whether a bare value stands anywhere in it."""
        return any(value in text for text in self._pages.values())

    def news(self, texts: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        """Yield the stretches of sentences not judged yet, with their place."""
        cut = [_SENTENCE.split(text) for _, text in texts]
        bares = iter(bare_all([piece for pieces in cut for piece in pieces]))
        for (place, _), pieces in zip(texts, cut, strict=True):
            number = _page_of(place)
            page = "" if number is None else self._pages.get(number, "")
            fresh: list[str] = []
            for piece in pieces:
                bare = next(bares)
                if bare and bare not in self._pieces and not _stands(bare, page):
                    fresh.append(piece)
                elif fresh and bare:
                    yield place, "".join(fresh)
                    fresh = []
            if fresh:
                yield place, "".join(fresh)


def _is_rest(entity: str, raw: str, seen: Seen) -> bool:
    """Tell whether an address is only what a treated household left together.

    With its house number gone, a town runs into the label behind it ("乡　移动电话"):
    two stretches that the first search has judged, each in its place.
    """
    pieces = [quick_bare(piece) for piece in raw.split()]
    return entity == "CN_ADDRESS" and len(pieces) > 1 and all(map(seen.holds, pieces))


def _stands(bare: str, text: str) -> bool:
    """Tell whether a line stands in a text, a number not as a part of a longer one."""
    if not bare.isdigit():
        return bare in text
    return re.search(rf"(?<!\d){bare}(?!\d)", text) is not None


def _page_of(place: str) -> int | None:
    head = place.split("/", 1)[0]
    return int(head[1:]) - 1 if head[:1] == "p" and head[1:].isdigit() else None


@dataclass
class Redetection:
    """Sorts the hits of a second detection into residue, new findings and nothing."""

    request: VerifyRequest
    redetect: Redetect
    new: dict[tuple[str, str, str], NewFinding] = field(default_factory=dict)

    def traces(self, texts: Sequence[tuple[str, str]]) -> Iterator[Trace]:
        """Run detection over (place, text) pairs.

        Raises:
            Whatever the detection raises: its silence would mean nothing.
        """
        allowed = self._allowed()
        seen = Seen(self.request.seen_texts)
        news = list(seen.news(texts))
        found = self.redetect([text for _, text in news])
        for (place, text), hits in zip(news, found, strict=True):
            for start, end, entity, score in hits:
                raw = text[start:end]
                value = quick_bare(raw)
                if is_mask(raw) or not value or value in allowed:
                    continue
                if seen.holds(value) or _is_rest(entity, raw, seen):
                    continue
                if entity in _STRONG:
                    if score >= self.request.strong_score:
                        yield self._note(entity, raw, place, score, "redetected")
                elif score >= self.request.soft_score:
                    yield self._note(entity, raw, place, score, "new_finding")

    def _note(
        self, entity: str, raw: str, place: str, score: float, code: str
    ) -> Trace:
        key = entity, quick_bare(raw), place
        self.new.setdefault(key, NewFinding(entity, raw, place, score))
        return Trace(code, place, entity)

    def _allowed(self) -> frozenset[str]:
        shown = (e.replacement for e in self.request.edits if e.replacement)
        shown2 = (s.replacement for s in self.request.secrets if s.replacement)
        kept = (s.text for s in self.request.secrets if s.kept)
        words: Iterable[str] = (*shown, *shown2, *kept)
        return self.request.kept_texts | {quick_bare(word) for word in words}


def is_mask(text: str) -> bool:
    """Tell whether a text is a mask rather than a value."""
    return any(c in _MASK_SIGNS for c in text) or any(w in text for w in _MASK_WORDS)
