"""Line icons from ``assets/icons``, tinted with the theme's text colour."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from redactor.resources import data_dir
from ui.theme import current_theme

__all__ = ["icon", "pixmap"]

_SIZES = (16, 20, 24, 40)
_RATIOS = (1, 2)


@cache
def _source(name: str) -> str:
    return (data_dir("assets") / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@cache
def pixmap(name: str, size: int, colour: str, ratio: float = 1.0) -> QPixmap:
    """Return a picture of an icon.

    Args:
        name: File name without suffix.
        size: Edge in device-independent pixels.
        colour: ``#rrggbb`` for ``currentColor``.
        ratio: Device pixels a logical pixel.
    """
    svg = _source(name).replace("currentColor", colour)
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@cache
def _icon(name: str, colour: str, on_colour: str, faint: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        for ratio in _RATIOS:
            made.addPixmap(pixmap(name, size, colour, ratio))
            made.addPixmap(pixmap(name, size, faint, ratio), QIcon.Mode.Disabled)
            for state in (QIcon.State.On, QIcon.State.Off):
                made.addPixmap(
                    pixmap(name, size, on_colour, ratio), QIcon.Mode.Selected, state
                )
    return made


def icon(name: str, colour: str = "") -> QIcon:
    """Return an icon in the theme's text colour or in ``colour``."""
    theme = current_theme()
    return _icon(name, colour or theme.text, colour or theme.text, theme.line)
