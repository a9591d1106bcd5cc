"""The printed ledger: every entry, every page with head and digest, nothing cut."""

from pathlib import Path

import pymupdf
import pytest

from redactor.audit.events import export_record, run_record
from redactor.audit.ledger import Ledger
from redactor.audit.printing import export_pdf
from redactor.audit.withdrawal import withdraw
from redactor.errors import ChainBrokenError, NotReleasedError, OutputExistsError
from redactor.settings import Settings
from tests.redactor.audit.test_export import RELEASED, WITHHELD

SETTINGS = Settings(clerk="王五", office="昌岭县民政局")
HIT = {
    "id": "a" * 16,
    "place": "word/document.xml#p4",
    "entity": "CN_ID_CARD",
    "decision": "treat",
    "treatment": "deidentify",
    "clause": "pipl-28",
    "by": "policy",
}
CHECK = {"channel": "residue", "passed": True, "code": "", "places": 0, "entities": []}
FULL = RELEASED | {
    "hits": [HIT, HIT, HIT | {"page": 3, "by": "李四", "decision": "keep"}],
    "checks": [CHECK],
    "hazards": [{"kind": "picture", "count": 1, "where": "p2", "confirmed": True}],
    "removals": {"comment": 4},
}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "l.jsonl"
    book = Ledger(path)
    book.append(run_record("", "started", {"files": 61}, SETTINGS))
    for _ in range(60):
        book.append(FULL)
    book.append(WITHHELD)
    book.append(run_record("", "ended", {"released": 60, "withheld": 1}, SETTINGS))
    book.append(export_record("xlsx", "a" * 64, 3, SETTINGS, "2026-11"))
    withdraw(path, 2, "personal_info", SETTINGS)
    return path


def pages(path: Path) -> list[str]:
    with pymupdf.open(path) as document:
        return [page.get_text().replace("\n", "") for page in document]


def test_the_register(ledger: Path, tmp_path: Path) -> None:
    target = tmp_path / "台账.pdf"
    summary = export_pdf(ledger, target)
    texts = pages(target)
    assert len(texts) >= 3
    for number, text in enumerate(texts, 1):
        assert "公开前个人信息处理台账　昌岭县民政局" in text
        assert f"链尾摘要 {summary.head}" in text
        assert f"第 {number} 页，共 {len(texts)} 页" in text
    whole = "".join(texts)
    for words in (
        "惠民救助公示",
        "王 & 李",
        "文件名称（填写）",
        "去标识化 2",
        "1/1 项通过",
    ):
        assert words in whole
    assert whole.count("身份证号 2，姓名 5") == 60
    assert "撤回 1" in whole
    assert "含个人信息" in whole
    assert "批量处理结束" in whole
    assert "导出台账" in whole
    assert "制表人" in whole
    assert target.stat().st_size < 200_000


def test_nothing_stands_outside_the_page(ledger: Path, tmp_path: Path) -> None:
    export_pdf(ledger, tmp_path / "x.pdf")
    with pymupdf.open(tmp_path / "x.pdf") as document:
        for page in document:
            for block in page.get_text("words"):
                assert 0 < block[0] < block[2] < page.rect.width
                assert 0 < block[1] < block[3] < page.rect.height


def test_cards_by_document(ledger: Path, tmp_path: Path) -> None:
    titles = {"pipl-28": "个人信息保护法第二十八条"}
    export_pdf(ledger, tmp_path / "one.pdf", document="b" * 12, clauses=titles)
    whole = "".join(pages(tmp_path / "one.pdf"))
    assert whole.count("原件摘要") == 60
    assert "word/document.xml" in whole
    assert "第 3 页" in whole
    assert "未读到的内容" in whole
    assert "个人信息保护法第二十八条" in whole
    assert "已由人确认" in whole
    assert "第 2 条" in whole
    export_pdf(ledger, tmp_path / "all.pdf", by="document")
    assert "".join(pages(tmp_path / "all.pdf")).count("原件摘要") == 61
    with pytest.raises(NotReleasedError):
        export_pdf(ledger, tmp_path / "none.pdf", document="f" * 12)
    assert not (tmp_path / "none.pdf").exists()


def test_another_month_is_empty(ledger: Path, tmp_path: Path) -> None:
    summary = export_pdf(ledger, tmp_path / "x.pdf", month="1999-01")
    assert summary.documents == {}
    assert "惠民救助公示" not in "".join(pages(tmp_path / "x.pdf"))


def test_only_a_whole_chain_is_printed_and_nothing_overwritten(
    ledger: Path, tmp_path: Path
) -> None:
    target = tmp_path / "x.pdf"
    target.write_text("mine")
    with pytest.raises(OutputExistsError):
        export_pdf(ledger, target)
    assert target.read_text() == "mine"
    ledger.write_bytes(ledger.read_bytes().replace(b"released", b"withheld", 1))
    with pytest.raises(ChainBrokenError):
        export_pdf(ledger, tmp_path / "y.pdf")
    assert not (tmp_path / "y.pdf").exists()
    with pytest.raises(ValueError, match="layout"):
        export_pdf(ledger, tmp_path / "y.pdf", by="week")
