"""Hits: what a step found in one text, in offsets of its normal form."""

from dataclasses import dataclass, replace

from redactor.model import Role, Tier

__all__ = ["Hit", "merge", "moved", "tier_of"]

SURE, LIKELY, REVIEW = 0.85, 0.6, 0.3

# What wins among hits of equal span: the more special reading first.
_SPECIFIC = {
    name: rank
    for rank, name in enumerate(
        [
            "CUSTOM",
            "CN_ID_CARD",
            "CN_DISABILITY_CARD",
            "CN_STUDENT_ID",
            "CN_BANK_CARD",
            "CN_MOBILE",
            "CN_LANDLINE",
            "ALIPAY",
            "EMAIL_ADDRESS",
            "WECHAT",
            "QQ",
            "CN_PASSPORT",
            "CN_HKMT_PERMIT",
            "CN_MILITARY_ID",
            "CN_SOCIAL_SECURITY",
            "CN_DRIVING_LICENCE",
            "CN_REAL_ESTATE",
            "CN_PLATE",
            "CN_MEDICAL_RECORD",
            "CN_HOUSEHOLD_BOOK",
            "BIRTH_DATE",
            "PERSON",
            "MINOR_SCHOOL",
            "CN_ADDRESS",
            "CN_BANK_ACCOUNT",
            "HEALTH",
        ]
    )
}
_NUMBERS = frozenset(("CN_ID_CARD", "CN_MOBILE", "CN_LANDLINE", "CN_BANK_CARD"))


@dataclass(frozen=True, slots=True)
class Hit:
    """One place in the normal form of a text.

    Attributes:
        why: Chinese sentence for the reviewer, without the value.
        known: The document itself says what this is (label, column, check digit), so
            the same value is looked for everywhere else.
    """

    start: int
    end: int
    entity: str
    score: float
    recognizer: str
    why: str = ""
    role: Role = Role.NONE
    known: bool = False

    def __len__(self) -> int:
        return self.end - self.start


def moved(hit: Hit, by: int) -> Hit:
    """Return a hit shifted by some characters."""
    return replace(hit, start=hit.start + by, end=hit.end + by) if by else hit


def tier_of(score: float) -> Tier | None:
    """Return the tier of a score; None when it is too low to tell anyone."""
    if score >= SURE:
        return Tier.SURE
    if score >= LIKELY:
        return Tier.LIKELY
    return Tier.REVIEW if score >= REVIEW else None


def _rank(hit: Hit) -> tuple[bool, int, float, int, int, str, str, str]:
    return (
        hit.score < LIKELY,
        -len(hit),
        -hit.score,
        _SPECIFIC.get(hit.entity, len(_SPECIFIC)),
        hit.start,
        hit.entity,
        hit.recognizer,
        hit.role,
    )


def merge(hits: list[Hit], text: str) -> list[Hit]:
    """Return hits that do not overlap, in order, covering all that was found.

    At least likely hits come before those for review, then longer before shorter,
    higher score before lower, the more special entity first. A winner swallows
    overlapping hits of its entity; what else sticks out of it is kept as a piece of
    its own if it holds a letter or digit, so that nothing found is ever uncovered. The
    result depends on the set of hits alone.
    """
    kept: list[Hit] = []
    cluster: list[Hit] = []
    reach = -1
    for hit in sorted(set(hits), key=lambda hit: (hit.start, hit.end)):
        if hit.start >= reach and cluster:
            kept += _resolved(cluster, text)
            cluster = []
        cluster.append(hit)
        reach = max(reach, hit.end)
    kept += _resolved(cluster, text)
    return kept


def _yielding(hit: Hit, cluster: list[Hit]) -> Hit:
    """Cut an address that runs into the head of a sure number behind it."""
    if hit.entity != "CN_ADDRESS":
        return hit
    starts = [
        other.start
        for other in cluster
        if other.score >= SURE
        and other.entity in _NUMBERS
        and hit.start < other.start < hit.end < other.end
    ]
    return replace(hit, end=min(starts)) if starts else hit


def _resolved(cluster: list[Hit], text: str) -> list[Hit]:
    kept: list[Hit] = []
    cluster = [_yielding(hit, cluster) for hit in cluster]
    for hit in sorted(cluster, key=_rank):
        for start, end in _free(hit, kept):
            twin = _twin(hit, start, end, kept)
            if twin is not None:
                whole = kept[twin]
                kept[twin] = replace(
                    whole, start=min(start, whole.start), end=max(end, whole.end)
                )
                continue
            kept.append(replace(hit, start=start, end=end))
    trimmed = [(hit, *_trimmed(text, hit.start, hit.end)) for hit in kept]
    return sorted(
        (replace(hit, start=a, end=b) for hit, a, b in trimmed if a < b),
        key=lambda hit: hit.start,
    )


def _twin(hit: Hit, start: int, end: int, kept: list[Hit]) -> int | None:
    """Return the winner of the same entity that a left-over piece sticks out of."""
    for index, other in enumerate(kept):
        if (
            other.entity == hit.entity
            and other.start < hit.end
            and hit.start < other.end
            and (start == other.end or end == other.start)
        ):
            return index
    return None


def _free(hit: Hit, kept: list[Hit]) -> list[tuple[int, int]]:
    free = [(hit.start, hit.end)]
    for other in kept:
        if other.start < hit.end and hit.start < other.end:
            free = [
                piece
                for start, end in free
                for piece in (
                    (start, min(end, other.start)),
                    (max(start, other.end), end),
                )
                if piece[0] < piece[1]
            ]
    return free


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum() and text[start] not in "([+":
        start += 1
    while start < end and not text[end - 1].isalnum() and text[end - 1] not in ")]":
        end -= 1
    if not any(char.isalnum() for char in text[start:end]):
        return start, start
    return start, end
