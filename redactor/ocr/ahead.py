"""Pictures asked for before they are needed, where the reader reads elsewhere.

A reader that reads in this process does so when the answer is taken. One that has
others read begins at once, so whoever goes through pages asks for some of them ahead.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeVar

from redactor.errors import CrashedError, LimitError
from redactor.ocr.model import Box, PictureReader, PictureReading

__all__ = ["Answer", "ahead", "ask", "ask_or_unread"]

Answer = Callable[[], PictureReading]
Item = TypeVar("Item")


def ask(reader: PictureReader, image: Any, dpi: float | None = None) -> Answer:
    """Ask for the reading of a picture; what comes back waits for it when called.

    Raises:
        RedactorError: It could not be read at all (when the answer is called).
    """
    order: Callable[[Any, float | None], Answer] | None
    order = getattr(reader, "ask", None)
    return order(image, dpi) if order else partial(reader.read, image, dpi)


def ask_or_unread(
    reader: PictureReader, image: Any, dpi: float | None = None
) -> Answer:
    """Ask likewise, for a file's search: a picture that kills its reader is unread.

    So one page costs a person's look, and not the file. A check must not ask so.
    """
    return partial(_or_unread, ask(reader, image, dpi), *image.size)


def _or_unread(answer: Answer, width: int, height: int) -> PictureReading:
    try:
        return answer()
    except (CrashedError, LimitError):
        return PictureReading(width, height, unread=(Box(0, 0, width, height),))


def ahead(reader: PictureReader | None, items: Iterable[Item]) -> Iterator[Item]:
    """Yield items, each once the following have asked for their pictures.

    Args:
        reader: Tells by its ``ahead`` how many pictures may wait; without it none.
        items: An iterator that asks for an item's pictures as it goes on.
    """
    most = getattr(reader, "ahead", 0)
    waiting: deque[Item] = deque()
    for item in items:
        waiting.append(item)
        if len(waiting) > most:
            yield waiting.popleft()
    yield from waiting
