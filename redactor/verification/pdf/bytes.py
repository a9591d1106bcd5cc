"""Channel ``revisions``: the bytes of the file, not what its tables point to.

Old revisions, objects that no table names any more, and bytes between, before and after
the objects can hold what was removed.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator

import pikepdf

from redactor.verification.channels import Trace
from redactor.verification.hidden import Hidden
from redactor.verification.pdf.content import read_content

__all__ = ["byte_traces"]

_OBJECT = re.compile(rb"(?<![0-9])(\d{1,10})\s+(\d{1,5})\s+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_BODY = re.compile(rb"\d+\s+\d+\s+obj\b.*?\bendobj\b", re.S)
_TABLE = re.compile(
    rb"xref\s+(?:\d+\s+\d+\s+(?:\d{10}\s\d{5}\s[nf]\s+)*)+|trailer\s*<<.*?>>\s*"
    rb"|startxref\s+\d+\s*|%%EOF\s*|%PDF-\d\.\d\s*",
    re.S,
)
_MARK = re.compile(rb"%[\x80-\xff]{1,8}[^\r\n0-9A-Za-z]{0,4}[\r\n]")


def byte_traces(raw: bytes, pdf: pikepdf.Pdf, hidden: Hidden) -> Iterator[Trace]:
    """Yield a trace for each second revision, orphan or stray byte."""
    if not raw.startswith(b"%PDF-"):
        yield Trace("forbidden", "prefix")
    outside, streams = _without_streams(raw)
    if outside.count(b"%%EOF") != 1 or outside.count(b"startxref") != 1:
        yield Trace("forbidden", "revisions")
    known = {item.objgen for item in pdf.objects}
    found = Counter((int(n), int(g)) for n, g in _OBJECT.findall(outside))
    if any(count > 1 for count in found.values()):
        yield Trace("forbidden", "duplicate_object")
    # qpdf does not count streams of objects and of references among the objects.
    packed = {(int(n), int(g)) for n, g, head, _ in streams if _is_table(head)}
    if found.keys() - known - packed:
        yield Trace("forbidden", "orphan_object")
    rest = _MARK.sub(b"", _TABLE.sub(b"", _BODY.sub(b"", outside)))
    if rest.strip():
        yield Trace("forbidden", "stray_bytes")
    yield from hidden.look_bytes(outside, "bytes")
    for string in read_content(outside).unshown:
        yield from hidden.look_bytes(string, "bytes")
    for _, _, head, body in streams:
        if b"/ObjStm" in head:
            yield from hidden.look_bytes(zlib.decompress(body), "object_stream")


def _is_table(head: bytes) -> bool:
    return b"/ObjStm" in head or b"/XRef" in head


def _without_streams(
    raw: bytes,
) -> tuple[bytes, list[tuple[bytes, bytes, bytes, bytes]]]:
    """Cut the stream bodies out; return them with number, generation and dictionary."""
    pieces: list[bytes] = []
    streams: list[tuple[bytes, bytes, bytes, bytes]] = []
    at = 0
    while match := _STREAM.search(raw, at):
        head = raw[at : match.start()]
        pieces.append(head + b"stream endstream")
        end = raw.find(b"endstream", match.end())
        end = len(raw) if end < 0 else end
        begins = list(_OBJECT.finditer(head))
        if begins:
            begin = begins[-1]
            dictionary = head[begin.end() :]
            body = raw[match.end() : end]
            streams.append((begin[1], begin[2], dictionary, body))
        at = end + len(b"endstream")
    pieces.append(raw[at:])
    return b"".join(pieces), streams
