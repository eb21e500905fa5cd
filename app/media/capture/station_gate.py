"""The station gate: try camera, microphone and disk for real, and say go, go with a warning, or no go.

Why this room exists: what will fail in a pitch must fail before anybody has begun it, with the one thing to do.
"""

import os
import shutil
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from app.centre.capture_ports import GateFinding, GateReport, GateVerdict
from app.exam.errors import DeskError
from app.media.capture.cameras import CameraWish
from app.media.capture.clock import NS, now_ns
from app.media.capture.pictures import Picture, brightness, signature
from app.media.capture.readers import Intake, Readers
from app.media.capture.sound import RATE, Sound, is_digital_silence, level_db
from app.media.capture.sources import Source, SourceKind
from app.media.capture.watch import minutes_left

GO, WARNING, NO_GO = GateVerdict.GO, GateVerdict.WARNING, GateVerdict.NO_GO

_MINUTE_BYTES = 16_000_000
_PROBE_BYTES = 16_000_000
_OPEN_NS = 6 * NS
_WORD_DB, _LOUD_DB = -40, -1


@dataclass(slots=True)
class _Heard:
    pictures: list[int] = field(default_factory=list)
    signatures: set[bytes] = field(default_factory=set)
    last: Picture | None = None
    sounds: list[Sound] = field(default_factory=list)


def station_gate(
    camera: Source,
    microphone: Source,
    folder: Path,
    *,
    seconds: int = 6,
    ask_for_word: Callable[[], None] = lambda: None,
) -> GateReport:
    """Run the gate; it opens both sources for ``seconds``.

    Args:
        camera: what to open.
        microphone: what to open; ``silence`` is not asked for a level.
        folder: where films will be written.
        seconds: how long to look and listen, at least 2.
        ask_for_word: called when the microphone listens: ask the person for a word.
    Returns: a finding each of camera, frame_rate, exposure, microphone, level, clock_drift, disk_minutes, write_speed.
    """
    intake = Intake()
    readers = Readers(camera, microphone, intake, lambda _: None, CameraWish())
    readers.start()
    ask_for_word()
    try:
        heard = _listen(intake, seconds)
    finally:
        readers.halt()
        readers.join()
    findings = [
        *_camera_findings(heard, intake.camera_error),
        *_sound_findings(heard, intake.microphone_error, microphone),
    ]
    return GateReport((*findings, *_disk_findings(folder)))


def _listen(intake: Intake, seconds: int) -> _Heard:
    """Look and listen for ``seconds`` from the moment at which both have begun; give up
    what has not begun after six seconds.
    """
    heard, both = _Heard(), False
    until = now_ns() + _OPEN_NS
    while now_ns() < until:
        picture, sounds = intake.take(0.1)
        heard.sounds += sounds
        if picture is not None:
            heard.pictures.append(picture.at_ns)
            heard.signatures.add(signature(picture))
            heard.last = picture
        if not both and heard.pictures and heard.sounds:
            both, until = True, now_ns() + seconds * NS
    return heard


def _camera_findings(heard: _Heard, error: DeskError | None) -> list[GateFinding]:
    last = heard.last
    if last is None:
        detail, advice = (error.detail, error.advice) if error else ("No picture came.", "Check the camera.")
        return [GateFinding("camera", NO_GO, detail, advice)]
    span = heard.pictures[-1] - heard.pictures[0]
    rate_x10 = (len(heard.pictures) - 1) * 10 * NS // span if span else 0
    verdict = GO if rate_x10 >= 240 else WARNING if rate_x10 >= 120 else NO_GO
    found = [
        GateFinding("camera", GO, f"{last.width} x {last.height}"),
        GateFinding("frame_rate", verdict, f"{rate_x10 // 10}.{rate_x10 % 10} pictures a second",
                    "" if verdict is GO else "Give more light, a shorter cable or a better network."),
    ]  # fmt: skip
    if len(heard.signatures) == 1 and len(heard.pictures) > 10:
        found[0] = GateFinding(
            "camera", NO_GO, "the picture does not move", "Unlock the phone or reconnect the camera."
        )
    return [*found, _exposure(last)]


