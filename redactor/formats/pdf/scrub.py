"""Keep of a file's structure what is known to be safe, drop all else."""

from typing import Any

from redactor.model import Removal

__all__ = ["scrub"]

# ISO 32000-1 table 28, without what may hold texts, files or scripts.
_CATALOG_KEYS = frozenset(
    {
        "/Type",
        "/Pages",
        "/PageLayout",
        "/PageMode",
        "/Outlines",
        "/PageLabels",
        "/Dests",
    }
)
# ISO 32000-1 table 30, likewise.
_PAGE_KEYS = frozenset(
    {
        "/Type",
        "/Parent",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/BleedBox",
        "/TrimBox",
        "/ArtBox",
        "/Contents",
        "/Rotate",
        "/Group",
        "/UserUnit",
        "/Annots",
        "/Tabs",
    }
)


def scrub(pdf: Any) -> tuple[Removal, ...]:
    """Drop all that is not on the allow-lists.

    Args:
        pdf: A `pikepdf.Pdf`; it is changed.
    """
    for key in list(pdf.Root.keys()):
        if key not in _CATALOG_KEYS:
            del pdf.Root[key]
    for page in pdf.pages:
        for key in list(page.obj.keys()):
            if key not in _PAGE_KEYS:
                del page.obj[key]
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    return ()
