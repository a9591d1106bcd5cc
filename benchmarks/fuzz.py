"""Damaged variants of the samples: nothing crashes the parent, nothing bad is released.

    python -m benchmarks.fuzz --variants 2000

Each variant is one sample with a few random mutations (flipped, deleted, doubled,
overwritten stretches; cut tails). Every one is redacted in an isolated process with
limits. A released copy is opened again by pypdfium2 or zipfile and searched for the
numbers that the undamaged sample holds. Prints a table of outcomes; exit 1 when a
number is found in a copy or an unknown error came up.
"""

import argparse
import random
import re
import shutil
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

from redactor import batch
from redactor.resources import data_dir
from redactor.results import RedactRequest, RedactResult, Status
from redactor.settings import DetectionSettings, Settings
from redactor.tasks import guarded_redact
from redactor.text.normalize import bare

# mobiles, ID numbers, cards: not the shorter numbers of documents, which stay
_LONG_NUMBER = re.compile(r"1[3-9]\d{9}|\d{15,19}[\dXx]?")
_SECONDS = 60.0
_MEMORY_BYTES = 3 << 30


def mutate(data: bytes, rnd: random.Random) -> bytes:
    """Return the bytes with one to eight random injuries."""
    body = bytearray(data)
    for _ in range(rnd.randint(1, 8)):
        at = rnd.randrange(len(body))
        size = rnd.choice((1, 1, 2, 8, 64, 512))
        match rnd.randrange(6):
            case 0:
                body[at] ^= 1 << rnd.randrange(8)
            case 1:
                del body[at : at + size]
            case 2:
                body[at:at] = body[at : at + size]
            case 3:
                body[at : at + size] = rnd.randbytes(size)
            case 4:
                body[at : at + 1] = str(rnd.choice((-1, 0, 10**10))).encode()
            case 5:
                if rnd.random() < 0.2:
                    del body[at:]
        if not body:
            return b"\0"
    return bytes(body)


def mutate_parts(data: bytes, rnd: random.Random) -> bytes:
    """Return a zip package whose parts, not whose container, are injured."""
    with tempfile.TemporaryFile() as stream:
        stream.write(data)
        with (
            zipfile.ZipFile(stream) as source,
            tempfile.TemporaryFile() as made,
        ):
            with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
                names = source.namelist()
                chosen = rnd.sample(names, min(2, len(names)))
                for name in names:
                    part = source.read(name)
                    target.writestr(name, mutate(part, rnd) if name in chosen else part)
            made.seek(0)
            return made.read()


def text_of(path: Path) -> str:
    """Return all text of a copy, read without the tool's own readers."""
    if path.suffix == ".pdf":
        document = pypdfium2.PdfDocument(path)
        pages = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return "".join(pages)
    with zipfile.ZipFile(path) as package:
        parts = [
            package.read(name).decode("utf-8", "replace") for name in package.namelist()
        ]
    return "".join(re.sub("<[^>]+>", "", part) for part in parts)


def variants(folder: Path, count: int, seed: int) -> Iterator[tuple[Path, set[str]]]:
    """Write the variants and yield each with the numbers of its sample."""
    rnd = random.Random(seed)
    samples = sorted(
        p
        for p in (data_dir("assets") / "samples").iterdir()
        if p.suffix in (".pdf", ".docx")
    )
    numbers = {p: set(_LONG_NUMBER.findall(bare(text_of(p)))) for p in samples}
    for number in range(count):
        sample = samples[number % len(samples)]
        data = sample.read_bytes()
        inner = sample.suffix == ".docx" and rnd.random() < 0.7
        path = folder / f"{number:05}{sample.suffix}"
        path.write_bytes(mutate_parts(data, rnd) if inner else mutate(data, rnd))
        yield path, numbers[sample]


def main() -> int:
    """Run the loop and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--variants", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="yinmo-fuzz-"))
    try:
        return _loop(folder, arguments)
    finally:
        shutil.rmtree(folder)


def _loop(folder: Path, arguments: argparse.Namespace) -> int:
    made = list(variants(folder, arguments.variants, arguments.seed))
    settings = Settings(detection=DetectionSettings(names=False))
    out = folder / "out"
    requests = [
        RedactRequest(path, out / path.name, out / "ledger.jsonl", settings)
        for path, _ in made
    ]
    outcomes: Counter[tuple[str, str]] = Counter()
    bad = 0
    longest = 0.0
    pool = batch.new_pool(
        arguments.workers, seconds=_SECONDS, memory_bytes=_MEMORY_BYTES
    )
    with pool as executor:
        results = batch.run(
            guarded_redact,
            requests,
            lost=lambda request, error: RedactResult(
                request.path, Status.FAILED, code=error.code, context=error.context
            ),
            executor=executor,
            window=2 * arguments.workers,
        )
        for index, result in results:
            outcomes[result.status.value, result.code] += 1
            longest = max(longest, result.seconds)
            leaked = result.output and any(
                n in bare(text_of(result.output)) for n in made[index][1]
            )
            if leaked or result.code in ("internal", "crashed", "limit"):
                bad += 1
                ending = f"{result.status.value} {result.code}"
                print(f"BAD variant {index} seed {arguments.seed}: {ending}")
    for (status, code), count in sorted(outcomes.items()):
        print(f"{status:10} {code or '-':20} {count:6}")
    print(f"longest {longest:.1f} s; bad {bad}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
