"""Past one machine: a real scheduler and workers on loopback, one of them killed."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psutil
import pytest

from redactor import cluster
from redactor.__main__ import main
from redactor.audit.ledger import Ledger, verify_ledger
from redactor.cluster import ClusterExecutor, cluster_pool, work
from redactor.errors import ClusterError, LimitError
from redactor.folders import FolderRequest, Outcome, Step, carry_out, plan_run
from redactor.masking.office_key import keyed, office_key
from redactor.results import RedactRequest, Status
from redactor.resume import rules_of
from redactor.settings import DetectionSettings, Settings
from tests.build.people import people
from tests.redactor.serial import Serial
from tests.redactor.test_pipeline import make, sentence_of

SETTINGS = Settings(detection=DetectionSettings(names=False), clerk="甲")
SCHEDULER = """
import asyncio
from distributed import Scheduler
async def serve():
    async with Scheduler(host="127.0.0.1", port=0, dashboard=False) as scheduler:
        print(scheduler.address, flush=True)
        await scheduler.finished()
asyncio.run(serve())
"""


@pytest.fixture(autouse=True)
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@contextmanager
def process(*words: str) -> Iterator["subprocess.Popen[str]"]:
    child = subprocess.Popen(
        [sys.executable, *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield child
    finally:
        end(child)


def end(child: "subprocess.Popen[str]") -> None:
    if child.poll() is None:
        for one in psutil.Process(child.pid).children(recursive=True):
            one.kill()
        child.kill()
    child.communicate()


def build(folder: Path, count: int) -> FolderRequest:
    (folder / "in" / "下级").mkdir(parents=True)
    for number, person in enumerate(people(count)):
        make(folder / "in" / "下级" / f"{number}.docx", sentence_of(person))
    (folder / "in" / "坏.pdf").write_bytes(b"%PDF-1.7 damaged")
    return FolderRequest((folder / "in",), folder / "out", settings=SETTINGS)


def noted_once(request: FolderRequest, outcome: Outcome, count: int) -> None:
    """Every file once in the ledger, every copy there, nothing left over."""
    assert verify_ledger(request.book).ok
    records = [entry.record for entry in Ledger(request.book).entries()]
    files = Counter(
        (r["source"]["place"], r["status"]) for r in records if r["kind"] == "redact"
    )
    assert set(files.values()) == {1}
    assert len(files) == count + 1
    assert outcome.counts == {
        (Status.RELEASED, ""): count,
        (Status.REFUSED, "corrupt"): 1,
    }
    copies = list(request.output.rglob("*_脱敏.docx"))
    assert len(copies) == count
    left = [p.name for p in request.output.rglob(".yinmo-*")]
    assert left == [".yinmo-state.jsonl"]
    assert [r["status"] for r in records if r["kind"] == "run"] == ["started", "ended"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_worker_killed_in_the_middle_costs_nothing(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra yinmo[cluster]")
    request = build(tmp_path, 10)
    plan = plan_run(request)
    with ExitStack() as stack:
        scheduler = stack.enter_context(process("-c", SCHEDULER))
        assert scheduler.stdout is not None
        address = scheduler.stdout.readline().strip()
        words = ("-m", "redactor", "worker", address, "--jobs", "1")
        workers = [stack.enter_context(process(*words)) for _ in range(2)]
        executor = stack.enter_context(
            cluster_pool(
                address,
                request.output,
                rules=plan.state.rules.whole,
                seconds=600,
                memory_bytes=4 << 30,
            )
        )
        told: list[int] = []

        def tell(step: Step) -> None:
            told.append(step.done)
            if len(told) == 3:
                workers[0].send_signal(signal.SIGKILL)

        outcome = carry_out(plan, tell, executor=executor)
        assert workers[0].wait(10) == -signal.SIGKILL
        assert workers[1].poll() is None
    assert told == list(range(1, 12))
    noted_once(request, outcome, 10)


def test_any_executor_leaves_the_ledger_to_the_caller(tmp_path: Path) -> None:
    request = build(tmp_path, 2)
    outcome = carry_out(plan_run(request), lambda _step: None, executor=Serial())
    noted_once(request, outcome, 2)
    again = carry_out(plan_run(request), lambda _step: None, executor=Serial())
    assert again.of(Status.SKIPPED) == 2
    assert again.of(Status.REFUSED) == 1
    assert len(list(Ledger(request.book).entries())) == 5


class Twice(Serial):
    """Works on every file twice, as when a worker was thought lost."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        fn(*args, **kwargs)
        return super().submit(fn, *args, **kwargs)


