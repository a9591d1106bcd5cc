"""Whose number it is: an office's telephone or a person's."""

from collections.abc import Sequence

from redactor.detection.hits import Hit

__all__ = ["with_roles"]


def with_roles(
    texts: Sequence[str], hits: list[list[Hit]], labels: Sequence[str]
) -> None:
    """Set the role of telephone numbers and mailboxes, in place."""
