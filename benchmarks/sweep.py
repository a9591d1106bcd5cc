"""Sweep of a site copy with planted cases: recall, false alarms, the second night.

Usage: python -m benchmarks.sweep [--files 3000] [--share 0.1] [--jobs 1]

Nine in ten files are official prose without anything personal; the rest hold one
planted case each, in turn. A case counts as found if its file bears the category that
was planted; an innocent file is a false alarm if it is to be looked at (medium or
worse), and listed apart if it is only low. Time is CPU time with all processes.
"""

import argparse
import io
import os
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pymupdf

from benchmarks.measure import table
from benchmarks.prose import paragraphs
from redactor.sweep.model import Level
from redactor.sweep.run import Sweep, SweepRequest, sweep
from tests.build.docx import Word, paragraph, run
from tests.build.people import Person, people

__all__ = ["main"]

_TODAY = date(2026, 11, 23)
_KINDS = (".html", ".html", ".html", ".html", ".txt", ".txt", ".docx", ".pdf", ".zip")


def _prose(seed: int, count: int = 4) -> list[str]:
    return list(paragraphs(seed, count, hits=0))


def _sentence(person: Person) -> str:
    return f"申请人{person.name}，身份证号{person.id_number}，手机{person.mobile}。"


def _html(lines: Sequence[str], extra: str = "") -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><body>{body}{extra}</body></html>".encode("gb18030")


def _pdf(lines: Sequence[str], box: int | None = None) -> bytes:
    document = pymupdf.open()
    page = document.new_page()
    y = 60
    for number, line in enumerate(lines):
        if box == number:
            page.draw_rect((50, y - 14, 580, y + 6), fill=(0, 0, 0))
        for start in range(0, len(line), 38):
            page.insert_text((60, y), line[start : start + 38], fontname="china-s")
            y += 18
        if box == number:
            page.draw_rect((50, y - 32, 580, y - 12), fill=(0, 0, 0))
    data: bytes = document.tobytes()
    document.close()
    return data


def _docx(path: Path, lines: Sequence[str]) -> None:
    Word("".join(paragraph(run(line)) for line in lines)).save(path)


def _zip(name: str, data: bytes) -> bytes:
    """An archive as Chinese Windows makes it: the name in GBK, without a mark."""
    memory = io.BytesIO()
    placeholder = "x" * len(name.encode("gbk"))
    with zipfile.ZipFile(memory, "w") as package:
        package.writestr(placeholder, data)
    return memory.getvalue().replace(placeholder.encode(), name.encode("gbk"))


def _innocent(path: Path, seed: int) -> Path:
    suffix = _KINDS[seed % len(_KINDS)]
    lines = _prose(seed)
    path = path.with_suffix(suffix)
    if suffix == ".html":
        path.write_bytes(_html(lines))
    elif suffix == ".txt":
        path.write_text("\n".join(lines), encoding="gb18030")
    elif suffix == ".docx":
        _docx(path, lines)
    elif suffix == ".pdf":
        path.write_bytes(_pdf(lines))
    else:
        path.write_bytes(_zip("附件/通知.txt", "\n".join(lines).encode("gb18030")))
    return path


def _wrapped(text: str, columns: int = 40) -> str:
    lines, width = [""], 0
    for char in text:
        wide = 1 + (ord(char) > 0x2000)
        if width + wide > columns:
            lines.append("")
            width = 0
        lines[-1] += char
        width += wide
    return "\n".join(lines)


def _torn(person: Person, seed: int) -> str:
    """Fill up the first line until a line ends within the number."""
    head = _prose(seed, 1)[0] + "申请人身份证号码为"
    for pad in range(40):
        text = "　　" + "县" * pad + head + person.id_number + "，予以公示。"
        broken = _wrapped(text + _prose(seed + 1, 1)[0])
        if person.id_number not in broken:
            return broken
    raise ValueError("no line end within the number")


