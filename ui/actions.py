"""All actions of the window: words, keys, icons and menus in one table."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from ui.icons import icon

__all__ = ["NEEDS_FILE", "NEEDS_HITS", "Actions"]


@dataclass(frozen=True, slots=True)
class _Spec:
    name: str
    words: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False


NEEDS_FILE = (
    "search_mark",
    "rescan",
    "export",
    "save_report",
    "sign",
    "remove",
    "next_file",
    "previous_file",
)
NEEDS_HITS = (
    "accept",
    "reject",
    "cover",
    "delete",
    "deidentify",
    "same",
    "column",
    "category",
    "note",
    "accept_all",
    "next_hit",
    "previous_hit",
    "next_open",
    "previous_open",
)
# keys without Ctrl work only where hits are read, so that typing in a field is safe
_LOCAL = (
    "accept",
    "reject",
    "cover",
    "delete",
    "deidentify",
    "same",
    "column",
    "next_hit",
    "previous_hit",
    "next_open",
    "previous_open",
    "category",
    "note",
    "draw",
    "mark",
    "mark_page",
    "repeat",
    "unmark",
    "bare",
    "preview",
    "compare",
)


def _specs() -> dict[str, list[_Spec | None]]:
    """Return the menus: title to actions, None for a line."""
    translate = QCoreApplication.translate
    return {
        translate("Actions", "文件(&F)"): [
            _Spec("open_files", translate("Actions", "打开文件…"), ("Ctrl+O",), "open"),
            _Spec(
                "open_folder",
                translate("Actions", "打开文件夹…"),
                ("Ctrl+Shift+O",),
                "folder",
            ),
            None,
            _Spec("export", translate("Actions", "导出副本…"), ("Ctrl+E",), "export"),
            _Spec("save_report", translate("Actions", "保存检查报告…"), ("Ctrl+P",)),
            _Spec("show_output", translate("Actions", "打开导出文件夹"), (), "folder"),
            None,
            _Spec("rescan", translate("Actions", "重新识别"), ("F5",)),
            _Spec("remove", translate("Actions", "从列表移除"), ("Ctrl+W",), "cross"),
            _Spec("quit", translate("Actions", "退出"), ("Ctrl+Q",)),
        ],
        translate("Actions", "编辑(&E)"): [
            _Spec("undo", translate("Actions", "撤销"), ("Ctrl+Z",), "undo"),
            _Spec(
                "redo",
                translate("Actions", "重做"),
                ("Ctrl+Shift+Z", "Ctrl+Y"),
                "redo",
            ),
            None,
            _Spec(
                "search_mark",
                translate("Actions", "搜索并标记…"),
                ("Ctrl+F",),
                "search",
            ),
            _Spec("find", translate("Actions", "在列表中查找"), ("Ctrl+L",)),
            None,
            _Spec("policies", translate("Actions", "文种规则…"), ()),
            _Spec("settings", translate("Actions", "设置…"), ("Ctrl+,",), "settings"),
        ],
        translate("Actions", "复核(&R)"): [
            _Spec("accept", translate("Actions", "接受"), ("Return",), "check"),
            _Spec("reject", translate("Actions", "保留原文"), ("Backspace",), "cross"),
            None,
            _Spec("cover", translate("Actions", "遮盖"), ("1",)),
            _Spec("delete", translate("Actions", "删除"), ("2",)),
            _Spec("deidentify", translate("Actions", "去标识化"), ("3",)),
            None,
            _Spec(
                "same",
                translate("Actions", "对全部相同内容应用"),
                ("Ctrl+Return",),
                "same",
            ),
            _Spec("column", translate("Actions", "对整列应用"), ("Ctrl+Shift+Return",)),
            _Spec("category", translate("Actions", "对整类应用"), ("Ctrl+Alt+Return",)),
            _Spec("note", translate("Actions", "备注…"), ("M",), "note"),
            _Spec("accept_all", translate("Actions", "接受全部待定"), (), "check"),
            None,
            _Spec("next_hit", translate("Actions", "下一处"), ("J",), "down"),
            _Spec("previous_hit", translate("Actions", "上一处"), ("K",), "up"),
            _Spec("next_open", translate("Actions", "下一处待定"), ("N",)),
            _Spec("previous_open", translate("Actions", "上一处待定"), ("Shift+N",)),
            None,
            _Spec("draw", translate("Actions", "框选"), ("B",), "box", True),
            _Spec("mark", translate("Actions", "选字标记"), ("T",), "text", True),
            _Spec("mark_page", translate("Actions", "遮盖整页"), ("Shift+B",)),
            _Spec("repeat", translate("Actions", "逐页重复…"), ("R",), "same"),
            _Spec("unmark", translate("Actions", "撤去标记"), ("Delete",), "trash"),
            None,
            _Spec("sign", translate("Actions", "复核签字…"), (), "shield"),
        ],
        translate("Actions", "查看(&V)"): [
            _Spec("zoom_in", translate("Actions", "放大"), ("Ctrl++", "Ctrl+=")),
            _Spec("zoom_out", translate("Actions", "缩小"), ("Ctrl+-",)),
            _Spec("zoom_fit", translate("Actions", "适合宽度"), ("Ctrl+0",)),
            None,
            _Spec("preview", translate("Actions", "预览处理后"), ("V",), "", True),
            _Spec("compare", translate("Actions", "对照"), ("C",), "", True),
            _Spec("as_pages", translate("Actions", "Word 排成页面"), ("F7",), "", True),
            _Spec("thumbs", translate("Actions", "页面缩略图"), ("F4",), "", True),
            None,
            _Spec("bare", translate("Actions", "隐藏标记"), ("H",), "eye", True),
            _Spec("hazards", translate("Actions", "未读内容…"), (), "alert"),
            None,
            _Spec("next_pane", translate("Actions", "下一个区域"), ("F6",)),
            _Spec("previous_pane", translate("Actions", "上一个区域"), ("Shift+F6",)),
            None,
            _Spec("next_file", translate("Actions", "下一个文件"), ("Ctrl+Tab",)),
            _Spec(
                "previous_file",
                translate("Actions", "上一个文件"),
                ("Ctrl+Shift+Tab",),
            ),
        ],
        translate("Actions", "工具(&T)"): [
            _Spec(
                "batch", translate("Actions", "批量处理文件夹…"), ("Ctrl+B",), "folder"
            ),
            _Spec(
                "sweep",
                translate("Actions", "已发布内容排查…"),
                ("Ctrl+Shift+P",),
                "search",
            ),
            None,
            _Spec("people", translate("Actions", "经办与复核…")),
            _Spec("ledger", translate("Actions", "导出台账…")),
        ],
        translate("Actions", "帮助(&H)"): [
            _Spec("help", translate("Actions", "使用帮助"), ("F1",), "help"),
            _Spec("keys", translate("Actions", "按键一览"), ("Ctrl+/",)),
            _Spec("sample", translate("Actions", "打开示例文件")),
            None,
            _Spec("about", translate("Actions", "关于隐墨")),
        ],
    }


class Actions:
    """Makes the actions and the menu bar of a window.

    Every action is an attribute reached by `__getitem__`; its keys stand in its
    tooltip.
    """

    def __init__(self, window: QMainWindow) -> None:
        self._actions: dict[str, QAction] = {}
        self._icons: dict[str, str] = {}
        self._dressed: set[str] = set()
        self.menus: list[QMenu] = []
        for title, specs in _specs().items():
            menu = window.menuBar().addMenu(title)
            self.menus.append(menu)
            menu.aboutToShow.connect(lambda: self._dress(self._icons))
            for spec in specs:
                if spec is None:
                    menu.addSeparator()
                    continue
                action = self._make(window, spec)
                menu.addAction(action)
                if spec.name in _LOCAL:
                    action.setShortcutContext(
                        Qt.ShortcutContext.WidgetWithChildrenShortcut
                    )
                else:
                    window.addAction(action)

    def __getitem__(self, name: str) -> QAction:
        """Return an action by name, dressed to be shown."""
        self._dress([name])
        return self._actions[name]

    def __iter__(self) -> Iterator[QAction]:
        """Iterate over all actions."""
        return iter(self._actions.values())

    def bind_local(self, widgets: Iterable[QWidget]) -> None:
        """Let the plain keys work while one of these widgets has the focus."""
        chosen = list(widgets)
        for name in _LOCAL:
            for widget in chosen:
                widget.addAction(self._actions[name])

    def connect(self, handlers: dict[str, Callable[[], object]]) -> None:
        """Connect actions that take no state."""
        for name, handler in handlers.items():
            self._actions[name].triggered.connect(lambda _=False, h=handler: h())

    def enable(self, names: tuple[str, ...], on: bool) -> None:
        """Enable or disable some actions."""
        for name in names:
            self._actions[name].setEnabled(on)

    def restyle(self) -> None:
        """Take the theme's colours."""
        dressed, self._dressed = self._dressed, set()
        self._dress(dressed)

    def _dress(self, names: Iterable[str]) -> None:
        """Give actions their icons; drawing all of them delays the first paint."""
        for name in names:
            if name in self._icons and name not in self._dressed:
                self._dressed.add(name)
                self._actions[name].setIcon(icon(self._icons[name]))

    def _make(self, window: QMainWindow, spec: _Spec) -> QAction:
        action = QAction(spec.words, window)
        action.setCheckable(spec.checkable)
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        if spec.keys:
            shown = QKeySequence(spec.keys[0]).toString(
                QKeySequence.SequenceFormat.NativeText
            )
            action.setToolTip(f"{spec.words}（{shown}）")
        if spec.icon:
            self._icons[spec.name] = spec.icon
        self._actions[spec.name] = action
        return action
