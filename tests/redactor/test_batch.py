"""The batch: right files, right names, and one crash ends one file only."""

import os
from pathlib import Path

import pytest

batch = pytest.importorskip("redactor.batch")


def double(number: int) -> int:
    """Task of the tests: die on 13, else double."""
    if number == 13:
        os._exit(7)
    return 2 * number


def crashed(_number: int) -> int:
    return -1


def test_all_results_come_and_only_the_crashing_request_is_lost() -> None:
    requests = [1, 2, 13, 4, 5, 6, 7, 8]
    results = dict(batch.run(double, requests, crashed=crashed, workers=2))
    assert results == {
        i: -1 if request == 13 else 2 * request for i, request in enumerate(requests)
    }


def test_one_request_alone_needs_no_process() -> None:
    def never(_workers: int) -> object:
        raise AssertionError("a pool was made")

    assert list(batch.run(double, [4], crashed=crashed, pool=never)) == [(0, 8)]


def test_closing_the_run_stops_it() -> None:
    results = batch.run(double, list(range(14, 40)), crashed=crashed, workers=1)
    next(results)
    results.close()
    assert list(results) == []


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def test_folders_are_walked_for_known_suffixes_and_output_is_left_out(
    tmp_path: Path,
) -> None:
    make(
        tmp_path,
        "公示 一.pdf",
        "下级/名单.DOCX",
        "下级/~$名单.docx",
        "下级/说明.txt",
        ".hidden.pdf",
        "out/公示 一_脱敏.pdf",
    )
    found = batch.find_sources([tmp_path], skip=tmp_path / "out")
    assert {str(s.relative) for s in found} == {
        "公示 一.pdf",
        str(Path("下级/名单.DOCX")),
    }


def test_a_named_file_is_taken_whatever_its_suffix_and_once(tmp_path: Path) -> None:
    make(tmp_path, "a.bin")
    found = batch.find_sources([tmp_path / "a.bin", tmp_path / "a.bin"])
    assert [s.relative for s in found] == [Path("a.bin")]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    make(tmp_path, "x/a.pdf")
    (tmp_path / "x" / "loop").symlink_to(tmp_path)
    assert len(batch.find_sources([tmp_path])) == 1


def test_targets_keep_the_tree_and_never_collide(tmp_path: Path) -> None:
    make(tmp_path, "d/表.doc", "d/表.docx", "d/表.pdf")
    sources = batch.find_sources([tmp_path])
    targets = batch.plan_targets(sources, tmp_path / "out")
    assert {str(t.relative_to(tmp_path / "out")) for t in targets} == {
        str(Path("d/表_脱敏.docx")),
        str(Path("d/表.docx_脱敏.docx")),
        str(Path("d/表_脱敏.pdf")),
    }
