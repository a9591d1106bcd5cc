"""Stand-ins for the workers: a tiny search over plain text files.

A ``.pdf`` here is a text file: pages are parted by form feeds, every line is a unit,
and each character is 12 points wide. A ``.docx`` has paragraphs, rows of a table where
a line holds tabs, and a picture that says so where a line begins with ``▣``, with a
place that was not read below the words.
"""

import hashlib
import re
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from redactor.errors import EncryptedError, RedactorError
from redactor.masking.publishing import PublishingCheck
from redactor.model import (
    Action,
    CellRef,
    Check,
    Decision,
    Edit,
    Finding,
    Hazard,
    Passwords,
    Place,
    Region,
    Span,
    TextUnit,
    Tier,
    Treatment,
    VerificationReport,
    finding_id,
)
from redactor.ownrules import try_text
from redactor.peek import FirstLook
from redactor.precheck import CheckRequest, precheck
from redactor.preview import Outline, PagePicture, policies
from redactor.results import (
    RedactRequest,
    RedactResult,
    ScanRequest,
    ScanResult,
    Status,
)
from redactor.sources import find_sources
from redactor.treated import PageChars, PlanRequest, planned
from ui.jobs import Failure

PAGE = (400.0, 300.0)
EM, LINE = 12.0, 20.0
PASSWORD = "right"
SIGN = "▣"
_RULES = (
    ("CN_MOBILE", Tier.SURE, re.compile(r"(?<!\d)1\d{10}(?!\d)")),
    ("CN_BANK_CARD", Tier.REVIEW, re.compile(r"(?<!\d)62\d{14}(?!\d)")),
    ("PERSON", Tier.LIKELY, re.compile("[张王李]某[甲乙丙丁]")),
)


class InlineRunner:
    """Runs jobs in this process when told to; else like `ui.jobs.JobRunner`."""

    def __init__(self) -> None:
        self.queue: list[tuple] = []
        self.held = False
        self.stopped: set[int] = set()
        self.told: dict[int, Callable[[str, int, int], None] | None] = {}
        self._next = 0

    def submit(self, task, arguments, done, failed, told=None) -> int:
        self._next += 1
        self.queue.append((self._next, task, arguments, done, failed))
        self.told[self._next] = told
        return self._next

    @property
    def pending(self) -> int:
        return len(self.queue)

    def drain(self) -> None:
        """Run what was submitted, and what that submits."""
        while self.queue and not self.held:
            number, task, arguments, done, failed = self.queue.pop(0)
            if number not in self.stopped:
                self._run(task, arguments, done, failed)

    def stop(self, numbers: set[int]) -> None:
        self.stopped |= numbers

    @staticmethod
    def _run(task, arguments, done, failed) -> None:
        try:
            value = task(*arguments)
        except RedactorError as error:
            failed(Failure(error.code, dict(error.context)))
        else:
            done(value)


class FakeTasks:
    """The functions of `ui.controller.Tasks`, over text files."""

    def __init__(self) -> None:
        self.requests: list[RedactRequest] = []
        self.outcome = Status.RELEASED
        self.code = ""
        self.hazards: tuple[Hazard, ...] = ()
        self.find_sources = find_sources
        self.try_text = try_text
        self.weak = 0
        self.names: dict[str, str] = {}
        self.treated: list[tuple[int, tuple[Edit, ...]]] = []
        self.shown: list[str] = []
        self.new_findings: tuple[tuple[str, str], ...] = ()
        self.context: dict[str, object] = {}

    def warm(self, settings, delay) -> None:
        pass

    def clean_names(self, names, settings):
        return {name: self.names[name] for name in names if name in self.names}

    def describe(self, path: Path, passwords: Passwords) -> Outline:
        check_password(path, passwords)
        if path.suffix == ".pdf":
            return Outline("pdf", page_sizes(path))
        units = (u for u in docx_units(path) if u.place is not Place.PICTURE)
        return Outline("docx", (), tuple(units))

    def peek(self, path, passwords, settings, pages, ocr, first):
        scan = fake_scan(path)
        hits = [(f, scan.regions[f.id]) for f in scan.findings]
        wanted = range(first, first + pages)
        return FirstLook(tuple(h for h in hits if h[1][0].page_index in wanted))

    def policies(self):
        return policies()

    def locate(self, path, passwords, places):
        units = {unit.id: unit for unit in pdf_units(path)}
        return {k: (_region(units[u], span),) for k, (u, span) in places.items()}

    def planned(self, request: PlanRequest):
        return planned(request)

    def page_chars(self, path, passwords, page_index):
        chars = [
            (unit.id, offset, _region(unit, Span(offset, offset + 1)), char)
            for unit in pdf_units(path)
            for offset, char in enumerate(unit.text)
            if unit.page_index == page_index and not char.isspace()
        ]
        ids, offsets, boxes, text = zip(*chars, strict=True)
        return PageChars(ids, offsets, boxes, "".join(text))

    def treat(self, path, passwords, page_index, scale, edits) -> PagePicture:
        width, height = round(PAGE[0] * scale), round(PAGE[1] * scale)
        self.treated.append((page_index, edits))
        return PagePicture(width, height, b"\x80" * (3 * width * height))

    def render(self, path, passwords, page_index, scale) -> PagePicture:
        width, height = round(PAGE[0] * scale), round(PAGE[1] * scale)
        return PagePicture(width, height, b"\xff" * (3 * width * height))

    def show(self, path, passwords, name, scale) -> PagePicture:
        self.shown.append(name)
        return self.render(path, passwords, 0, scale)

    def scan(self, request: ScanRequest) -> ScanResult:
        check_password(request.path, request.passwords)
        return fake_scan(request.path, self.hazards)

    def precheck(self, request: CheckRequest) -> PublishingCheck:
        check = precheck(request)
        if not self.weak:
            return check
        line = f"第 1 页的部分遮盖身份证号还剩 {self.weak} 种可能，请扩大遮盖范围。"
        return replace(check, masks=(line,), weak=1)

    def redact(self, request: RedactRequest) -> RedactResult:
        self.requests.append(request)
        if self.outcome is not Status.RELEASED:
            return RedactResult(
                request.path,
                self.outcome,
                code=self.code,
                context=self.context,
                new_findings=self.new_findings,
            )
        request.target.parent.mkdir(parents=True, exist_ok=True)
        request.target.write_bytes(b"copy")
        report = VerificationReport((Check("pdfium_text", True),))
        return RedactResult(request.path, self.outcome, request.target, report=report)


