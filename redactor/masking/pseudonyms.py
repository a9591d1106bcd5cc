"""Names become 张某: one person one name, different people told apart.

法释〔2016〕19号 第九条: the surname stays and the given name becomes 某; of minority
names the first character stays; equal results are told apart by number (甲, 乙, …).
Compound surnames stay whole.

Keyed names (``style: keyed``) are the same in every file of a batch without a stored
table: a token of HMAC-SHA256 under the office's secret. Threat model: who has neither
key nor document cannot test guesses; who has the key can, so the key is a secret.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable, Mapping
from functools import cache

from redactor.masking.policy import Pseudonyms
from redactor.resources import data_dir
from redactor.text.normalize import bare, normalize

__all__ = ["NameBook", "head_of"]

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_SOME = "某"
# RFC 4648 base 32 has no 0, 1, 8, 9; I and O, which look like digits, become 8 and 9.
_CLEAR = str.maketrans("IO", "89")


@cache
def _compound() -> frozenset[str]:
    path = data_dir("patterns") / "lexicons" / "compound_surnames.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(w for w in map(str.strip, lines) if w and not w.startswith("#"))


def head_of(name: str) -> str:
    """Return what may stay of a name: surname, or first character; may be empty.

    A name of one character keeps nothing.
    """
    plain = "".join(normalize(name).text.split())
    whole = bare(plain)
    if len(whole) < 2:
        return ""
    if plain[0].isascii():
        return plain[0].upper() if plain[0].isalpha() else ""
    if "·" not in plain and len(whole) >= 3 and whole[:2] in _compound():
        return whole[:2]
    return whole[0]


class NameBook:
    """The pseudonyms of one document: give it all names first, then ask for each.

    Not shared between documents, never stored; its repr shows no name.
    """

    def __init__(
        self, names: Iterable[str], style: Pseudonyms, key: bytes | None = None
    ) -> None:
        if style.style == "keyed" and not key:
            raise ValueError("keyed pseudonyms need the office's key")
        self._style = style
        self._key = key or b""
        self._masks = self._assign(dict.fromkeys(bare(name) for name in names))

    def _assign(self, names: Mapping[str, None]) -> dict[str, str]:
        families: dict[str, list[str]] = {}
        for name in names:
            families.setdefault(head_of(name), []).append(name)
        masks = {}
        for head, members in families.items():
            for index, name in enumerate(members):
                masks[name] = head + _SOME + self._tail(name, index, len(members))
        return masks

    def _tail(self, name: str, index: int, size: int) -> str:
        if self._style.style == "keyed":
            mac = hmac.new(self._key, f"PERSON\0{name}".encode(), hashlib.sha256)
            text = base64.b32encode(mac.digest()).decode().translate(_CLEAR)
            return text[: self._style.tokens]
        if self._style.style == "some" and size == 1:
            return ""
        return _STEMS[index] if index < len(_STEMS) else str(index + 1)

    def mask(self, name: str) -> str:
        """Return the pseudonym of a name.

        A name that was not announced gets its head and 某 alone.
        """
        return self._masks.get(bare(name)) or head_of(name) + _SOME
