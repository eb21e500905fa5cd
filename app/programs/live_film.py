"""A pitch that is really recorded: from a camera that a phone would be, into the attempt's media folder.

Why this room exists: the demo shows the recorder itself, on a machine without camera or sound card.
"""

from collections.abc import Callable
from pathlib import Path

from app.exam.entry import Entry
from app.media.film.check import check_film
from app.media.film.digest import file_digest
from app.programs.rehearsal.attempt import REHEARSED


def media_check(media: Path) -> Callable[[Entry], str]:
    """Return what ``record verify`` asks about an entry that names a film."""

    def check(entry: Entry) -> str:
        film = str(entry.body.get("film", ""))
        if entry.kind not in ("recording_anchored", "recording_finished") or film.startswith(REHEARSED):
            return ""
        path = media / entry.stream.partition("/")[0] / film
        if not path.is_file():
            return f"its film {film} is missing"
        if entry.kind == "recording_anchored":
            return ""  # the whole film's digest says more, once the film is finished
        return _fault(path, entry)

    return check


def _fault(path: Path, entry: Entry) -> str:
    if entry.body["torn"]:
        faults = check_film(path, [(_whole(entry.body["fragments"]), str(entry.body["head"]))]).faults
        return f"its film {path.name}: {faults[0]}" if faults else ""
    return "" if file_digest(path) == entry.body["digest"] else f"its film {path.name} was changed"


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value
