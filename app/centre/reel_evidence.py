"""The evidence of a reel: each film's spans on the reel's own time, and what each rubric line is shown.

Why this room exists: tracks and figures are laid beside a mark and never touch it; what concerns which line is the
rubric's own word, and how sure a finding is goes with it everywhere.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.centre.evidence_ports import DEAD_AIR_MS, SILENT_DB, Evidence, Span, covered_ms
from app.centre.reel import Reel
from app.exam.bank import RubricLine


class Shown(StrEnum):
    """The tracks that a timeline draws, in their order."""

    SPEECH = "speech"
    DEAD_AIR = "dead_air"
    FACE = "face"
    BLACK = "black"
    FROZEN = "frozen"


CARE = frozenset({Shown.DEAD_AIR, Shown.BLACK, Shown.FROZEN})
"""Tracks that tell of a fault; left out while there is none."""


@dataclass(frozen=True, slots=True)
class ReelTrack:
    """One track on the reel.  ``sure_percent`` is the mean over its spans by length; None where it has none."""

    shown: Shown
    spans: tuple[Span, ...]

    @property
    def covered_ms(self) -> int:
        """How much of the reel it covers."""
        return sum(span.length_ms for span in self.spans)

    @property
    def sure_percent(self) -> int | None:
        """How sure it is."""
        if not self.covered_ms:
            return None
        return sum(span.sure_percent * span.length_ms for span in self.spans) // self.covered_ms


@dataclass(frozen=True, slots=True)
class LineFigure:
    """One figure beside a rubric line.

    ``what`` is a track, ``effective``, ``loudness`` or ``no_sound``; ``ms`` how much (for ``loudness``: dB),
    ``of_ms`` of how much, ``count`` how many stretches, ``first_ms`` where on the reel the first one is, or -1.
    """

    what: str
    ms: int = 0
    of_ms: int = 0
    count: int = 0
    first_ms: int = -1
    sure_percent: int | None = None


def tracks_of(reel: Reel, found: Mapping[str, Evidence]) -> tuple[ReelTrack, ...]:
    """Return the reel's tracks from the evidence of its films, by name; a film without evidence leaves a hole."""
    spans: dict[Shown, list[Span]] = {shown: [] for shown in Shown}
    for film in reel.films:
        evidence = found.get(film.film)
        if evidence is None:
            continue
        for shown, own in _spans(evidence).items():
            spans[shown] += (
                Span(
                    span.from_ms + film.starts_ms, min(span.to_ms, film.duration_ms) + film.starts_ms, span.sure_percent
                )
                for span in own
                if span.from_ms < film.duration_ms
            )
    tracks = (ReelTrack(shown, tuple(own)) for shown, own in spans.items())
    return tuple(track for track in tracks if track.spans or (track.shown not in CARE and found))


def _spans(evidence: Evidence) -> Mapping[Shown, Sequence[Span]]:
    return {
        Shown.SPEECH: evidence.speech,
        Shown.DEAD_AIR: evidence.dead_air(DEAD_AIR_MS),
        Shown.FACE: evidence.face,
        Shown.BLACK: evidence.black,
        Shown.FROZEN: evidence.frozen,
    }


def line_figures(line: RubricLine, reel: Reel, found: Mapping[str, Evidence]) -> tuple[LineFigure, ...]:
    """Return what is shown beside a rubric line: only what the rubric names for it, only what was found."""
    if not found:
        return ()
    tracks = {track.shown: track for track in tracks_of(reel, found)}
    by_word: Mapping[str, Callable[[], list[LineFigure]]] = {
        "speech": lambda: _speech(reel, found, tracks),
        "face": lambda: [_share(Shown.FACE, reel, found, tracks)],
        "picture": lambda: [
            _share(shown, reel, found, tracks) for shown in (Shown.BLACK, Shown.FROZEN) if shown in tracks
        ],
        "loudness": lambda: _loudness(found),
        "clock": lambda: _clock(reel, found, tracks),
    }
    return tuple(figure for word in line.evidence for figure in by_word.get(word, list)())


def _looked_at_ms(reel: Reel, found: Mapping[str, Evidence]) -> int:
    return sum(film.duration_ms for film in reel.films if film.film in found)


def _share(shown: Shown, reel: Reel, found: Mapping[str, Evidence], tracks: Mapping[Shown, ReelTrack]) -> LineFigure:
    track = tracks.get(shown, ReelTrack(shown, ()))
    first = track.spans[0].from_ms if track.spans and shown in CARE else -1
    return LineFigure(
        shown.value, track.covered_ms, _looked_at_ms(reel, found), len(track.spans), first, track.sure_percent
    )


def _speech(reel: Reel, found: Mapping[str, Evidence], tracks: Mapping[Shown, ReelTrack]) -> list[LineFigure]:
    if not any(each.has_sound for each in found.values()):
        return [LineFigure("no_sound")]
    figures = [_share(Shown.SPEECH, reel, found, tracks)]
    return [*figures, _share(Shown.DEAD_AIR, reel, found, tracks)] if Shown.DEAD_AIR in tracks else figures


def _clock(reel: Reel, found: Mapping[str, Evidence], tracks: Mapping[Shown, ReelTrack]) -> list[LineFigure]:
    whole = _looked_at_ms(reel, found)
    if not any(each.has_sound for each in found.values()):
        return [LineFigure("no_sound")]
    dead = tracks.get(Shown.DEAD_AIR, ReelTrack(Shown.DEAD_AIR, ()))
    effective = whole - covered_ms(dead.spans, 0, reel.duration_ms)
    return [LineFigure("effective", effective, whole, len(dead.spans), -1, dead.sure_percent)]


def _loudness(found: Mapping[str, Evidence]) -> list[LineFigure]:
    levels = sorted(level for each in found.values() for level in each.loudness_db if level > SILENT_DB)
    return [LineFigure("loudness", levels[len(levels) // 2])] if levels else []