def test_a_file_done_twice_is_released_once(tmp_path: Path) -> None:
    request = build(tmp_path, 2)
    outcome = carry_out(plan_run(request), lambda _step: None, executor=Twice())
    left = list(request.output.rglob(".yinmo-*.checked"))
    assert len(left) == 2
    assert cluster.clear_checked(request.output) == 2
    noted_once(request, outcome, 2)


class Changing(Serial):
    """The shared folder gives other bytes than those that were checked."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        future: Future[object] = super().submit(fn, *args, **kwargs)
        result = future.result()
        if result.waiting:
            result.waiting.temporary.write_bytes(b"other")
        return future


def test_other_bytes_than_the_checked_ones_get_no_name(tmp_path: Path) -> None:
    request = build(tmp_path, 1)
    outcome = carry_out(plan_run(request), lambda _step: None, executor=Changing())
    assert outcome.counts[Status.FAILED, "crashed"] == 1
    assert not list(request.output.rglob("*.docx"))
    assert not list(request.output.rglob(".yinmo-*.checked"))


def task(request: RedactRequest) -> str:
    return f"done {request.path.name}"


@pytest.mark.parametrize("reason", ["version", "rules", "office_key"])
def test_a_worker_of_another_kind_refuses(tmp_path: Path, reason: str) -> None:
    terms = cluster._Terms(
        "0" if reason == "version" else cluster.__version__,
        "other" if reason == "rules" else rules_of(Settings(), None).whole,
        keyed(b"other", "cluster"),
        1,
        1,
    )
    request = RedactRequest(tmp_path / "a.pdf", tmp_path / "b.pdf", None)
    with pytest.raises(ClusterError) as caught:
        work(task, request, terms)
    assert caught.value.context == {"reason": reason}


def test_limits_hold_on_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_threads", lambda: 1)
    rules = rules_of(SETTINGS, None).whole
    key = keyed(office_key(), "cluster")
    terms = cluster._Terms(cluster.__version__, rules, key, 4.0, 1 << 30)
    request = RedactRequest(tmp_path / "a.pdf", tmp_path / "b.pdf", None, SETTINGS)
    executor = ClusterExecutor(Serial(), terms, 1)
    try:
        assert executor.submit(task, request).result() == "done a.pdf"
        started = time.monotonic()
        with pytest.raises(LimitError) as caught:
            executor.submit(hang, request)
        assert caught.value.context == {"reason": "time"}
        assert time.monotonic() - started < 30
    finally:
        for pool in cluster._pools.values():
            pool.shutdown(cancel_futures=True)
        cluster._pools.clear()


def hang(_request: RedactRequest) -> str:
    time.sleep(600)
    return ""


def test_nobody_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="the extra yinmo[cluster]")
    monkeypatch.setattr(cluster, "_CONNECT_SECONDS", 1)
    request = build(tmp_path, 1)
    words = ["redact", str(request.paths[0]), "--output", str(request.output)]
    assert main([*words, "--cluster", "tcp://127.0.0.1:9"]) == 1
    assert "连接不上调度程序" in capsys.readouterr().err
    assert not request.output.exists()
    assert main([*words, "--cluster", "nonsense://"]) == 1
    with pytest.raises(ClusterError):
        cluster.run_worker("tcp://127.0.0.1:9", 1)


def test_without_the_extra_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ClusterError) as caught,
        cluster_pool("tcp://x:1", tmp_path, rules="", seconds=1, memory_bytes=1),
    ):
        pass
    assert caught.value.context == {"reason": "not_installed"}
