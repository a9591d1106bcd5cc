"""How a value is shown: masked in lists, whole on the page."""

from redactor.entities import Category, entity

__all__ = ["masked", "one_line", "utf16"]

_KEEP = {
    Category.IDENTITY: (3, 0),
    Category.PHONE: (3, 0),
    Category.ACCOUNT: (3, 0),
    Category.ADDRESS: (3, 0),
    Category.NAME: (1, 0),
}
_DOTS = "***"


def one_line(text: str) -> str:
    """Return the text without line breaks and runs of blanks."""
    return " ".join(text.split())


def masked(text: str, entity_name: str) -> str:
    """Return the head of a value and three stars, whatever its length."""
    head, _ = _KEEP.get(entity(entity_name).category, (1, 0))
    flat = one_line(text)
    return flat[: min(head, max(1, len(flat) // 3))] + _DOTS


def utf16(text: str, offset: int) -> int:
    """Return Qt's position (UTF-16 units) of a code-point offset."""
    return offset + sum(ch > "\uffff" for ch in text[:offset])
