"""The commands of capture: ``cameras``, ``microphones``, ``record film``, ``film check``, ``film mend``.

Why this room exists: everything that the booth does with camera and film can be done and tried without a window.
"""

import signal
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from app.centre.capture_ports import GateReport, GateVerdict, Notice
from app.exam.errors import Refused
from app.media.capture.cameras import CameraWish, ListedDevice, listed_cameras
from app.media.capture.filming import Filming, FilmingEars, FilmingPlan
from app.media.capture.microphone_process import device_names
from app.media.capture.microphones import listed_microphones
from app.media.capture.sources import camera_source, microphone_source
from app.media.capture.station_gate import station_gate
from app.media.capture.writer import QUALITY_720, QUALITY_1080
from app.media.film.check import check_film, lines_of
from app.media.film.log_file import LOG_NAME, FileFilmLog
from app.media.film.mend import mend_film
from app.programs.console import HomeOption
from app.programs.film_proofs import proofs_of

_NO_DEVICE = "none on this computer; a phone's stream (rtsp://…, http://…) or a file serves as well"


def register(record_app: typer.Typer, top_app: typer.Typer) -> None:
    """Add the commands: ``film`` to ``record_app``, the rest to ``top_app``."""
    top_app.command("cameras")(cameras)
    top_app.command("microphones")(microphones)
    record_app.command("film")(record_film)
    film = typer.Typer(help="Look at films and mend them.", no_args_is_help=True)

    film.command("check")(film_check)
    film.command("mend")(film_mend)
    top_app.add_typer(film, name="film")


def _list(devices: Sequence[ListedDevice]) -> None:
    for device in devices:
        typer.echo(f"{device.source}\t{device.name}\t{device.detail}".rstrip())
    if not devices:
        typer.echo(_NO_DEVICE)


def cameras() -> None:
    """List this computer's cameras.

    Example: `kaobo cameras`
    """
    _list(listed_cameras())


def microphones() -> None:
    """List this computer's microphones.

    Example: `kaobo microphones`
    """
    _list(listed_microphones())


def record_film(
    camera: Annotated[str, typer.Option(help="0, device:0, rtsp://…, http://…, a file, pattern")],
    out: Annotated[Path, typer.Option(help="the folder for the film")],
    microphone: Annotated[
        str, typer.Option(help="default, device:NAME, stream, an address, a file, silence")
    ] = "default",
    seconds: Annotated[int, typer.Option(min=1, help="how long")] = 300,
    name: Annotated[str, typer.Option(help="the film's name without .mp4")] = "pitch",
    full_hd: Annotated[bool, typer.Option("--1080", help="1080p instead of 720p")] = False,
) -> None:
    """Record a film; Ctrl+C ends it cleanly.

    Example: `kaobo record film pitch.mp4 --camera http://192.0.2.7:8080/video`
    """
    wish = CameraWish(1920, 1080) if full_hd else CameraWish()
    quality = QUALITY_1080 if full_hd else QUALITY_720
    plan = FilmingPlan(camera_source(camera), microphone_source(microphone), out, name, quality, wish)
    if out.exists() and not out.is_dir():
        raise Refused(f"{out} is a file, not a folder.", advice="Name a folder for the film.")
    filming = Filming(plan, FileFilmLog(out / LOG_NAME), FilmingEars(noticed=_tell))
    _run(filming, seconds)
    for film in filming.films:
        state = "torn" if film.torn else "whole"
        typer.echo(f"{out / film.film}: {film.frames} pictures, {film.duration_ms / 1000:.3f} s, "
                   f"{film.film_bytes} bytes, {film.dropped_frames} dropped, {state}")  # fmt: skip


def _tell(notice: Notice) -> None:
    words = f"{notice.detail} {notice.advice}" if notice.begun else f"Over: {notice.detail}"
    typer.echo(words.rstrip(), err=True)


def _run(filming: Filming, seconds: int) -> None:
    def _end(_number: int, _frame: FrameType | None) -> None:
        filming.halt()

    before = {number: signal.signal(number, _end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        filming.run(until_ms=seconds * 1000)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def film_check(film: Annotated[Path, typer.Argument(help="the film")], home: HomeOption = None) -> None:
    """Say what a film holds and whether it is as recorded; exit 1 when it is not.

    A film in a home's `media` folder is compared with the record there, any other with the log beside it.
    Example: `kaobo film check pitch.mp4`
    """
    proofs = proofs_of(film, home)
    report = check_film(film, proofs.heads, proofs.digest)
    *lines, verdict = lines_of(report)
    compared = (
        f"compared with {proofs.place}: {len(proofs.heads)} proofs" if proofs.place else "nothing to compare with"
    )
    typer.echo("\n".join([*lines, compared, verdict]))
    if report.faults:
        raise typer.Exit(1)


def film_mend(
    film: Annotated[Path, typer.Argument(help="the torn film")],
    to: Annotated[Path | None, typer.Option(help="where to write the whole one")] = None,
) -> None:
    """Make a torn film whole by stream copy; the original is not touched.

    Example: `kaobo film mend pitch.mp4 --to whole.mp4`
    """
    typer.echo(str(mend_film(film, to)))


def gate_report(camera: str, microphone: str, folder: Path, *, seconds: int = 6) -> GateReport:
    """Run the station gate for ``kaobo doctor``, asking for a word on the terminal."""
    return station_gate(
        camera_source(camera), microphone_source(microphone), folder,
        seconds=seconds, ask_for_word=lambda: typer.echo("Please say a word…"),
    )  # fmt: skip


def gate_lines(report: GateReport) -> list[str]:
    """Write a gate's report as lines for a terminal."""
    marks = {GateVerdict.GO: "go", GateVerdict.WARNING: "go with a warning", GateVerdict.NO_GO: "NO GO"}
    lines = [
        f"{finding.check}: {marks[finding.verdict]}: {finding.value} {finding.advice}".rstrip()
        for finding in report.findings
    ]
    return [*lines, f"station: {marks[report.verdict]}"]


def default_sources() -> tuple[str, str]:
    """Return the first camera and the default microphone of this computer, or empty texts."""
    found = listed_cameras()
    names = device_names()
    return (found[0].source if found else "", "default" if names else "")
