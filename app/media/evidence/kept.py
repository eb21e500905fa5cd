"""Keep a film's evidence as a file beside it, and find it again only for these very bytes.

Why this room exists: evidence holds nothing that the film does not, so it lives and is purged with the film's
folder; it can be deleted at any time and computed again.
"""

import json
from pathlib import Path

from app.centre.evidence_ports import Evidence, in_order
from app.exam.canonical import canonical
from app.exam.errors import Unavailable
from app.exam.plain import from_plain, to_plain
from app.media.evidence.measure import METHOD
from app.media.film.shelf import EVIDENCE_ENDING
from app.whole_files import put_whole


def kept_path(film: Path) -> Path:
    """Return where a film's evidence stands."""
    return film.with_name(film.name + EVIDENCE_ENDING)


def keep(film: Path, evidence: Evidence) -> Path:
    """Write evidence beside its film, whole or not at all.

    Raises:
        Unavailable: the disk took no more.
    """
    path = kept_path(film)
    try:
        put_whole(path, canonical(to_plain(evidence)) + b"\n")
    except OSError as error:
        raise Unavailable(
            f"The evidence of {film.name} could not be written.", advice="Free space on the disk, then try again."
        ) from error
    return path


def kept(film: Path, digest: str) -> Evidence | None:
    """Return the evidence beside a film.

    ``None`` when there is none, or it is of other bytes, of another method, or spoilt: it is computed anew then.
    """
    try:
        evidence = from_plain(Evidence, json.loads(kept_path(film).read_bytes()))
    except (OSError, ValueError):
        return None
    tracks = (evidence.speech, evidence.silence, evidence.face, evidence.absence, evidence.black, evidence.frozen)
    fits = evidence.digest == digest and evidence.method == METHOD and all(map(in_order, tracks))
    return evidence if fits else None
