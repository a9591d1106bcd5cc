"""Places that were not read, as tasks that a person confirms one by one."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QTimer
from PySide6.QtGui import QFocusEvent
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

from redactor.model import Hazard, Span
from ui.pictures import PageKey, PagePictures
from ui.reviewing import Reviewing
from ui.views.place_view import PlaceView
from ui.word_pictures import picture_of, pictures_of, places_of
from ui.words import language
from ui.workspace import FileEntry

__all__ = ["HazardDialog"]


class HazardDialog(QDialog):
    """Lists what was not read; each line has its own confirmation.

    The place of the line with the keyboard is shown below, so that nobody confirms
    what was not seen.
    """

    def __init__(self, window: QWidget, reviewing: Reviewing) -> None:
        super().__init__(window)
        self._window = window
        self._reviewing = reviewing
        self.boxes: list[QCheckBox] = []
        self._rows: list[tuple[Hazard, QFrame]] = []
        self.setWindowTitle(self.tr("未读内容"))
        self.resize(760, 620)
        words = QLabel(
            self.tr(
                "下面的内容没有读到或没有读准，可能含有个人信息。"
                "请逐处查看：有个人信息的先遮盖，核对无误后再勾选。"
            )
        )
        words.setWordWrap(True)
        inner = QWidget()
        inner.setObjectName("page")
        rows = QVBoxLayout(inner)
        rows.setSpacing(8)
        entry = reviewing.entry
        hazards = entry.hazards if entry else ()
        for hazard in sorted(hazards, key=lambda one: not one.blocking):
            rows.addWidget(self._row(hazard))
        rows.addStretch()
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        self.place = PlaceView(window.pictures)  # type: ignore[attr-defined]
        self._count = QLabel()
        self._count.setObjectName("secondary")
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("关闭"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        bottom = QHBoxLayout()
        bottom.addWidget(self._count, 1)
        bottom.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addWidget(area, 3)
        layout.addWidget(self.place, 2)
        layout.addLayout(bottom)
        self.finished.connect(self.deleteLater)
        self._show_count()
        QTimer.singleShot(0, self, self._begin)

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
        if self._is_shown(hazard):
            look = QPushButton(self.tr("去看"))
            look.setAccessibleName(f"{look.text()}：{label.text()}")
            look.setAutoDefault(False)
            look.clicked.connect(lambda: self._look(hazard))
            look.installEventFilter(_OnFocus(self, lambda: self.show_place(hazard)))
            row.addWidget(look)
        box = QCheckBox(self.tr("已核对"))
        if hazard.blocking and self._can_cover(hazard):
            cover = QPushButton(self.tr("遮盖"))
            cover.setAccessibleName(f"{cover.text()}：{label.text()}")
            cover.setToolTip(self.tr("遮盖框出的地方并记为已核对，可撤销"))
            cover.setAutoDefault(False)
            cover.clicked.connect(lambda: self._cover(hazard, box))
            cover.installEventFilter(_OnFocus(self, lambda: self.show_place(hazard)))
            row.addWidget(cover)
        box.setAccessibleName(f"{label.text()} {box.text()}")
        box.setChecked(entry is not None and hazard.id in entry.review.confirmed)
        box.setVisible(hazard.blocking)
        box.toggled.connect(lambda on: self._confirm(hazard, on))
        box.installEventFilter(_OnFocus(self, lambda: self.show_place(hazard)))
        self.boxes.append(box)
        self._rows.append((hazard, frame))
        row.addWidget(box)
        return frame

    def show_place(self, hazard: Hazard) -> None:
        """Show where one of them stands."""
        entry = self._reviewing.entry
        name = picture_of(hazard)
        if entry is not None and name and not entry.page_sizes:
            self._show_picture(entry, hazard, name)
            return
        region = hazard.regions[0] if hazard.regions else None
        page = region.page_index if region is not None else hazard.page_index
        if entry is None or page is None or page >= len(entry.page_sizes):
            self.place.show_place(None, (), (1.0, 1.0))
            return
        size = entry.page_sizes[page]
        pictures = self._window.pictures  # type: ignore[attr-defined]
        scale = 2.0 if region is not None else 1.0
        percent = pictures.percent(size, scale * self.devicePixelRatioF())
        key = PageKey(entry.path, entry.passwords, page, percent)
        here = tuple(box for box in hazard.regions if box.page_index == page)
        self.place.show_place(key, here, size)

    def _show_picture(self, entry: FileEntry, hazard: Hazard, name: str) -> None:
        """Show a picture of a Word file, framed where it was not read."""
        known = pictures_of(entry).get(name)
        size = (known.width, known.height) if known else (0.0, 0.0)
        percent = PagePictures.percent(size, 1.0)
        key = PageKey(entry.path, entry.passwords, 0, percent, picture=name)
        boxes = tuple(box for _, box in places_of(entry, hazard))
        self.place.show_place(key, boxes, size)

    def _begin(self) -> None:
        """Go to the first task that is open."""
        for (hazard, _), box in zip(self._rows, self.boxes, strict=True):
            if hazard.blocking and not box.isChecked():
                box.setFocus()
                self.show_place(hazard)
                return
        if self._rows:
            self.show_place(self._rows[0][0])

    def _confirm(self, hazard: Hazard, on: bool) -> None:
        self._reviewing.confirm(hazard.id, on)
        self._show_count()

    def _is_shown(self, hazard: Hazard) -> bool:
        """Tell whether the document view can show where it stands."""
        entry = self._reviewing.entry
        if hazard.regions or hazard.page_index is not None:
            return True
        return entry is not None and picture_of(hazard) in pictures_of(entry)

    def _can_cover(self, hazard: Hazard) -> bool:
        entry = self._reviewing.entry
        if entry is None:
            return False
        if entry.page_sizes:
            return bool(hazard.regions)
        return any(True for _ in places_of(entry, hazard))

    def _cover(self, hazard: Hazard, box: QCheckBox) -> None:
        if self._reviewing.cover_places(hazard):
            with QSignalBlocker(box):
                box.setChecked(True)
            self.place.set_covered(True)
            self._show_count()

    def _show_count(self) -> None:
        entry = self._reviewing.entry
        left = len(entry.open_hazards) if entry else 0
        words = self.tr("还有 {0} 处没有核对。").format(left)
        self._count.setText(words if left else self.tr("全部核对过了。"))

    def _look(self, hazard: Hazard) -> None:
        pages = self._window.document.pages  # type: ignore[attr-defined]
        if hazard.regions:
            pages.show_region(hazard.regions[0])
        elif hazard.page_index is not None:
            pages.go_to_page(hazard.page_index)
        else:
            document = self._window.document  # type: ignore[attr-defined]
            document.show_place(picture_of(hazard), Span(0, 1))
        self.reject()


class _OnFocus(QObject):
    """Calls back when a widget gets the keyboard or the mouse comes over it."""

    def __init__(self, parent: QObject, act: Callable[[], None]) -> None:
        super().__init__(parent)
        self._act = act

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Watch only."""
        if (
            isinstance(event, QFocusEvent) and event.gotFocus()
        ) or event.type() is QEvent.Type.Enter:
            self._act()
        return False
