"""Make readable what an unembedded font of another language hides from MuPDF.

Form programs write Chinese with a Japanese font that is not embedded: viewers that go
by the Unicode codes show it, while MuPDF drops every character that the Japanese
character collection lacks, from the page and from the text. What is not read is not
found, so such fonts become Chinese ones of the same codes.
"""

from typing import Any

from redactor.formats.pdf.fontuse import FontUse, font_uses
from redactor.formats.pdf.objects import dictionaries, is_dict

__all__ = ["mend_foreign_fonts"]

# ISO 32000-1 table 118: Unicode CMaps by character collection, and Python's codec of
# the national set that the collection follows.
_CODECS = {"UniJIS": "euc_jis_2004", "UniKS": "cp949", "UniCNS": "big5hkscs"}


def _codec(font: Any) -> str | None:
    """Return the codec of a foreign Unicode encoding without an embedded program."""
    name = str(font.get("/Encoding", ""))[1:]
    for prefix, codec in _CODECS.items():
        if name.startswith(prefix) and ("UCS2" in name or "UTF16" in name):
            children = dictionaries(font.get("/DescendantFonts"))
            if not children:
                return None
            descriptor = children[0].get("/FontDescriptor")
            keys = ("/FontFile", "/FontFile2", "/FontFile3")
            if is_dict(descriptor) and any(key in descriptor for key in keys):
                return None
            return codec
    return None


def _lost(use: FontUse, codec: str) -> bool:
    """Tell whether any character shown is missing in the national set."""
    text = "".join(shown.decode("utf-16-be", "ignore") for shown in use.shown)
    return any(
        "\u3400" <= char <= "\u9fff" and not char.encode(codec, "ignore")
        for char in set(text)
    )


def mend_foreign_fonts(pdf: Any) -> bool:
    """Give fonts that would lose characters a Chinese character collection.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.

    Returns:
        Whether any font was changed.
    """
    import pikepdf

    fonts = [
        obj
        for obj in pdf.objects
        if isinstance(obj, pikepdf.Dictionary)
        and str(obj.get("/Subtype", "")) == "/Type0"
        and _codec(obj)
    ]
    if not fonts:
        return False
    changed = False
    for use in font_uses(pdf):
        codec = _codec(use.font)
        if codec and _lost(use, codec):
            _to_chinese(use.font)
            changed = True
    return changed


def _to_chinese(font: Any) -> None:
    import pikepdf

    old = str(font.Encoding)
    form = "UTF16" if "UTF16" in old else "UCS2"
    font.Encoding = pikepdf.Name(f"/UniGB-{form}-{'V' if old.endswith('V') else 'H'}")
    child = font.DescendantFonts[0]
    child.CIDSystemInfo = pikepdf.Dictionary(
        Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("GB1"), Supplement=5
    )
    for key in ("/W", "/W2", "/ToUnicode"):
        if key in child:
            del child[key]
