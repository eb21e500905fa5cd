"""What the station gate makes of what it saw and heard: one finding each, in both languages.

Why this room exists: the gate of the command line opens its own camera, the kiosk's looks through one that is
open already; both judge alike.
"""

import os
import shutil
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from app.centre.capture_ports import GateFinding, GateReport, GateVerdict
from app.exam.errors import DeskError
from app.media.capture.clock import NS, now_ns
from app.media.capture.pictures import Picture, brightness, signature
from app.media.capture.power import power_finding
from app.media.capture.sound import RATE, Sound, is_digital_silence, level_db
from app.media.capture.sources import Source, SourceKind
from app.media.capture.watch import minutes_left

GO, WARNING, NO_GO = GateVerdict.GO, GateVerdict.WARNING, GateVerdict.NO_GO

_MINUTE_BYTES = 16_000_000
_PROBE_BYTES = 16_000_000
WORD_DB, _LOUD_DB = -40, -1


@dataclass(slots=True)
class Heard:
    """What came from camera and microphone while the gate looked, and what went wrong."""

    pictures: list[int] = field(default_factory=list)
    signatures: set[bytes] = field(default_factory=set)
    last: Picture | None = None
    sounds: list[Sound] = field(default_factory=list)
    camera_error: DeskError | None = None
    microphone_error: DeskError | None = None

    @property
    def both(self) -> bool:
        """Whether picture and sound have begun."""
        return bool(self.pictures and self.sounds)

    def take(self, picture: Picture | None, sounds: list[Sound]) -> None:
        """Add what came."""
        self.sounds += sounds
        if picture is not None:
            self.pictures.append(picture.at_ns)
            self.signatures.add(signature(picture))
            self.last = picture


def gate_report_of(heard: Heard, microphone: Source, folder: Path, *, silence_allowed: bool = False) -> GateReport:
    """Judge what was seen and heard, then disk and power; ``silence_allowed``: the scheme takes a silent film."""
    findings = [*_camera_findings(heard), *_sound_findings(heard, microphone, silence_allowed=silence_allowed)]
    return GateReport((*findings, *_disk_findings(folder), power_finding()))


def _fault(check: str, error: DeskError | None, missing: str, advice: str, zh: tuple[str, str]) -> GateFinding:
    if error is None:
        return GateFinding(check, NO_GO, missing, advice, zh)
    return GateFinding(check, NO_GO, error.detail, error.advice, error.zh or zh)


def _camera_findings(heard: Heard) -> list[GateFinding]:
    last = heard.last
    if last is None:
        return [_fault("camera", heard.camera_error, "No picture came.", "Check the camera.",
                       ("没有画面", "请检查摄像头的连线，再点“重新检查”。"))]  # fmt: skip
    span = heard.pictures[-1] - heard.pictures[0]
    rate_x10 = (len(heard.pictures) - 1) * 10 * NS // span if span else 0
    verdict = GO if rate_x10 >= 240 else WARNING if rate_x10 >= 120 else NO_GO
    rate, fine = f"{rate_x10 // 10}.{rate_x10 % 10}", verdict is GO
    found = [
        GateFinding("camera", GO, f"{last.width} x {last.height}", zh=(f"{last.width}×{last.height}", "")),
        GateFinding("frame_rate", verdict, f"{rate} pictures a second",
                    "" if fine else "Give more light, a shorter cable or a better network.",
                    (f"每秒 {rate} 帧", "" if fine else "请打开补光灯，或换一根更短的线。")),
    ]  # fmt: skip
    if len(heard.signatures) == 1 and len(heard.pictures) > 10:
        advice = "Unlock the phone or reconnect the camera."
        found[0] = GateFinding("camera", NO_GO, "the picture does not move", advice,
                               ("画面不动", "请解锁手机，或重新接上摄像头。"))  # fmt: skip
    return [*found, _exposure(last)]


def _exposure(picture: Picture) -> GateFinding:
    mean, dark, burnt = brightness(picture)
    value = f"mean {mean} of 255, {dark} % black, {burnt} % burnt out"
    said = f"平均亮度 {mean}（共 255），全黑 {dark} %，过曝 {burnt} %"
    if mean < 12:
        advice = "The picture is black: open the lens cover and switch the light on."
        return GateFinding("exposure", NO_GO, value, advice,
                           (said, "画面是黑的：请打开镜头盖并开灯。"))  # fmt: skip
    if mean < 50 or dark > 80:
        return GateFinding("exposure", WARNING, value, "The picture is too dark: switch the ring light on.",
                           (said, "画面太暗：请打开补光灯。"))  # fmt: skip
    if mean > 215 or burnt > 35:
        return GateFinding("exposure", WARNING, value, "The picture is burnt out: dim the light or turn it away.",
                           (said, "画面过亮：请调暗或转开灯光。"))  # fmt: skip
    return GateFinding("exposure", GO, value, zh=(said, ""))


