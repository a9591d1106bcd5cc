"""`make run` without a screen: what it draws and what it may remove."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pymupdf
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def demo() -> ModuleType:
    spec = importlib.util.spec_from_file_location("demo", ROOT / "scripts" / "demo.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["demo"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("suffix", "pages"), [(".docx", 1), (".pdf", 2)])
def test_a_picture_of_every_page(
    demo: ModuleType, tmp_path: Path, suffix: str, pages: int
) -> None:
    """The pictures show something: not a white page."""
    path = next(p for p in sorted(demo.SAMPLES.glob(f"*{suffix}")))
    assert demo.pictures(path, tmp_path, "前") == pages
    drawn = sorted(tmp_path.glob("前-*.png"))
    assert len(drawn) == pages
    for picture in drawn:
        assert pymupdf.Pixmap(str(picture)).color_count() > 1


def test_only_its_own_files_are_removed(demo: ModuleType, tmp_path: Path) -> None:
    names = ("台账.jsonl", "a.pdf", "a_脱敏.pdf", "b_脱敏.docx", "前后对照/a.png")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    demo.clear(tmp_path)
    left = {p.name for p in tmp_path.rglob("*") if p.is_file()}
    assert left == {"台账.jsonl", "a.pdf"}
