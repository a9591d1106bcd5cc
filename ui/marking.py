"""What a reader adds by hand: chosen text, boxes, whole pages, notes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QInputDialog, QMenu

from redactor.entities import Category
from redactor.model import Edit, Region, Span, Treatment
from ui import menus
from ui.commands import note_of
from ui.spots import Sign, Spot, todo_spots
from ui.views.page_mouse import Tool
from ui.views.repeat_dialog import RepeatDialog
from ui.views.search_dialog import occurrences
from ui.views.text_choice import Chosen
from ui.words import category_title, entity_title, treatment_title
from ui.workspace import FileEntry

if TYPE_CHECKING:
    from ui.main_window import MainWindow

__all__ = ["Marking"]

_KINDS = (
    "PERSON",
    "CN_ID_CARD",
    "CN_MOBILE",
    "CN_LANDLINE",
    "CN_ADDRESS",
    "CN_BANK_CARD",
    "BIRTH_DATE",
    "HEALTH",
    "CUSTOM",
)
_Place = tuple[str, Span]


class Marking(QObject):
    """The verbs of marking by hand, each of which can be undone."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._review = window.reviewing
        self._spot = -1

    @property
    def _entry(self) -> FileEntry | None:
        return self._review.entry

    def toggle_text(self, on: bool) -> None:
        """Let the mouse choose characters on pages, or hits again."""
        self._set_tool("mark", Tool.TEXT, on)
        document = self._window.document
        if on and document.desk.paged and self._entry and not self._entry.page_sizes:
            self._window.actions_["mark"].setChecked(False)
            self._window.say(self.tr("请先切换到“文字”，再拖选要标记的文字。"))
        elif on and not document.desk.paged:
            # text can always be chosen there: what is chosen is marked at once
            self._window.actions_["mark"].setChecked(False)
            chosen = document.text.selected()
            if chosen is None:
                self._window.say(self.tr("请先用鼠标拖选文字，再按 T 标记。"))
            else:
                self.offer([chosen], QCursor.pos())

    def toggle_box(self, on: bool) -> None:
        """Let the mouse draw boxes, or choose hits again."""
        self._set_tool("draw", Tool.BOX, on)

    def _set_tool(self, name: str, tool: Tool, on: bool) -> None:
        other = self._window.actions_["mark" if name == "draw" else "draw"]
        if on and other.isChecked():
            other.setChecked(False)
        self._window.document.pages.mouse.set_tool(tool if on else Tool.HIT)
        entry = self._entry
        if on and tool is Tool.TEXT and entry is not None and entry.page_sizes:
            pages = self._window.document.pages
            pages.mouse.look_ahead([pages.page])
            self._window.say(self.tr("拖过要处理的文字，然后选择类别。"))

    def take_chosen(self, chosen: Chosen) -> None:
        """Ask what the characters chosen on a page are."""
        self.offer(list(chosen.spans), QCursor.pos())

    def offer(self, places: Sequence[_Place], at: QPoint) -> None:
        """Show what chosen text may be marked as."""
        menu = QMenu(self._window)
        title = menu.addAction(self.tr("标记为"))
        title.setEnabled(False)
        for name in _KINDS:
            action = menu.addAction(entity_title(name))
            action.triggered.connect(lambda _=False, n=name: self.mark(places, n))
        menu.addSeparator()
        more = self._elsewhere(places)
        if more:
            words = self.tr("连同全文其他 {0} 处相同文字").format(len(more))
            every = menu.addMenu(words)
            for name in _KINDS:
                action = every.addAction(entity_title(name))
                action.triggered.connect(
                    lambda _=False, n=name: self.mark([*places, *more], n)
                )
        menus.pop_up(menu, at)

    def mark(self, places: Sequence[_Place], entity_name: str) -> None:
        """Mark text as a kind of personal information."""
        entry = self._entry
        if entry is None:
            return
        policy = entry.policy
        treatment = policy.treatment_of(entity_name) if policy else Treatment.COVER
        if treatment is Treatment.DEIDENTIFY:
            # a mask by rule needs a value that the rules know
            treatment = Treatment.COVER
        edits = [
            Edit(
                self._review.new_edit_id(),
                treatment,
                entity_name,
                unit_id=unit,
                span=span,
            )
            for unit, span in places
        ]
        self._review.mark(edits, self.tr("标记文字"))
        self._window.document.text.clear_selection()
        self._window.document.pages.mouse.clear()
        words = self.tr("已标记 {0} 处，处理方式：{1}。可撤销。")
        self._window.say(words.format(len(edits), treatment_title(treatment)))

    def _elsewhere(self, places: Sequence[_Place]) -> list[_Place]:
        entry = self._entry
        if entry is None or len(places) != 1:
            return []
        unit_id, span = places[0]
        unit = entry.unit(unit_id)
        word = unit.text[span.start : span.end].strip() if unit else ""
        if not word:
            return []
        found = occurrences(entry, word, is_regex=False)
        return [
            (other.id, place)
            for other, place in found
            if not (other.id == unit_id and place.overlaps(span))
        ]

    def take_spot(self, spot: Spot) -> None:
        """Offer what can be done about a place that must be looked at."""
        menu = QMenu(self._window)
        if spot.sign is Sign.UNREAD:
            confirm = menu.addAction(self._window.actions_["hazards"].text())
            confirm.triggered.connect(self._window.actions_["hazards"].trigger)
        cover = menu.addAction(self.tr("遮盖这里"))
        cover.triggered.connect(
            lambda: self._review.draw_all([spot.region], self.tr("遮盖这里"))
        )
        menus.pop_up(menu, QCursor.pos())

    def next_spot(self) -> None:
        """Show the next place where the check of the copy stopped."""
        entry = self._entry
        spots = todo_spots(entry) if entry else []
        if spots:
            self._spot = (self._spot + 1) % len(spots)
            self._window.document.pages.show_region(spots[self._spot].region)

    def mark_page(self) -> None:
        """Cover the page in view as a whole."""
        entry, page = self._entry, self._window.document.pages.page
        if entry is not None and page < len(entry.page_sizes):
            self._review.draw_all([whole_page(entry, page)], self.tr("整页遮盖"))
            words = self.tr("已遮盖第 {0} 页整页。可撤销。")
            self._window.say(words.format(page + 1))

    def repeat(self) -> None:
        """Draw the box that was clicked last on other pages too."""
        entry = self._entry
        box = self.box_of(self._window.chosen_mark)
        if entry is None or box is None:
            self._window.say(self.tr("请先框选一处并点选它，再逐页重复。"))
            return
        dialog = RepeatDialog(box.page_index, len(entry.page_sizes), self._window)
        dialog.agreed.connect(lambda pages: self.repeat_on(box, pages))
        dialog.exec()

    def repeat_on(self, box: Region, pages: Sequence[int]) -> None:
        """Draw a box at the same place of other pages, as far as they reach."""
        entry = self._entry
        if entry is None:
            return
        boxes = [
            moved
            for page in pages
            if page != box.page_index
            and (moved := _moved(box, page, entry.page_sizes[page])) is not None
        ]
        self._review.draw_all(boxes, self.tr("逐页重复"))
        words = self.tr("已在另外 {0} 页的同一位置遮盖。可撤销。")
        self._window.say(words.format(len(boxes)))

    def box_of(self, mark_id: str) -> Region | None:
        """Return the box of a hand-made mark that was drawn."""
        entry = self._entry
        for edit in entry.review.manual if entry else ():
            if edit.id == mark_id and edit.region is not None:
                return edit.region
        return None

    def note(self) -> None:
        """Ask for a note on the selected hits."""
        chosen, entry = self._window.hits.selected(), self._entry
        if entry is None or not chosen:
            return
        words = self.tr("备注（只在本次复核中显示，不写入副本）：")
        before = note_of(entry, chosen[0])
        text, agreed = QInputDialog.getMultiLineText(
            self._window, self.tr("备注"), words, before
        )
        if agreed:
            self._review.annotate(chosen, text)

    def spread_category(self) -> None:
        """Apply the current hit's decision to all of its category."""
        finding = self._window.hits.current()
        if finding is not None:
            count = self._review.spread_category(finding)
            kind = category_title(_category(finding.entity))
            words = self.tr("已对“{0}”类 {1} 处应用。").format(kind, count)
            self._window.say(words)


def whole_page(entry: FileEntry, page_index: int) -> Region:
    """Return the box of a whole page."""
    width, height = entry.page_sizes[page_index]
    return Region(page_index, 0.0, 0.0, width, height)


def _moved(box: Region, page: int, size: tuple[float, float]) -> Region | None:
    x1, y1 = min(box.x1, size[0]), min(box.y1, size[1])
    if x1 <= box.x0 or y1 <= box.y0:
        return None
    return Region(page, box.x0, box.y0, x1, y1)


def _category(entity_name: str) -> Category:
    from redactor.entities import entity

    return entity(entity_name).category
