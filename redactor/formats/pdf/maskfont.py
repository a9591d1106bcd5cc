"""The font of the masks: PyMuPDF's built-in CJK font, cut down to what is used."""

from functools import cache
from io import BytesIO
from typing import Any

__all__ = ["MaskFont"]

_TAG = "AAAAAA+YinmoMask"
_FALLBACK = "*"


@cache
def _program() -> bytes:
    import pymupdf

    return bytes(pymupdf.Font("china-s").buffer)


@cache
def _tables() -> tuple[dict[int, str], dict[str, int], dict[str, int], int]:
    """Return character map, advances, glyph ids and units per em."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(_program()), lazy=True)
    widths = {name: metric[0] for name, metric in font["hmtx"].metrics.items()}
    ids = {name: number for number, name in enumerate(font.getGlyphOrder())}
    return dict(font.getBestCmap()), widths, ids, int(font["head"].unitsPerEm)


class MaskFont:
    """A Type0 font with identity codes; `embed` writes it once all text is known."""

    name = "YinmoMask"

    def __init__(self, pdf: Any) -> None:
        import pikepdf

        self._pdf = pdf
        self._used: dict[int, str] = {}
        self._object = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0)
        )

    def _glyph(self, char: str) -> str:
        cmap = _tables()[0]
        return cmap.get(ord(char)) or cmap[ord(_FALLBACK)]

    def width(self, text: str) -> float:
        """Return the width of a text in em."""
        _, widths, _, em = _tables()
        return sum(widths[self._glyph(char)] for char in text) / em

    def encode(self, text: str) -> str:
        """Return the hex string that shows a text, and remember its characters."""
        ids = _tables()[2]
        codes = []
        for char in text:
            number = ids[self._glyph(char)]
            self._used[number] = char if ord(char) in _tables()[0] else _FALLBACK
            codes.append(f"{number:04x}")
        return "".join(codes)

    def use_on(self, page: Any) -> None:
        """Name the font in the resources of a `pikepdf.Page`."""
        import pikepdf

        resources = page.obj.get("/Resources")
        if resources is None:
            resources = page.resources
        fresh = pikepdf.Dictionary(resources)
        fresh.Font = pikepdf.Dictionary(fresh.get("/Font", pikepdf.Dictionary()))
        fresh.Font["/" + self.name] = self._object
        page.obj.Resources = fresh

    def embed(self) -> None:
        """Embed the glyphs that were used."""
        import pikepdf
        from fontTools import subset
        from fontTools.ttLib import TTFont

        font = TTFont(BytesIO(_program()), lazy=True)
        order = font.getGlyphOrder()
        options = subset.Options(retain_gids=True, notdef_outline=True)
        options.drop_tables += ["cmap", "name", "post", "OS/2", "vhea", "vmtx", "gasp"]
        cutter = subset.Subsetter(options)
        cutter.populate(glyphs=[order[number] for number in self._used])
        cutter.subset(font)
        buffer = BytesIO()
        font.save(buffer)
        data = buffer.getvalue()
        program = self._pdf.make_stream(data, Length1=len(data))
        _, widths, _, em = _tables()
        numbers = sorted(self._used)
        scaled = [round(widths[order[n]] * 1000 / em) for n in numbers]
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor,
            FontName=pikepdf.Name("/" + _TAG),
            Flags=4,
            FontBBox=[-200, -300, 1200, 1000],
            ItalicAngle=0,
            Ascent=880,
            Descent=-120,
            CapHeight=700,
            StemV=80,
            FontFile2=program,
        )
        runs = pikepdf.Array()
        for number, width in zip(numbers, scaled, strict=True):
            runs.extend([number, pikepdf.Array([width])])
        child = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=pikepdf.Name("/" + _TAG),
            CIDSystemInfo=pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"),
                Ordering=pikepdf.String("Identity"),
                Supplement=0,
            ),
            FontDescriptor=self._pdf.make_indirect(descriptor),
            CIDToGIDMap=pikepdf.Name.Identity,
            DW=1000,
            W=runs,
        )
        self._object.BaseFont = pikepdf.Name("/" + _TAG)
        self._object.Encoding = pikepdf.Name("/Identity-H")
        self._object.DescendantFonts = pikepdf.Array([self._pdf.make_indirect(child)])
        self._object.ToUnicode = self._pdf.make_stream(self._to_unicode().encode())

    def _to_unicode(self) -> str:
        lines = [
            f"<{number:04x}> <{char.encode('utf-16-be').hex()}>"
            for number, char in sorted(self._used.items())
        ]
        blocks = [
            f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar"
            for part in (lines[i : i + 100] for i in range(0, len(lines), 100))
        ]
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "/CMapName /YinmoMask def /CMapType 2 def\n"
            "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
            + "\n".join(blocks)
            + "\nendcmap CMapName currentdict /CMap defineresource pop end end\n"
        )
