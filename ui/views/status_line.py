"""The line at the bottom: what is going on, how far, how long, and cancel."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui.words import left_words

__all__ = ["StatusLine"]

_QUIET_MS = 6000
_PARTS = 1000


class StatusLine(QWidget):
    """Shows progress, or a sentence for a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files = ""
        self._step = ""
        self._left = ""
        self._words = QLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(180)
        self._bar.setRange(0, _PARTS)
        self._bar.setAccessibleName(self.tr("进度"))
        self.cancel_button = QPushButton(self.tr("取消"))
        self.cancel_button.setToolTip(self.tr("立即停止；原件不受影响"))
        self._offline = QLabel(self.tr("离线运行 · 原件不改动"))
        self._offline.setObjectName("secondary")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 2, 12, 2)
        row.setSpacing(12)
        row.addWidget(self._words)
        row.addWidget(self._bar)
        row.addWidget(self.cancel_button)
        row.addStretch()
        row.addWidget(self._offline)
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(_QUIET_MS)
        self._quiet.timeout.connect(self._words.clear)
        self._bar.hide()
        self.cancel_button.hide()

    @property
    def words(self) -> str:
        """The sentence that is shown."""
        return self._words.text()

    @property
    def parts(self) -> int:
        """How full the bar is, in thousandths."""
        return self._bar.value()

    def say(self, words: str) -> None:
        """Show a sentence for a while."""
        self._words.setText(words)
        self._quiet.start()

    def show_progress(self, done: int, total: int) -> None:
        """Show how many files are done; nothing when all are."""
        busy = done < total
        was_busy = not self._bar.isHidden()
        self._bar.setVisible(busy)
        self.cancel_button.setVisible(busy)
        if not busy:
            self._step = self._left = ""
            if was_busy:
                self._words.clear()
            return
        if not was_busy:
            self._bar.setValue(0)
        self._files = self.tr("正在处理，已完成 {0} / {1} 个文件").format(done, total)
        self._show()

    def show_step(
        self, words: str, fraction: float, seconds_left: float | None
    ) -> None:
        """Show how far the file is that came further last.

        Args:
            words: What is done with which file.
            fraction: Done part of all files under way, 0 to 1.
            seconds_left: None while nobody can tell.
        """
        if self._bar.isHidden():
            return
        self._step = words
        self._left = left_words(seconds_left)
        self._bar.setValue(round(_PARTS * fraction))
        self._show()

    def _show(self) -> None:
        self._quiet.stop()
        parts = [part for part in (self._files, self._step, self._left) if part]
        whole = " · ".join(parts)
        room = max(240, self.width() - self._offline.width() - 380)
        metrics = self._words.fontMetrics()
        middle = Qt.TextElideMode.ElideMiddle
        self._words.setText(metrics.elidedText(whole, middle, room))
        self._words.setToolTip(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the words to the new room."""
        super().resizeEvent(event)
        if not self._bar.isHidden():
            self._show()
