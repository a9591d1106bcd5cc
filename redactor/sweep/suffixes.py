"""Which files a sweep looks into, and which it only counts, by suffix."""

__all__ = ["OFFICE", "PLAIN", "SUFFIXES", "UNREAD", "WEB"]

OFFICE = frozenset((".pdf", ".doc", ".docx", ".docm"))
WEB = frozenset((".html", ".htm", ".shtml", ".xhtml"))
PLAIN = frozenset((".txt", ".csv"))
SUFFIXES = OFFICE | WEB | PLAIN | {".zip"}
# Formats that may hold documents and that nobody looks into here: told, not hidden.
UNREAD = frozenset(
    [
        ".xls",
        ".xlsx",
        ".et",
        ".wps",
        ".wpt",
        ".ofd",
        ".ppt",
        ".pptx",
        ".dps",
        ".rtf",
        ".rar",
        ".7z",
        ".tar",
        ".gz",
        ".mht",
        ".jpg",
        ".jpeg",
        ".png",
        ".tif",
        ".tiff",
        ".bmp",
    ]
)
