"""All channels of the check of a written PDF."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import pikepdf

from redactor.model import Check, Passwords, Region
from redactor.verification.channels import READ_ERRORS, Trace, run_channel
from redactor.verification.hidden import Hidden
from redactor.verification.needles import Needles
from redactor.verification.pdf.objects import ObjectChannel
from redactor.verification.pdf.pages import Page, PdfText
from redactor.verification.pdf.text import TextChannel
from redactor.verification.request import VerifyRequest

__all__ = ["check_pdf"]


class _PageChannel(Protocol):
    name: str

    def page(self, source: Page | None, copy: Page) -> None: ...

    def traces(self) -> Iterable[Trace]: ...


def check_pdf(
    request: VerifyRequest,
) -> tuple[tuple[Check, ...], Sequence[tuple[str, str]]]:
    """Run every channel; return the checks and (place, text) of the copy's pages."""
    try:
        with ExitStack() as stack:
            check = _PdfCheck(request, stack)
            return check.run(), check.texts
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
        for regions in request.report.regions.values():
            for region in regions:
                self.regions.setdefault(region.page_index, []).append(region)

    def run(self) -> tuple[Check, ...]:
        checks: list[Check] = []
        text = TextChannel(self.needles, self.regions, self.hidden)
        checks.extend(self._pages([text]))
        rest: list[tuple[str, Callable[[], Iterable[Trace]]]] = [
            ("objects", lambda: ObjectChannel(self.copy, self.hidden).traces()),
        ]
        for name, look in rest:
            checks.extend(run_channel(name, look))
        return tuple(checks)

    def _pages(self, channels: Sequence[_PageChannel]) -> Iterator[Check]:
        """Run the channels that go page by page, in one pass over both files."""
        broken: dict[str, BaseException] = {}
        sources: Iterator[tuple[Page, Any]] = self.source_text.pages()
        for copy, _ in self.copy_text.pages():
            source = next(sources, (None, None))[0]
            self.texts.append((copy.place, copy.text))
            for channel in channels:
                if channel.name in broken:
                    continue
                try:
                    channel.page(source, copy)
                except READ_ERRORS as error:
                    broken[channel.name] = error
        for channel in channels:
            yield from run_channel(channel.name, partial(_end, channel, broken))


def _end(channel: _PageChannel, broken: dict[str, BaseException]) -> Iterable[Trace]:
    if channel.name in broken:
        raise broken[channel.name]
    return channel.traces()
