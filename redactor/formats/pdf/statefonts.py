"""Name fonts that a graphics state sets (ISO 32000-1, table 58, ``Font``).

Viewers differ: some show such text, some none of it, and MuPDF loses the font when it
rewrites the content. So what the state says is said in the content, as all else is.
"""

from typing import Any

from redactor.formats.pdf.objects import is_array, is_dict

__all__ = ["name_state_fonts", "state_fonts"]

_NAME = "YinmoState"


def name_state_fonts(pdf: Any) -> bool:
    """Set fonts by name where a graphics state sets them.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.

    Returns:
        Whether anything was changed.
    """
    import pikepdf

    states: list[Any] = []
    for page in pdf.pages:
        data = _named(pdf, page, page.resources, states)
        if data is not None:
            page.obj.Contents = pdf.make_stream(data)
    for obj in pdf.objects if states or _any_state(pdf) else ():
        if isinstance(obj, pikepdf.Stream) and is_dict(obj.get("/Resources")):
            data = _named(pdf, obj, obj.Resources, states)
            if data is not None:
                obj.write(data)
    for state in states:
        if "/Font" in state:
            del state["/Font"]
    return bool(states)


def _any_state(pdf: Any) -> bool:
    """Tell whether any form has graphics states of its own with a font."""
    import pikepdf

    return any(
        isinstance(obj, pikepdf.Stream) and state_fonts(obj.get("/Resources"))
        for obj in pdf.objects
    )


def state_fonts(resources: Any) -> dict[str, tuple[Any, Any]]:
    """Return graphics state and font array by name, for states that set a font."""
    states = resources.get("/ExtGState") if is_dict(resources) else None
    found = {}
    for name, state in states.items() if is_dict(states) else ():
        pair = state.get("/Font") if is_dict(state) else None
        if is_array(pair) and len(pair) == 2 and is_dict(pair[0]):
            found[name] = (state, pair)
    return found


def _named(pdf: Any, source: Any, resources: Any, states: list[Any]) -> bytes | None:
    """Return new content that names the fonts; None when it has none to name."""
    import pikepdf

    fonts = state_fonts(resources)
    if not fonts:
        return None
    names = {}
    group = resources.get("/Font")
    if not is_dict(group):
        resources.Font = group = pikepdf.Dictionary()
    for number, (name, (state, pair)) in enumerate(sorted(fonts.items())):
        font = pair[0]
        key = f"/{_NAME}{number}"
        group[key] = font if font.objgen != (0, 0) else pdf.make_indirect(font)
        names[name] = (pikepdf.Name(key), pair[1])
        states.append(state)
    out: list[Any] = []
    for instruction in pikepdf.parse_content_stream(source):
        out.append(instruction)
        operands = instruction.operands
        if str(instruction.operator) == "gs" and operands:
            chosen = names.get(str(operands[0]))
            if chosen:
                out.append((list(chosen), pikepdf.Operator("Tf")))
    return bytes(pikepdf.unparse_content_stream(out))
