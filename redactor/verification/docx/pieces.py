"""Markup cut at the ends of its texts: what stands before a text, and the text.

What stands between two texts of a long roll is one of a few dozen stretches, so that
each kind needs to be looked at once only.
"""

import re

__all__ = ["pieces_of"]

_END = re.compile(r"</(?:\w+:)?t>")


def pieces_of(source: str) -> list[tuple[str, str]]:
    """Return pairs of markup, the text's own tag included, and text.

    The end tags of texts are left out. Where a text holds a bare ``>``, what stands
    before the last one counts as markup.
    """
    found = []
    for piece in _END.split(source):
        at = piece.rfind(">") + 1
        found.append((piece[:at], piece[at:]))
    return found
