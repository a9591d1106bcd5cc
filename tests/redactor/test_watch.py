"""The watched folder: dropped files come out checked or wait for a reviewer."""

import threading
import time
from pathlib import Path

import pytest

from redactor import batch
from redactor.__main__ import main
from redactor.audit.ledger import Ledger
from redactor.results import RedactResult, Status
from redactor.resume import RunState, rules_of
from redactor.settings import Settings
from redactor.watch import Watcher, WatchRequest, watch
from tests.build.people import people
from tests.redactor.serial import Serial
from tests.redactor.test_pipeline import make, sentence_of

PERSONS = people(3)


@pytest.fixture
def request_(tmp_path: Path) -> WatchRequest:
    for name in ("in", "已处理", "待复核"):
        (tmp_path / name).mkdir()
    done = tmp_path / "已处理"
    return WatchRequest(tmp_path / "in", done, tmp_path / "待复核", done / "台账.jsonl")


def state_of(request: WatchRequest) -> RunState:
    state = RunState(request.done, rules_of(Settings(), None), request.ledger)
    state.load()
    state.start()
    return state


def statuses(watcher: Watcher) -> dict[str, Status]:
    return {r.path.name: r.status for r in watcher.round(Serial(), 1)}


def test_files_are_taken_once_they_are_whole(request_: WatchRequest) -> None:
    watcher = Watcher(request_, state_of(request_))
    (request_.folder / "下").mkdir()
    source = make(request_.folder / "下" / "a.docx", sentence_of(PERSONS[0]))
    whole = source.read_bytes()
    source.write_bytes(whole[:100])
    assert statuses(watcher) == {}
    assert watcher.waiting
    source.write_bytes(whole)
    assert statuses(watcher) == {}
    assert statuses(watcher) == {"a.docx": Status.RELEASED}
    assert not watcher.waiting
    assert (request_.done / "下" / "a_脱敏.docx").is_file()
    assert source.read_bytes() == whole
    assert statuses(watcher) == {}
    assert not list(request_.review.iterdir())


def test_what_is_not_released_waits_for_the_reviewer(request_: WatchRequest) -> None:
    bad = request_.folder / "坏.pdf"
    bad.write_bytes(b"%PDF-1.7 damaged")
    watcher = Watcher(request_, state_of(request_))
    statuses(watcher)
    assert statuses(watcher) == {"坏.pdf": Status.REFUSED}
    laid = request_.review / "坏.pdf"
    assert laid.read_bytes() == bad.read_bytes()
    bad.write_bytes(b"%PDF-1.7 damaged otherwise")
    statuses(watcher)
    assert statuses(watcher) == {"坏.pdf": Status.REFUSED}
    assert laid.read_bytes() == b"%PDF-1.7 damaged"
    assert (request_.review / "坏_2.pdf").read_bytes() == bad.read_bytes()


def test_a_new_watch_does_nothing_twice(request_: WatchRequest) -> None:
    make(request_.folder / "a.docx", sentence_of(PERSONS[0]))
    (request_.folder / "坏.pdf").write_bytes(b"%PDF-1.7 damaged")
    for expected in (2, 0):
        watcher = Watcher(request_, state_of(request_))
        statuses(watcher)
        assert len(statuses(watcher)) == expected
    assert len(list(Ledger(request_.ledger).entries())) == 2


def test_dropped_while_it_watches(
    request_: WatchRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "new_pool", Serial)
    source = make(request_.done.parent / "a.docx", sentence_of(PERSONS[1]))

    def drop() -> None:
        time.sleep(1.5)
        (request_.folder / "a.docx").write_bytes(source.read_bytes())

    ended: list[RedactResult] = []

    def tell(result: RedactResult) -> None:
        ended.append(result)
        raise KeyboardInterrupt

    before = set(threading.enumerate())
    thread = threading.Thread(target=drop)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        watch(request_, state_of(request_), tell, workers=1)
    thread.join()
    assert [result.status for result in ended] == [Status.RELEASED]
    assert set(threading.enumerate()) <= before


def test_folders_that_would_feed_each_other_are_refused(tmp_path: Path) -> None:
    words = ["watch", str(tmp_path / "in")]
    inner, outer = str(tmp_path / "in" / "x"), str(tmp_path / "y")
    assert main([*words, "--done", inner, "--review", outer]) == 2
    assert main([*words, "--done", outer, "--review", inner]) == 2
    assert main([*words, "--done", outer, "--review", outer]) == 2
    assert not (tmp_path / "in").exists()
