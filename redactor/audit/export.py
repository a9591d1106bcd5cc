"""The ledger as a workbook (XLSX) that offices file: one row a document, and sums.

Only a ledger whose chain holds is exported; the head's hash stands on the sheet of
sums, so that a printed copy can be checked later. The workbook is written with inline
strings and fixed dates (ECMA-376 part 1, 18): equal ledgers give equal files.
"""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from redactor.audit.ledger import Ledger
from redactor.audit.tables import (
    EVENTS,
    HEAD,
    Summary,
    event_rows,
    rows,
    summarize,
    sums,
)
from redactor.errors import NotWritableError, OutputExistsError

__all__ = ["HEAD", "export_xlsx", "rows", "summarize"]

_NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SHEETS = ("台账", "统计", "事项")
_LONGEST_CELL = 32_767


def export_xlsx(ledger: Path, target: Path, month: str | None = None) -> Summary:
    """Write the workbook; the ledger is only read.

    Raises:
        ChainBrokenError: The chain does not hold; nothing is written.
        OutputExistsError: The target is there already.
        NotWritableError: The target cannot be written.
        OSError: The ledger cannot be read.
    """
    entries = tuple(Ledger(ledger).entries())
    summary = summarize(entries, month)
    sheets = (
        [HEAD, *rows(entries, month)],
        list(sums(summary)),
        [EVENTS, *event_rows(entries, month)],
    )
    try:
        with target.open("xb") as stream, zipfile.ZipFile(stream, "w") as package:
            for name, text in _parts(sheets):
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                package.writestr(info, text.encode())
    except FileExistsError as error:
        raise OutputExistsError() from error
    except OSError as error:
        raise NotWritableError(reason=type(error).__name__) from error
    return summary


def _parts(
    sheets: Sequence[Sequence[Sequence[str | int]]],
) -> Iterator[tuple[str, str]]:
    types, relations, names = "", "", ""
    for number, name in enumerate(_SHEETS, 1):
        types += (
            f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        )
        relations += (
            f'<Relationship Id="rId{number}" Type="{_REL}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
        names += f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
    yield (
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.'
        'openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f"{types}</Types>",
    )
    yield (
        "_rels/.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{_REL}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
    )
    yield (
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_NS}" xmlns:r="{_REL}"><sheets>{names}</sheets>'
        "</workbook>",
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        "</Relationships>",
    )
    for number, sheet in enumerate(sheets, 1):
        yield f"xl/worksheets/sheet{number}.xml", _sheet(sheet)


def _sheet(sheet: Sequence[Sequence[str | int]]) -> str:
    body = "".join(
        f'<row r="{number}">{"".join(map(_cell, row))}</row>'
        for number, row in enumerate(sheet, 1)
    )
    return f'{_XML}<worksheet xmlns="{_NS}"><sheetData>{body}</sheetData></worksheet>'


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    text = escape("".join(c for c in value if c.isprintable())[:_LONGEST_CELL])
    return f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
