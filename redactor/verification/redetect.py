"""Detection run again on the copy's text: what does it still find?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from redactor.verification.channels import Trace
from redactor.verification.reading import quick_bare
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
        seen = "\0".join(quick_bare(text) for text in self.request.seen_texts)
        found = self.redetect([text for _, text in texts])
        for (place, text), hits in zip(texts, found, strict=True):
            for start, end, entity, score in hits:
                raw = text[start:end]
                value = quick_bare(raw)
                if is_mask(raw) or not value or value in allowed or value in seen:
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
