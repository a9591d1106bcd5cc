"""Core of Yinmo: takes personal information out of PDF and Word files.

A file comes in, a checked copy and a ledger line go out. Nothing in here knows Qt.
"""

__version__ = "0.1.0"
