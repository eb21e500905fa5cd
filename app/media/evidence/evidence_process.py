"""The process that computes one film's evidence and reports through a pipe.

Why this room exists: a booth's recorder and the desk's window must not feel that a film is being looked at.  A
process of its own is nice to the others, uses one thread, and can be ended at any instant.
"""

import os
from multiprocessing.connection import Connection
from pathlib import Path

import cv2

from app.centre.evidence_ports import EvidenceState
from app.exam.errors import DeskError, Refused
from app.media.evidence.kept import keep, kept
from app.media.evidence.measure import measure
from app.media.film.digest import file_digest

_NICENESS = 10


def serve_evidence(link: Connection, film: str) -> None:
    """Compute, keep and report through the pipe.

    ``("percent", n)`` comes often, then once ``("done", evidence)``, or ``(state, detail, advice)``.
    """
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    cv2.setNumThreads(1)
    try:
        _serve(link, Path(film))
    except DeskError as error:
        state = EvidenceState.UNREADABLE if isinstance(error, Refused) else EvidenceState.FAILED
        link.send((state.value, error.detail, error.advice))
    except (BrokenPipeError, ConnectionError, KeyboardInterrupt):
        return  # whoever asked is gone, or goes
    finally:
        link.close()


def _serve(link: Connection, film: Path) -> None:
    digest = file_digest(film)
    evidence = kept(film, digest)
    if evidence is None:
        evidence = measure(film, digest, lambda percent: link.send(("percent", percent)))
        keep(film, evidence)
    link.send(("done", evidence))