def _cases() -> Iterator[tuple[str, str, Callable[[Path, Person, int], Path]]]:
    """Yield (what, category that must be told, maker)."""

    def put(suffix: str, make: Callable[[Person, int], bytes]) -> Callable[..., Path]:
        def written(path: Path, person: Person, seed: int) -> Path:
            path = path.with_suffix(suffix)
            path.write_bytes(make(person, seed))
            return path

        return written

    def docx(path: Path, person: Person, seed: int) -> Path:
        path = path.with_suffix(".docx")
        _docx(path, [*_prose(seed), _sentence(person)])
        return path

    def cards(person: Person, seed: int) -> bytes:
        rows = "".join(
            f"<tr><td>{one.name}<td>{one.card}</tr>"
            for one in people(60, first=seed % 1000)
        )
        head = "<tr><th>姓名<th>银行卡号</tr>"
        return _html([person.name + "等发放名单"], f"<table>{head}{rows}</table>")

    def masked(person: Person) -> str:
        number = person.id_number
        born = f"{number[6:10]}年{int(number[10:12])}月{int(number[12:14])}日"
        return (
            f"{person.name[0]}某，身份证号{number[:6]}********{number[14:]}，{born}出生"
        )

    def script(person: Person, seed: int) -> bytes:
        data = f'[{{"xm":"{person.name}","sfzh":"{person.id_number}"}}]'
        return _html(_prose(seed, 2), f"<script>var d={data};</script>")

    def text(line: Callable[[Person], str], end: str = "") -> Callable[..., bytes]:
        return lambda person, seed: "\n".join(
            (*_prose(seed, 2), line(person), end)
        ).encode("gb18030")

    yield "ID in Word", "CN_ID_CARD", docx
    yield (
        "ID in a web page",
        "CN_ID_CARD",
        put(".html", lambda p, s: _html([*_prose(s), _sentence(p)])),
    )
    yield (
        "ID in a comment",
        "CN_ID_CARD",
        put(".html", lambda p, s: _html(_prose(s, 2), f"<!-- {_sentence(p)} -->")),
    )
    yield "ID in a script", "CN_ID_CARD", put(".html", script)
    yield "60 bank cards", "CN_BANK_CARD", put(".html", cards)
    yield (
        "ID torn by a line end",
        "CN_ID_CARD",
        put(".txt", lambda p, s: _torn(p, s).encode("gb18030")),
    )
    yield (
        "mobile in PDF",
        "CN_MOBILE",
        put(".pdf", lambda p, s: _pdf([*_prose(s), _sentence(p)])),
    )
    yield (
        "text under a box",
        "bad:covered_text",
        put(".pdf", lambda p, s: _pdf([_sentence(p), *_prose(s, 2)], box=0)),
    )
    yield (
        "attachment in zip",
        "CN_ID_CARD",
        put(".zip", lambda p, s: _zip("附件/名单.txt", _sentence(p).encode("gb18030"))),
    )
    yield (
        "zip in zip",
        "CN_ID_CARD",
        put(
            ".zip",
            lambda p, s: _zip("外.zip", _zip("内.txt", _sentence(p).encode("gb18030"))),
        ),
    )
    yield "weak mask", "weak:id", put(".txt", text(masked))
    yield (
        "secret mark",
        "secret_mark",
        put(".txt", lambda p, s: "\n".join(("机密★10年", "", *_prose(s))).encode()),
    )
    yield (
        "period over",
        "expired",
        put(".txt", text(_sentence, "公示期：2026年11月1日至11月7日")),
    )


def _build(site: Path, files: int, share: float) -> dict[Path, tuple[str, str]]:
    """Write the site; return what was planted where."""
    planted: dict[Path, tuple[str, str]] = {}
    cases = list(_cases())
    every = round(1 / share)
    chance = random.Random(8)
    for number in range(files):
        folder = site / f"栏目{number % 12}" / f"{chance.randrange(4)}"
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{number:05}"
        if number % every:
            _innocent(path, number)
            continue
        what, category, make = cases[number // every % len(cases)]
        person = people(1, first=number)[0]
        planted[make(path, person, number)] = what, category
    return planted


def _judged(done: Sweep, planted: dict[Path, tuple[str, str]]) -> None:
    found: Counter[str] = Counter()
    alarms: Counter[Level] = Counter()
    wrong: Counter[str] = Counter()
    seen = set()
    for entry in done.entries:
        if entry.path in planted:
            what, category = planted[entry.path]
            kinds = {hit.category for hit in entry.hits}
            if category in kinds and entry.path not in seen:
                seen.add(entry.path)
                found[what] += 1
        else:
            alarms[entry.level] += 1
            for hit in entry.hits:
                wrong[hit.category] += entry.level > Level.LOW
    total = Counter(what for what, _ in planted.values())
    rows = [(what, f"{found[what]} of {count}") for what, count in total.items()]
    rows.append(("all", f"{found.total()} of {total.total()}"))
    table("Planted cases", ("case", "found"), rows)
    rows = [(level.name.lower(), str(alarms[level])) for level in sorted(Level)]
    table("Innocent files by level", ("level", "files"), rows)
    if wrong:
        told = [(kind, str(count)) for kind, count in wrong.most_common(8) if count]
        table("What was told of innocent files", ("category", "files"), told)


def _timed(request: SweepRequest) -> tuple[Sweep, float, float]:
    before, started = os.times(), time.monotonic()
    done = sweep(request)
    after = os.times()
    spent = sum(after[:4]) - sum(before[:4])
    return done, spent, time.monotonic() - started


def main(words: Sequence[str] | None = None) -> None:
    """Build the site, sweep it twice."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.sweep")
    parser.add_argument("--files", type=int, default=3000)
    parser.add_argument("--share", type=float, default=0.1)
    parser.add_argument("--jobs", type=int, default=1)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as name:
        site = Path(name) / "site"
        planted = _build(site, asked.files, asked.share)
        request = SweepRequest(site, Path(name) / "report", _TODAY, workers=asked.jobs)
        first, cpu, wall = _timed(request)
        second, cpu2, wall2 = _timed(request)
        _judged(first, planted)
        rows = [
            ("first", f"{cpu:.0f}", f"{cpu / asked.files * 1000:.0f}", f"{wall:.0f}"),
            ("second", f"{cpu2:.1f}", f"{cpu2 / cpu:.1%} of it", f"{wall2:.1f}"),
        ]
        heads = ("sweep", "CPU s", "ms a file", "wall s")
        table(f"{asked.files} files, remembered {second.remembered}", heads, rows)


if __name__ == "__main__":
    main()
