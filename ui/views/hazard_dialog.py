"""Places that were not read, as tasks that a person confirms one by one."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
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

from redactor.model import Hazard, Region
from ui.pictures import PageKey, PagePictures
from ui.reviewing import Reviewing
from ui.theme import current_theme
from ui.words import language

__all__ = ["HazardDialog", "PlaceView"]

_AROUND = 24.0
_ENOUGH = 140.0


class PlaceView(QWidget):
    """Shows a stretch of a page with one place framed."""

    def __init__(self, pictures: PagePictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures.sibling(self)
        self._key: PageKey | None = None
        self._regions: tuple[Region, ...] = ()
        self._size = (1.0, 1.0)
        self.setMinimumHeight(220)
        self.setAccessibleName(self.tr("未读内容所在的位置"))
        self._pictures.ready.connect(lambda _: self.update())
        self._pictures.failed.connect(lambda _: self.update())

    def show_place(
        self,
        key: PageKey | None,
        regions: tuple[Region, ...],
        size: tuple[float, float],
    ) -> None:
        """Show boxes of one page; no key tells that there is nothing to be drawn."""
        self._key, self._regions, self._size = key, regions, size
        if key is not None:
            self._pictures.want([key], self)
        self.update()

    @property
    def is_drawn(self) -> bool:
        """True when the picture of the place is there."""
        return self._key is not None and self._pictures.get(self._key) is not None

    def _words(self) -> str:
        if self._key is None:
            return self.tr("这一处没有页面位置，请用 Word 打开原件核对。")
        if self._pictures.is_broken(self._key):
            return self.tr("这一页无法显示，请用其他软件打开原件核对。")
        return self.tr("正在打开…")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the place, or why it cannot be shown."""
        painter = QPainter(self)
        theme = current_theme()
        painter.fillRect(self.rect(), QColor(theme.desk))
        picture = self._pictures.get(self._key) if self._key else None
        if picture is None or self._key is None:
            painter.setPen(QColor(theme.secondary))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 8, -16, -8), flags, self._words())
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        scale = picture.width() / max(1.0, self._size[0])
        part = _part(self._regions, self._size)
        room = QRectF(self.rect()).adjusted(8, 8, -8, -8)
        factor = min(room.width() / part.width(), room.height() / part.height())
        width, height = part.width() * factor, part.height() * factor
        left = room.left() + (room.width() - width) / 2
        top = room.top() + (room.height() - height) / 2
        goal = QRectF(left, top, width, height)
        source = QRectF(
            part.left() * scale,
            part.top() * scale,
            part.width() * scale,
            part.height() * scale,
        )
        painter.drawPixmap(goal, picture, source)
        painter.setPen(QPen(QColor("#C0362C"), 2, Qt.PenStyle.DashLine))
        painter.setClipRect(goal)
        for region in self._regions:
            box = _rect(region).translated(-part.topLeft())
            painter.drawRect(
                QRectF(
                    goal.left() + box.left() * factor,
                    goal.top() + box.top() * factor,
                    box.width() * factor,
                    box.height() * factor,
                )
            )


def _rect(region: Region) -> QRectF:
    return QRectF(region.x0, region.y0, region.x1 - region.x0, region.y1 - region.y0)


def _part(regions: tuple[Region, ...], size: tuple[float, float]) -> QRectF:
    """Return the stretch of the page around boxes, large enough to be read."""
    page = QRectF(0, 0, max(1.0, size[0]), max(1.0, size[1]))
    box = QRectF()
    for region in regions:
        box |= _rect(region)
    if box.isEmpty():
        return page
    box = box.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)
    more = max(0.0, _ENOUGH - box.height()) / 2
    part = box.adjusted(-3 * more, -more, 3 * more, more) & page
    return part if not part.isEmpty() else page


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
                "请逐处查看：有个人信息的先框选遮盖，核对无误后再勾选。"
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
        if hazard.regions or hazard.page_index is not None:
            look = QPushButton(self.tr("去看"))
            look.setAccessibleName(f"{look.text()}：{label.text()}")
            look.setAutoDefault(False)
            look.clicked.connect(lambda: self._look(hazard))
            look.installEventFilter(_OnFocus(self, lambda: self.show_place(hazard)))
            row.addWidget(look)
        box = QCheckBox(self.tr("已核对"))
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
