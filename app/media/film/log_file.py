"""What happened to a film, as lines of canonical JSON beside it, where there is no attempt and no database.

Why this room exists: ``kaobo record film`` records outside an exam; its films shall be checkable all the same.
"""

import json
import os
from pathlib import Path
from typing import Any

from app.centre.capture_ports import FilmAnchored, FilmFinished, FilmGap, FilmStarted
from app.exam.canonical import Plain, canonical
from app.exam.errors import Refused
from app.exam.plain import to_plain

LOG_NAME = "film-log.jsonl"


class FileFilmLog:
    """A ``FilmLog`` that appends to a file and brings every line to the disk."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path

    def _append(self, kind: str, body: Plain) -> None:
        with self._path.open("ab") as log:
            log.write(canonical({"kind": kind, "body": body}) + b"\n")
            log.flush()
            os.fsync(log.fileno())

    def recording_started(self, started: FilmStarted) -> None:
        """Append the line."""
        self._append("recording_started", to_plain(started))

    def recording_anchored(self, anchor: FilmAnchored) -> None:
        """Append the line."""
        self._append("recording_anchored", to_plain(anchor))

    def recording_gap(self, gap: FilmGap) -> None:
        """Append the line."""
        self._append("recording_gap", to_plain(gap))

    def recording_finished(self, finished: FilmFinished) -> None:
        """Append the line."""
        self._append("recording_finished", to_plain(finished))

    def interrupted(self, cause: str) -> None:
        """Append the line."""
        self._append("interrupted", {"cause": cause})

    def resumed(self, lost_ms: int, *, restarted: bool) -> None:
        """Append the line."""
        self._append("resumed", {"lost_ms": lost_ms, "restarted": restarted})


def entries_beside(film: Path) -> list[tuple[str, dict[str, Any]]]:
    """Return (kind, body) of every line of the log beside a film; none where there is no log.

    Raises Refused when a line is not one of a film's log.
    """
    log = film.with_name(LOG_NAME)
    if not log.is_file():
        return []
    try:
        lines = [json.loads(line) for line in log.read_bytes().split(b"\n")[:-1]]
        return [(str(line["kind"]), dict(line["body"])) for line in lines]
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(
            f"{LOG_NAME} holds a line that is not one of a film's log.", advice="Take it from a backup."
        ) from error


def proofs_beside(film: Path) -> list[tuple[int, str]]:
    """Return (fragments, head) of every anchor and end that the log beside a film holds of it."""
    kinds = ("recording_anchored", "recording_finished")
    bodies = [body for kind, body in entries_beside(film) if kind in kinds]
    return [(body["fragments"], body["head"]) for body in bodies if body["film"] == film.name]
