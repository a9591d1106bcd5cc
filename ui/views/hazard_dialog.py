"""Places that were not read, as tasks that a person confirms one by one."""

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from redactor.model import Hazard
from ui.reviewing import Reviewing
from ui.words import language

__all__ = ["HazardDialog"]


class HazardDialog(QDialog):
    """Lists what was not read; each line has its own confirmation."""

    def __init__(self, window: QWidget, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self.boxes: list[QCheckBox] = []
        self.setWindowTitle(self.tr("未读内容"))
        self.resize(640, 480)
        words = QLabel(
            self.tr(
                "下面的内容没有被识别，可能含有个人信息。"
                "请打开原件逐处核对，确认没有个人信息后再勾选。"
            )
        )
        words.setWordWrap(True)
        inner = QWidget()
        inner.setObjectName("page")
        rows = QVBoxLayout(inner)
        rows.setSpacing(8)
        entry = reviewing.entry
        for hazard in entry.hazards if entry else ():
            rows.addWidget(self._row(hazard))
        rows.addStretch()
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(area, 1)
        layout.addWidget(buttons)
        self.finished.connect(self.deleteLater)

    def _row(self, hazard: Hazard) -> QFrame:
        from redactor.messages import hazard_sentence

        entry = self._reviewing.entry
        frame = QFrame()
        frame.setObjectName("card")
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 12, 8)
        label = QLabel(hazard_sentence(hazard, language=language()))
        label.setWordWrap(True)
        row.addWidget(label, 1)
        if hazard.regions or hazard.page_index is not None:
            look = QPushButton(self.tr("去看"))
            look.clicked.connect(lambda: self._look(hazard))
            row.addWidget(look)
        box = QCheckBox(self.tr("已核对，没有个人信息"))
        box.setAccessibleName(f"{label.text()} {box.text()}")
        box.setChecked(entry is not None and hazard.id in entry.review.confirmed)
        box.setVisible(hazard.blocking)
        box.toggled.connect(lambda on: self._reviewing.confirm(hazard.id, on))
        self.boxes.append(box)
        row.addWidget(box)
        return frame

    def _look(self, hazard: Hazard) -> None:
        pages = self._window.document.pages  # type: ignore[attr-defined]
        if hazard.regions:
            pages.show_region(hazard.regions[0])
        elif hazard.page_index is not None:
            pages.go_to_page(hazard.page_index)
        self.reject()
