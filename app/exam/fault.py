"""A fault of a bank or a scheme: where, and what."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, at which item (or point, sample, rubric, scheme)."""

    item: str
    reason: str
