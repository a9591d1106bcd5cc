"""Size, place and splitters of the window, remembered from run to run."""

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

__all__ = ["remember", "restore"]

_USUAL = (1440, 900)
# what a window manager puts around a window and at the edge of the screen
_FRAME_X, _FRAME_Y = 24, 72


def restore(
    window: QMainWindow, splitters: dict[str, QSplitter], store: QSettings
) -> None:
    """Give a window its former size, or one that fits the screen."""
    geometry = store.value("geometry")
    known = isinstance(geometry, QByteArray)
    if not known or not window.restoreGeometry(geometry):
        room = window.screen().availableGeometry()
        wide, high = room.width() - _FRAME_X, room.height() - _FRAME_Y
        window.resize(min(_USUAL[0], wide), min(_USUAL[1], high))
    for name, splitter in splitters.items():
        state = store.value(name)
        if isinstance(state, QByteArray):
            splitter.restoreState(state)


def remember(
    window: QMainWindow, splitters: dict[str, QSplitter], store: QSettings
) -> None:
    """Note a window's size, place and splitters."""
    store.setValue("geometry", window.saveGeometry())
    for name, splitter in splitters.items():
        store.setValue(name, splitter.saveState())
