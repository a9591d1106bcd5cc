"""Start: ``yinmo`` opens the window, ``yinmo COMMAND`` works without one."""

import sys
from collections.abc import Sequence
from importlib import import_module
from multiprocessing import freeze_support
from pathlib import Path

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window (no arguments, or only files) or the command line.

    Returns:
        The exit code, see `redactor.errors.ExitCode`.
    """
    freeze_support()
    words = list(sys.argv[1:] if argv is None else argv)
    if all(not word.startswith("-") and Path(word).exists() for word in words):
        window = import_module("ui.app")  # by name: the core never imports the window
        return int(window.main(words))
    from redactor.cli import run_command

    return run_command(words)


if __name__ == "__main__":
    sys.exit(main())
