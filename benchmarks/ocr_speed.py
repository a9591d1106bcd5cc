"""Reading scans against rapidocr alone: ``python -m benchmarks.ocr_speed --pages 6``.

Both read the same pages of the same run with one thread a model, each in a process of
its own: CPU seconds a page, wall seconds a page with one and with two processes, and
the most memory that a process took. Ours finds marks, cuts characters and tries other
ways up as well.
"""

import argparse
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

from PIL import Image

from benchmarks.ocr_pages import pages

__all__ = ["main"]

_MOST = 1.3


def _bare() -> Callable[[Image.Image], Any]:
    import numpy as np
    from rapidocr import RapidOCR

    options = "EngineConfig.onnxruntime"
    engine = RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            f"{options}.intra_op_num_threads": 1,
            f"{options}.inter_op_num_threads": 1,
        }
    )
    return lambda image: engine(np.asarray(image.convert("RGB"))[:, :, ::-1])


def _ours() -> Callable[[Image.Image], Any]:
    from redactor.ocr.reader import get_reader

    reader = get_reader()
    return lambda image: reader.read(image, 200)


_READERS = {"rapidocr": _bare, "yinmo": _ours}


def _run(name: str, count: int, part: int, parts: int) -> tuple[float, float, int]:
    """Return CPU seconds, wall seconds and memory in bytes for a share of the pages."""
    scans = [page.scan for page in pages(count)][part::parts]
    read = _READERS[name]()
    # The first run sets the models up.
    read(scans[0].crop((0, 0, 800, 400)))
    wall, cpu = time.perf_counter(), time.process_time()
    for scan in scans:
        read(scan)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return time.process_time() - cpu, time.perf_counter() - wall, most


def _measured(name: str, count: int, processes: int) -> tuple[float, float, int]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        runs = [pool.submit(_run, name, count, i, processes) for i in range(processes)]
        results = [run.result() for run in runs]
    cpu = sum(result[0] for result in results) / count
    wall = max(result[1] for result in results) / count
    return cpu, wall, max(result[2] for result in results)


def main(arguments: list[str] | None = None) -> int:
    """Run and print; 1 if the ratio of CPU time is over its bound."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--processes", type=int, nargs="*", default=[1, 2])
    options = parser.parse_args(arguments)
    ratio = 0.0
    for processes in options.processes:
        rows = {name: _measured(name, options.pages, processes) for name in _READERS}
        for name, (cpu, wall, most) in rows.items():
            print(
                f"{processes} process{'es' if processes > 1 else ''} {name:9} "
                f"CPU {cpu:6.2f} s/page, wall {wall:6.2f} s/page, "
                f"{most / 2**20:6.0f} MiB a process",
                flush=True,
            )
        one = rows["yinmo"][0] / rows["rapidocr"][0]
        print(f"{processes}: ratio of CPU {one:.2f} (at most {_MOST})", flush=True)
        ratio = max(ratio, one)
    return int(ratio > _MOST)


if __name__ == "__main__":
    sys.exit(main())
