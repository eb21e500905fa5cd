"""What is written of a film where nobody can change it unseen: in the record of its attempt, else in the log beside it.

Why this room exists: ``kaobo film check`` compares a film with what was promised while it was made, wherever it lies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.exam.errors import Refused
from app.media.film.log_file import LOG_NAME, entries_beside
from app.programs.console import centre

_KINDS = ("recording_anchored", "recording_finished")


@dataclass(frozen=True, slots=True)
class FilmProofs:
    """``heads``: (fragments, head) of each anchor and end; ``digest``: of the whole closed film, or empty."""

    place: str = ""
    heads: tuple[tuple[int, str], ...] = ()
    digest: str = ""


def proofs_of(film: Path, home: Path | None = None) -> FilmProofs:
    """Find what proves a film.

    A film in ``HOME/media/ATTEMPT/`` is compared with that home's record, any other with the log beside it.

    Args:
        home: the home to ask, where the film lies in none.
    """
    film = film.absolute()
    place = film.parent.parent
    around = place.parent if place.name == "media" else None
    for each in (home, around):
        if each is not None and (each / "keys").is_dir():
            found = _in_record(film, each)
            if found.heads:
                return found
    return _proofs("the log beside it", film.name, entries_beside(film))


def _in_record(film: Path, home: Path) -> FilmProofs:
    with centre(home) as opened, opened.store.reading() as books:
        entries = books.ledger.entries(f"{film.parent.name}/seat")
    return _proofs("the record", film.name, ((entry.kind, entry.body) for entry in entries))


def _proofs(place: str, name: str, entries: Iterable[tuple[str, Mapping[str, object]]]) -> FilmProofs:
    bodies = [(kind, body) for kind, body in entries if kind in _KINDS and body["film"] == name]
    heads = tuple((_whole(body["fragments"]), str(body["head"])) for _, body in bodies)
    whole = [str(body["digest"]) for kind, body in bodies if kind == "recording_finished" and not body["torn"]]
    return FilmProofs(place if heads else "", heads, whole[-1] if whole else "")


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise Refused(f"{LOG_NAME} holds a line that is not one of a film's log.", advice="Take it from a backup.")
    return value
