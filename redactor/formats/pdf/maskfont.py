"""The font of the masks: PyMuPDF's built-in CJK font, cut down to what is used."""

from functools import cache
from typing import Any

from redactor.formats.pdf.truetype import keep_glyphs

__all__ = ["MaskFont"]

_TAG = "AAAAAA+YinmoMask"
_FALLBACK = "*"


@cache
def _font() -> Any:
    import pymupdf

    return pymupdf.Font("china-s")


@cache
def _glyph(char: str) -> tuple[int, str, float]:
    """Return glyph number, the character it shows, and its advance in em."""
    font = _font()
    number = font.has_glyph(ord(char))
    if not number:
        char = _FALLBACK
        number = font.has_glyph(ord(char))
    return int(number), char, float(font.glyph_advance(ord(char)))


class MaskFont:
    """A Type0 font with identity codes; `embed` writes it once all text is known."""

    name = "YinmoMask"

    def __init__(self, pdf: Any) -> None:
        import pikepdf

        self.pdf = pdf
        self._used: dict[int, str] = {}
        self._object = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0)
        )

    @property
    def id(self) -> tuple[int, int]:
        """Object number and generation of the font dictionary."""
        number, generation = self._object.objgen
        return number, generation

    def width(self, text: str) -> float:
        """Return the width of a text in em."""
        return sum(_glyph(char)[2] for char in text)

    def encode(self, text: str) -> str:
        """Return the hex string that shows a text, and remember its characters."""
        codes = []
        for char in text:
            number, shown, _ = _glyph(char)
            self._used[number] = shown
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

        data = keep_glyphs(bytes(_font().buffer), self._used)
        program = self.pdf.make_stream(data, Length1=len(data))
        numbers = sorted(self._used)
        scaled = [round(_glyph(self._used[n])[2] * 1000) for n in numbers]
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
            FontDescriptor=self.pdf.make_indirect(descriptor),
            CIDToGIDMap=pikepdf.Name.Identity,
            DW=1000,
            W=runs,
        )
        self._object.BaseFont = pikepdf.Name("/" + _TAG)
        self._object.Encoding = pikepdf.Name("/Identity-H")
        self._object.DescendantFonts = pikepdf.Array([self.pdf.make_indirect(child)])
        self._object.ToUnicode = self.pdf.make_stream(self._to_unicode().encode())

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
