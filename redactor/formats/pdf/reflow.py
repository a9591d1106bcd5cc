"""Move the rest of a line in a content stream, after its removed characters are gone.

MuPDF leaves a number in the place of what it removes, which moves the pen by the exact
width of the removed text, whether anything follows or not. Here every such number on a
planned line becomes the planned width, or goes; text that is placed by itself on such a
line is placed anew; and places where nothing is shown any more are forgotten.
"""

from collections.abc import Sequence
from typing import Any

from redactor.formats.pdf.objects import is_dict
from redactor.formats.pdf.setlines import SetLine
from redactor.formats.pdf.textpen import UNIT, Rewriter, numbers, times

__all__ = ["reset_lines"]

_DEEPEST = 8


def _drawn_form(resources: Any, name: str) -> Any:
    """Return a form that the content draws, None for pictures and what is not there."""
    group = resources.get("/XObject") if is_dict(resources) else None
    form = group.get(name) if is_dict(group) else None
    return form if is_dict(form) and str(form.get("/Subtype", "")) == "/Form" else None


def _rewritten(
    source: Any,
    resources: Any,
    rewriter: Rewriter,
    results: list[tuple[Any, bytes]],
    depth: int = 0,
) -> None:
    """Add (stream or page, new content) for a source and the forms that it draws."""
    import pikepdf

    out = rewriter.rewrite(pikepdf.parse_content_stream(source))
    if rewriter.changed:
        results.append((source, bytes(pikepdf.unparse_content_stream(out))))
    for name, ctm in rewriter.drawn if depth < _DEEPEST else ():
        form = _drawn_form(resources, name)
        if form is not None:
            matrix = numbers(form.get("/Matrix", UNIT))
            inner = Rewriter(rewriter.lines, times(matrix, ctm), rewriter.found)
            own = form.get("/Resources", resources)
            _rewritten(form, own, inner, results, depth + 1)


def reset_lines(
    pdf: Any, page: Any, lines: Sequence[SetLine], matrix: Sequence[float]
) -> list[SetLine]:
    """Rewrite a page's content so that its planned lines stand as planned.

    Args:
        pdf: The `pikepdf.Pdf` that holds the page.
        page: A `pikepdf.Page` whose removed characters are gone; it is changed.
        lines: Of this page.
        matrix: From default user space to the displayed page.

    Returns:
        Lines whose gaps were not all found; they stand as they were.
    """
    undone: list[SetLine] = []
    while True:
        todo = [line for line in lines if line not in undone]
        found: set[tuple[int, int]] = set()
        results: list[tuple[Any, bytes]] = []
        rewriter = Rewriter(todo, times(matrix, UNIT), found)
        _rewritten(page, page.resources, rewriter, results)
        lost = [
            line
            for number, line in enumerate(todo)
            if any(
                stretch.follows and (number, at) not in found
                for at, stretch in enumerate(line.stretches)
            )
        ]
        if not lost:
            break
        undone += lost
    for source, data in results:
        if source is page:
            page.obj.Contents = pdf.make_stream(data)
        else:
            source.write(data)
    return undone
