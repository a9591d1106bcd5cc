"""Folders as window and command line run them: told, stopped, queued, noted."""

from pathlib import Path

import pytest

from redactor import batch, folders
from redactor.audit.ledger import Ledger
from redactor.errors import LedgerNotWritableError, LimitError
from redactor.folders import FolderRequest, Outcome, Step, carry_out, plan_run
from redactor.queue import QUEUE_NAME, read_queue
from redactor.results import RedactRequest, RedactResult, Status
from redactor.settings import DetectionSettings, Settings
from tests.build.people import people
from tests.redactor.serial import Serial
from tests.redactor.test_pipeline import make, sentence_of

SETTINGS = Settings(
    detection=DetectionSettings(names=False), clerk="王五", office="昌岭县民政局"
)


@pytest.fixture
def request_(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FolderRequest:
    monkeypatch.setattr(batch, "new_pool", Serial)
    folder = tmp_path / "in"
    folder.mkdir()
    for number, person in enumerate(people(3)):
        make(folder / f"{number}.docx", sentence_of(person))
    (folder / "坏.pdf").write_bytes(b"%PDF-1.7 damaged")
    return FolderRequest((folder,), tmp_path / "out", settings=SETTINGS, workers=1)


def run(request: FolderRequest, told: list[Step] | None = None) -> Outcome:
    return carry_out(plan_run(request), (told if told is not None else []).append)


def records(request: FolderRequest) -> list[dict[str, object]]:
    return [dict(entry.record) for entry in Ledger(request.book).entries()]


def test_every_file_is_told_with_the_time_left(request_: FolderRequest) -> None:
    told: list[Step] = []
    outcome = run(request_, told)
    assert [step.done for step in told] == [1, 2, 3, 4]
    assert {step.total for step in told} == {4}
    assert told[-1].seconds_left is None, "nothing is left"
    assert (outcome.released, outcome.fine, outcome.stopped) == (3, False, False)


def test_a_run_is_noted_with_its_files(request_: FolderRequest) -> None:
    run(request_)
    begin, *files, end = records(request_)
    assert (begin["kind"], begin["status"]) == ("run", "started")
    assert begin["counts"] == {"files": 4, "known": 0}
    assert begin["operator"] == "王五"
    assert (end["kind"], end["status"]) == ("run", "ended")
    assert end["counts"] == {"released": 3, "refused": 1}
    assert {record["run"] for record in (begin, *files, end)} == {begin["run"]}
    assert len(files) == 4


def test_what_was_not_released_is_queued(request_: FolderRequest) -> None:
    outcome = run(request_)
    queue = request_.output / QUEUE_NAME
    (item,) = read_queue(queue)
    assert item.path.name == "坏.pdf"
    assert item.target == request_.output / "坏_脱敏.pdf"
    assert item.code == "corrupt"
    assert [i.path.name for i in outcome.queue] == ["坏.pdf"]
    again = run(request_)
    assert [i.path.name for i in again.queue] == ["坏.pdf"]
    assert again.of(Status.SKIPPED) == 3
    item.path.unlink()
    make(item.path, sentence_of(people(4)[3]))
    run(request_)
    assert not queue.exists()


def test_a_run_without_work_leaves_no_entry(request_: FolderRequest) -> None:
    run(request_)
    before = records(request_)
    run(request_)
    assert records(request_) == before


def test_a_stopped_run_is_noted_and_goes_on(request_: FolderRequest) -> None:
    told: list[Step] = []
    outcome = carry_out(plan_run(request_), told.append, stop=lambda: len(told) >= 2)
    assert outcome.stopped
    assert 2 <= len(told) < 4
    assert records(request_)[-1]["status"] == "stopped"
    rest = run(request_)
    assert not rest.stopped
    assert rest.released + rest.of(Status.SKIPPED) == 3
    released = [r for r in records(request_) if r["status"] == "released"]
    assert len(released) == 3


def test_a_lost_process_is_noted_too(
    request_: FolderRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Losing(Serial):
        def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
            (request,) = args
            if request.path.name != "1.docx":
                return super().submit(fn, *args, **kwargs)
            future = super().submit(lambda: None)
            future.exception = lambda: LimitError(reason="time")  # type: ignore[method-assign]
            return future

    monkeypatch.setattr(batch, "new_pool", Losing)
    outcome = run(request_)
    assert outcome.counts[Status.FAILED, "limit"] == 1
    (lost,) = (r for r in records(request_) if r["status"] == "failed")
    assert lost["code"] == "limit"
    assert lost["source"]["sha256"]  # type: ignore[index]
    monkeypatch.setattr(batch, "new_pool", Serial)
    assert run(request_).released == 1


def test_nothing_is_done_without_a_ledger(request_: FolderRequest) -> None:
    request_.output.mkdir()
    request_.book.mkdir()
    with pytest.raises(LedgerNotWritableError):
        carry_out(plan_run(FolderRequest(request_.paths, request_.output)), print)
    assert not list(request_.output.rglob("*.docx"))


def test_copies_are_never_overwritten_nor_queued(request_: FolderRequest) -> None:
    request_.output.mkdir()
    mine = request_.output / "0_脱敏.docx"
    mine.write_text("mine")
    outcome = run(request_)
    assert mine.read_text() == "mine"
    assert outcome.counts[Status.REFUSED, "output_exists"] == 1
    assert [item.path.name for item in outcome.queue] == ["坏.pdf"]


def test_ctrl_c_ends_a_run_in_order(
    request_: FolderRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = folders.guarded_redact

    def stop(request: RedactRequest) -> RedactResult:
        if request.path.name == "1.docx":
            raise KeyboardInterrupt
        return real(request)

    monkeypatch.setattr(folders, "guarded_redact", stop)
    outcome = run(request_)
    assert outcome.stopped
    assert records(request_)[-1]["status"] == "stopped"
