"""What this program is, of what it is made, and under which licences."""

from collections.abc import Iterator
from html import escape
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata, requires
from re import match

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

import redactor
from ui.icons import pixmap
from ui.theme import current_theme

__all__ = ["AboutDialog", "parts"]

_LONGEST = 60


def parts() -> Iterator[tuple[str, str, str]]:
    """Yield name, version and licence of every library in use, by name."""
    try:
        wanted = requires("yinmo") or []
    except PackageNotFoundError:  # run from an archive that pip does not know
        wanted = []
    names = set()
    for line in wanted:
        found = match(r"[A-Za-z0-9_.-]+", line)
        if found is not None and "extra ==" not in line:
            names.add(found.group())
    for name in sorted(names, key=str.casefold):
        try:
            data = metadata(name)
        except PackageNotFoundError:
            continue
        yield name, data["Version"], _licence(data)


def _licence(data: PackageMetadata) -> str:
    """Return the licence that a package states: expression, class or first line."""
    known = data.json
    stated = known.get("license_expression")
    if stated:
        return str(stated)
    classes = [
        row.rsplit(" :: ", 1)[-1]
        for row in known.get("classifier", [])
        if row.startswith("License :: ")
    ]
    if classes and classes != ["OSI Approved"]:
        return ", ".join(classes)
    lines = str(known.get("license", "")).strip().splitlines()
    return lines[0][:_LONGEST] if lines else ""


class AboutDialog(QDialog):
    """Name, version, licence, parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("关于隐墨"))
        self.resize(520, 520)
        sign = QLabel()
        ratio = self.devicePixelRatioF()
        sign.setPixmap(pixmap("logo", 40, current_theme().accent, ratio))
        title = QLabel(self.tr("隐墨 {0}").format(redactor.__version__))
        title.setObjectName("huge")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(sign)
        head.addWidget(title, 1)
        words = QLabel(
            self.tr(
                "公开文件之前，去掉 PDF、Word 和图片文件里的个人信息。\n"
                "全程离线运行，不上传任何内容；原件不改动。"
            )
        )
        words.setWordWrap(True)
        licence = QLabel(
            self.tr("自由软件，按 AGPL-3.0-or-later 许可发布，不提供任何担保。")
        )
        licence.setObjectName("secondary")
        licence.setWordWrap(True)
        self.list = QTextBrowser()
        self.list.setHtml(self._table())
        self.list.setAccessibleName(self.tr("所用组件"))
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(words)
        column.addWidget(licence)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        for label in (title, words, licence):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.finished.connect(self.deleteLater)

    def _table(self) -> str:
        heads = (self.tr("组件"), self.tr("版本"), self.tr("许可"))
        rows = [heads, *parts()]
        lines = ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows]
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        return f"<table cellpadding=4>{body}</table>"
