"""Bars in a narrow window: what can be done otherwise is hidden, no word squeezed."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

__all__ = ["make_room"]


def make_room(bar: QWidget, spare: Iterable[QWidget]) -> None:
    """Hide parts of a bar, the first ones first, until the others have their room.

    Args:
        bar: Has a layout.
        spare: Parts that may be shown if there is room for them.
    """
    layout = bar.layout()
    assert layout is not None
    parts = list(spare)
    for part in parts:
        part.show()
    for part in parts:
        layout.invalidate()
        if layout.minimumSize().width() <= bar.width():
            return
        part.hide()
