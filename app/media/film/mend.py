"""Make a torn film whole by copying its streams into a new file; the original is not touched.

Why this room exists: a torn film plays here, but a court's player or a phone may want an ordinary MP4.
"""

from contextlib import suppress
from pathlib import Path

import av
from av.container import InputContainer, OutputContainer

from app.centre.capture_ports import FilmFinished
from app.exam.errors import Refused, Unavailable
from app.media.film.check import check_film
from app.media.film.digest import file_digest


def mended_path(film: Path) -> Path:
    """Return where a mended film is written."""
    return film.with_name(f"{film.stem}.mended{film.suffix}")


def mend_film(film: Path, target: Path | None = None) -> Path:
    """Copy what a film holds into an ordinary MP4, packet by packet, without encoding anew.

    Raises:
        Refused: nothing playable is in it, or the target is there already.
        Unavailable: the disk took no more; no half file is left.
    """
    target = target or mended_path(film)
    if not film.is_file():
        raise Refused(f"There is no film {film}.", advice="Check the name.")
    if target.exists():
        raise Refused(f"{target.name} is there already.", advice="Move it away, then mend again.")
    part = target.with_suffix(".part")
    try:
        with (
            av.open(str(film)) as source,
            av.open(str(part), "w", format="mp4", options={"movflags": "faststart"}) as made,
        ):
            _copy(source, made)
        part.rename(target)
    except av.error.InvalidDataError as error:
        raise Refused(f"{film.name} holds no film that can be mended.", advice="Take it from a backup.") from error
    except OSError as error:
        raise Unavailable(f"{target.name} could not be written.", advice="Free some space, then mend again.") from error
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
    return target


def _copy(source: InputContainer, made: OutputContainer) -> None:
    if not source.streams.video:
        raise av.error.InvalidDataError(0, "no picture")
    pairs = {
        stream.index: made.add_stream_from_template(stream) for stream in (*source.streams.video, *source.streams.audio)
    }
    for packet in source.demux():
        if packet.dts is not None and packet.stream.index in pairs:
            packet.stream = pairs[packet.stream.index]
            made.mux(packet)


def account_for_torn(film: Path) -> FilmFinished:
    """Return the end of a film whose process died, as it stands in the record after a restart.

    Raises Refused when nothing playable was written.
    """
    report = check_film(film)
    return FilmFinished(
        film.name, report.duration_ms, film.stat().st_size, report.frames, 0,
        report.proven_fragments, report.head, file_digest(film), torn=not report.whole,
    )  # fmt: skip
