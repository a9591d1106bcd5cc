"""Optional content: which layers a viewer shows (ISO 32000-2, 8.11)."""

from typing import Any

from redactor.formats.pdf.objects import dictionaries, is_array, is_dict

__all__ = ["Layers"]

_Id = tuple[int, int]
_DIRECT: _Id = (0, 0)
_DEEPEST = 32


class Layers:
    """The layers of a file in their first state on screen.

    What this does not do: apply the zoom, language and user conditions of usage
    dictionaries, which change while a reader looks.
    """

    def __init__(self, pdf: Any) -> None:
        properties = pdf.Root.get("/OCProperties")
        self.present = properties is not None
        self._base = True
        self._states: dict[_Id, bool] = {}
        self._intents = frozenset({"/View"})
        config = properties.get("/D") if is_dict(properties) else None
        if not is_dict(config):
            return
        intent = config.get("/Intent", "/View")
        names = intent if is_array(intent) else [intent]
        self._intents = frozenset(map(str, names))
        self._base = str(config.get("/BaseState", "/ON")) != "/OFF"
        for key, state in (("/ON", True), ("/OFF", False)):
            for group in dictionaries(config.get(key)):
                self._states[group.objgen] = state
        for usage in dictionaries(config.get("/AS")):
            if str(usage.get("/Event", "")) == "/View":
                self._by_usage(dictionaries(usage.get("/OCGs")))

    def _by_usage(self, groups: list[Any]) -> None:
        for group in groups:
            usage = group.get("/Usage")
            view = usage.get("/View") if is_dict(usage) else None
            state = str(view.get("/ViewState", "")) if is_dict(view) else ""
            if state in ("/ON", "/OFF"):
                self._states[group.objgen] = state == "/ON"

    def visible(self, content: Any) -> bool:
        """Tell whether a group or membership dictionary is shown."""
        return self._visible(content, 0)

    def _visible(self, content: Any, depth: int) -> bool:
        if not is_dict(content) or depth > _DEEPEST:
            return True
        if str(content.get("/Type", "")) != "/OCMD":
            if content.objgen == _DIRECT or not self._counts(content):
                return True
            return self._states.get(content.objgen, self._base)
        expression = content.get("/VE")
        if is_array(expression):  # then OCGs and P count for nothing
            shown = self._expression(expression, depth + 1)
            return True if shown is None else shown
        groups = content.get("/OCGs")
        members = [groups] if is_dict(groups) else dictionaries(groups)
        states = [self._visible(member, depth + 1) for member in members]
        return not states or _policy(str(content.get("/P", "/AnyOn")), states)

    def _counts(self, group: Any) -> bool:
        """Tell whether a group's intent is one that a viewer heeds (8.11.2.3)."""
        intent = group.get("/Intent", "/View")
        names = {str(name) for name in (intent if is_array(intent) else [intent])}
        return not names.isdisjoint(self._intents) or "/All" in self._intents

    def _expression(self, expression: Any, depth: int) -> bool | None:
        """Evaluate a visibility expression; None when it says nothing."""
        if is_dict(expression):
            return self._visible(expression, depth)
        if not is_array(expression) or not len(expression) or depth > _DEEPEST:
            return None
        operator, *parts = list(expression)
        found = (self._expression(part, depth + 1) for part in parts)
        values = [value for value in found if value is not None]
        if not values:
            return None
        if str(operator) == "/Not":
            return not values[0]
        return all(values) if str(operator) == "/And" else any(values)


def _policy(policy: str, states: list[bool]) -> bool:
    """Apply the policy of a membership dictionary (ISO 32000-2, table 97)."""
    if policy == "/AllOn":
        return all(states)
    if policy == "/AnyOff":
        return not all(states)
    if policy == "/AllOff":
        return not any(states)
    return any(states)
