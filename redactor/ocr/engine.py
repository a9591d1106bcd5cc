"""The two models of PP-OCR, run by onnxruntime: find text, read lines.

The models are rapidocr's; its own pipeline is not used because it drops lines that it
cannot read or that something touches, forgets the place of blanks, pairs boxes with the
scores of others after sorting, and would download a model that is not there. Nothing
here touches the network: the models lie in the wheel.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from redactor.errors import ModelMissingError
from redactor.ocr.crops import Pixels
from redactor.ocr.heat import quads_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

__all__ = ["Engine", "Pixels", "Reading", "is_available"]

_LINE_HEIGHT = 48  # pixels that the reading model takes
_BATCH_WIDTH = 6400  # pixels of width in one run: bounds the memory
_NEEDED = ("rapidocr", "onnxruntime", "cv2")


@dataclass(frozen=True, slots=True)
class Reading:
    """One line as the model read it.

    Attributes:
        centres: Where each code point's peak stands, as a share of the line's width.
        confidences: Of each code point, 0 to 1.
    """

    text: str = field(repr=False)
    score: float
    centres: tuple[float, ...]
    confidences: tuple[float, ...]


def is_available() -> bool:
    """Tell whether the libraries of the extra ``ocr`` are installed; imports none."""
    return all(find_spec(name) is not None for name in _NEEDED)


class Engine:
    """Both models, loaded. Use from one thread at a time.

    Args:
        threads: Threads of one run of a model.

    Raises:
        ModelMissingError: The extra ``ocr`` is not installed or incomplete.
    """

    def __init__(self, threads: int = 1) -> None:
        if not is_available():
            raise ModelMissingError(model="ocr")
        self._finder = _session("_det_", threads)
        self._reader = _session("_rec_", threads)
        listed = self._reader.get_modelmeta().custom_metadata_map["character"]
        self._alphabet = ("", *listed.splitlines(), " ")

    def find(self, pixels: Pixels) -> list[NDArray[np.float32]]:
        """Return the quads of all lines: top left, then clockwise, in pixels.

        Args:
            pixels: BGR, height x width x 3; the caller has scaled it.
        """
        import cv2

        height, width = pixels.shape[:2]
        size = tuple(max(32, round(side / 32) * 32) for side in (width, height))
        scaled = np.asarray(cv2.resize(pixels, size), np.uint8)
        heat = self._run(self._finder, _normal(scaled)[None])
        return quads_of(heat[0, 0], height, width)

    def read(self, crops: Sequence[Pixels]) -> list[Reading]:
        """Return what stands in each crop (BGR, one upright line each)."""
        widths = [
            max(16, round(crop.shape[1] * _LINE_HEIGHT / crop.shape[0]))
            for crop in crops
        ]
        result: list[Reading | None] = [None] * len(crops)
        for batch in _batches(widths):
            # Padding changes what the model reads, so only near widths share a run.
            full = max(widths[i] for i in batch)
            tensor = np.zeros((len(batch), 3, _LINE_HEIGHT, full), np.float32)
            for row, i in enumerate(batch):
                tensor[row, :, :, : widths[i]] = _normal(_resized(crops[i], widths[i]))
            for i, steps in zip(batch, self._run(self._reader, tensor), strict=True):
                result[i] = self._decode(steps, widths[i] / full)
        return [reading for reading in result if reading is not None]

    @staticmethod
    def _run(session: "InferenceSession", tensor: NDArray[np.float32]) -> Any:
        name = session.get_inputs()[0].name
        return session.run(None, {name: tensor})[0]

    def _decode(self, steps: NDArray[np.float32], share: float) -> Reading:
        """Greedy CTC (Graves et al. 2006): runs of one class, blanks dropped."""
        best = steps.argmax(axis=1)
        chance = steps.max(axis=1)
        used = len(steps) * share
        text, centres, sure = [], [], []
        start = 0
        for end in range(1, len(best) + 1):
            if end < len(best) and best[end] == best[start]:
                continue
            if best[start]:
                text.append(self._alphabet[best[start]])
                centres.append(min((start + end) / 2 / used, 1.0))
                sure.append(float(chance[start:end].max()))
            start = end
        # A class may stand for more than one code point; boxes are one each.
        joined = "".join(text)
        if len(joined) != len(text):
            centres = [c for c, t in zip(centres, text, strict=True) for _ in t]
            sure = [s for s, t in zip(sure, text, strict=True) for _ in t]
        score = sum(sure) / len(sure) if sure else 0.0
        return Reading(joined, score, tuple(centres), tuple(sure))


def _session(kind: str, threads: int) -> "InferenceSession":
    import onnxruntime

    folder = Path(str(files("rapidocr"))) / "models"
    found = sorted(folder.glob(f"PP-OCR*{kind}*.onnx"))
    if not found:
        raise ModelMissingError(model=f"ocr{kind}".rstrip("_"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(
        str(found[-1]), sess_options=options, providers=["CPUExecutionProvider"]
    )


def _batches(widths: Sequence[int]) -> list[list[int]]:
    batches: list[list[int]] = []
    for i in sorted(range(len(widths)), key=widths.__getitem__):
        last = batches[-1] if batches else None
        if (
            last
            and widths[i] * (len(last) + 1) <= _BATCH_WIDTH
            and widths[i] <= widths[last[0]] * 1.25 + 16
        ):
            last.append(i)
        else:
            batches.append([i])
    return batches


def _resized(crop: Pixels, width: int) -> Pixels:
    import cv2

    shrinks = crop.shape[0] > 1.5 * _LINE_HEIGHT
    way = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    size = (width, _LINE_HEIGHT)
    return np.asarray(cv2.resize(crop, size, interpolation=way), np.uint8)


def _normal(pixels: Pixels) -> NDArray[np.float32]:
    """Return channels first, scaled to -1..1, as both models were trained."""
    scaled = pixels.astype(np.float32)
    scaled *= np.float32(1 / 127.5)
    scaled -= np.float32(1.0)
    return np.ascontiguousarray(scaled.transpose(2, 0, 1))
