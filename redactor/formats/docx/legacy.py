"""Binary Word files through LibreOffice.

It runs in its own process with its own profile, for a limited time.

Threat model: a document that runs macros or loads addresses while it is converted. The
profile is fresh, macros are off in it, and the process group is killed in time.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from redactor.errors import CorruptError, LimitError, UnsupportedError

__all__ = ["WORD_FILTER", "convert", "convert_doc", "find_office", "stop_offices"]

WORD_FILTER = "docx:MS Word 2007 XML"
_SECONDS = 180
_PID_NAME = "office.pid"
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""
_PLACES = (
    r"C:\\Program Files\\LibreOffice\\program\\soffice.com",
    r"C:\\Program Files (x86)\\LibreOffice\\program\\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)


def find_office() -> str | None:
    """Return the path of LibreOffice's program, None when it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in _PLACES if Path(place).exists()), None)


def convert_doc(data: bytes) -> bytes:
    """Convert a binary document to a package; blocks up to three minutes.

    Raises:
        UnsupportedError: LibreOffice is not installed (reason ``needs_libreoffice``).
        LimitError: It ran out of time.
        CorruptError: It could not read the file.
    """
    return convert(data, ".doc", WORD_FILTER)


def convert(
    data: bytes,
    suffix: str,
    goal: str,
    *,
    folder: Path | None = None,
    seconds: float = _SECONDS,
) -> bytes:
    """Convert a file with LibreOffice; see `convert_doc`.

    Args:
        data: The file's bytes.
        suffix: Of the file, with the dot.
        goal: Suffix of the result, and after a colon the name of the filter.
        folder: For what lies on the disk meanwhile; None takes the system's.
        seconds: Longest time it may take.
    """
    program = find_office()
    if program is None:
        raise UnsupportedError(reason="needs_libreoffice")
    with tempfile.TemporaryDirectory(prefix="yinmo-", dir=folder) as name:
        own = Path(name)
        source = own / f"source{suffix}"
        source.write_bytes(data)
        _run(_command(program, own, goal, source), own / _PID_NAME, seconds)
        result = own / "out" / f"source.{goal.partition(':')[0]}"
        if not result.exists():
            raise CorruptError(reason="conversion")
        return result.read_bytes()


def _command(program: str, folder: Path, goal: str, source: Path) -> list[str]:
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(_PROFILE, encoding="utf-8")
    return [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        *("--headless", "--norestore", "--nologo", "--convert-to", goal),
        *("--outdir", str(folder / "out"), str(source)),
    ]


def stop_offices(folder: Path) -> None:
    """End every LibreOffice that works below a folder; their callers are gone."""
    for note in folder.glob(f"*/{_PID_NAME}"):
        text = note.read_text(encoding="ascii")
        if sys.platform != "win32" and text.isdigit():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(int(text), signal.SIGKILL)


def _run(command: list[str], note: Path, seconds: float) -> None:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=os.name == "posix",
    )
    note.write_text(str(process.pid), encoding="ascii")
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        _kill(process)
        raise LimitError(reason="conversion_time") from None


def _kill(process: "subprocess.Popen[bytes]") -> None:
    if sys.platform != "win32":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
