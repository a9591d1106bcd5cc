"""Small Word packages made by code: a source, its clean copy, planted leftovers."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from redactor.model import Edit, Secret, Span, Treatment, WriteReport
from redactor.verification.check import VerifyRequest, verify
from tests.build.people import id_number, mobile

ID = id_number(7)
PHONE = mobile(4)
NAME = "欧阳孟霆"
VALUES = (("PERSON", NAME), ("CN_ID_CARD", ID), ("CN_MOBILE", PHONE))
MASK = "****"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
CT = "application/vnd.openxmlformats-officedocument.wordprocessingml."
W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
Parts = dict[str, bytes]


def run(text: str, properties: str = "") -> str:
    """Return one run."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """Return one paragraph of ready runs."""
    return f"<w:p>{''.join(runs)}</w:p>"


def body(name: str, number: str, phone: str) -> str:
    """Return the usual content."""
    row = "".join(f"<w:tc>{paragraph(run(t))}</w:tc>" for t in (name, number))
    return (
        paragraph(run("关于临时救助名单的公示"))
        + paragraph(run("申请人："), run(name[:2]), run(name[2:]), run("，身份证号"))
        + paragraph(run(f"证件{number[:9]}"), run(number[9:]), run("，电话" + phone))
        + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"
        + paragraph(run("公示期自2022年5月9日起七个工作日"))
    )


def document(inner: str) -> bytes:
    """Return the main part."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f"<w:document {W}><w:body>{inner}<w:sectPr/></w:body></w:document>"
    ).encode()


def relations(*rows: tuple[str, str, str], external: bool = False) -> bytes:
    """Return a part of relationships: (id, kind, target)."""
    mode = ' TargetMode="External"' if external else ""
    inner = "".join(
        f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{goal}"{mode}/>'
        for i, kind, goal in rows
    )
    return f'<Relationships xmlns="{RELS}">{inner}</Relationships>'.encode()


def parts(inner: str) -> Parts:
    """Return a whole package's parts."""
    types = (
        f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{CT}document.main+xml"/>'
        "</Types>"
    )
    return {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
        "word/document.xml": document(inner),
    }


def pack(path: Path, content: Mapping[str, bytes]) -> None:
    """Write a package with fixed dates."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in content.items():
            out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)


def request(
    folder: Path, copy: Parts | None = None, source: Parts | None = None
) -> VerifyRequest:
    """Return a request; the copy is the clean one unless given."""
    paths = folder / "source.docx", folder / "copy.docx"
    pack(paths[0], source or parts(body(NAME, ID, PHONE)))
    pack(paths[1], copy or parts(body(MASK, MASK, MASK)))
    edits = tuple(
        Edit(f"e{i}", Treatment.DEIDENTIFY, entity, "u", Span(0, 1), None, MASK)
        for i, (entity, _) in enumerate(VALUES)
    )
    return VerifyRequest(
        *paths,
        "docx",
        tuple(Secret(entity, value, MASK) for entity, value in VALUES),
        edits,
        WriteReport(tuple(edit.id for edit in edits)),
        edit_texts={f"e{i}": value for i, (_, value) in enumerate(VALUES)},
    )


def failures(job: VerifyRequest) -> set[tuple[str, str]]:
    """Return channel and code of every failed check."""
    checks = verify(job, lambda texts: [[] for _ in texts]).report.checks
    return {(c.channel, c.code) for c in checks if not c.passed}
