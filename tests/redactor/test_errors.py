"""The error tree: every error survives pickling and hides nothing but text."""

import pickle

import pytest

import redactor.errors as module
from redactor.errors import RedactorError


def every_error() -> list[type[RedactorError]]:
    found = [RedactorError]
    for kind in found:
        found.extend(kind.__subclasses__())
    return found


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.__name__)
def test_an_error_survives_pickling_with_its_context(
    kind: type[RedactorError],
) -> None:
    error = pickle.loads(pickle.dumps(kind(line=3, reason="x")))
    assert type(error) is kind
    assert error.context == {"line": 3, "reason": "x"}


def test_codes_are_unique() -> None:
    codes = [kind.code for kind in every_error()]
    assert len(codes) == len(set(codes))


def test_all_lists_every_error_sorted() -> None:
    names = {kind.__name__ for kind in every_error()} | {"ExitCode"}
    assert set(module.__all__) == names
    assert module.__all__ == sorted(module.__all__)
