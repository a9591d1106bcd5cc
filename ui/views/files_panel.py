"""The list of files with their status in words."""

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListView, QVBoxLayout, QWidget

from ui.models.files import FilesModel
from ui.views.file_delegate import FileDelegate
from ui.workspace import FileEntry

__all__ = ["FilesPanel"]


class FilesPanel(QFrame):
    """Lists the files; a released copy can be dragged out to another program.

    Signals:
        chosen: Another file is current (a `FileEntry` or None).
        menu_wanted: A context menu shall be shown (the file, global position).
    """

    chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)

    def __init__(
        self,
        model: FilesModel,
        selection: QItemSelectionModel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.model = model
        self._heading = QLabel(self.tr("文件"))
        self._heading.setObjectName("title")
        self.list = QListView()
        self.list.setModel(model)
        if selection is not None:
            own = self.list.selectionModel()
            self.list.setSelectionModel(selection)
            own.deleteLater()
        self.list.setItemDelegate(FileDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setAccessibleName(self.tr("文件列表"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setDragEnabled(True)
        self.list.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.list.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.selection.currentChanged.connect(
            lambda index: self.chosen.emit(self.model.entry(index))
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 0, 8)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self.list, 1)
        for signal in (model.rowsInserted, model.rowsRemoved, model.dataChanged):
            signal.connect(self._count)
        self._count()

    @property
    def selection(self) -> QItemSelectionModel:
        """Which file is current; two panels may share it."""
        return self.list.selectionModel()

    def _count(self) -> None:
        words = self.tr("文件（{0}）").format(self.model.rowCount())
        need = self.model.needing_a_look()
        if need:
            words += self.tr(" · {0} 个要看").format(need)
        self._heading.setText(words)

    def _on_menu(self, at: QPoint) -> None:
        entry = self.model.entry(self.list.indexAt(at))
        if entry is not None:
            self.select(entry)
            self.menu_wanted.emit(entry, self.list.viewport().mapToGlobal(at))

    def current(self) -> FileEntry | None:
        """Return the current file."""
        return self.model.entry(self.list.currentIndex())

    def select(self, entry: FileEntry) -> None:
        """Make a file current."""
        self.list.setCurrentIndex(self.model.index_of(entry))
