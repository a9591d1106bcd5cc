"""What the libraries raise over a broken file, turned into the project's errors.

Damaged objects surface as many kinds of error, of the libraries and of Python (a
number where a dictionary was promised). All of them mean: this file cannot be done.
Errors of our own pass through.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redactor.errors import RedactorError

__all__ = ["translated"]


def _kinds() -> tuple[type[Exception], ...]:
    import pikepdf
    import pymupdf

    return (
        pikepdf.PdfError,
        pikepdf.DependencyError,
        pymupdf.mupdf.FzErrorBase,
        RuntimeError,
        ValueError,
        TypeError,
        LookupError,
        ArithmeticError,
        NotImplementedError,
    )


@contextmanager
def translated(kind: type[RedactorError], **context: Any) -> Iterator[None]:
    """Raise ``kind`` with the context for any failure of the PDF libraries.

    Args:
        kind: What to raise.
        **context: Plain values without personal text.
    """
    try:
        yield
    except RedactorError:
        raise
    except _kinds() as error:
        raise kind(**context) from error
