"""The workbook tells what the ledger tells, and only of a ledger that holds."""

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from redactor.audit.export import HEAD, export_xlsx, rows, summarize
from redactor.audit.ledger import Ledger
from redactor.errors import ChainBrokenError, NotWritableError, OutputExistsError

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
RELEASED = {
    "kind": "redact",
    "status": "released",
    "code": "",
    "operator": "王 & 李",
    "office": "昌岭县民政局",
    "source": {"sha256": "a" * 64, "label": "b" * 16, "suffix": ".pdf", "pages": 3},
    "policy": {"name": "relief", "version": 1, "digest": "c" * 64, "builtin": True},
    "treated": {"CN_ID_CARD": 2, "PERSON": 5},
    "kept": {"PERSON": 1},
    "output": {"sha256": "d" * 64, "size": 1, "suffix": ".pdf"},
}
UNREAD = {"kind": "picture", "count": 2, "where": "p3", "confirmed": False}
WITHHELD = {
    "kind": "redact",
    "status": "withheld",
    "code": "hazard",
    "hazards": [UNREAD, {"kind": "seal", "count": 1, "where": "", "confirmed": True}],
}
REFUSED = {"kind": "redact", "status": "refused", "code": "corrupt"}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "l.jsonl"
    for record in (RELEASED, REFUSED, {"kind": "run"}, RELEASED):
        Ledger(path).append(record)
    return path


def cells(path: Path, number: int) -> list[list[str]]:
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read(f"xl/worksheets/sheet{number}.xml"))
        for name in package.namelist():
            etree.fromstring(package.read(name))
    return [
        ["".join(cell.itertext()) for cell in row.findall("m:c", NS)]
        for row in root.iterfind(".//m:row", NS)
    ]


def test_the_workbook(ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "台账.xlsx"
    summary = export_xlsx(ledger, target)
    head, *data = cells(target, 1)
    assert head == list(HEAD)
    assert [row[0] for row in data] == ["1", "2", "4"]
    first = dict(zip(HEAD, data[0], strict=True))
    assert first["文种策略"] == "惠民救助公示"
    assert first["已处理"] == "身份证号 2，姓名 5"
    assert first["经办人"] == "王 & 李"
    assert first["结果"] == "已写出"
    assert dict(zip(HEAD, data[1], strict=True))["原因"].startswith("该文件已损坏")
    sums: dict[str, str] = {}
    for row in cells(target, 2):
        if len(row) == 2:
            sums.setdefault(row[0], row[1])
    assert sums["姓名"] == "10"
    assert sums["已写出"] == "2"
    assert sums["链尾摘要"] == summary.head


def test_unread_places_are_counted(tmp_path: Path) -> None:
    Ledger(tmp_path / "l").append(WITHHELD)
    (row,) = rows(tuple(Ledger(tmp_path / "l").entries()))
    assert "有 2 处内容没有读到（图片）" in str(row[HEAD.index("原因")])


def test_equal_ledgers_give_equal_files(ledger: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    export_xlsx(ledger, one)
    export_xlsx(ledger, two)
    assert one.read_bytes() == two.read_bytes()


def test_by_month(ledger: Path) -> None:
    entries = tuple(Ledger(ledger).entries())
    month = entries[0].local[:7]
    assert len(list(rows(entries, month))) == 3
    assert list(rows(entries, "1999-01")) == []
    assert summarize(entries).months == {month: 2}
    assert summarize(()).head == ""


def test_a_broken_chain_is_not_exported(ledger: Path, tmp_path: Path) -> None:
    ledger.write_bytes(ledger.read_bytes().replace(b"refused", b"released"))
    with pytest.raises(ChainBrokenError):
        export_xlsx(ledger, tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()


def test_nothing_is_overwritten(ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    target.write_text("mine")
    with pytest.raises(OutputExistsError):
        export_xlsx(ledger, target)
    assert target.read_text() == "mine"
    with pytest.raises(NotWritableError):
        export_xlsx(ledger, tmp_path / "no" / "x.xlsx")