def check_password(path: Path, passwords: Passwords) -> None:
    if path.stem.startswith("locked") and PASSWORD not in passwords.values:
        raise EncryptedError()


def page_sizes(path: Path) -> tuple[tuple[float, float], ...]:
    pages = path.read_text(encoding="utf-8").split("\f")
    return (PAGE,) * len(pages)


def pdf_units(path: Path) -> tuple[TextUnit, ...]:
    pages = path.read_text(encoding="utf-8").split("\f")
    return tuple(
        TextUnit(f"p{page}/{row}", line, page_index=page)
        for page, text in enumerate(pages)
        for row, line in enumerate(text.splitlines())
    )


def docx_units(path: Path) -> tuple[TextUnit, ...]:
    units = []
    for row, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if line.startswith(SIGN):
            name = f"word/media/image{row}.png"
            parts = (name, SIGN), (f"{name}/p0", line[1:])
            for key, text in (*parts, (f"{name}/picture_unread0", SIGN)):
                units.append(TextUnit(key, text, place=Place.PICTURE))
            continue
        if "\t" not in line:
            units.append(TextUnit(f"w/{row}", line))
            continue
        units += [
            TextUnit(
                f"w/{row}/{column}",
                cell,
                place=Place.TABLE,
                cell=CellRef("t", row, column),
            )
            for column, cell in enumerate(line.split("\t"))
        ]
    return tuple(units)


def seen_in_pictures(units: Sequence[TextUnit]) -> dict[str, "array[float]"]:
    seen = {}
    for unit in units:
        if unit.place is not Place.PICTURE:
            continue
        if unit.id.endswith(".png"):
            values = [0.0, 0.0, *PAGE]
        elif unit.id.endswith("unread0"):
            values = [10.0, 100.0, 90.0, 120.0]
        else:
            lefts = [10 + EM * at for at in range(len(unit.text))]
            values = [v for x in lefts for v in (x, 10.0, x + EM, 10.0 + LINE)]
        seen[unit.id] = array("f", values)
    return seen


def fake_scan(path: Path, hazards: tuple[Hazard, ...] = ()) -> ScanResult:
    paged = path.suffix == ".pdf"
    units = pdf_units(path) if paged else docx_units(path)
    findings, regions, proposals = [], {}, []
    for unit in units:
        for entity, tier, pattern in _RULES:
            for match in pattern.finditer(unit.text):
                span = Span(*match.span())
                number = finding_id(unit.id, span, entity)
                findings.append(
                    Finding(number, unit.id, span, entity, 0.9, tier, "fake", "理由")
                )
                proposals.append(_proposal(number, tier))
                if paged:
                    regions[number] = (_region(unit, span),)
    data = path.read_bytes()
    return ScanResult(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        size=len(data),
        format_name="pdf" if paged else "docx",
        page_count=len(page_sizes(path)) if paged else None,
        page_sizes=page_sizes(path) if paged else (),
        units=units,
        findings=tuple(findings),
        regions=regions,
        proposals=tuple(proposals),
        hazards=hazards,
        removals=(),
        policy="general",
        versions={},
        seconds=0.0,
        seen={} if paged else seen_in_pictures(units),
    )


def _proposal(number: str, tier: Tier) -> Decision:
    if tier is Tier.REVIEW:
        return Decision(number, Action.ASK)
    return Decision(number, Action.TREAT, Treatment.DELETE)


def _region(unit: TextUnit, span: Span) -> Region:
    row = int(unit.id.split("/")[1])
    top = 10 + row * LINE
    left = 10 + span.start * EM
    return Region(
        unit.page_index or 0, left, top, left + len(span) * EM, top + LINE - 4
    )
