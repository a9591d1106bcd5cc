"""A long scan read by one and by several: ``python -m benchmarks.long_scan``.

The file is searched as the window and ``yinmo redact`` do: one worker, whose pages are
read in the reading room. Told are wall seconds and CPU seconds a page of all processes
with one reader and with several, against reading in the worker alone (as libraries that
call `redactor.pipeline` do); the most memory of a process; and how long a second search
takes after the first was stopped half-way.
"""

import argparse
import os
import sys
import tempfile
import threading
import time
from concurrent.futures import CancelledError
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import psutil
import pymupdf

from benchmarks.ocr_pages import pages
from redactor import tasks
from redactor.isolation import IsolatingExecutor
from redactor.ocr.room import ReadingRoom
from redactor.results import ScanRequest, ScanResult
from redactor.running import Running

__all__ = ["main"]

_MOST_CPU = 1.15


@dataclass(slots=True)
class _Cost:
    wall: float = 0.0
    cpu: float = 0.0
    memory: int = 0


class _Meter(threading.Thread):
    """Watches the CPU time and the memory of all child processes."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._spent: dict[int, float] = {}
        self._ended = threading.Event()
        self._since = time.perf_counter()
        self.most = 0
        self.start()

    def run(self) -> None:
        while not self._ended.wait(0.1):
            self.look()

    def look(self) -> None:
        for child in psutil.Process().children(recursive=True):
            try:
                times = child.cpu_times()
                self.most = max(self.most, child.memory_info().rss)
            except psutil.NoSuchProcess:
                continue
            self._spent[child.pid] = times.user + times.system

    def end(self) -> _Cost:
        self.look()
        self._ended.set()
        wall = time.perf_counter() - self._since
        return _Cost(wall, sum(self._spent.values()), self.most)


def make(path: Path, count: int) -> None:
    """Write a PDF of scanned pages at 200 dots an inch."""
    with pymupdf.open() as document:
        for page in pages(count):
            data = BytesIO()
            page.scan.convert("RGB").save(data, "JPEG", quality=70)
            width, height = (72 / 200 * side for side in page.scan.size)
            shown = document.new_page(width=width, height=height)
            shown.insert_image(shown.rect, stream=data.getvalue())
        document.save(path)


def _search(path: Path, readers: int) -> tuple[_Cost, ScanResult]:
    host = ReadingRoom(readers) if readers else None
    meter = _Meter()
    with IsolatingExecutor(1, host=host) as pool:
        result: ScanResult = pool.submit(tasks.scan, ScanRequest(path)).result()
        cost = meter.end()
    return cost, result


def _again(path: Path, readers: int, count: int) -> tuple[float, float, float]:
    """Return seconds to the stop, for the stop, and of the second search."""
    half = threading.Event()

    def hear(step: str, done: int, _total: int) -> None:
        if step == "scan" and done > count // 2:
            half.set()

    with IsolatingExecutor(1, host=ReadingRoom(readers)) as pool:
        began = time.perf_counter()
        first: Running = pool.submit(tasks.scan, ScanRequest(path))
        first.listen(hear)
        first.add_done_callback(lambda _: half.set())
        half.wait()
        asked = time.perf_counter()
        first.cancel()
        try:
            first.result()
        except CancelledError:
            stopped = time.perf_counter()
        pool.submit(tasks.scan, ScanRequest(path)).result()
        ended = time.perf_counter()
    return asked - began, stopped - asked, ended - stopped


def main(arguments: list[str] | None = None) -> int:
    """Run and print; 1 if the way to the readers costs too much CPU."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--readers", type=int, nargs="*", default=[1, 2])
    options = parser.parse_args(arguments)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    count = options.pages
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "long.pdf"
        make(path, count)
        alone, expected = _search(path, 0)
        _print("in the worker", alone, count, alone)
        worst = 0.0
        for readers in options.readers:
            cost, result = _search(path, readers)
            _print(f"{readers} readers", cost, count, alone)
            if result.findings != expected.findings:
                print("the findings differ")
                return 1
            worst = max(worst, cost.cpu / alone.cpu)
        before, stop, again = _again(path, options.readers[-1], count)
        print(
            f"stopped after {before:.1f} s (it took {stop:.2f} s); "
            f"then searched whole in {again:.1f} s"
        )
    print(f"CPU at most {worst:.2f} times (allowed {_MOST_CPU})")
    return int(worst > _MOST_CPU)


def _print(name: str, cost: _Cost, count: int, base: _Cost) -> None:
    print(
        f"{name:14} wall {cost.wall / count:6.2f} s/page ({base.wall / cost.wall:.2f} "
        f"times as fast), CPU {cost.cpu / count:6.2f} s/page, "
        f"{cost.memory / 2**20:6.0f} MiB a process at most",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
