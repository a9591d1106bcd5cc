"""An executor that works at once and here: no process has to be started."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

__all__ = ["Serial"]


class Serial(Executor):
    """Takes what `redactor.batch.new_pool` takes; errors of a task become results."""

    def __init__(self, workers: int = 1, **limits: object) -> None:
        self.workers = workers
        self.limits = limits

    def submit(
        self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
    ) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future
