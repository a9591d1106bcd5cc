"""The detector beside other packages on the same labelled lines: recall and speed.

Usage: python -m benchmarks.peers LINES.jsonl --python argus=PATH --python helan=PATH

A peer is `argus` (package argus-redact, rules only: its language model must be
downloaded), `helan`, or `helan-jieba` (the same with its tagger of names). PATH is the
interpreter of an environment of its own in which the peer is installed; nothing of ours
is imported there. Lines and counting are those of `detection_quality`. Kinds of a peer
for which we have no entity (hobby, job, credit code) count neither way.

Seconds are processor time within each process: reading (the floor: the lines are parsed
and nothing is done with them), loading (import and a first call), searching (the better
of two rounds).
"""

import argparse
import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.detection_quality import ALIASES, judge

# Peer: its distribution's name and the code that defines `load` and `find` over there.
_SETUPS = {
    "yinmo": (
        "yinmo",
        """
def load():
    from redactor.detection.engine import get_detector
    from redactor.settings import DetectionSettings
    return get_detector(DetectionSettings()).analyze_texts
def find(search, texts):
    return [[hit[:3] for hit in hits] for hits in search(texts)]
""",
    ),
    "argus": (
        "argus-redact",
        """
def load():
    from argus_redact import redact
    return lambda text: redact(text, lang="zh", detailed=True)[2]["entities"]
def find(search, texts):
    return [[(e["start"], e["end"], e["type"]) for e in search(t)] for t in texts]
""",
    ),
    "helan": (
        "helan",
        """
def load():
    from helan import recognize
    return recognize
def find(search, texts):
    return [[(e.start, e.end, e.type) for e in search(t)] for t in texts]
""",
    ),
    "helan-jieba": (
        "helan",
        """
def load():
    import jieba.posseg
    from helan import recognize
    return lambda text: recognize(text, jieba=True)
def find(search, texts):
    return [[(e.start, e.end, e.type) for e in search(t)] for t in texts]
""",
    ),
}
_DRIVER = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
clock = time.process_time
start = clock()
texts = [json.loads(line)["text"] for line in sys.stdin.buffer]
read = clock() - start
start = clock()
try:
    search = load()
except ImportError as error:
    sys.exit("missing: " + str(error.name))
find(search, ["\\u516c\\u793a"])
ready = clock() - start
rounds = []
for _ in range(2):
    start = clock()
    found = find(search, texts)
    rounds.append(clock() - start)
sys.stdout.write("\\n" + json.dumps([read, ready, min(rounds), found]))
"""
_KINDS = {
    "PERSON_NAME": "PERSON",
    "PHONE": "CN_MOBILE",
    "LICENSE_PLATE": "CN_PLATE",
    "QQ_NUMBER": "QQ",
    "WECHAT_ID": "WECHAT",
    "OFFICER_ID": "CN_MILITARY_ID",
    "IP_ADDRESS": "IP_ADDRESS",
    "TW_ID_CARD": "CN_HKMT_PERMIT",
    "id_number": "CN_ID_CARD",
    "phone": "CN_MOBILE",
    "phone_landline": "CN_LANDLINE",
    "bank_card": "CN_BANK_CARD",
    "passport": "CN_PASSPORT",
    "license_plate": "CN_PLATE",
    "address": "CN_ADDRESS",
    "location": "CN_ADDRESS",
    "person": "PERSON",
    "email": "EMAIL_ADDRESS",
    "qq": "QQ",
    "wechat": "WECHAT",
    "date_of_birth": "BIRTH_DATE",
    "military_id": "CN_MILITARY_ID",
    "social_security": "CN_SOCIAL_SECURITY",
    "medical": "HEALTH",
    "ip_address": "IP_ADDRESS",
    **dict.fromkeys(
        ("hk_id", "tw_id", "macau_id", "taiwan_arc", "eep", "hrp"), "CN_HKMT_PERMIT"
    ),
}


@dataclass(frozen=True, slots=True)
class Result:
    """What one detector found, and its processor seconds."""

    read: float
    ready: float
    search: float
    count: Counter[tuple[str, str]] = field(repr=False)
    clean_touched: int


class PeerMissingError(Exception):
    """A peer's interpreter or package is not there, or it broke."""


