"""Colours, fonts and the style sheet of the looks: light, dark, high contrast.

Category colours come from the Okabe-Ito palette (Okabe and Ito, "Color Universal
Design", 2008), which colour-blind people tell apart; tags and frames repeat the sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Template

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from redactor.entities import Category
from redactor.resources import data_dir

__all__ = [
    "Theme",
    "apply_theme",
    "category_colour",
    "current_theme",
    "ensure_font",
    "theme_named",
]


@dataclass(frozen=True, slots=True)
class Theme:
    """One look; values are ``#rrggbb``."""

    name: str
    window: str
    surface: str
    line: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    hover: str
    selection: str
    stop: str
    ask: str
    passed: str
    desk: str


_THEMES = {
    "light": Theme(
        name="light",
        window="#F5F6F8",
        surface="#FFFFFF",
        line="#DCDFE6",
        text="#1F2329",
        secondary="#5C6370",
        accent="#1F5FBF",
        on_accent="#FFFFFF",
        hover="#EBEEF3",
        selection="#E1EBFA",
        stop="#C0362C",
        ask="#8A5C00",
        passed="#166E2F",
        desk="#E4E7EC",
    ),
    "dark": Theme(
        name="dark",
        window="#1E1F22",
        surface="#2B2D30",
        line="#43454A",
        text="#DFE1E5",
        secondary="#A6A9B2",
        accent="#7AAAF2",
        on_accent="#10141C",
        hover="#393B40",
        selection="#283A59",
        stop="#F58A80",
        ask="#D9A53F",
        passed="#5FBF77",
        desk="#17181A",
    ),
    "contrast": Theme(
        name="contrast",
        window="#FFFFFF",
        surface="#FFFFFF",
        line="#000000",
        text="#000000",
        secondary="#262626",
        accent="#00309E",
        on_accent="#FFFFFF",
        hover="#E0E0E0",
        selection="#CFE0FF",
        stop="#8B0000",
        ask="#5A3A00",
        passed="#004D1A",
        desk="#D0D0D0",
    ),
}

_CATEGORY: Mapping[Category, str] = {
    Category.IDENTITY: "#D55E00",
    Category.PHONE: "#009E73",
    Category.ACCOUNT: "#CC79A7",
    Category.ADDRESS: "#E69F00",
    Category.NAME: "#0072B2",
    Category.BIRTH_AND_MINOR: "#56B4E9",
    Category.OTHER: "#7A7F87",
}

_FAMILIES = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)
_PROPERTY = "yinmoTheme"


def category_colour(category: Category) -> QColor:
    """Return the colour of a category, the same in both looks."""
    return QColor(_CATEGORY[category])


def current_theme() -> Theme:
    """Return the look that was applied last."""
    application = QApplication.instance()
    name = application.property(_PROPERTY) if application else None
    return _THEMES[str(name or "light")]


def theme_named(name: str) -> Theme:
    """Return the look ``light``, ``dark`` or ``contrast``."""
    return _THEMES[name]


def apply_theme(application: QApplication, choice: str, points: int = 14) -> None:
    """Put on a look.

    Args:
        application: The application.
        choice: ``light``, ``dark``, ``contrast`` or ``system``.
        points: Text size in device-independent pixels.
    """
    theme = _THEMES[_resolve(application, choice)]
    application.setProperty(_PROPERTY, theme.name)
    font = QFont(application.font())
    families = [f for f in _FAMILIES if f in set(QFontDatabase.families())]
    if families:
        font.setFamilies(families)
    font.setPixelSize(points)
    application.setFont(font)
    application.setPalette(_palette(theme))
    sheet = (data_dir("assets") / "app.qss").read_text(encoding="utf-8")
    tokens = {name: getattr(theme, name) for name in Theme.__slots__}
    tokens["icons"] = (data_dir("assets") / "icons").as_posix()
    tokens |= {"small": f"{points - 1}px", "large": f"{points + 2}px"}
    tokens["huge"] = f"{points + 8}px"
    application.setStyleSheet(Template(sheet).substitute(tokens))


def _resolve(application: QApplication, choice: str) -> str:
    if choice in _THEMES:
        return choice
    hints = application.styleHints()  # its parts go with the last name for it
    wish = hints.accessibility().contrastPreference()
    if wish is Qt.ContrastPreference.HighContrast:
        return "contrast"
    dark = hints.colorScheme() is Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window, role.Button), theme.window),
        ((role.Base, role.ToolTipBase), theme.surface),
        ((role.AlternateBase, role.Midlight), theme.hover),
        ((role.Text, role.WindowText, role.ButtonText, role.ToolTipText), theme.text),
        ((role.PlaceholderText,), theme.secondary),
        ((role.Highlight, role.Link, role.Accent), theme.accent),
        ((role.HighlightedText,), theme.on_accent),
        ((role.Mid, role.Dark, role.Shadow), theme.line),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for each in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(disabled, each, QColor(theme.secondary))
    return palette


def ensure_font() -> bool:
    """Load the fallback Chinese font when the machine has none.

    Returns:
        True when the fallback was needed.
    """
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return False
    import pymupdf

    data = QByteArray(pymupdf.Font("china-s").buffer)
    number = QFontDatabase.addApplicationFontFromData(data)
    families = QFontDatabase.applicationFontFamilies(number)
    if families:
        font = QFont(QApplication.font())
        font.setFamilies([*families, font.family()])
        QApplication.setFont(font)
    return True
