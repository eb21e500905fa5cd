"""A pitch that is really recorded: from a camera that a phone would be, into the attempt's media folder.

Why this room exists: the demo shows the recorder itself, on a machine without camera or sound card.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from app.centre.film_record import SeatFilmLog
from app.centre.seat import Seat
from app.exam.entry import Entry
from app.exam.flow_state import AttemptState
from app.exam.vocabulary.seat import ClipReceived, DevicesChecked, Finding
from app.media.capture.demo_camera import DemoCamera
from app.media.capture.filming import Filming, FilmingEars, FilmingPlan
from app.media.capture.sources import camera_source, microphone_source
from app.media.capture.station_gate import station_gate
from app.media.editing.handing import check_clip
from app.media.film.check import check_film
from app.media.film.digest import file_digest
from app.programs.rehearsal.attempt import REHEARSED

GATE_SECONDS = 2


def gate_of(camera: DemoCamera, folder: Path) -> DevicesChecked:
    """Run the station gate for real and return its findings as the record keeps them."""
    source, sound = camera_source(camera.address), microphone_source(camera.sound_address)
    report = station_gate(source, sound, folder, seconds=GATE_SECONDS)
    findings = tuple(Finding(each.check, each.verdict.value, each.value) for each in report.findings)
    return DevicesChecked(result=report.verdict.value, findings=findings)


def live_filming(camera: DemoCamera, media: Path, seconds: int) -> Callable[[Seat], Iterator[AttemptState]]:
    """Return a filming that records ``seconds`` from a camera into ``media/<attempt>``."""

    def roll(sitter: Seat) -> Iterator[AttemptState]:
        failures: list[BaseException] = []
        plan = FilmingPlan(
            camera_source(camera.address), microphone_source(camera.sound_address), media / sitter.attempt
        )
        Filming(plan, SeatFilmLog(sitter), FilmingEars(log_failed=failures.append)).run(until_ms=seconds * 1000)
        if failures:
            raise failures[0]
        if sitter.state.interrupted:  # something was lost just before the end: the film is closed, nothing waits
            sitter.go_on()
        yield sitter.state

    return roll


def live_clip(film: Path, media: Path) -> Callable[[Seat], ClipReceived]:
    """Return what hands a film in as the candidate's clip: kept in ``media/<attempt>`` and checked as any other."""

    def hand_in(sitter: Seat) -> ClipReceived:
        kept = media / sitter.attempt / "clip-1.mp4"
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(film, kept)
        return check_clip(kept, sitter.context.scheme.clip).received("phone")

    return hand_in


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
