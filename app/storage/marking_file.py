"""Read how a centre marks from ``marking.toml`` in its home.

Why this room exists: whether examiners know whom they mark is a centre's own rule and may change from year to year;
it moves no mark, so it is no part of a frozen scheme.

``blind = true``: neither name nor admission number is shown to whoever marks from the film.
"""

from dataclasses import dataclass
from pathlib import Path

from app.exam.errors import Refused
from app.storage.toml_files import read_toml, read_value

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
    path = home / MARKING
    if not path.exists():
        return MarkingRules()
    data, faults = read_toml(path, MARKING)
    rules = None
    if not faults:
        rules, faults = read_value(MarkingRules, data, MARKING, "")
    if rules is None or faults:
        raise Refused(f"{faults[0]}.", advice="Write one line: blind = true")
    return rules
