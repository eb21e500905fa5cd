"""Judge a clip's measures by the scheme: one line per check, in Chinese and English, and whether it may be handed in.

Why this room exists: the rule is pure, so the kiosk, the phone's page and the command line say the same words.
Loudness and shape advise; they never keep a clip from being handed in.
"""

from dataclasses import dataclass

from app.centre.clip_ports import CheckLine
from app.exam.scheme import ClipTerms
from app.exam.vocabulary.seat import ClipCheck, ClipReceived
from app.media.editing.measures import Limits, Measures, PictureMeasures, SoundMeasures

ADVICE_ONLY = frozenset({"loudness", "shape"})
QUIET_X10, LOUD_X10 = -350, -60
"""Integrated loudness, LUFS times ten, outside of which a listener would reach for the volume."""
LEAST_SIDE = 540

_HALF = 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """The lines of a clip and whether it may be handed in."""

    lines: tuple[CheckLine, ...]
    duration_ms: int
    clip_bytes: int

    @property
    def usable(self) -> bool:
        """Whether nothing but advice stands against it."""
        return all(line.holds or line.check in ADVICE_ONLY for line in self.lines)

    def received(self, clip: str, source: str) -> ClipReceived:
        """Return the words for the record; ``clip`` is the SHA-256 of the file."""
        checks = tuple(ClipCheck(line.check, line.holds, line.value) for line in self.lines)
        return ClipReceived(
            clip=clip, clip_bytes=self.clip_bytes, duration_ms=self.duration_ms, source=source,
            usable=self.usable, checks=checks,
        )  # fmt: skip


def limits_of(terms: ClipTerms) -> Limits:
    """Return how far a clip has to be read under a scheme."""
    return Limits(terms.longest_ms + terms.tolerance_ms)


def judge(measures: Measures, terms: ClipTerms) -> Judgement:
    """Judge a clip.

    Args:
        measures: what was read of it.
        terms: the scheme's clip terms; both length limits are widened by ``tolerance_ms``.
    Returns: a line per check, the length first; a clip that is far too long is judged by its length alone.
    """
    lines = [_length(measures, terms)]
    if measures.looked:
        lines.append(_whole(measures))
        lines += _picture_lines(measures.picture, measures.duration_ms)
        lines += _sound_lines(measures.sound, measures.duration_ms)
    return Judgement(tuple(lines), measures.duration_ms, measures.clip_bytes)


def _length(measures: Measures, terms: ClipTerms) -> CheckLine:
    length, least, most = measures.duration_ms, terms.shortest_ms, terms.longest_ms
    zh, en = f"时长 {_seconds(length)} 秒", f"{_seconds(length)} seconds long"
    if length < least - terms.tolerance_ms:
        return CheckLine("length", False, f"{zh}，太短：至少 {_whole_seconds(least)} 秒。",
                         f"{en}: too short, at least {_whole_seconds(least)} are needed.", str(length))  # fmt: skip
    if length > most + terms.tolerance_ms:
        return CheckLine("length", False, f"{zh}，太长：最多 {_whole_seconds(most)} 秒。",
                         f"{en}: too long, at most {_whole_seconds(most)} are allowed.", str(length))  # fmt: skip
    return CheckLine("length", True, f"{zh}，符合要求。", f"{en}, as required.", str(length))


def _whole(measures: Measures) -> CheckLine:
    if measures.whole:
        return CheckLine("whole", True, "能从头播放到尾。", "It plays from beginning to end.", "whole")
    return CheckLine("whole", False, "文件不完整，放不到结尾；请重新导出。",
                     "The file is cut off or damaged; export it again.", str(measures.broken_frames))  # fmt: skip


def _picture_lines(picture: PictureMeasures | None, duration_ms: int) -> list[CheckLine]:
    if picture is None:
        return [CheckLine("picture", False, "没有画面，只有声音。", "There is no picture.", "none")]
    size = f"{picture.width}x{picture.height}"
    shown = CheckLine("picture", True, f"有画面（{picture.width}×{picture.height}）。",
                      f"Picture found ({picture.width} × {picture.height}).", f"{size} {picture.codec}")  # fmt: skip
    return [shown, _black(picture, duration_ms), _frozen(picture, duration_ms), _shape(picture)]


