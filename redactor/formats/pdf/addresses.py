"""Addresses of links as text: quoted twice, in old codings, packed in Base64."""

import base64
import binascii
import re
from urllib.parse import unquote, unquote_to_bytes

__all__ = ["address_text"]

_ROUNDS = 3
_PACKED = re.compile(r"[A-Za-z0-9+/_\-]{12,}={0,2}")
_READABLE = re.compile(r"[\w\s,.;:@()\-+/={}\[\]\"'&?：，。（）]+")


def address_text(uri: str) -> str:
    """Return an address unquoted, and below it what else its characters may say."""
    text = uri
    readings = []
    for _ in range(_ROUNDS):
        plain = unquote(text, errors="replace")
        if "\ufffd" in plain:
            plain = unquote_to_bytes(text).decode("gb18030", "replace")
        if plain == text:
            break
        text = plain
    readings.append(text)
    readings += filter(None, map(_unpacked, _PACKED.findall(text)))
    return "\n".join(readings)


def _unpacked(word: str) -> str:
    """Return what a word says that may be Base64, nothing when it is none."""
    word = word.rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        data = base64.b64decode(word + "=" * (-len(word) % 4), validate=True)
        text = data.decode()
    except (binascii.Error, ValueError):
        return ""
    return text if _READABLE.fullmatch(text) else ""
