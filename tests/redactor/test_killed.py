"""Killed at any moment: no half-written copy, the original whole, the ledger valid."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pypdfium2
import pytest

from redactor.audit.ledger import verify_ledger
from redactor.files import file_digest
from tests.build.people import people
from tests.redactor.test_pipeline import make, sentence_of

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

CODE = """
import sys
from pathlib import Path
from redactor.detection.engine import get_detector
from redactor.pipeline import redact
from redactor.results import RedactRequest
from redactor.settings import DetectionSettings, Settings
settings = Settings(detection=DetectionSettings(names=False))
get_detector(settings.detection)
print("ready", flush=True)
folder = Path(sys.argv[1])
for source in sorted(folder.glob("*.pdf")):
    out = folder / "out"
    redact(RedactRequest(source, out / source.name, out / "台账.jsonl", settings))
print("done", flush=True)
"""


def start(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def test_a_kill_at_any_moment_leaves_only_whole_copies(tmp_path: Path) -> None:
    persons = people(12)
    for number, person in enumerate(persons):
        make(tmp_path / f"{number:02}.pdf", *[sentence_of(person)] * 20)
    originals = {p: file_digest(p) for p in tmp_path.glob("*.pdf")}
    out = tmp_path / "out"
    for delay in (0.05, 0.23, 0.61):
        process = start(tmp_path)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert {p: file_digest(p) for p in tmp_path.glob("*.pdf")} == originals
        for copy in out.glob("*.pdf"):
            document = pypdfium2.PdfDocument(copy)
            text = document[0].get_textpage().get_text_bounded()
            document.close()
            assert persons[int(copy.stem)].id_number not in text
    last = start(tmp_path)
    printed, _ = last.communicate(timeout=120)
    assert printed == "done\n"
    assert {p.name for p in out.glob("*.pdf")} == {p.name for p in originals}
    assert list(out.glob(".yinmo-*.tmp")) == []
    assert verify_ledger(out / "台账.jsonl").ok
