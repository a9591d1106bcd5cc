"""Foreign documents that Word merges into a file, as lines of text.

Another reading than the writer's: patterns instead of a tree. A chunk that cannot be
read gives no lines, so that the copy must not hold any of it either.
"""

import email
import email.policy
import html
import posixpath
import re
from urllib.parse import unquote

from redactor.verification.channels import READ_ERRORS
from redactor.verification.docx.package import Package, open_package
from redactor.verification.docx.rich_text import rich_text

__all__ = ["chunk_texts", "page_text"]

_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(r"\b(Id|Target|Type|TargetMode)\s*=\s*[\"']([^\"']*)[\"']")
_CHARSET = re.compile(rb"(?i)(?:charset|encoding)\s*=\s*[\"']?([\w.:-]{2,20})")
_UNSEEN = re.compile(
    r"(?is)<!--.*?-->|<!\[.*?\]>|<\?.*?>"
    r"|<(script|style|head|template|datalist|xml)\b[^>]*>.*?</\1\s*>"
)
_HIDDEN = re.compile(
    r"(?is)<(\w+)\b[^>]*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all"
    r"|\shidden(?=[\s>=]))[^>]*>.*?</\1\s*>"
)
_BREAK = re.compile(
    r"(?i)</?(?:p|div|br|td|th|tr|table|li|ul|ol|h[1-6]|hr|dd|dt|pre|body)\b[^>]*>"
)
_TAG = re.compile(r"<[^>]*>")
_PAGE = (b"<html", b"<!doctype html", b"<body", b"<p>", b"<div", b"<table")


def chunk_texts(package: Package, owner: str) -> dict[str, str]:
    """Return the text of each foreign document of a part, by relationship."""
    folder, _, name = owner.rpartition("/")
    rows = package.part(f"{folder}/_rels/{name}.rels")
    found: dict[str, str] = {}
    for row in _RELATION.findall(rows.data.decode("utf-8", "replace") if rows else ""):
        values = {key: html.unescape(text) for key, text in _ATTRIBUTE.findall(row)}
        if not values.get("Type", "").lower().endswith("/afchunk"):
            continue
        target = unquote(values.get("Target", "")).partition("#")[0]
        path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        part = next((p for p in package.parts if p.name.lower() == path.lower()), None)
        if part is not None and values.get("TargetMode") != "External":
            found[values.get("Id", "")] = _text(part.data, path)
    return found


def _text(data: bytes, name: str) -> str:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(b"PK"):
        return _packed(data)
    if head.startswith(b"{\\rtf"):
        return rich_text(data)
    if head.startswith((b"mime-version:", b"from:")) or b"\nmime-version:" in head:
        return _archived(data)
    suffix = name.rpartition(".")[2].lower()
    if suffix in ("htm", "html", "xhtml") or any(sign in head for sign in _PAGE):
        return page_text(_decoded(data))
    return _decoded(data) if suffix in ("txt", "text") else ""


def _packed(data: bytes) -> str:
    # Here, for the stories of a package hold those of the packages within.
    from redactor.verification.docx.story import stories

    kinds = ("document", "footnotes", "endnotes")
    try:
        inner = stories(open_package(data))
    except READ_ERRORS:
        return ""
    found = sorted(
        (story for story in inner if story.kind in kinds),
        key=lambda story: kinds.index(story.kind),
    )
    return "\n".join("\n".join(story.paragraphs) for story in found)


def _archived(data: bytes) -> str:
    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return page_text(str(part.get_content()))
    return ""


def page_text(source: str) -> str:
    """Return what a web page shows, a block a line."""
    source = _HIDDEN.sub("", _UNSEEN.sub("", source))
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", source)))


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    named = _CHARSET.search(data[:2048])
    first = [named[1].decode("ascii")] if named else []
    for codec in (*first, "utf-8-sig", "gb18030"):
        try:
            return data.decode(codec)
        except (UnicodeError, LookupError):
            continue
    return ""