def _sound_findings(heard: Heard, microphone: Source, *, silence_allowed: bool) -> list[GateFinding]:
    if microphone.kind is SourceKind.SILENCE:
        return [_silence(allowed=silence_allowed)]
    if not heard.sounds:
        return [_fault("microphone", heard.microphone_error, "No sound came.", "Check the microphone.",
                       ("没有声音", "请检查麦克风的连线，再点“重新检查”。"))]  # fmt: skip
    samples = np.concatenate([sound.samples for sound in heard.sounds])
    if is_digital_silence(samples):
        return [GateFinding("microphone", NO_GO, "digital silence", "Unmute the microphone, or plug it in anew.",
                            ("完全无声", "请打开麦克风的静音开关，或重新插一次。"))]  # fmt: skip
    ms = samples.size * 1000 // RATE
    listened = GateFinding("microphone", GO, f"{ms} ms heard", zh=(f"听到 {ms // 1000}.{ms % 1000 // 100} 秒", ""))
    return [listened, _level(level_db(samples)), *_drift(heard.sounds)]


def _silence(*, allowed: bool) -> GateFinding:
    value, said = "none: the film will be silent", "没有麦克风，录像将没有声音"
    if allowed:
        return GateFinding("microphone", WARNING, value, "Name a microphone if there is one.",
                           (said, "有麦克风的话，请让考评员接上。"))  # fmt: skip
    return GateFinding("microphone", NO_GO, value, "Name a microphone: the scheme takes no silent film.",
                       (said, "本方案不接受无声录像，请让考评员接上麦克风。"))  # fmt: skip


def _level(level: int) -> GateFinding:
    if level < WORD_DB:
        return GateFinding("level", WARNING, f"{level} dB at most",
                           "Speak a word; if it was spoken, move the microphone closer.",
                           (f"最响 {level} dB", "请说一句话；说过仍如此，就把麦克风移近些。"))  # fmt: skip
    if level >= _LOUD_DB:
        return GateFinding("level", WARNING, f"{level} dB: too loud", "Turn the microphone down.",
                           (f"{level} dB，太响", "请把麦克风音量调低。"))  # fmt: skip
    return GateFinding("level", GO, f"{level} dB at most", zh=(f"最响 {level} dB", ""))


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
    fine = abs(ppm) < 1000
    return [GateFinding("clock_drift", GO if fine else WARNING, f"{ppm} ppm", "" if fine else "Use another microphone.",
                        (f"相差百万分之 {ppm}", "" if fine else "请换一个麦克风。"))]  # fmt: skip


def _disk_findings(folder: Path) -> list[GateFinding]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        minutes = minutes_left(shutil.disk_usage(folder).free, _MINUTE_BYTES)
    except OSError as error:
        return [_no_writing(error)]
    verdict = GO if minutes >= 60 else WARNING if minutes >= 15 else NO_GO
    fine = verdict is GO
    room = GateFinding("disk_minutes", verdict, f"{minutes} minutes",
                       "" if fine else "Free space: move finished films to the archive.",
                       (f"还能录 {minutes} 分钟", "" if fine else "请考评员把录完的录像移到归档处。"))  # fmt: skip
    return [room] if verdict is NO_GO else [room, _write_speed(folder)]


def _no_writing(error: OSError) -> GateFinding:
    return GateFinding("write_speed", NO_GO, f"cannot write: {error.strerror}", "Check the disk and its rights.",
                       ("写不进磁盘", "请考评员检查磁盘和权限。"))  # fmt: skip


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
        return _no_writing(error)
    finally:
        with suppress(OSError):  # it was never made, or the disk takes no change at all
            probe.unlink()
    speed = _PROBE_BYTES * 1000 // max(1, (now_ns() - begun))
    verdict = GO if speed >= 5 else WARNING if speed >= 1 else NO_GO
    fine = verdict is GO
    return GateFinding("write_speed", verdict, f"{speed} MB a second", "" if fine else "Use a faster disk.",
                       (f"每秒 {speed} MB", "" if fine else "请换一块更快的磁盘。"))  # fmt: skip
