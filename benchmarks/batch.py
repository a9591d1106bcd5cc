"""Folders: throughput on one and two processes, memory, growth, kills and resume.

Usage: python -m benchmarks.batch [--files 2000] [--most-pages 40] [--seed 8]
       [--parts speed growth kills]

Makes files in equal parts Word and PDF, 1 to 40 pages (many short ones, few long ones),
one in a hundred damaged and one in a hundred with a password. CPU time is that of the
command and all its processes, so that other work on the machine does not count; wall
time and the ratio of throughputs mean something on an idle machine only.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pymupdf
import pypdfium2

from benchmarks.documents import long_docx, long_pdf
from benchmarks.measure import table
from redactor.audit.ledger import Ledger, verify_ledger

__all__ = ["Used", "build", "run_command"]

_KILLS = 3
_SAMPLE_SECONDS = 0.5


@dataclass(slots=True)
class Used:
    """What one run of the command took; memory in MB, sampled over its time."""

    wall: float = 0.0
    cpu: float = 0.0
    code: int = 0
    memory: list[float] = field(default_factory=list)

    def quarter(self, number: int) -> float:
        """Return the most memory in a quarter of the run, 0 to 3."""
        step = max(len(self.memory) // 4, 1)
        part = self.memory[number * step : (number + 1) * step]
        return max(part, default=0.0)


def build(folder: Path, count: int, most_pages: int, seed: int) -> Counter[str]:
    """Make files; return how many of which kind."""
    chance = random.Random(seed)
    kinds: Counter[str] = Counter()
    for number in range(count):
        below = folder / f"科室{number % 7}" / f"{number // 100:03}"
        below.mkdir(parents=True, exist_ok=True)
        pages = 1 + int((most_pages - 1) * chance.random() ** 4)
        suffix, make = ((".docx", long_docx), (".pdf", long_pdf))[number % 2]
        path = below / f"公示 {number:05}{suffix}"
        make(path, seed=seed * 1_000_003 + number, pages=pages, hits=3)
        kind = {49: "damaged", 51: "locked"}.get(number % 100, "whole")
        if kind == "damaged":
            data = path.read_bytes()
            path.write_bytes(data[: len(data) // 3])
        elif kind == "locked":
            _lock(path)
        kinds[kind] += 1
        kinds["pages"] += pages
    return kinds


def _lock(path: Path) -> None:
    with pymupdf.open(path) as document:
        data = document.tobytes(
            encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="甲", owner_pw="乙"
        )
    path.write_bytes(data)


def run_command(source: Path, output: Path, jobs: int, config: Path) -> Used:
    """Run ``yinmo redact`` to its end, sampling the memory of all its processes."""
    child = _start(source, output, jobs, config)
    used = Used()
    started = time.monotonic()
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            child.returncode = os.waitstatus_to_exitcode(status)
            break
        used.memory.append(_memory(child.pid))
        time.sleep(_SAMPLE_SECONDS)
    used.wall = time.monotonic() - started
    used.cpu = usage.ru_utime + usage.ru_stime
    used.code = child.returncode
    return used


def _start(
    source: Path, output: Path, jobs: int, config: Path
) -> "subprocess.Popen[bytes]":
    words = ["redact", str(source), "-o", str(output), "--jobs", str(jobs), "--quiet"]
    return subprocess.Popen(
        [sys.executable, "-m", "redactor", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"XDG_CONFIG_HOME": str(config)},
    )


def _memory(pid: int) -> float:
    total = 0
    try:
        root = psutil.Process(pid)
        for process in (root, *root.children(recursive=True)):
            try:
                total += process.memory_info().rss
            except psutil.NoSuchProcess:
                continue
    except psutil.NoSuchProcess:
        return 0.0
    return total / 1e6


def _speed(folder: Path, files: int, pages: int) -> None:
    rows, walls = [], []
    for jobs in (1, 2):
        used = run_command(folder / "in", folder / f"out{jobs}", jobs, folder)
        walls.append(used.wall)
        rows.append(
            (
                str(jobs),
                f"{used.wall:.0f}",
                f"{files / used.wall * 3600:.0f}",
                f"{used.cpu / files * 1000:.0f}",
                f"{used.cpu / pages * 1000:.0f}",
                *(f"{used.quarter(n):.0f}" for n in range(4)),
            )
        )
    heads = ("processes", "wall s", "files/h", "CPU ms/file", "CPU ms/page")
    quarters = ("MB, 1st quarter", "2nd", "3rd", "4th")
    load = os.getloadavg()[0]
    title = f"{files} files, {pages} pages; wall ratio {walls[0] / walls[1]:.2f}"
    table(f"{title}; load {load:.1f} of {os.cpu_count()}", (*heads, *quarters), rows)


def _growth(folder: Path, files: int, seed: int) -> None:
    """Print what one file more costs, for few files and for many.

    Loading rules and models costs the same for any number; differences take it out.
    """
    rows: list[tuple[str, ...]] = []
    before, spent, base = 0, 0.0, 0.0
    for count in (files // 10, files // 2, files):
        source = folder / f"growth{count}"
        build(source, count, 1, seed)
        used = run_command(source, folder / f"grown{count}", 1, folder)
        if before:
            each = (used.cpu - spent) / (count - before)
            base = base or each
            row = (f"{before} to {count}", f"{each * 1000:.0f}", f"{each / base:.2f}")
            rows.append(row)
        before, spent = count, used.cpu
    table("CPU ms of one file more, of one page", ("files", "ms", "x"), rows)


def _kills(folder: Path, files: int, seed: int, expected: Counter[str]) -> None:
    """Kill the command three times, let the fourth run end, and count."""
    chance = random.Random(seed)
    output = folder / "killed"
    ledger = output / "台账.jsonl"
    for number in range(_KILLS):
        target = files * (number + 1) // (_KILLS + 1)
        child = _start(folder / "in", output, 2, folder)
        while _count(ledger) < target and child.poll() is None:
            time.sleep(0.05)
        time.sleep(chance.random())
        child.send_signal(signal.SIGKILL)
        child.wait()
        print(f"  killed at {_count(ledger)} entries", flush=True)
    used = run_command(folder / "in", output, 2, folder)
    status = verify_ledger(ledger)
    noted = Counter(
        (entry.record["source"]["place"], entry.record["status"])
        for entry in Ledger(ledger).entries()
        if entry.record["kind"] == "redact"
    )
    ends = Counter(status for _, status in noted)
    copies = [p for p in output.rglob("*_脱敏.*") if _is_whole(p)]
    left = [p.name for p in output.rglob(".yinmo-*") if p.suffix != ".jsonl"]
    rows = [
        ("chain holds", str(status.ok)),
        ("torn lines mended", str(status.repairs)),
        ("files", str(files)),
        ("files in the ledger", str(len({place for place, _ in noted}))),
        ("noted more than once", str(sum(n > 1 for n in noted.values()))),
        ("released", str(ends["released"])),
        ("refused", f"{ends['refused']} (damaged and locked: "
         f"{expected['damaged'] + expected['locked']})"),
        ("withheld, failed", f"{ends['withheld']}, {ends['failed']}"),
        ("whole copies", str(len(copies))),
        ("left-over temporary files", str(len(left))),
        ("exit code of the last run", str(used.code)),
    ]  # fmt: skip
    table(f"Killed {_KILLS} times with -9 and resumed", ("", ""), rows)


def _count(ledger: Path) -> int:
    try:
        return ledger.read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0


def _is_whole(path: Path) -> bool:
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            return package.testzip() is None
    document = pypdfium2.PdfDocument(path)
    pages = len(document)
    document.close()
    return pages > 0


def main(words: Sequence[str] | None = None) -> None:
    """Make files, run the parts that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch")
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--most-pages", type=int, default=40)
    parser.add_argument("--seed", type=int, default=8)
    parts = ("speed", "growth", "kills")
    parser.add_argument("--parts", nargs="+", choices=parts, default=parts)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kinds = build(folder / "in", asked.files, asked.most_pages, asked.seed)
        print(f"{asked.files} files: {dict(kinds)}", flush=True)
        if "speed" in asked.parts:
            _speed(folder, asked.files, kinds["pages"])
        if "kills" in asked.parts:
            _kills(folder, asked.files, asked.seed, kinds)
        if "growth" in asked.parts:
            _growth(folder, asked.files, asked.seed)


if __name__ == "__main__":
    main()