def run_peer(name: str, python: str, rows: list[dict[str, object]]) -> Result:
    """Search the rows by one detector in its own interpreter.

    Raises:
        PeerMissingError: With a sentence that says what to do.
    """
    package, setup = _SETUPS[name]
    lines = "".join(json.dumps({"text": row["text"]}) + "\n" for row in rows)
    try:
        done = subprocess.run(
            [python, "-I", "-c", setup + _DRIVER],
            input=lines,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except OSError as error:
        raise PeerMissingError(f"{name}: cannot start {python}") from error
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no message"])[-1]
        hint = f"install it: {python} -m pip install {package}"
        raise PeerMissingError(f"{name}: {reason}; {hint}")
    read, ready, search, found = json.loads(done.stdout.splitlines()[-1])
    count: Counter[tuple[str, str]] = Counter()
    touched = 0
    for row, hits in zip(rows, found, strict=True):
        ours = [(start, end, _entity(name, kind), 1.0) for start, end, kind in hits]
        ours = [hit for hit in ours if hit[2]]
        touched += judge(row, ours, count, show=False)
    return Result(read, ready, search, count, touched)


def _entity(name: str, kind: str) -> str:
    if name == "yinmo":
        return kind
    return _KINDS.get(kind) or ALIASES.get(kind, "")


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "-"


def print_recall(results: dict[str, Result]) -> None:
    """Print recall by entity (exact / covering), then precision."""
    first = next(iter(results.values())).count
    entities = sorted(e for e, key in first if key == "values" and first[e, key])
    print(f"{'recall: exact / covering':26}" + "".join(f"{n:>16}" for n in results))
    for entity in entities:
        line = f"{entity:20}{first[entity, 'values']:6}"
        print(line + _cells(results, (entity,), ("exact", "covered"), "values"))
    total = sum(first[e, "values"] for e in entities)
    everything = ("exact", "covered")
    print(f"{'all':20}{total:6}" + _cells(results, entities, everything, "values"))
    kinds = sorted({e for result in results.values() for e, _key in result.count})
    line = f"{'precision':26}"
    print(line + _cells(results, kinds, ("right", "touching"), "found"))


def _cells(
    results: dict[str, Result],
    entities: tuple[str, ...] | list[str],
    parts: tuple[str, str],
    whole: str,
) -> str:
    text = ""
    for result in results.values():
        size = sum(result.count[e, whole] for e in entities)
        shares = (
            _share(sum(result.count[e, p] for e in entities), size) for p in parts
        )
        text += f"{' / '.join(shares):>16}"
    return text


def print_speed(results: dict[str, Result], size: int) -> None:
    """Print processor seconds; a thousand characters for reading and searching."""
    rows = (
        ("floor: reading, s/1,000", [r.read / size * 1000 for r in results.values()]),
        ("searching, s/1,000", [r.search / size * 1000 for r in results.values()]),
        ("loading, s once", [r.ready for r in results.values()]),
    )
    print(f"\nprocessor time, {size:,} characters")
    for title, values in rows:
        print(f"{title:26}" + "".join(f"{value:16.6f}" for value in values))


def main() -> int:
    """Run all, print the tables; 1 if a peer was missing."""
    parser = argparse.ArgumentParser()
    parser.add_argument("lines", type=Path)
    parser.add_argument("--python", action="append", default=[], metavar="PEER=PATH")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.lines.open(encoding="utf-8")]
    results: dict[str, Result] = {}
    missing = 0
    for entry in (f"yinmo={sys.executable}", *options.python):
        name, _, python = entry.partition("=")
        if name not in _SETUPS or not python:
            parser.error(f"--python {entry}: expected one of {sorted(_SETUPS)} = PATH")
        try:
            results[name] = run_peer(name, python, rows)
        except PeerMissingError as error:
            missing += 1
            print(f"left out: {error}", file=sys.stderr)
    if results:
        print_recall(results)
        clean = sum(not row["spans"] for row in rows)
        touched = "".join(f"{r.clean_touched:16}" for r in results.values())
        print(f"{f'touched of {clean} clean lines':26}{touched}")
        print_speed(results, sum(len(str(row["text"])) for row in rows))
    return int(missing > 0)


if __name__ == "__main__":
    sys.exit(main())
