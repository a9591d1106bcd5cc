"""All channels of the check of a written Word file."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

from redactor.model import Check
from redactor.ocr.model import PictureReader
from redactor.verification.channels import READ_ERRORS, Trace, run_channel
from redactor.verification.docx.collateral import Pair, collateral_traces
from redactor.verification.docx.formats import Formats
from redactor.verification.docx.markup import lines_of, markup_of
from redactor.verification.docx.package import open_package
from redactor.verification.docx.schema import markup_traces, package_traces
from redactor.verification.docx.seen import SeenPictures
from redactor.verification.docx.source import (
    read_source,
    source_package,
    source_views,
)
from redactor.verification.docx.story import stories
from redactor.verification.docx.styles import style_traces
from redactor.verification.docx.text import PartChannel, raw_traces
from redactor.verification.hidden import Hidden
from redactor.verification.needles import Needles
from redactor.verification.reading import quick_bare
from redactor.verification.request import VerifyRequest

__all__ = ["check_docx"]


def check_docx(
    request: VerifyRequest, reader: PictureReader | None = None
) -> tuple[tuple[Check, ...], Sequence[tuple[str, str]]]:
    """Run every channel; return the checks and (part, paragraph) of the copy."""
    try:
        package = open_package(request.written)
        markup = markup_of(package)
    except READ_ERRORS as error:
        return (Check("open", False, "unreadable", (type(error).__name__,)),), ()

    @cache
    def views() -> tuple[list[str], ...]:
        return source_views(request.source, request.passwords)

    hidden = Hidden(Needles(request.secrets))
    treated = Counter(map(quick_bare, request.edit_texts.values()))
    parts = PartChannel(hidden, markup, views, treated or None)

    def collateral() -> Iterable[Trace]:
        formats = Formats(
            text for s in request.secrets for text in (s.text, s.replacement)
        )
        before, binary = read_source(request.source, request.passwords, formats)
        pair = Pair(before, stories(package, formats), binary)
        yield from collateral_traces(
            pair, hidden.needles, request.secrets, request.report
        )
        source = source_package(request.source, request.passwords)
        if source is not None and not binary:
            used = (m.source for name, m in markup.items() if name.startswith("word/"))
            yield from style_traces(source, package, formats, used)

    channels: list[tuple[str, Callable[[], Iterable[Trace]]]] = [
        ("opens", lambda: _opens(request.written)),
        ("package", lambda: package_traces(package)),
        ("markup", lambda: markup_traces(package)),
        ("collateral", collateral),
        ("zip", package.oddities),
        ("parts", parts.text),
        ("attributes", parts.asides),
        ("binaries", lambda: raw_traces(package, hidden)),
    ]
    checks = [check for name, look in channels for check in run_channel(name, look)]
    seen = SeenPictures(request, hidden.needles, reader, package)
    if request.read_pictures:
        checks += run_channel("picture_text", seen.traces)
    texts = [(name, line) for name, m in markup.items() for line in lines_of(m.text)]
    return tuple(checks), [*texts, *seen.texts]


def _opens(path: Path) -> Iterator[Trace]:
    """The reader that offices' own scripts use must open the copy."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        Document(str(path))
    except (*READ_ERRORS, PackageNotFoundError):
        yield Trace("malformed", "python-docx")
