"""The office's own words: those that always go and those that always stay."""

from collections.abc import Iterable, Sequence

from redactor.detection.hits import Hit
from redactor.text.normalize import bare, normalize

__all__ = ["DeniedWords", "allowed"]


class DeniedWords:
    """Finds the words of the deny list, literally, also inside Chinese sentences."""

    def __init__(self, words: Iterable[str]) -> None:
        forms = {normalize(word).text.strip().lower() for word in words}
        self._words = sorted(form for form in forms if form)

    def find(self, text: str) -> list[Hit]:
        """Return every occurrence in a normal-form text, in either case."""
        lower = text.lower()
        if len(lower) != len(text):
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        hits = []
        for word in self._words:
            start = lower.find(word)
            while start >= 0:
                end = start + len(word)
                hits.append(
                    Hit(start, end, "CUSTOM", 1.0, "deny_list", "本单位名单：一律处理")
                )
                start = lower.find(word, end)
        return hits


def allowed(hit: Hit, text: str, words: Sequence[str]) -> bool:
    """Tell whether a hit is, or lies within, a word that always stays."""
    if not words or hit.entity == "CUSTOM":
        return False
    value = bare(text[hit.start : hit.end])
    for word in words:
        form = normalize(word).text
        if bare(form) == value:
            return True
        start = text.find(form, max(0, hit.end - len(form)), hit.start + len(form))
        if form and start >= 0:
            return True
    return False
