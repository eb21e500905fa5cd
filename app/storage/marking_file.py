"""Read how a centre marks from ``marking.toml`` in its home.

Why this room exists: whether examiners know whom they mark is a centre's own rule and may change from year to year;
it moves no mark, so it is no part of a frozen scheme.

``blind = true``: neither name nor admission number is shown to whoever marks from the film.
"""

from dataclasses import dataclass
from pathlib import Path

from app.storage.toml_files import read_rules

MARKING = "marking.toml"


@dataclass(frozen=True, slots=True)
class MarkingRules:
    """How a centre marks."""

    blind: bool = False


def read_marking(home: Path) -> MarkingRules:
    """Return a centre's rules of marking: not blind where the home has no file.

    Raises:
        Refused: the file is not one; the sentence names the place.
    """
    return read_rules(MarkingRules, home / MARKING, "Write one line: blind = true")
