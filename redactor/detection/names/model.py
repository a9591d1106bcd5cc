"""What the name finder weighs and what it hands out."""

from dataclasses import dataclass

from redactor.model import Role

__all__ = ["Candidate", "NameMatch"]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A person's name. Offsets are half-open code points of the given text.

    Attributes:
        score: 0 to 1: 0.85 and more where model, grammar and context agree, below 0.6
            where only one of them speaks.
        explanation: Chinese, without personal text.
    """

    start: int
    end: int
    score: float
    role: Role
    explanation: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch with what speaks for it.

    Attributes:
        model: The tagger says person, with the same borders.
        grammar: Surname and given name fit (or a minority name's elements do).
        context: A cue, an enumeration or personal data stand beside it.
        quality: Sum by which overlapping stretches are compared.
    """

    start: int
    end: int
    model: bool
    grammar: bool
    context: bool
    quality: float
