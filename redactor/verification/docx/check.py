"""All channels of the check of a written Word file."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from redactor.model import Check
from redactor.ocr.model import PictureReader
from redactor.pause import collector_paused
from redactor.verification.channels import READ_ERRORS, Trace, run_channel
from redactor.verification.docx.collateral import Pair, collateral_traces
from redactor.verification.docx.formats import Formats
from redactor.verification.docx.markup import lines_of, markup_of
from redactor.verification.docx.package import open_package
from redactor.verification.docx.schema import markup_traces, package_traces
from redactor.verification.docx.seen import SeenPictures
from redactor.verification.docx.source import Source
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
    with collector_paused():
        return _checked(request, reader)


def _checked(
    request: VerifyRequest, reader: PictureReader | None
) -> tuple[tuple[Check, ...], Sequence[tuple[str, str]]]:
    try:
        package = open_package(request.written)
        markup = markup_of(package)
    except READ_ERRORS as error:
        return (Check("open", False, "unreadable", (type(error).__name__,)),), ()

    formats = Formats(text for s in request.secrets for text in (s.text, s.replacement))
    source = Source(request.source, request.passwords, formats)
    hidden = Hidden(Needles(request.secrets))
    treated = Counter(map(quick_bare, request.edit_texts.values()))
    parts = PartChannel(hidden, markup, lambda: source.views, treated or None)

    def collateral() -> Iterable[Trace]:
        binary = source.package is None
        pair = Pair(source.stories, stories(package, formats), binary)
        yield from collateral_traces(
            pair, hidden.needles, request.secrets, request.report
        )
        if source.package is not None:
            used = (m.source for name, m in markup.items() if name.startswith("word/"))
            yield from style_traces(source.package, package, formats, used)

    channels: list[tuple[str, Callable[[], Iterable[Trace]]]] = [
        ("opens", lambda: _opens(request.written)),
        ("package", lambda: package_traces(package)),
        ("markup", lambda: markup_traces(markup)),
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