def _black(picture: PictureMeasures, duration_ms: int) -> CheckLine:
    black = picture.black_ms
    if black * _HALF > duration_ms:
        return CheckLine("black", False, f"有 {_seconds(black)} 秒是黑屏。",
                         f"The picture is black for {_seconds(black)} seconds.", str(black))  # fmt: skip
    return CheckLine("black", True, "画面不是黑屏。", "The picture is not black.", str(black))


def _frozen(picture: PictureMeasures, duration_ms: int) -> CheckLine:
    held = picture.held_ms + max(0, duration_ms - picture.ends_ms)
    if held * _HALF > duration_ms:
        return CheckLine("frozen", False, f"画面有 {_seconds(held)} 秒一直不动。",
                         f"The picture stands still for {_seconds(held)} seconds.", str(held))  # fmt: skip
    return CheckLine("frozen", True, "画面在动。", "The picture moves.", str(held))


def _shape(picture: PictureMeasures) -> CheckLine:
    size = f"{picture.width}x{picture.height}"
    if picture.width >= picture.height:
        return CheckLine("shape", False, "是横屏；短视频一般用竖屏，可以交，建议改竖屏。",
                         "It is not upright; it may be handed in, but phones show upright best.", size)  # fmt: skip
    if min(picture.width, picture.height) < LEAST_SIDE:
        return CheckLine("shape", False, "画面较小，可能不清楚；可以交，建议导出 1080p。",
                         "The picture is small; it may be handed in, but 1080p looks sharper.", size)  # fmt: skip
    return CheckLine("shape", True, "竖屏，清晰度合适。", "Upright, and large enough.", size)


def _sound_lines(sound: SoundMeasures | None, duration_ms: int) -> list[CheckLine]:
    if sound is None:
        return [CheckLine("sound", False, "没有声音；请带声音重新导出。",
                          "There is no sound; export it again with sound.", "none")]  # fmt: skip
    channels = "单声道" if sound.channels == 1 else "多声道"
    en = "mono" if sound.channels == 1 else f"{sound.channels} channels"
    shown = CheckLine("sound", True, f"有声音（{channels}）。", f"Sound found ({en}).",
                      f"{sound.codec} {sound.channels} {sound.rate_hz}")  # fmt: skip
    silence = _silence(sound, duration_ms)
    return [shown, silence, *([_loudness(sound.loudness_x10)] if silence.holds else [])]


def _silence(sound: SoundMeasures, duration_ms: int) -> CheckLine:
    silent = min(duration_ms, sound.silent_ms + max(0, duration_ms - sound.ends_ms))
    if silent * _HALF > duration_ms:
        return CheckLine("silent", False, f"有 {_seconds(silent)} 秒听不到声音。",
                         f"Nothing is heard for {_seconds(silent)} seconds.", str(silent))  # fmt: skip
    return CheckLine("silent", True, "听得到声音。", "It can be heard.", str(silent))


def _loudness(loudness_x10: int) -> CheckLine:
    level = _tenths(loudness_x10)
    value = str(loudness_x10)
    if loudness_x10 < QUIET_X10:
        return CheckLine("loudness", False, f"声音偏小（{level} LUFS）；可以交，建议调大。",
                         f"The sound is low ({level} LUFS); it may be handed in, louder is better.", value)  # fmt: skip
    if loudness_x10 > LOUD_X10:
        return CheckLine("loudness", False, f"声音过大（{level} LUFS）；可以交，建议调小。",
                         f"The sound is very loud ({level} LUFS); it may be handed in, softer is better.",
                         value)  # fmt: skip
    return CheckLine("loudness", True, f"音量合适（{level} LUFS）。", f"The loudness is right ({level} LUFS).", value)


def _seconds(ms: int) -> str:
    return _tenths(ms // 100)


def _tenths(tenths: int) -> str:
    sign = "−" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}.{abs(tenths) % 10}"


def _whole_seconds(ms: int) -> str:
    return _seconds(ms).removesuffix(".0")