def _exposure(picture: Picture) -> GateFinding:
    mean, dark, burnt = brightness(picture)
    value = f"mean {mean} of 255, {dark} % black, {burnt} % burnt out"
    if mean < 12:
        return GateFinding(
            "exposure", NO_GO, value, "The picture is black: open the lens cover and switch the light on."
        )
    if mean < 50 or dark > 80:
        return GateFinding("exposure", WARNING, value, "The picture is too dark: switch the ring light on.")
    if mean > 215 or burnt > 35:
        return GateFinding("exposure", WARNING, value, "The picture is burnt out: dim the light or turn it away.")
    return GateFinding("exposure", GO, value)


def _sound_findings(heard: _Heard, error: DeskError | None, microphone: Source) -> list[GateFinding]:
    if microphone.kind is SourceKind.SILENCE:
        return [
            GateFinding("microphone", WARNING, "none: the film will be silent", "Name a microphone if there is one.")
        ]
    if not heard.sounds:
        detail, advice = (error.detail, error.advice) if error else ("No sound came.", "Check the microphone.")
        return [GateFinding("microphone", NO_GO, detail, advice)]
    samples = np.concatenate([sound.samples for sound in heard.sounds])
    if is_digital_silence(samples):
        return [GateFinding("microphone", NO_GO, "digital silence", "Unmute the microphone, or plug it in anew.")]
    level = level_db(samples)
    findings = [GateFinding("microphone", GO, f"{samples.size * 1000 // RATE} ms heard"), _level(level)]
    return [*findings, *_drift(heard.sounds)]


def _level(level: int) -> GateFinding:
    if level < _WORD_DB:
        return GateFinding(
            "level", WARNING, f"{level} dB at most", "Speak a word; if it was spoken, move the microphone closer."
        )
    if level >= _LOUD_DB:
        return GateFinding("level", WARNING, f"{level} dB: too loud", "Turn the microphone down.")
    return GateFinding("level", GO, f"{level} dB at most")


def _drift(sounds: list[Sound]) -> list[GateFinding]:
    """Compare the microphone's clock with ours; under 2 s of sound nothing can be said."""
    counted, offsets = 0, []
    for sound in sounds:
        counted += sound.samples.size
        offsets.append(sound.ends_ns - counted * NS // RATE)
    half = len(offsets) // 2
    length_ns = counted * NS // RATE
    if length_ns < 2 * NS or half < 10:
        return []
    # The least delay of each half: single chunks jitter far more than a clock drifts.
    ppm = (min(offsets[half:]) - min(offsets[:half])) * 2_000_000 // length_ns
    verdict = GO if abs(ppm) < 1000 else WARNING
    return [GateFinding("clock_drift", verdict, f"{ppm} ppm", "" if verdict is GO else "Use another microphone.")]


def _disk_findings(folder: Path) -> list[GateFinding]:
    folder.mkdir(parents=True, exist_ok=True)
    minutes = minutes_left(shutil.disk_usage(folder).free, _MINUTE_BYTES)
    verdict = GO if minutes >= 60 else WARNING if minutes >= 15 else NO_GO
    advice = "" if verdict is GO else "Free space: move finished films to the archive."
    room = GateFinding("disk_minutes", verdict, f"{minutes} minutes", advice)
    return [room] if verdict is NO_GO else [room, _write_speed(folder)]


def _write_speed(folder: Path) -> GateFinding:
    probe = folder / f".write-probe-{os.getpid()}-{threading.get_ident()}"
    block, begun = os.urandom(1 << 20), now_ns()
    try:
        with probe.open("wb") as content:
            for _ in range(_PROBE_BYTES >> 20):
                content.write(block)
            content.flush()
            os.fsync(content.fileno())
    except OSError as error:
        return GateFinding("write_speed", NO_GO, f"cannot write: {error.strerror}", "Check the disk and its rights.")
    finally:
        with suppress(FileNotFoundError):
            probe.unlink()
    speed = _PROBE_BYTES * 1000 // max(1, (now_ns() - begun))
    verdict = GO if speed >= 5 else WARNING if speed >= 1 else NO_GO
    return GateFinding("write_speed", verdict, f"{speed} MB a second", "" if verdict is GO else "Use a faster disk.")
