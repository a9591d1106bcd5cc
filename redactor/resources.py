"""Where the data files lie: in the installed package or in the checkout."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import platformdirs

__all__ = ["config_dir", "data_dir", "state_dir"]


@cache
def data_dir(name: str) -> Path:
    """Return the folder ``patterns`` or ``assets``.

    Args:
        name: Name of a top-level data folder.

    Raises:
        FileNotFoundError: The folder is in neither place.
    """
    package = Path(str(files("redactor")))
    for candidate in (package / "_data" / name, package.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(name)


def config_dir() -> Path:
    """Return the user's configuration folder (not created)."""
    return Path(platformdirs.user_config_dir("yinmo", appauthor=False))


def state_dir() -> Path:
    """Return the user's state folder (not created)."""
    return Path(platformdirs.user_state_dir("yinmo", appauthor=False))
