"""Have evidence computed in the background, one film after the other, with progress.

Why this room exists: see ``evidence_process``; this is its other end, on the side of the desk.
"""

import multiprocessing
import queue
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from app.centre.evidence_ports import Evidence, EvidenceProgress, EvidenceState
from app.exam.errors import Refused, Unavailable
from app.media.evidence.evidence_process import serve_evidence
from app.media.evidence.kept import kept
from app.media.film.digest import file_digest

type Told = Callable[[EvidenceProgress], None]

_POLL_S = 0.1
_ENDS = (EvidenceState.DONE, EvidenceState.UNREADABLE, EvidenceState.FAILED)


class BackgroundEvidence:
    """An ``EvidenceRoom`` with one lane: a thread that waits and, for each film, a process that works."""

    def __init__(self) -> None:
        self._asked: queue.SimpleQueue[tuple[Path, Told] | None] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._lane: threading.Thread | None = None

    def kept(self, film: Path) -> Evidence | None:
        """Return the evidence that is beside a film and belongs to these very bytes."""
        return kept(film, file_digest(film)) if film.is_file() else None

    def ask(self, film: Path, told: Told) -> None:
        """Have a film's evidence computed; ``told`` is called on the lane's thread, one of the ends last.

        Raises:
            Refused: there is no such film.
        """
        if not film.is_file():
            raise Refused(f"There is no film {film}.", advice="Check the name.")
        told(EvidenceProgress(EvidenceState.WAITING))
        self._asked.put((film, told))
        if self._lane is None or not self._lane.is_alive():
            self._lane = threading.Thread(target=self._work, name="evidence", daemon=True)
            self._lane.start()

    def close(self) -> None:
        """Stop what is being computed; nothing half done is kept."""
        self._closing.set()
        self._asked.put(None)
        if self._lane is not None:
            self._lane.join()

    def _work(self) -> None:
        while (asked := self._asked.get()) is not None and not self._closing.is_set():
            film, told = asked
            try:
                last = self._computed(film, told)
            except OSError:  # no further process, no further pipe: the next film may find them
                last = _stopped(film)
            if last is not None:
                told(last)

    def _computed(self, film: Path, told: Told) -> EvidenceProgress | None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=serve_evidence, args=(theirs, str(film)), daemon=True)
        process.start()
        theirs.close()
        try:
            return self._followed(ours, film, told)
        finally:
            ours.close()
            process.terminate()
            process.join()

    def _followed(self, link: Connection, film: Path, told: Told) -> EvidenceProgress | None:
        told(EvidenceProgress(EvidenceState.COMPUTING))
        while not self._closing.is_set():
            try:
                if not link.poll(_POLL_S):
                    continue
                message = link.recv()
            except (EOFError, OSError):
                return _stopped(film)
            if message[0] != "percent":
                return _last(message)
            told(EvidenceProgress(EvidenceState.COMPUTING, message[1]))
        return None


def _stopped(film: Path) -> EvidenceProgress:
    return EvidenceProgress(
        EvidenceState.FAILED,
        detail=f"Computing the evidence of {film.name} stopped in the middle.",
        advice="Ask for it again; marking needs no evidence.",
    )


def _last(message: tuple[str, Evidence] | tuple[str, str, str]) -> EvidenceProgress:
    if len(message) == 2:
        return EvidenceProgress(EvidenceState.DONE, 100, message[1])
    return EvidenceProgress(EvidenceState(message[0]), detail=message[1], advice=message[2])


def evidence_of(film: Path, told: Told = lambda _progress: None) -> Evidence:
    """Compute a film's evidence, or take what is kept, and wait for it.

    Raises:
        Refused: there is no film that can be read.
        Unavailable: it could not be computed or kept.
    """
    room, over, last = BackgroundEvidence(), threading.Event(), list[EvidenceProgress]()

    def follow(progress: EvidenceProgress) -> None:
        told(progress)
        if progress.state in _ENDS:
            last.append(progress)
            over.set()

    try:
        room.ask(film, follow)
        over.wait()
    finally:
        room.close()
    if last[0].evidence is None:
        family = Refused if last[0].state is EvidenceState.UNREADABLE else Unavailable
        raise family(last[0].detail, advice=last[0].advice)
    return last[0].evidence
