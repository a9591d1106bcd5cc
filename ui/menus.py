"""Shows a menu at a place; the one way, so that tests can look into it instead."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

__all__ = ["pop_up"]


def pop_up(menu: QMenu, at: QPoint) -> None:
    """Show a menu and drop it when it closes.

    Args:
        menu: Owned by the window.
        at: Global position in device-independent pixels.
    """
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(at)
