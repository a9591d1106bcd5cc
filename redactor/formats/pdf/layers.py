"""Optional content: which layers a viewer shows (ISO 32000-1, 8.11)."""

from typing import Any

from redactor.formats.pdf.objects import dictionaries, is_array, is_dict

__all__ = ["Layers"]

_Id = tuple[int, int]


class Layers:
    """The layers of a file in their first state on screen."""

    def __init__(self, pdf: Any) -> None:
        self._hidden: set[_Id] = set()
        properties = pdf.Root.get("/OCProperties")
        self.present = properties is not None
        if not is_dict(properties):
            return
        config = properties.get("/D")
        groups = dictionaries(properties.get("/OCGs"))
        if not is_dict(config):
            return
        if str(config.get("/BaseState", "/ON")) == "/OFF":
            self._hidden.update(group.objgen for group in groups)
            self._hidden -= {group.objgen for group in dictionaries(config.get("/ON"))}
        self._hidden.update(group.objgen for group in dictionaries(config.get("/OFF")))
        for usage in dictionaries(config.get("/AS")):
            if str(usage.get("/Event", "")) == "/View":
                self._by_usage(dictionaries(usage.get("/OCGs")))

    def _by_usage(self, groups: list[Any]) -> None:
        for group in groups:
            usage = group.get("/Usage")
            view = usage.get("/View") if is_dict(usage) else None
            state = str(view.get("/ViewState", "")) if is_dict(view) else ""
            if state == "/OFF":
                self._hidden.add(group.objgen)

    @property
    def hides(self) -> bool:
        """Tell whether any layer is off."""
        return bool(self._hidden)

    def visible(self, content: Any) -> bool:
        """Tell whether a group or membership dictionary is shown."""
        if not is_dict(content):
            return True
        if str(content.get("/Type", "")) != "/OCMD":
            return content.objgen not in self._hidden
        expression = content.get("/VE")
        if expression is not None:
            return self._expression(expression, 0)
        groups = content.get("/OCGs")
        members = [groups] if is_dict(groups) else dictionaries(groups)
        states = [self.visible(member) for member in members]
        if not states:
            return True
        policy = str(content.get("/P", "/AnyOn"))
        return {
            "/AllOn": all(states),
            "/AnyOff": not all(states),
            "/AllOff": not any(states),
        }.get(policy, any(states))

    def _expression(self, expression: Any, depth: int) -> bool:
        if is_dict(expression):
            return self.visible(expression)
        if not is_array(expression):
            return True
        parts = list(expression)
        if not parts or depth > 20:
            return True
        values = [self._expression(part, depth + 1) for part in parts[1:]]
        operator = str(parts[0])
        if operator == "/Not":
            return not (values and values[0])
        return all(values) if operator == "/And" else any(values)
