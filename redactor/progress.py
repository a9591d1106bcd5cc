"""How far the work on one file is: told by the core, heard by whoever waits.

The core calls `tell` where it goes through pages or texts; a front that wants to know
runs the work inside `listening`. Steps are ``read`` (pages), ``names`` and ``search``
(texts), ``write`` and ``check`` (no count). Pictures take seconds each, so ``scan`` (a
page) and ``pictures`` (of a file without pages) are told as one begins. Nothing
personal is told.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["Listener", "listening", "tell"]

Listener = Callable[[str, int, int], None]
_listener: ContextVar[Listener | None] = ContextVar("yinmo_progress", default=None)


def tell(step: str, done: int = 0, total: int = 0) -> None:
    """Say how many parts of a step are done; costs nothing when nobody listens."""
    listener = _listener.get()
    if listener is not None:
        listener(step, done, total)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Hear what the work inside tells; the listener must be quick and not raise."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
