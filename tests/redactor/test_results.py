"""Contexts of errors, cut to what JSON holds."""

from redactor.model import Span
from redactor.results import plain_context


def test_only_plain_values_stay() -> None:
    context = {
        "kinds": ["picture"],
        "count": 2,
        "pairs": [("PERSON", "p1")],
        "none": None,
        "places": (("PERSON", Span(0, 2)),),
    }
    assert plain_context(context) == {k: v for k, v in context.items() if k != "places"}
