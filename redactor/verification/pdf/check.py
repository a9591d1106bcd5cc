"""All channels of the check of a written PDF."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pikepdf

from redactor.model import Check, Passwords, Region
from redactor.ocr.model import PictureReader
from redactor.verification.channels import READ_ERRORS, Trace, run_channel
from redactor.verification.hidden import Hidden
from redactor.verification.needles import Needles
from redactor.verification.pdf.bytes import byte_traces
from redactor.verification.pdf.collateral import CollateralChannel
from redactor.verification.pdf.fonts import FontTables
from redactor.verification.pdf.ink import InkChannel
from redactor.verification.pdf.memory import font_traces, rare_characters
from redactor.verification.pdf.moved import MovedChannel, with_removed, with_reset
from redactor.verification.pdf.objects import ObjectChannel
from redactor.verification.pdf.pages import Page, PdfText
from redactor.verification.pdf.pictures import PictureChannel
from redactor.verification.pdf.pixels import Pictures
from redactor.verification.pdf.plain import PlainPages
from redactor.verification.pdf.same import SamePages
from redactor.verification.pdf.seen import SeenPages
from redactor.verification.pdf.structure import structure_traces
from redactor.verification.pdf.substitutes import has_substitutes
from redactor.verification.pdf.text import TextChannel
from redactor.verification.pdf.twins import TwinPages
from redactor.verification.request import VerifyRequest

__all__ = ["check_pdf"]

_SCALE = 1.0


class _PageChannel(Protocol):
    name: str

    def page(self, source: Page | None, copy: Page, pictures: Pictures) -> None: ...

    def traces(self) -> Iterable[Trace]: ...


def check_pdf(
    request: VerifyRequest, reader: PictureReader | None = None
) -> tuple[tuple[Check, ...], Sequence[tuple[str, str]]]:
    """Run every channel; return the checks and (place, text) of the copy's pages."""
    try:
        with ExitStack() as stack:
            check = _PdfCheck(request, stack)
            checks, texts = check.run(), check.texts
            return (*checks, *check.run_seen(reader)), texts
    except READ_ERRORS as error:
        return (Check("open", False, "unreadable", (type(error).__name__,)),), ()


def open_with(path: Path, passwords: Passwords) -> tuple[pikepdf.Pdf, str]:
    """Open a PDF with the first password that fits; return that too.

    Raises:
        pikepdf.PasswordError: None fits.
    """
    for password in ("", *passwords.values):
        try:
            return pikepdf.open(path, password=password), password
        except pikepdf.PasswordError:
            continue
    raise pikepdf.PasswordError("no password fits")


def _units(pdf: pikepdf.Pdf) -> list[float]:
    return [float(page.obj.get("/UserUnit", 1)) for page in pdf.pages]


