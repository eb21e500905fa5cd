"""Check a file as a clip: measure it in a process of its own, judge it by the scheme, name it by its digest.

Why this room exists: phone, stick, command line and a later editor in the booth all come through this one door.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from app.exam.scheme import ClipTerms
from app.exam.vocabulary.seat import ClipReceived
from app.media.editing.judging import Judgement, judge, limits_of
from app.media.editing.measures import Measures
from app.media.editing.reading import read_clip


@dataclass(frozen=True, slots=True)
class CheckedClip:
    """A file that could be read: its digest, what was measured and what the scheme says to it."""

    clip: str
    measures: Measures
    judgement: Judgement

    def received(self, source: str) -> ClipReceived:
        """Return the words for the record; ``source``: phone, stick or booth."""
        return self.judgement.received(self.clip, source)


def check_clip(path: Path, terms: ClipTerms) -> CheckedClip:
    """Check a clip; blocks for some seconds.

    Raises:
        Refused: it cannot be read as a film; one sentence in Chinese and English says why.
        Unavailable: this machine cannot check just now.
    """
    measures = read_clip(path, limits_of(terms))
    return CheckedClip(digest_of(path), measures, judge(measures, terms))


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, 64 hex digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
