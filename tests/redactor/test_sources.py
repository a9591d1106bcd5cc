"""The right files, each once, under names that never collide."""

import os
from pathlib import Path

import pytest

from redactor.sources import Source, find_sources, plan_targets


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
    found = find_sources([tmp_path], skip=tmp_path / "out")
    assert {str(s.relative) for s in found} == {
        "公示 一.pdf",
        str(Path("下级/名单.DOCX")),
    }


def test_a_named_file_is_taken_whatever_its_suffix_and_once(tmp_path: Path) -> None:
    make(tmp_path, "a.bin")
    found = find_sources([tmp_path / "a.bin", tmp_path / "a.bin"])
    assert [s.relative for s in found] == [Path("a.bin")]


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_circle_of_links_ends(tmp_path: Path) -> None:
    make(tmp_path, "x/a.pdf")
    (tmp_path / "x" / "loop").symlink_to(tmp_path)
    assert len(find_sources([tmp_path])) == 1


def test_targets_keep_the_tree_and_never_collide(tmp_path: Path) -> None:
    make(tmp_path, "d/表.doc", "d/表.docx", "d/表.pdf")
    sources = find_sources([tmp_path])
    targets = plan_targets(sources, tmp_path / "out")
    assert {str(t.relative_to(tmp_path / "out")) for t in targets} == {
        str(Path("d/表_脱敏.docx")),
        str(Path("d/表.docx_脱敏.docx")),
        str(Path("d/表_脱敏.pdf")),
    }


def test_targets_of_many_folders_never_collide(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in "abcd"]
    for folder in folders:
        make(folder, "表.doc")
    targets = plan_targets(find_sources(folders), tmp_path / "out")
    assert len({str(t).casefold() for t in targets}) == 4
    assert targets[3].name == "表.doc_3_脱敏.docx"


def test_names_that_differ_only_after_the_limit_stay_apart(tmp_path: Path) -> None:
    names = [f"{'长' * 82}{last}.pdf" for last in "ab"]
    make(tmp_path, *names)
    targets = plan_targets(find_sources([tmp_path]), tmp_path / "out")
    assert len(set(targets)) == 2
    assert all(len(os.fsencode(target.name)) <= 255 for target in targets)


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders")
def test_pipes_are_left_out(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")
    assert find_sources([tmp_path]) == []


def clean_targets(
    names: list[str], clean: dict[str, str], kept: dict[str, str] | None = None
) -> list[str]:
    out = Path("out")
    sources = [Source(Path("in") / name, Path(name)) for name in names]
    before = {Path(k): out / v for k, v in (kept or {}).items()}
    targets = plan_targets(sources, out, clean, before)
    return [target.relative_to(out).as_posix() for target in targets]


def test_clean_names_are_numbered_where_they_meet() -> None:
    clean = {"张伟民申请": "张某申请", "张国强申请": "张某申请"}
    names = ["张伟民申请.docx", "张国强申请.doc", "张某申请.docx", "公示.pdf"]
    assert clean_targets(names, clean) == [
        "张某申请_脱敏.docx",
        "张某申请_2_脱敏.docx",
        "张某申请.docx_脱敏.docx",
        "公示_脱敏.pdf",
    ]


def test_folders_of_two_people_stay_two() -> None:
    clean = {"张伟民": "张某", "张国强": "张某", "证": "证"}
    names = ["张伟民/证.pdf", "张国强/证.pdf", "张某/证.pdf", "低保/张伟民/证.pdf"]
    assert clean_targets(names, clean) == [
        "张某_2/证_脱敏.pdf",
        "张某_3/证_脱敏.pdf",
        "张某/证_脱敏.pdf",
        "低保/张某/证_脱敏.pdf",
    ]


def test_names_that_were_given_before_stay() -> None:
    clean = {"张伟民": "张某", "张一": "张某"}
    kept = {"张伟民/证.pdf": "张某/证_脱敏.pdf"}
    names = ["张一/证.pdf", "张伟民/证.pdf", "张伟民/表.pdf"]
    assert clean_targets(names, clean, kept) == [
        "张某_2/证_脱敏.pdf",
        "张某/证_脱敏.pdf",
        "张某/表_脱敏.pdf",
    ]


def test_copies_of_pictures_have_the_suffix_of_their_kind(tmp_path: Path) -> None:
    """Two sources whose copies would be of one name do not meet."""
    for name in ("a.jpeg", "a.jpg", "b.tiff", "c.heic"):
        (tmp_path / name).touch()
    targets = plan_targets(find_sources([tmp_path]), tmp_path / "out")
    names = sorted(target.name for target in targets)
    assert {Path(name).suffix for name in names} == {".jpg", ".tif"}
    assert len(set(names)) == 4


@pytest.mark.parametrize(
    "suffix", [".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".rtf"]
)
def test_word_files_of_every_kind_become_docx(tmp_path: Path, suffix: str) -> None:
    """Templates and WPS's own files lie in offices' folders too."""
    (tmp_path / f"申请表{suffix}").write_bytes(b"x")
    sources = find_sources([tmp_path])
    (target,) = plan_targets(sources, tmp_path / "out")
    assert target == tmp_path / "out" / "申请表_脱敏.docx"
