"""The job of looking at a candidate's films: find them, lay them in order, leave a line that somebody looked.

Why this room exists: a film shows a person; whoever opens one is written down before the first picture is seen.
"""

from dataclasses import replace
from pathlib import Path
from typing import Protocol

from app.centre.access import require
from app.centre.draws import draw_of
from app.centre.marking import SheetKey
from app.centre.marking_ports import Reading
from app.centre.ports import Clock, Store
from app.centre.reel import CLIP, Reel, ReelFilm, breaks_of, joined
from app.centre.seat import AttemptContext, context_of
from app.centre.values import SignedIn
from app.exam.entry import instant
from app.exam.errors import Refused
from app.exam.flow import fold
from app.exam.flow_state import AttemptState
from app.exam.paper import audience_script
from app.exam.roles import Act
from app.exam.scheme import Subject


class MediaShelf(Protocol):
    """Where films and clips lie on this computer."""

    def film(self, attempt: str, name: str) -> Path | None:
        """Return the file of a film, or None where it is not here."""
        ...

    def clip(self, attempt: str, digest: str) -> Path | None:
        """Return the file with these bytes among an attempt's clips, or None."""
        ...

    def digest(self, path: Path) -> str:
        """Return the SHA-256 of a file, 64 hex digits."""
        ...

    def torn_fault(self, path: Path, fragments: int, head: str) -> str:
        """Say what is wrong with a torn film against its last proof; empty where nothing is."""
        ...


def open_reel(
    store: Store, clock: Clock, signed: SignedIn, shelf: MediaShelf, key: SheetKey, *, purpose: str = "mark"
) -> Reel:
    """Return the films of a subject in their order, and note that this person opened them, and what for.

    Raises:
        NotAllowed: films are for those who mark.
        Refused: the subject has no film, or none of its files is on this computer.
    """
    require(signed, Act.MARK)
    context = context_of(store, key.attempt)
    with store.reading() as books:
        entries = books.ledger.entries(context.seat_stream)
        decisions = books.ledger.entries(context.desk_stream)
    state = fold(context.scheme, entries, decisions)
    reel = _clip(state, shelf, state.clip.handed_in) if key.subject is Subject.CLIP else Reel()
    if key.subject is Subject.PITCH:
        reel = _pitch(state, shelf)
        reel = replace(joined(reel.films, breaks_of(entries)), remarks_ms=_remarks_ms(store, context, state))
    _require_films(reel)
    at, what_for = instant(clock.now()), f"{purpose} {key.subject.value}"
    with store.writing() as books:
        for film in reel.films:
            if film.path is not None:
                books.readings.note(Reading(at, signed.staff.id, key.attempt, film.film, what_for))
    return reel


def open_clip(store: Store, clock: Clock, signed: SignedIn, shelf: MediaShelf, attempt: str) -> Reel:
    """Return the clip that was handed in, while its gate still runs the last good one; note that this person opened it.

    Raises:
        NotAllowed: clips are for those who mark.
        Refused: there is none, or its file is not on this computer.
    """
    require(signed, Act.MARK)
    context = context_of(store, attempt)
    with store.reading() as books:
        seat_entries = books.ledger.entries(context.seat_stream)
        state = fold(context.scheme, seat_entries, books.ledger.entries(context.desk_stream))
    reel = _clip(state, shelf, state.clip.handed_in or state.clip.last_usable)
    _require_films(reel)
    with store.writing() as books:
        reading = Reading(instant(clock.now()), signed.staff.id, attempt, CLIP, f"mark {Subject.CLIP.value}")
        books.readings.note(reading)
    return reel


def _remarks_ms(store: Store, context: AttemptContext, state: AttemptState) -> tuple[int, ...]:
    if not state.sample:
        return ()
    with store.reading() as books:
        draw = draw_of(books, context.sitting, context.booking)
    script = audience_script(context.bank, state.sample, draw, context.scheme.pitch.minutes * 60_000)
    return tuple(at_ms for at_ms, _ in script.remarks)


def _pitch(state: AttemptState, shelf: MediaShelf) -> Reel:
    return joined(
        [
            ReelFilm(film.film, 0, film.duration_ms, shelf.film(state.attempt, film.film), film.torn, film.gaps)
            for film in state.films if film.finished
        ]
    )  # fmt: skip


def _clip(state: AttemptState, shelf: MediaShelf, digest: str) -> Reel:
    received = next((each for each in state.clips if each.clip == digest), None)
    if received is None:
        return Reel()
    film = ReelFilm(CLIP, 0, received.duration_ms, shelf.clip(state.attempt, digest))
    held = sum(check.holds for check in received.checks)
    return replace(joined([film]), checks=(held, len(received.checks)))


def _require_films(reel: Reel) -> None:
    if not reel.films:
        raise Refused(
            "This subject has no film to look at.",
            advice="Mark what was seen live, or note why nothing was handed in.",
            zh=("该科目没有可看的录像。", "请按现场所见评分，或注明未提交的原因。"),
        )
    if len(reel.missing) == len(reel.films):
        names = ", ".join(reel.missing)
        raise Refused(
            f"The film is not on this computer: {names}.",
            advice="Bring it from the booth's computer, then open the sheet again.",
            zh=(f"录像不在这台电脑上：{names}。", "请从直播间电脑取来后再打开评分表。"),
        )
