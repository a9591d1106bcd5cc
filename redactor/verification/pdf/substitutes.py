"""Fonts that a page names without bringing them: every engine takes one of its own."""

from collections.abc import Iterator
from typing import Any

import pikepdf

__all__ = ["has_substitutes"]

_DEEPEST = 12
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def has_substitutes(page: Any) -> bool:
    """Tell whether a page may draw with a font that is not embedded."""
    node = page
    while node is not None:
        if any(map(_is_missing, _fonts(node.get("/Resources"), 0))):
            return True
        node = node.get("/Parent")
    return False


def _fonts(resources: Any, depth: int) -> Iterator[Any]:
    """Yield the fonts of resources and of the forms in them."""
    if not isinstance(resources, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    fonts = resources.get("/Font")
    if isinstance(fonts, pikepdf.Dictionary):
        yield from (font for _, font in fonts.items())
    forms = resources.get("/XObject")
    if isinstance(forms, pikepdf.Dictionary):
        for _, form in forms.items():
            if isinstance(form, pikepdf.Stream):
                yield from _fonts(form.get("/Resources"), depth + 1)


def _is_missing(font: Any) -> bool:
    if not isinstance(font, pikepdf.Dictionary) or font.get("/Subtype") == "/Type3":
        return False
    children = font.get("/DescendantFonts")
    if isinstance(children, pikepdf.Array) and len(children):
        font = children[0]
    if not isinstance(font, pikepdf.Dictionary):
        return True
    descriptor = font.get("/FontDescriptor")
    return not isinstance(descriptor, pikepdf.Dictionary) or not any(
        key in descriptor for key in _PROGRAMS
    )
