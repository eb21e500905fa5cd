"""Read how a centre confirms identity from ``identity.toml`` in its home.

Why this room exists: whether a computer may compare faces is a centre's own decision, with an assessment of its own
behind it; it decides nothing in an exam, so it is no part of a frozen scheme.

``face_comparison = true``: where the candidate agrees too, a computer compares the photo of check-in with the one of
the registration and tells the examiner a hint.
"""

from dataclasses import dataclass
from pathlib import Path

from app.storage.toml_files import read_rules

IDENTITY = "identity.toml"


@dataclass(frozen=True, slots=True)
class IdentityRules:
    """How a centre confirms identity; in any case by an examiner's eye."""

    face_comparison: bool = False


def read_identity(home: Path) -> IdentityRules:
    """Return a centre's rules of identity: by eye alone where the home has no file.

    Raises:
        Refused: the file is not one; the sentence names the place.
    """
    return read_rules(IdentityRules, home / IDENTITY, "Write one line: face_comparison = true")
