"""When a reading is not to be trusted, and the other ways to read the same line.

Numbers matter most here: one wrong digit hides an ID number from every rule. A line of
low confidence, and one whose 18-place number has a wrong check digit, is read again
enlarged and with more contrast, upside down where it may be turned.
"""

import re
from collections.abc import Sequence

import numpy as np

from redactor.ocr.crops import Crop, Quad, cut
from redactor.ocr.engine import Engine, Pixels, Reading
from redactor.ocr.pixels import scaled
from redactor.text.checksums import credit_code_ok, id18_ok

__all__ = ["is_doubtful", "is_low", "is_unread", "second_look"]

_DOUBTFUL = 0.9
_LOW = 0.8
_LOW_CHAR = 0.35
_FEW, _LOW_SCRAWL = 4, 0.93
_UNREAD = 0.5
_TURNED = 0.75
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{18}(?![0-9A-Za-z])")


def is_unread(reading: Reading) -> bool:
    """Tell whether a reading is no better than a guess."""
    return not reading.text.strip() or reading.score < _UNREAD


def is_low(text: str, confidences: Sequence[float]) -> bool:
    """Tell whether a person has to look at characters of these confidences.

    A scrawl by hand reads as a few Latin letters, surer than it should be.
    """
    mean = sum(confidences) / len(confidences)
    scrawl = len(text) <= _FEW and text.isascii() and text.isalpha()
    return mean < (_LOW_SCRAWL if scrawl else _LOW) or min(confidences) < _LOW_CHAR


def is_doubtful(reading: Reading) -> bool:
    """Tell whether the line should be read in other ways too."""
    return reading.score < _DOUBTFUL or _checks(reading.text) < 0


def second_look(
    engine: Engine, pixels: Pixels, quad: Quad, crop: Crop, reading: Reading
) -> tuple[Crop, Reading]:
    """Return the best of several readings of one line, and the crop it is of."""
    tries: list[tuple[Crop, Reading]] = [(crop, reading)]
    if reading.score < _DOUBTFUL or _checks(reading.text) < 0:
        enlarged = engine.read([scaled(crop.line, 2.0), _stretched(crop.line)])
        tries.extend((crop, other) for other in enlarged)
    if max(other.score for _, other in tries) < _TURNED:
        flipped = cut(pixels, quad, upside_down=True)
        tries.append((flipped, engine.read([flipped.line])[0]))
    return max(tries, key=lambda pair: _rank(pair[1]))


def _rank(reading: Reading) -> tuple[int, float]:
    return _checks(reading.text), reading.score if reading.text.strip() else 0.0


def _checks(text: str) -> int:
    """Return 1 if the text's 18-place numbers are right, -1 if one is wrong, else 0."""
    numbers = [m.group() for m in _LONG_NUMBER.finditer(text) if _digits(m.group())]
    if not numbers:
        return 0
    right = all(id18_ok(number) or credit_code_ok(number) for number in numbers)
    return 1 if right else -1


def _digits(number: str) -> bool:
    return sum(char.isdigit() for char in number) >= 12


def _stretched(line: Pixels) -> Pixels:
    import cv2

    grey = cv2.cvtColor(line, cv2.COLOR_BGR2GRAY)
    clear = cv2.createCLAHE(clipLimit=2.0, tileGridSize=(1, 4)).apply(grey)
    return np.repeat(np.asarray(clear, np.uint8)[:, :, None], 3, axis=2)
