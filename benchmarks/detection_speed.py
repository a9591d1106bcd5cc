"""Speed of the detector, as ratios within one run.

Usage: python benchmarks/detection_speed.py [--long]

Processor time, so that other work on the machine does not matter: rules against their
bare regexes, the whole detection against the language model alone, and time a character
of a document, half of it one unit, from 1,000 to 100,000 characters (with ``--long`` to
a million).
"""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import regex

from benchmarks.invent import Inventor
from benchmarks.stress import TEMPLATES, fill
from redactor.detection.engine import Detector
from redactor.detection.names.lac import get_tagger
from redactor.detection.rules import RuleEngine
from redactor.model import TextUnit
from redactor.settings import DetectionSettings
from redactor.text.normalize import normalize

_PROSE = Path(__file__).with_name("official_prose.txt")


def _paragraphs(size: int) -> list[str]:
    """Return running text: one line in six holds values, all lines differ."""
    inventor = Inventor(3)
    prose = _PROSE.read_text(encoding="utf-8").splitlines()
    lines: list[str] = []
    total = 0
    while total < size:
        number = len(lines)
        line = f"（{number}）{prose[number % len(prose)]}"
        if number % 6 == 0:
            template = TEMPLATES[number // 6 % len(TEMPLATES)]
            line += fill(template, inventor)[0]
        lines.append(line)
        total += len(line)
    return lines


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _rules(texts: Sequence[str]) -> None:
    engine = RuleEngine()
    patterns = [regex.compile(p.regex) for r in engine.rules for p in r.patterns]
    bare = min(
        _seconds(lambda: [list(p.finditer(t)) for t in texts for p in patterns])
        for _ in range(3)
    )
    whole = []
    for _ in range(3):
        engine.find.cache_clear()
        whole.append(_seconds(lambda: [engine.find(text) for text in texts]))
    print(f"rules alone: {min(whole) / bare:.2f} times the bare regexes (goal 4)")


def _against_model(detector: Detector, texts: Sequence[str]) -> None:
    tagger = get_tagger()
    size = sum(map(len, texts))
    tagger.tag(texts[:5])
    alone, whole = [], []
    for _ in range(2):
        alone.append(_seconds(lambda: tagger.tag(texts)))
        whole.append(_seconds(lambda: detector.analyze_texts(texts)))
    ratio = min(alone) / min(whole)
    print(
        f"whole detection: {ratio:.2f} of the model's own speed (goal 0.70), "
        f"{size / min(whole):,.0f} characters a second"
    )


def _linear(detector: Detector, sizes: Sequence[int]) -> None:
    first = 0.0
    for size in sizes:
        lines = _paragraphs(size)
        half = len(lines) // 2
        units = [TextUnit(f"u{n}", line) for n, line in enumerate(lines[:half])]
        units.append(TextUnit("long", "\n".join(lines[half:])))
        each = _seconds(lambda units=units: detector.analyze(units)) / size  # type: ignore[misc]
        first = first or each
        print(f"{size:>9,} characters: {each / first:.2f} times the time a character")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    options = parser.parse_args()
    texts = [normalize(line).text for line in _paragraphs(60_000)]
    _rules(texts)
    detector = Detector(DetectionSettings())
    _against_model(detector, texts)
    _linear(detector, (1_000, 10_000, 100_000, *((1_000_000,) if options.long else ())))


if __name__ == "__main__":
    main()
