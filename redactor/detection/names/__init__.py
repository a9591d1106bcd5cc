"""Names of persons: a tagger, a grammar of names, and the words around."""

from redactor.detection.names.cells import looks_like_name
from redactor.detection.names.finder import NameFinder
from redactor.detection.names.frames import follows, precedes
from redactor.detection.names.grammar import is_word
from redactor.detection.names.model import NameMatch

__all__ = [
    "NameFinder",
    "NameMatch",
    "follows",
    "is_word",
    "looks_like_name",
    "precedes",
]
