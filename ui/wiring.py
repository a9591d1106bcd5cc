"""Connects the parts of the window with what they ask for."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.main_window import MainWindow

__all__ = ["connect"]


def connect(window: "MainWindow") -> None:
    """Connect everything that the parts of a new window signal."""
    _around(window)
    _review(window)
    work = window.controller
    work.undo.canUndoChanged.connect(window.actions_["undo"].setEnabled)
    work.undo.canRedoChanged.connect(window.actions_["redo"].setEnabled)
    work.password_needed.connect(window.handlers.ask_again)
    window.exporter.connect_page(window.export_page)
    window.handlers.connect()
    window.shell.connect()


def _around(window: "MainWindow") -> None:
    shell, drop, steps = window.shell, window.drop_area, window.steps
    drop.dropped.connect(shell.open_paths)
    drop.open_files.connect(shell.open_files)
    drop.open_folder.connect(shell.open_folder)
    drop.open_sample.connect(shell.open_sample)
    drop.people_named.connect(shell.set_people)
    steps.people_wanted.connect(shell.name_people)
    steps.step_chosen.connect(window.go_to)
    steps.policy_chosen.connect(shell.choose_policy)
    steps.policy_for_all.connect(shell.choose_policy_for_all)
    for panel in (window.files, window.export_page.files):
        panel.menu_wanted.connect(window.handlers.file_menu)
    window.files.chosen.connect(window.show_file)
    window.show_people(window.controller.settings)


def _review(window: "MainWindow") -> None:
    hits, document, reviewing = window.hits, window.document, window.reviewing
    hits.current_changed.connect(document.set_current)
    hits.accepted.connect(reviewing.accept)
    hits.rejected.connect(reviewing.reject)
    hits.menu_wanted.connect(window.handlers.hit_menu)
    document.hit_clicked.connect(window.handlers.clicked)
    document.pages.box_drawn.connect(reviewing.draw)
    document.retry_wanted.connect(window.handlers.retry)
    document.hazards_wanted.connect(window.handlers.show_hazards)
    document.text.selection_changed.connect(window.update_actions)
    window.actions_["bare"].toggled.connect(document.set_bare)
    window.actions_.bind_local((hits.tree, document.pages, document.text))
