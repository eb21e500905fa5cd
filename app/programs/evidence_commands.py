"""The command ``evidence``: what a film shows, on the terminal or as JSON.

Why this room exists: an appeal or a trainer may want the tracks of a film without the desk's window.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from app.centre.evidence_ports import DEAD_AIR_MS, Evidence, EvidenceProgress, Span
from app.exam.plain import to_plain
from app.media.evidence.room import evidence_of
from app.programs.console import JsonOption, existing, progress, say, say_json

FilmArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The film.")]
PauseOption = Annotated[int, typer.Option("--pause-ms", min=500, help="From here on a pause is dead air.")]


def register(top: typer.Typer) -> None:
    """Add the command to the program."""
    top.command("evidence")(evidence)


def evidence(film: FilmArgument, pause_ms: PauseOption = DEAD_AIR_MS, as_json: JsonOption = False) -> None:
    """Show a film's speech, dead air, faces, loudness, black and frozen picture; none of it is a mark.

    Computed once and kept beside the film.
    Example: `kaobo evidence pitch.mp4 --json`
    """
    existing(film, "film")
    with progress("Evidence", 100) as bar:
        shown = 0

        def follow(report: EvidenceProgress) -> None:
            nonlocal shown
            bar.step(report.percent - shown)
            shown = report.percent

        found = evidence_of(film, follow)
    if as_json:
        times = {"clock_ms": found.duration_ms, "effective_ms": found.effective_ms(pause_ms=pause_ms)}
        say_json({"evidence": to_plain(found), "pause_ms": pause_ms, **times})
        return
    for line in lines_of(found, pause_ms):
        say(line)


def lines_of(found: Evidence, pause_ms: int = DEAD_AIR_MS) -> Iterator[str]:
    """Write evidence as lines for a terminal."""
    yield f"{found.film}: clock time {_clock(found.duration_ms)}"
    if found.has_sound:
        yield f"effective time {_clock(found.effective_ms(pause_ms=pause_ms))} (pauses from {pause_ms} ms on left out)"
        yield from _spans("speech", found.speech)
        yield from _spans("dead air", found.dead_air(pause_ms))
        yield f"loudness: {_middle(found.loudness_db)} dB in the middle, {max(found.loudness_db)} dB at most"
    else:
        yield "no sound"
    if not found.has_picture:
        yield "no picture"
        return
    for name in ("face", "absence", "black", "frozen"):
        yield from _spans(name, getattr(found, name))


def _spans(name: str, spans: Sequence[Span]) -> Iterator[str]:
    if not spans:
        yield f"{name}: none"
    for span in spans:
        yield f"{name}: {_clock(span.from_ms)} to {_clock(span.to_ms)}, {span.sure_percent} % sure"


def _middle(levels: Sequence[int]) -> int:
    return sorted(levels)[len(levels) // 2]


def _clock(moment_ms: int) -> str:
    minutes, rest = divmod(moment_ms, 60_000)
    return f"{minutes}:{rest / 1000:06.3f}"
