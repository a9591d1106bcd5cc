"""The command line: a thin front on `scan` and `redact`.

Standard output holds results only (JSON lines with ``--json``); progress and messages
go to standard error. Without ``--show-text`` no personal text is printed anywhere.
"""

from redactor.cli.main import run_command

__all__ = ["run_command"]
