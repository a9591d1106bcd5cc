"""``yinmo text``: detection over lines of JSON, for benchmarks."""

import argparse
import json
import sys

from redactor.cli.console import UsageError
from redactor.errors import ExitCode
from redactor.settings import load_settings

__all__ = ["run"]


def run(_arguments: argparse.Namespace) -> int:
    """Read ``{"id", "text"}`` lines, print ``{"id", "spans"}`` lines.

    Spans are half-open code-point offsets into the given text.

    Raises:
        UsageError: A line is no such object.
    """
    from redactor.detection.engine import get_detector  # takes seconds to load

    try:
        rows = [json.loads(line) for line in sys.stdin if line.strip()]
        texts = [str(row["text"]) for row in rows]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("输入应为 JSON Lines，每行含 id 和 text。") from error
    detector = get_detector(load_settings().detection)
    for row, spans in zip(rows, detector.analyze_texts(texts), strict=True):
        listed = [
            {"start": start, "end": end, "type": kind, "score": round(score, 3)}
            for start, end, kind, score in spans
        ]
        print(json.dumps({"id": row.get("id"), "spans": listed}, ensure_ascii=False))
    return ExitCode.OK