class _PdfCheck:
    def __init__(self, request: VerifyRequest, stack: ExitStack) -> None:
        self.request = request
        self.needles = Needles(request.secrets)
        self.hidden = Hidden(self.needles)
        self.texts: list[tuple[str, str]] = []
        self.tables = FontTables(), FontTables()
        # Content streams that have been looked through with their pages.
        self.read: set[tuple[int, int]] = set()
        source, password = open_with(request.source, request.passwords)
        self.source = stack.enter_context(source)
        self.copy = stack.enter_context(pikepdf.open(request.written))
        self.source_text = stack.enter_context(
            PdfText(request.source, password, _units(self.source))
        )
        self.copy_text = stack.enter_context(
            PdfText(request.written, "", _units(self.copy))
        )
        self.regions: dict[int, list[Region]] = {}
        self.by_hand: dict[int, list[Region]] = {}
        by_hand = {edit.id for edit in request.edits if edit.region is not None}
        for number, regions in request.report.regions.items():
            for region in regions:
                self.regions.setdefault(region.page_index, []).append(region)
                if number in by_hand:
                    self.by_hand.setdefault(region.page_index, []).append(region)
        self.around = with_reset(self.regions, request.report)

    def run(self) -> tuple[Check, ...]:
        checks: list[Check] = []
        around = self.around
        gone = with_removed(self.regions, self.request.report)
        text = TextChannel(self.needles, gone, self.hidden, self.source_text.baked)
        ink = InkChannel(self.request.edits, self.request.report, self.needles)
        moved = MovedChannel(self.request.report)
        collateral = CollateralChannel(
            around,
            self.request.report,
            self.by_hand,
            lambda index: has_substitutes(self.source.pages[index].obj),
        )
        drawn = PictureChannel(self.regions, self.source, self.copy)
        checks.extend(self._pages([text, ink, moved, collateral, drawn], ink))
        rest: list[tuple[str, Callable[[], Iterable[Trace]]]] = [
            ("page_count", self._page_count),
            ("structure", lambda: structure_traces(self.copy)),
            ("objects", self._objects),
            ("revisions", self._bytes),
            ("fonts", self._fonts),
        ]
        for name, look in rest:
            checks.extend(run_channel(name, look))
        return tuple(checks)

    def run_seen(self, reader: PictureReader | None) -> tuple[Check, ...]:
        """Read again what was read from pictures."""
        if not self.request.read_pages:
            return ()
        files = self.source_text, self.copy_text
        seen = SeenPages(self.request, self.needles, reader, files)
        checks = run_channel("picture_text", seen.traces)
        self.texts.extend(seen.texts)
        return checks

    def _page_count(self) -> Iterator[Trace]:
        counts = {
            len(self.source.pages),
            len(self.copy.pages),
            len(self.source_text),
            len(self.copy_text),
        }
        if len(counts) != 1:
            yield Trace("collateral", "pages")

    def _fonts(self) -> Iterator[Trace]:
        text = "".join(text for _, text in self.texts)
        rare = rare_characters(self.request.secrets, text)
        return font_traces(self.source, self.copy, rare)

    def _objects(self) -> Iterator[Trace]:
        return ObjectChannel(self.copy, self.hidden, self.read, self.tables[1]).traces()

    def _bytes(self) -> Iterator[Trace]:
        raw = self.request.written.read_bytes()
        return byte_traces(raw, self.copy, self.hidden)

    @contextmanager
    def _source_page(
        self, copy: Page, handle: Any, same: SamePages
    ) -> Iterator[tuple[Page | None, Any]]:
        """Give the source's page; the copy's own where both are known to be equal."""
        index = copy.index
        if not self._is_treated(index) and same.shown(index) is not None:
            yield copy, handle
        elif index < len(self.source_text):
            with self.source_text.page(index) as pair:
                yield pair
        else:
            yield None, None

    def _is_treated(self, index: int) -> bool:
        return index in self.around or index in self.request.report.rasterized

    def _is_plain(self, index: int, same: SamePages, plain: PlainPages) -> bool:
        """Read a page without drawing it, where that is known to be enough."""
        shown = None if self._is_treated(index) else same.shown(index)
        text = None if shown is None else plain.text(shown)
        if text is None:
            return False
        self.texts.append((f"p{index + 1}", text))
        self.read |= same.streams(index)
        return True

    def _pages(
        self, channels: Sequence[_PageChannel], ink: InkChannel
    ) -> Iterator[Check]:
        """Run the channels that go page by page, in one pass over both files."""
        broken: dict[str, BaseException] = {}
        same = SamePages(self.source, self.copy, self.tables)
        plain = PlainPages(self.needles, self.tables[1])
        twins = TwinPages(
            (self.source, self.copy), self.request, self.needles, same, self.tables[1]
        )
        for index in range(len(self.copy_text)):
            if self._is_plain(index, same, plain):
                continue
            with self.copy_text.page(index) as (copy, handle):
                self.texts.append((copy.place, copy.text))
                if twins.proven(copy, handle):
                    ink.proven(index)
                    self.read |= twins.streams(index)
                    continue
                with self._source_page(copy, handle, same) as (source, before):
                    pictures = Pictures(before, handle, index, _SCALE)
                    for channel in channels:
                        if channel.name in broken:
                            continue
                        try:
                            channel.page(source, copy, pictures)
                        except READ_ERRORS as error:
                            broken[channel.name] = error
        for channel in channels:
            yield from run_channel(channel.name, partial(_end, channel, broken))


def _end(channel: _PageChannel, broken: dict[str, BaseException]) -> Iterable[Trace]:
    if channel.name in broken:
        raise broken[channel.name]
    return channel.traces()
