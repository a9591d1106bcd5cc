"""From a checked temporary file to its name, with exactly one entry in the ledger.

Under the ledger's lock the checked file first gets the one name that waits for its
target, then the entry is written, then the copy gets its own name. Whoever later takes
the lock and still sees a waiting file knows that its writer died, and the ledger tells
how far it came: noted, so the copy only misses its name; or not noted, so it never was.

What this doesn't do: match a waiting file after its folder was moved or mounted under
another path; it is then made anew, with an entry of its own.
"""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from redactor.audit.ledger import Ledger
from redactor.audit.record import place_mark
from redactor.errors import AuditError, ChainBrokenError, OutputExistsError
from redactor.files import file_digest, publish, settle_folder, take_over

__all__ = ["finish", "forms", "settle", "waiting_path"]


def waiting_path(target: Path) -> Path:
    """Return the name under which a checked copy waits for its own."""
    mark = sha256(os.fsencode(target.name)).hexdigest()[:32]
    return target.with_name(f".yinmo-{mark}.ready")


def forms(target: Path) -> tuple[Path, ...]:
    """Return the names that a copy may have got: its suffix follows the content."""
    found = (target, *map(target.with_suffix, (".pdf", ".docx")))
    return tuple(dict.fromkeys(found))


def settle(
    temporary: Path, target: Path, ledger: Ledger, record: Mapping[str, Any]
) -> None:
    """Note a checked copy and give it its name; safe against a kill at any moment.

    Args:
        temporary: The checked file, flushed to the disk, in the target's folder.
        target: Its name to be; never written over.
        ledger: Where the entry goes.
        record: The entry's record, with ``output``.

    Raises:
        OutputExistsError: The target is there already; nothing was noted.
        AuditError: The ledger took no entry; there is no copy.
        NotWritableError: The folder refuses the name.
    """
    ready = waiting_path(target)
    with ledger.locked():
        finish(target, ledger)
        if os.path.lexists(target):
            raise OutputExistsError()
        take_over(temporary, ready)
        output = dict(record.get("output") or {})
        place = place_mark(target, str(output.get("sha256")))
        try:
            ledger.append({**record, "output": {**output, "place": place}})
        except AuditError:
            ready.unlink(missing_ok=True)
            raise
        publish(ready, target)
        ready.unlink(missing_ok=True)


def finish(target: Path, ledger: Ledger) -> bool:
    """End what a killed writer began; True when that gave the target its copy.

    Costs one look at the folder unless there is something to end.

    Raises:
        ChainBrokenError: The ledger had to be asked, and its chain is broken.
        LedgerNotWritableError: Its lock never came free.
        NotWritableError: The folder refuses the name.
    """
    ready = waiting_path(target)
    if not os.path.lexists(ready):
        return False
    with ledger.locked():
        if not os.path.lexists(ready):
            return os.path.lexists(target)
        digest, _ = file_digest(ready)
        noted = _is_noted(ledger, digest, place_mark(target, digest))
        if noted and not os.path.lexists(target):
            publish(ready, target)
        ready.unlink(missing_ok=True)
        settle_folder(target.parent)
        return noted


def _is_noted(ledger: Ledger, copy_sha256: str, place: str) -> bool:
    try:
        for entry in ledger.entries():
            output = entry.record.get("output") or {}
            if (output.get("sha256"), output.get("place")) == (copy_sha256, place):
                return True
    except FileNotFoundError:
        return False
    except ChainBrokenError as error:
        # a torn last line is what a kill leaves: that entry was never acknowledged
        if error.context.get("reason") != "torn":
            raise
    return False
