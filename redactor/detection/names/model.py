"""What the name finder hands out."""

from dataclasses import dataclass

from redactor.model import Role

__all__ = ["NameMatch"]


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
