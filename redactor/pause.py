"""A pause of the cyclic garbage collector while many lasting objects are made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause collection; memory is still freed by reference counts.

    A long table makes hundreds of thousands of objects that all live on. The collector
    would look through them again and again, which takes a fifth of the whole time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
