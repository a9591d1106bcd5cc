"""What the page views need to know of a file: a PDF, or a Word file as pages."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from redactor.model import Decision, Edit, Finding, Passwords, Region

__all__ = ["PageSource"]


class PageSource(Protocol):
    """A file that has pages; see `ui.workspace.FileEntry`."""

    @property
    def path(self) -> Path:
        """The file whose pages are drawn."""

    @property
    def passwords(self) -> Passwords:
        """That open it."""

    @property
    def page_sizes(self) -> tuple[tuple[float, float], ...]:
        """Width and height of each page in points."""

    @property
    def by_page(self) -> Mapping[int, Sequence[tuple[Finding, Region]]]:
        """Boxes with their findings by zero-based page."""

    def decision(self, finding: Finding) -> Decision:
        """Return what is decided about a finding."""

    def regions_of(self, finding: Finding) -> tuple[Region, ...]:
        """Return a finding's boxes."""

    def manual_boxes(self) -> Mapping[int, Sequence[tuple[Edit, Region]]]:
        """Return the boxes of hand-made marks by zero-based page."""
