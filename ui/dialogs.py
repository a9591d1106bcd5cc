"""Small questions and lists of words."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from redactor.sources import SUFFIXES

__all__ = [
    "ask_files",
    "ask_folder",
    "ask_kept_ledger",
    "ask_ledger",
    "ask_ledger_copy",
    "ask_password",
    "ask_report",
    "ask_yes",
    "show_keys",
    "tell",
]


def ask_files(parent: QWidget) -> list[Path]:
    """Let the user choose files; an empty list when nothing was chosen."""
    translate = QCoreApplication.translate
    names, _ = QFileDialog.getOpenFileNames(
        parent,
        translate("Dialogs", "打开文件"),
        "",
        translate("Dialogs", "PDF、Word 和图片文件") + f" ({_patterns()})",
    )
    return [Path(name) for name in names]


def _patterns() -> str:
    """Return the patterns of all files that can be opened, in both cases."""
    ends = [*SUFFIXES, *(suffix.upper() for suffix in SUFFIXES)]
    return " ".join(f"*{end}" for end in ends)


def ask_folder(parent: QWidget, title: str, start: Path | None = None) -> Path | None:
    """Let the user choose a folder."""
    name = QFileDialog.getExistingDirectory(parent, title, str(start or ""))
    return Path(name) if name else None


def ask_report(parent: QWidget, folder: Path | None) -> Path | None:
    """Let the user choose where a report goes."""
    translate = QCoreApplication.translate
    start = str((folder or Path()) / translate("Dialogs", "检查报告.pdf"))
    name, _ = QFileDialog.getSaveFileName(
        parent, translate("Dialogs", "保存报告"), start, "PDF (*.pdf)"
    )
    return Path(name) if name else None


def ask_ledger(parent: QWidget, folder: Path | None) -> Path | None:
    """Let the user choose a ledger, one that exists or a new one."""
    translate = QCoreApplication.translate
    start = str((folder or Path()) / "台账.jsonl")
    name, _ = QFileDialog.getSaveFileName(
        parent,
        translate("Dialogs", "选择台账文件"),
        start,
        translate("Dialogs", "台账") + " (*.jsonl)",
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    return Path(name) if name else None


def ask_kept_ledger(parent: QWidget, folder: Path | None) -> Path | None:
    """Let the user point at a ledger that is there."""
    translate = QCoreApplication.translate
    name, _ = QFileDialog.getOpenFileName(
        parent,
        translate("Dialogs", "选择台账文件"),
        str(folder or ""),
        translate("Dialogs", "台账") + " (*.jsonl)",
    )
    return Path(name) if name else None


def ask_ledger_copy(parent: QWidget, folder: Path) -> Path | None:
    """Let the user choose where the ledger's workbook or print goes."""
    translate = QCoreApplication.translate
    pdf = translate("Dialogs", "可打印的台账") + " (*.pdf)"
    workbook = translate("Dialogs", "台账表格") + " (*.xlsx)"
    name, kind = QFileDialog.getSaveFileName(
        parent,
        translate("Dialogs", "导出台账"),
        str(folder / translate("Dialogs", "台账")),
        f"{workbook};;{pdf}",
    )
    if not name:
        return None
    suffix = ".pdf" if kind == pdf else ".xlsx"
    path = Path(name)
    known = path.suffix.lower() in (".pdf", ".xlsx")
    return path if known else path.with_name(path.name + suffix)


def ask_password(parent: QWidget, name: str, tried: bool) -> str:
    """Ask for a file's password; empty when the user gave up."""
    translate = QCoreApplication.translate
    words = translate("Dialogs", "“{0}”已加密，请输入打开密码：")
    if tried:
        words = translate("Dialogs", "密码不正确，请再次输入“{0}”的打开密码：")
    password, agreed = QInputDialog.getText(
        parent,
        translate("Dialogs", "需要密码"),
        words.format(name),
        QLineEdit.EchoMode.Password,
    )
    return password if agreed else ""


def ask_yes(parent: QWidget, words: str, yes: str) -> bool:
    """Ask a question with one button for yes and one for cancel."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(QCoreApplication.translate("Dialogs", "隐墨"))
    box.setText(words)
    agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(
        QCoreApplication.translate("Dialogs", "取消"), QMessageBox.ButtonRole.RejectRole
    )
    box.setDefaultButton(stay)
    box.exec()
    return box.clickedButton() is agree


def tell(parent: QWidget, words: str) -> None:
    """Show a sentence that must be read."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Information)
    box.setWindowTitle(QCoreApplication.translate("Dialogs", "隐墨"))
    box.setText(words)
    box.addButton(
        QCoreApplication.translate("Dialogs", "知道了"),
        QMessageBox.ButtonRole.AcceptRole,
    )
    box.exec()


def show_keys(window: QWidget) -> None:
    """List all keys."""
    dialog = QDialog(window)
    dialog.setWindowTitle(QCoreApplication.translate("Dialogs", "按键一览"))
    form = QFormLayout()
    form.setHorizontalSpacing(32)
    for action in window.actions_:  # type: ignore[attr-defined]
        keys = action.shortcuts()
        if keys:
            native = QKeySequence.SequenceFormat.NativeText
            shown = " / ".join(key.toString(native) for key in keys)
            form.addRow(action.text(), QLabel(shown))
    form.addRow(
        QCoreApplication.translate("Dialogs", "显示列表中的完整内容"),
        QLabel(QCoreApplication.translate("Dialogs", "按住 Alt")),
    )
    inner = QWidget()
    inner.setLayout(form)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    _finish(dialog, area)
    dialog.resize(420, 560)
    dialog.exec()


def _finish(dialog: QDialog, content: QWidget) -> None:
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(24, 24, 24, 16)
    layout.addWidget(content)
    buttons = QDialogButtonBox()
    buttons.addButton(
        QCoreApplication.translate("Dialogs", "关闭"),
        QDialogButtonBox.ButtonRole.RejectRole,
    )
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    dialog.finished.connect(dialog.deleteLater)
