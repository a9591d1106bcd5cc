"""The line at the bottom: what is going on, how far, how long, and cancel."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

__all__ = ["StatusLine"]

_QUIET_MS = 6000
_BEFORE_GUESS = 3.0


class StatusLine(QWidget):
    """Shows progress, or a sentence for a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._since = 0.0
        self._words = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._bar.setAccessibleName(self.tr("进度"))
        self.cancel_button = QPushButton(self.tr("取消"))
        offline = QLabel(self.tr("离线运行 · 原件不改动"))
        offline.setObjectName("secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._bar)
        row.addWidget(self.cancel_button)
        row.addStretch()
        row.addWidget(offline)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._words.clear)

    @property
    def words(self) -> str:
        """The sentence that is shown."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Show a sentence for a while."""
        self._words.setText(words)
        self._quiet.start()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many files are done; nothing when all are."""
        busy = done < total
        was_busy = not self._bar.isHidden() and self._since > 0
        self._bar.setVisible(busy)
        self.cancel_button.setVisible(busy)
        if not busy:
            self._since = 0.0
            if was_busy:
                self._words.clear()
            return
        if not was_busy or done == 0:
            self._since = time.monotonic()
        self._quiet.stop()
        self._bar.setRange(0, total if total > 1 else 0)
        self._bar.setValue(done)
        words = self.tr("正在处理，已完成 {0} / {1} 个文件").format(done, total)
        self._words.setText(words + self._left(done, total))

    def _left(self, done: int, total: int) -> str:
        spent = time.monotonic() - self._since
        if not done or spent < _BEFORE_GUESS:
            return ""
        seconds = spent / done * (total - done)
        if seconds < 90:
            return self.tr("，还需约 {0} 秒").format(max(1, round(seconds)))
        return self.tr("，还需约 {0} 分钟").format(round(seconds / 60))
