"""YAML with line numbers: a file becomes plain values, and a wrong one tells where.

Policies are written by offices. A wrong file must say its line and the reason, so the
node tree is read before any value is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from redactor.errors import PolicyError

__all__ = ["Entry", "Table", "read_table"]

_MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Entry:
    """A scalar or a table with its place: ``line`` counts from one."""

    file: Path
    line: int
    value: "str | bool | int | Table"

    def fail(self, reason: str) -> NoReturn:
        """Raise for this place."""
        raise PolicyError(file=self.file.name, line=self.line, reason=reason)

    def text(self) -> str:
        """Return a string.

        Raises:
            PolicyError: It is something else.
        """
        if not isinstance(self.value, str):
            self.fail("此处应为文字")
        return self.value

    def number(self) -> int:
        """Return a whole number.

        Raises:
            PolicyError: It is something else.
        """
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self.fail("此处应为整数")
        return self.value

    def one_of(self, words: tuple[str, ...]) -> str:
        """Return a string out of a set.

        Raises:
            PolicyError: It is something else.
        """
        if self.value not in words:
            self.fail("此处只能填写：" + "、".join(words))
        return str(self.value)

    def table(self, keys: frozenset[str] | None = None) -> "Table":
        """Return a mapping, whose keys may be limited.

        Raises:
            PolicyError: It is something else, or a key is not known.
        """
        if not isinstance(self.value, Table):
            self.fail("此处应为一组「名称: 内容」")
        if keys is not None:
            for key, entry in self.value.items():
                if key not in keys:
                    entry.fail(f"不认识的项目：{key}")
        return self.value


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping of a YAML file, in the order of the file."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def get(self, key: str) -> Entry | None:
        """Return an entry, None if absent."""
        return self.entries.get(key)

    def items(self) -> Iterator[tuple[str, Entry]]:
        """Yield the entries in order."""
        yield from self.entries.items()


def read_table(path: Path) -> Entry:
    """Read a YAML file whose top is a mapping.

    Raises:
        PolicyError: The file is missing, not UTF-8, not YAML, holds a key twice, a list
            or a value of another kind than text, whole number or truth value.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise PolicyError(file=path.name, line=0, reason="文件过大")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PolicyError(file=path.name, line=0, reason="无法读取") from error
    except UnicodeDecodeError as error:
        raise PolicyError(file=path.name, line=0, reason="不是 UTF-8 文字") from error
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 0
        raise PolicyError(file=path.name, line=line, reason="不是 YAML") from error
    if not isinstance(node, MappingNode):
        raise PolicyError(file=path.name, line=1, reason="文件应为一组「名称: 内容」")
    return _entry(path, node)


def _entry(path: Path, node: Node) -> Entry:
    line = node.start_mark.line + 1
    if node.anchor is not None:  # an anchor may refer to itself without end
        raise PolicyError(file=path.name, line=line, reason="不支持 & 锚点")
    if isinstance(node, ScalarNode):
        return Entry(path, line, _scalar(path, node))
    if not isinstance(node, MappingNode):
        raise PolicyError(file=path.name, line=line, reason="此处不能是列表")
    entries: dict[str, Entry] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in entries:
            line = key_node.start_mark.line + 1
            raise PolicyError(file=path.name, line=line, reason=f"重复的项目：{key}")
        entries[key] = _entry(path, value_node)
    return Entry(path, line, Table(entries))


def _scalar(path: Path, node: ScalarNode) -> str | bool | int:
    kind = str(node.tag).rsplit(":", 1)[-1]
    value = str(node.value)
    if kind == "str":
        return value
    if kind == "bool":
        return value.lower() in ("true", "yes", "on")
    if kind == "int" and value.lstrip("-").isdigit():
        return int(value)
    if kind == "null" and not value:
        return ""
    line = node.start_mark.line + 1
    raise PolicyError(file=path.name, line=line, reason="此处的内容无法识别，请加引号")
