"""Small questions about pikepdf objects, which answer ``hasattr`` with yes to all."""

from typing import Any, TypeGuard

__all__ = ["dictionaries", "is_array", "is_dict"]


def is_dict(value: Any) -> TypeGuard[Any]:
    """Tell whether a value is a dictionary or a stream."""
    import pikepdf

    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream)


def is_array(value: Any) -> TypeGuard[Any]:
    """Tell whether a value is an array."""
    import pikepdf

    return isinstance(value, pikepdf.Array)


def dictionaries(array: Any) -> list[Any]:
    """Return the dictionaries of an array that may be missing or broken."""
    return [item for item in array if is_dict(item)] if is_array(array) else []
