"""The films of one subject in their order, as one line of time.

Why this room exists: a pitch that was interrupted is two films and a hole between them; an examiner must see one
line of time, hear what the hole was, and yet place a tag in the film that it is in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.exam.entry import Entry
from app.exam.flow_state import Gap
from app.exam.vocabulary import body_of, seat

CLIP = "clip"
"""How a tag names the clip that was handed in."""


@dataclass(frozen=True, slots=True)
class ReelFilm:
    """One film on the reel.  ``path`` is None where the file is not on this computer."""

    film: str
    starts_ms: int
    duration_ms: int
    path: Path | None
    torn: bool = False
    gaps: tuple[Gap, ...] = ()

    @property
    def ends_ms(self) -> int:
        """Where the next one begins on the reel."""
        return self.starts_ms + self.duration_ms


@dataclass(frozen=True, slots=True)
class Break:
    """Where one film ends and the next begins: what happened, and for how long."""

    at_ms: int
    cause: str
    lost_ms: int
    restarted: bool


@dataclass(frozen=True, slots=True)
class Reel:
    """Films in order; moments of the reel are ms from the beginning of the first, holes left out."""

    films: tuple[ReelFilm, ...] = ()
    breaks: tuple[Break, ...] = ()
    checks: tuple[int, int] = (0, 0)
    """Of a clip: how many machine checks hold, and of how many."""
    remarks_ms: tuple[int, ...] = ()
    """When the audience's remarks came, as they were drawn: ms of the pitch, interruptions left out."""

    @property
    def duration_ms(self) -> int:
        """How long all films are together."""
        return self.films[-1].ends_ms if self.films else 0

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of films whose files are not here."""
        return tuple(each.film for each in self.films if each.path is None)

    def whole_ms(self, film: str, position_ms: int) -> int | None:
        """Return the moment on the reel of a moment in a film; None where the reel has no such film.

        A moment past a film's end, as one second later than the last, stands at its end and not in the next film.
        """
        own = next((each for each in self.films if each.film == film), None)
        return None if own is None else own.starts_ms + max(0, min(position_ms, own.duration_ms - 1))

    def told_ms(self, film: str, position_ms: int) -> int:
        """Return the moment that people are told of a moment in a film: the reel's, or its own where it is on none."""
        whole_ms = self.whole_ms(film, position_ms)
        return position_ms if whole_ms is None else whole_ms

    def at(self, whole_ms: int) -> tuple[ReelFilm, int] | None:
        """Return the film and the moment in it of a moment on the reel; the end belongs to the last film."""
        if not self.films:
            return None
        found = next((each for each in self.films if whole_ms < each.ends_ms), self.films[-1])
        return found, max(0, min(found.duration_ms, whole_ms - found.starts_ms))


def joined(films: Sequence[ReelFilm], breaks: Sequence[tuple[str, int, bool]] = ()) -> Reel:
    """Lay films end to end; ``breaks`` are (cause, lost ms, restarted) between one and the next."""
    laid: list[ReelFilm] = []
    at_ms = 0
    for each in films:
        laid.append(ReelFilm(each.film, at_ms, each.duration_ms, each.path, each.torn, each.gaps))
        at_ms += each.duration_ms
    holes = (
        Break(film.ends_ms, cause, lost_ms, restarted)
        for film, (cause, lost_ms, restarted) in zip(laid[:-1], breaks, strict=False)
    )
    return Reel(tuple(laid), tuple(holes))


def breaks_of(entries: Sequence[Entry]) -> tuple[tuple[str, int, bool], ...]:
    """Return what a seat's entries say of the time between one film and the next."""
    found: list[tuple[str, int, bool]] = []
    cause, lost_ms, restarted, films = "", 0, False, 0
    for entry in entries:
        match body_of(entry):
            case seat.RecordingStarted():
                if films:
                    found.append((cause, lost_ms, restarted))
                films, cause, lost_ms, restarted = films + 1, "", 0, False
            case seat.Interrupted() as stop:
                cause = stop.cause
            case seat.Resumed() as again:
                lost_ms, restarted = lost_ms + again.lost_ms, restarted or again.restarted
            case _:
                pass
    return tuple(found)
