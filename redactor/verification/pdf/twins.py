"""Treated pages that are proven by what their content paints.

A page written plainly in source and copy (see `script`) is compared glyph by glyph and
path by path: outside the treated regions the copy paints the very codes, fonts, places,
colours and paths of the source, in the same order; inside it paints nothing but the
mask, letter for letter, and areas that lie there whole. What two equal contents draw is
equal, so drawing both and comparing tones would prove less.

The proof does not rest on this reading alone: pdfium reads the copy's page as well and
must find the same characters, none of them a value; boxes that cover are drawn by
pdfium and must be of one tone. Whatever is not plainly so is no failure: the page is
then looked at the long way, drawn and read in both files.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray

from redactor.model import Edit, Region, Treatment
from redactor.verification.channels import READ_ERRORS
from redactor.verification.needles import Needles
from redactor.verification.pdf.digest import digest_of
from redactor.verification.pdf.fonts import FontTables
from redactor.verification.pdf.frames import Bools, Floats, Frame, near, same_paths
from redactor.verification.pdf.ink import is_flat
from redactor.verification.pdf.orders import read_orders
from redactor.verification.pdf.pages import Page
from redactor.verification.pdf.painted import Script
from redactor.verification.pdf.pixels import render_region
from redactor.verification.pdf.same import (
    SamePages,
    content_of,
    inherited,
    streams_of,
)
from redactor.verification.pdf.script import read_script
from redactor.verification.pdf.scriptfonts import NotPlainError, ScriptFonts
from redactor.verification.reading import quick_bare
from redactor.verification.request import VerifyRequest

__all__ = ["TwinPages"]

_FRAME = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
_DEFAULTS = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
_UTF_16 = "utf-16-be"
_MANY = 1 << 20  # more than fonts


class TwinPages:
    """Compares the treated pages of two files by what their contents paint."""

    def __init__(
        self,
        files: tuple[pikepdf.Pdf, pikepdf.Pdf],
        request: VerifyRequest,
        needles: Needles,
        same: SamePages,
        tables: FontTables,
    ) -> None:
        self._pages = tuple([page.obj for page in pdf.pages] for pdf in files)
        self._fonts = ScriptFonts(), ScriptFonts()
        self._known: tuple[dict[Any, bytes], dict[Any, bytes]] = ({}, {})
        self._keys: dict[Any, int] = {}
        self._needles, self._same, self._tables = needles, same, tables
        self._layered = any("/OCProperties" in pdf.Root for pdf in files)
        self._boxes: dict[int, list[tuple[Edit, list[Region]]]] = {}
        # Edits whose mask stands overleaf, by page.
        self._goes_on: set[tuple[int, str]] = set()
        self._excluded = set(request.report.rasterized) | set(request.read_pages)
        for part in request.report.moved:
            self._excluded.add(part.region.page_index)
        by_id = {edit.id: edit for edit in request.edits}
        for number, regions in request.report.regions.items():
            self._note(by_id[number], regions)
        self._frames = {
            index: _sides(r for _, regions in rows for r in regions)
            for index, rows in self._boxes.items()
        }
        self._reset = request.report.reset

    def _note(self, edit: Edit, regions: Sequence[Region]) -> None:
        for index in {region.page_index for region in regions}:
            here = [region for region in regions if region.page_index == index]
            self._boxes.setdefault(index, []).append((edit, here))
            if edit.region is not None:
                # A box drawn by hand takes what it touches.
                self._excluded.add(index)
            if len(here) != len(regions):
                self._goes_on.add((index, edit.id))

    def proven(self, copy: Page, handle: Any) -> bool:
        """Tell whether a page is proven; if not, it must be looked at.

        Args:
            copy: The copy's page as pdfium reads it.
            handle: The copy's page.
        """
        index = copy.index
        if self._layered or index in self._excluded or index not in self._boxes:
            return False
        if index >= min(map(len, self._pages)):
            return False
        try:
            return (
                self._is_clean(copy)
                and self._is_twin(copy)
                and self._is_covered(copy, handle)
            )
        except (NotPlainError, *READ_ERRORS):
            # Not understood in this way: the long way tells.
            return False

    def streams(self, index: int) -> set[tuple[int, int]]:
        """Return the numbers of a proven page's content streams: all was read."""
        return streams_of(self._pages[1][index])

    def _is_clean(self, copy: Page) -> bool:
        """Tell whether no order of reading the page holds a value, or part of one."""
        return not any(
            self._needles.find(reading.bare) for _, reading in read_orders(copy)
        )

    def _is_covered(self, copy: Page, handle: Any) -> bool:
        """Tell whether what was covered is of one tone, drawn by pdfium."""
        size = copy.width, copy.height
        return all(
            is_flat(render_region(handle, region, size))
            for edit, regions in self._boxes[copy.index]
            if edit.treatment is Treatment.COVER
            for region in regions
        )

    def _is_twin(self, copy: Page) -> bool:
        old, new = (pages[copy.index] for pages in self._pages)
        if len(old.get("/Annots", ())) or len(new.get("/Annots", ())):
            return False
        if not self._same_frame(old, new):
            return False
        before, after = self._script(0, old), self._script(1, new)
        frame = Frame(new, (copy.width, copy.height))
        boxes = self._frames[copy.index]
        # Of lines set anew without moving anything nothing stays but the mask.
        reset = [zone for zone in self._reset if zone.page_index == copy.index]
        gone = np.concatenate([boxes, _sides(reset)])
        kept = _outside(_holders(frame.shown(before.middles), gone))
        held = _holders(frame.shown(after.middles), boxes)
        stays = _outside(held)
        pair = (before, kept), (after, stays)
        if not self._same_glyphs(*pair) or not same_paths(*pair, frame, boxes):
            return False
        letters, others = self._letters(after)
        if any(letters[i] != others[i] for i in np.flatnonzero(~stays)):
            # What a mask shows must be beyond doubt.
            return False
        return (
            self._only_masks(letters, held, frame.shown(after.middles), copy.index)
            and not self._needles.find(quick_bare("".join(others)))
            and self._reads_alike(letters, after.ends, copy)
            and self._same_fonts(*pair)
        )

    def _same_frame(self, old: Any, new: Any) -> bool:
        return all(
            digest_of(inherited(old, key), self._known[0])
            == digest_of(inherited(new, key), self._known[1])
            for key in _FRAME
        )

    def _script(self, side: int, page: Any) -> Script:
        resources, known = inherited(page, "/Resources"), self._known[side]
        spaces = resources.get("/ColorSpace", {})
        if any(key in spaces for key in _DEFAULTS):
            raise NotPlainError
        return read_script(
            content_of(page),
            resources,
            self._fonts[side],
            lambda item: digest_of(item, known),
            self._keys,
        )

    def _same_glyphs(
        self, source: tuple[Script, Bools], copy: tuple[Script, Bools]
    ) -> bool:
        """Tell whether all glyphs that stay are the same, in the same order."""
        (before, kept), (after, stays) = source, copy
        codes = before.codes[kept]
        if not np.array_equal(codes, after.codes[stays]):
            return False
        if not np.array_equal(before.states[kept], after.states[stays]):
            return False
        old, new = before.places[kept], after.places[stays]
        return not len(old) or near(old, new)

    def _same_fonts(
        self, source: tuple[Script, Bools], copy: tuple[Script, Bools]
    ) -> bool:
        """Tell whether the fonts of glyphs that stay draw and read them the same."""
        (before, kept), (after, stays) = source, copy
        codes = before.codes[kept]
        one, other = before.fonts[kept], after.fonts[stays]
        pairs = one * _MANY + other
        for pair in set(pairs.tolist()):
            used = set(codes[pairs == pair].tolist())
            numbers = divmod(pair, _MANY)
            fonts = [f.items[n] for f, n in zip(self._fonts, numbers, strict=True)]
            if not self._same.same_codes(fonts[0], fonts[1], used):
                return False
        return True

    def _only_masks(
        self, letters: Sequence[str], held: Bools, middles: Floats, index: int
    ) -> bool:
        """Tell whether each region holds its mask, letter for letter, and no more."""
        if (held.sum(axis=1) > 1).any():
            return False
        at = 0
        for edit, regions in self._boxes[index]:
            drawn = ""
            for _ in regions:
                own = np.flatnonzero(held[:, at])
                at += 1
                order = own[np.argsort(middles[own, 0], kind="stable")]
                drawn += "".join(letters[i] for i in order)
            covers = edit.treatment is Treatment.COVER
            mask = "" if covers else edit.replacement
            drawn, mask = ("".join(text.split()) for text in (drawn, mask))
            if drawn != mask and (drawn or (index, edit.id) not in self._goes_on):
                return False
        return True

    def _letters(self, script: Script) -> tuple[list[str], list[str]]:
        """Return the text of each glyph by its font's tables, and by the second ones.

        Raises:
            NotPlainError: Two tables differ in it, or none tells it. A simple font that
                names no encoding has one of its own, which is not known here: the
                second text is then what the usual one would tell.
        """
        tables: dict[int, tuple[Mapping[int, str], Mapping[int, str]]] = {}
        for number in set(script.fonts.tolist()):
            font = self._fonts[1].items[number]
            table = self._tables.of(font)
            used = set(script.codes[script.fonts == number].tolist())
            first: Mapping[int, str] = table.first
            if table.codec == _UTF_16:
                first = {code: chr(code) for code in used}
            elif table.codec:
                raise NotPlainError
            differs = not used.isdisjoint(table.second)
            if differs and (font.get("/Subtype") == "/Type0" or "/Encoding" in font):
                raise NotPlainError
            second = {**first, **table.second} if differs else first
            tables[number] = first, second
        fonts, codes = script.fonts.tolist(), script.codes.tolist()
        glyphs = list(zip(fonts, codes, strict=True))
        found = [tables[f][0].get(c, "") for f, c in glyphs]
        if "" in found:
            raise NotPlainError
        if all(first is second for first, second in tables.values()):
            return found, found
        return found, [tables[f][1].get(c, "") for f, c in glyphs]

    def _reads_alike(
        self, letters: Sequence[str], ends: Sequence[int], copy: Page
    ) -> bool:
        """Tell whether pdfium reads the characters that the content tells."""
        starts = (0, *ends)
        lines = ["".join(letters[a:b]) for a, b in zip(starts, ends, strict=False)]
        text = "\n".join(lines)
        if self._needles.find(quick_bare(text)):
            return False
        return np.array_equal(_inked(text), _inked(copy.text))


def _inked(text: str) -> NDArray[np.uint32]:
    """Return the codes of the characters that leave ink, sorted."""
    data = "".join(text.split()).encode("utf-32-le", "surrogatepass")
    return np.sort(np.frombuffer(data, np.uint32))


def _holders(points: Floats, boxes: Floats) -> Bools:
    """Tell for each point which of the boxes hold it."""
    x, y = points[:, :1], points[:, 1:]
    found = (x >= boxes[:, 0]) & (x <= boxes[:, 2])
    found &= (y >= boxes[:, 1]) & (y <= boxes[:, 3])
    return np.asarray(found)


def _sides(regions: Iterable[Region]) -> Floats:
    rows = [(r.x0, r.y0, r.x1, r.y1) for r in regions]
    return np.array(rows, np.float64).reshape(-1, 4)


def _outside(held: Bools) -> Bools:
    return np.asarray(~held.any(axis=1))
