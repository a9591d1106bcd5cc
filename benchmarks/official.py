"""False alarms on official Chinese that names no private person.

Usage: python -m benchmarks.official [--seed N] [--size CHARACTERS] [--show]

The text is made from ``official_grammar.txt`` (work plans, notices, statistics, rules,
minutes, tenders, budgets, flood orders, land, schools, service guides) with ever new
places, bodies, numbers and dates; ``official_prose.txt`` stands before it. Findings of
role office or official are counted as kept: policies leave them and tell the reviewer.
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from redactor.detection.engine import get_detector
from redactor.model import Finding, Role, TextUnit
from redactor.settings import DetectionSettings

__all__ = ["Grammar", "alarms"]

_GRAMMAR = Path(__file__).with_name("official_grammar.txt")
_PROSE = Path(__file__).with_name("official_prose.txt")
_SLOT = re.compile(r"\{([A-Za-z])(\d*)\}")
_KEPT = frozenset((Role.OFFICE, Role.OFFICIAL))
_HAN = "一二三四五六七八九"
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_PARAGRAPHS = 40


class Grammar:
    """Makes documents out of the templates of one kind, words drawn anew each time."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._words: dict[str, list[str]] = {}
        self._kinds: dict[str, list[str]] = {}
        self._read(_GRAMMAR.read_text(encoding="utf-8"))
        self._numbers = self._number_makers()

    def _read(self, text: str) -> None:
        words, templates = "", None
        for line in text.splitlines():
            if line.startswith("="):
                words = line[1:]
            elif line.startswith("@"):
                templates = self._kinds.setdefault(line[1:], [])
            elif templates is not None:
                templates.append(line)
            elif not line.startswith("#"):
                self._words[words] = line.split()

    def _number_makers(self) -> dict[str, Callable[[], str]]:
        chance = self._chance
        return {
            "Y": lambda: str(chance.randint(2012, 2026)),
            "M": lambda: str(chance.randint(1, 12)),
            "D": lambda: str(chance.randint(1, 28)),
            "h": lambda: str(chance.randint(7, 22)),
            "k": lambda: str(chance.randint(2, 9)),
            "n": lambda: str(chance.randint(11, 399)),
            "m": lambda: str(chance.randint(400, 9899)),
            "r": lambda: f"{chance.uniform(2, 99):.1f}",
            "A": lambda: f"{chance.uniform(3, 9000):,.2f}",
            "K": lambda: f"{chance.choice(_HAN)}十{chance.choice(_HAN)}",
            "X": self._credit_code,
        }

    def _credit_code(self) -> str:
        """Return a credit code with its check character (GB 32100-2015)."""
        body = "9134" + self._digits(4) + self._digits(8) + self._digits(1)
        total = sum(
            _CREDIT.index(char) * 3**place % 31 for place, char in enumerate(body)
        )
        return body + _CREDIT[-total % 31]

    def _digits(self, count: int) -> str:
        return "".join(self._chance.choice("0123456789") for _ in range(count))

    def _value(self, match: re.Match[str]) -> str:
        name, count = match[1], match[2]
        if name == "d":
            return self._digits(int(count))
        if name == "t":
            return self._chance.choice("5678") + self._digits(int(count) - 1)
        if name in self._words:
            return self._chance.choice(self._words[name])
        return self._numbers[name]()

    def document(self) -> list[str]:
        """Return the paragraphs of one document of two kinds."""
        kinds = self._chance.sample(sorted(self._kinds), 2)
        templates = [line for kind in kinds for line in self._kinds[kind]]
        return [
            _SLOT.sub(self._value, self._chance.choice(templates))
            for _ in range(_PARAGRAPHS)
        ]


def _documents(seed: int, size: int) -> Iterator[list[str]]:
    prose = _PROSE.read_text(encoding="utf-8").splitlines()
    yield prose
    total = sum(map(len, prose))
    grammar = Grammar(seed)
    while total < size:
        document = grammar.document()
        total += sum(map(len, document))
        yield document


def alarms(seed: int, size: int) -> tuple[int, list[tuple[str, Finding]]]:
    """Search text without private persons.

    Returns:
        The number of characters and every finding with its paragraph.
    """
    detector = get_detector(DetectionSettings())
    total = 0
    found = []
    for document in _documents(seed, size):
        units = [TextUnit(f"p{n}", text) for n, text in enumerate(document)]
        texts = {unit.id: unit.text for unit in units}
        total += sum(map(len, document))
        found += [(texts[f.unit_id], f) for f in detector.analyze(units)]
    return total, found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=100_000, help="characters")
    parser.add_argument("--show", action="store_true", help="print every false alarm")
    options = parser.parse_args()
    total, found = alarms(options.seed, options.size)
    false = [(text, f) for text, f in found if f.role not in _KEPT]
    kept = Counter(f.entity for _, f in found if f.role in _KEPT)
    print(f"{total:,} characters of official text without private persons")
    print(f"false alarms: {len(false)}, {len(false) / total * 10_000:.2f} in 10,000")
    for entity, count in Counter(f.entity for _, f in false).most_common():
        print(f"  {entity:20}{count:5}")
    print(f"kept (offices, officials): {kept.total()} {dict(kept)}")
    if options.show:
        for text, f in false:
            left = text[max(0, f.span.start - 12) : f.span.start]
            value = text[f.span.start : f.span.end]
            right = text[f.span.end : f.span.end + 10]
            print(f"{f.entity} {f.score:.2f} {left}[{value}]{right}")


if __name__ == "__main__":
    main()
