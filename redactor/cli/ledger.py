"""``yinmo ledger``: check the chain of the ledger."""

import argparse

from redactor.audit.ledger import verify_ledger
from redactor.errors import ExitCode

__all__ = ["verify"]


def verify(arguments: argparse.Namespace) -> int:
    """Print whether the ledger is whole; 1 when it is not."""
    status = verify_ledger(arguments.file)
    print(status.summary)
    return ExitCode.OK if status.intact else ExitCode.NOT_ALL_RELEASED
