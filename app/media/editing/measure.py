"""Read a whole clip once and measure it: length, picture, sound, whether it is there to its end.

Why this room exists: only reading to the end tells whether a clip can be played to the end.  It runs in a
process of its own (``reading``), because a broken file may crash or swell a decoder.
"""

from dataclasses import replace
from pathlib import Path

import av
from av.container import InputContainer
from av.rational import AVRational

from app.exam.errors import Refused
from app.media.editing.container import SNIFF_BYTES, has_every_box, looks_like_film
from app.media.editing.measures import Limits, Measures, PictureMeasures, SoundMeasures
from app.media.editing.pictures import PictureWatch
from app.media.editing.sound import SoundWatch

_MUCH_TOO_LONG = 2
_MISSING_MS = 500  # sound and picture may end this much before the announced length
_MOST_BROKEN = 0.02

_SAMPLE_GAP_MS = 3_000  # fewer standing pictures than one in so much time tell nothing: read them all
_ALL = 1 << 62
_QUARTER, _HALF = 90, 180
_OPENING = {
    "protocol_whitelist": "file",
    "format_whitelist": "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,flv",
}
"""A playlist that is named like a film must not make the decoder open other files or addresses."""


def measure(path: Path, limits: Limits) -> Measures:
    """Measure a clip.

    Raises:
        Refused: it cannot be opened as a film, or its picture is larger than any phone's 4K.
    """
    try:
        with path.open("rb") as file:
            film_like = looks_like_film(file.read(SNIFF_BYTES))
        if not film_like:
            raise not_a_film(path.name, True)
        found, decoded = _read(path, limits)
        if found.picture and found.picture.sampled and decoded * _SAMPLE_GAP_MS < found.duration_ms:
            found, _ = _read(path, replace(limits, full_pixels=_ALL))
        return found
    except (av.FFmpegError, OSError, ValueError) as error:
        raise not_a_film(path.name, has_every_box(path)) from error


def _read(path: Path, limits: Limits) -> tuple[Measures, int]:
    with av.open(str(path), options=_OPENING) as film:
        reading = _Reading(film, path, limits)
        return reading.run(), reading.decoded


def not_a_film(name: str, whole: bool) -> Refused:
    """Return the refusal of a file that cannot be opened; not ``whole``: it was cut off."""
    if whole:
        return Refused(
            f"{name} cannot be opened as a video.", advice="Choose the finished video in the phone's album.",
            zh=(f"“{name}”打不开，不是视频。", "请在手机相册里选择剪好的视频。"),
        )  # fmt: skip
    return Refused(
        f"{name} was cut off before its end and cannot be opened.", advice="Export the video again, then send it.",
        zh=(f"“{name}”不完整，打不开。", "请在手机上重新导出，再发一次。"),
    )  # fmt: skip


class _Reading:
    """One pass through one file."""

    def __init__(self, film: InputContainer, path: Path, limits: Limits) -> None:
        self._film, self._path, self._limits = film, path, limits
        self._video = next((one for one in film.streams.video if not _is_cover(one)), None)
        self._audio = film.streams.best("audio") if film.streams.audio else None
        self._watch, self._sound = PictureWatch(), self._open_sound()
        self._begins_ms: int | None = None
        self._ends = {"video": 0, "audio": 0}
        self._frames, self._broken, self.decoded = 0, 0, 0
        self._rotation = 0
        self._cut_short = False

    def run(self) -> Measures:
        """Read to the end, or as far as is worth it."""
        self._refuse_giants()
        if self._announced_ms() > _MUCH_TOO_LONG * self._limits.longest_ms:
            return self._result(looked=False)
        sampled = self._prepare_picture()
        self._read()
        self._watch.end(self._ends["video"])
        return self._result(looked=True, sampled=sampled)

    def _open_sound(self) -> SoundWatch | None:
        if not isinstance(self._audio, av.AudioStream):
            return None
        try:
            return SoundWatch(self._audio)
        except (av.FFmpegError, ValueError):  # a sound that this program has no decoder for
            return None

    def _refuse_giants(self) -> None:
        video, most = self._video, self._limits.largest_side
        if video is not None and max(video.width, video.height) > most:
            raise Refused(
                f"{self._path.name} is {video.width} by {video.height}, larger than 4K.",
                advice="Export it at 1080p or 4K.",
                zh=(f"“{self._path.name}”画面 {video.width}×{video.height}，超过 4K。", "请导出为 1080p 或 4K。"),
            )

    def _announced_ms(self) -> int:
        return max(0, (self._film.duration or 0) // 1000)

    def _prepare_picture(self) -> bool:
        video = self._video
        if video is None:
            return False
        seconds = min(self._announced_ms() or self._limits.longest_ms, _MUCH_TOO_LONG * self._limits.longest_ms) / 1000
        rate = float(video.average_rate or 30)
        sampled = video.width * video.height * rate * seconds > self._limits.full_pixels
        video.thread_type = "AUTO"
        video.codec_context.thread_count = 2
        if sampled:
            video.codec_context.skip_frame = "NONKEY"
        return sampled

    def _read(self) -> None:
        streams = [stream for stream in (self._video, self._audio if self._sound else None) if stream is not None]
        if not streams:
            return
        try:
            for packet in self._film.demux(streams):
                self._take(packet)
                if self._overlong():
                    return
        except (av.FFmpegError, OSError):  # the file ends where its index promises more
            self._cut_short = True

    def _overlong(self) -> bool:
        return max(self._ends.values()) - (self._begins_ms or 0) > _MUCH_TOO_LONG * self._limits.longest_ms

    def _take(self, packet: "av.Packet[av.stream.Stream]") -> None:
        kind = packet.stream.type
        if packet.size and packet.pts is not None and not packet.is_discard:
            begins = _ms(packet.pts, packet.time_base)
            ends = _ms(packet.pts + (packet.duration or 0), packet.time_base)
            self._begins_ms = begins if self._begins_ms is None else min(self._begins_ms, begins)
            self._ends[kind] = max(self._ends[kind], ends)
            self._frames += kind == "video"
        try:
            for frame in packet.decode():
                self._show(frame)
        except av.FFmpegError:
            self._broken += 1

    def _show(self, frame: object) -> None:
        if isinstance(frame, av.VideoFrame):
            self.decoded += 1
            self._broken += frame.is_corrupt
            self._rotation = frame.rotation
            if frame.pts is not None and frame.time_base is not None:
                self._watch.see(frame, _ms(frame.pts, frame.time_base))
        elif isinstance(frame, av.AudioFrame) and self._sound is not None:
            self._sound.hear(frame)

    def _result(self, *, looked: bool, sampled: bool = False) -> Measures:
        begins = min(self._begins_ms or 0, max(self._ends.values()))
        duration = max(self._ends.values()) - begins if looked else self._announced_ms()
        whole = not looked or self._is_whole(duration)
        return Measures(
            self._film.format.name.split(",")[0], self._path.stat().st_size, duration,
            self._picture(begins, looked, sampled), self._hearing(begins), whole, self._broken, looked,
        )  # fmt: skip

    def _is_whole(self, duration_ms: int) -> bool:
        missing = self._announced_ms() - duration_ms > _MISSING_MS and not self._overlong()
        broken = self._broken > max(3, _MOST_BROKEN * self._frames)
        return not (self._cut_short or missing or broken) and has_every_box(self._path)

    def _picture(self, begins: int, looked: bool, sampled: bool) -> PictureMeasures | None:
        video = self._video
        if video is None or (looked and not self.decoded):
            return None
        turned = self._rotation % _HALF == _QUARTER
        width, height = (video.height, video.width) if turned else (video.width, video.height)
        ends = self._ends["video"] - begins if looked else self._announced_ms()
        rate = self._frames * 100_000 // ends if ends > 0 else 0
        return PictureMeasures(
            video.codec_context.name, width, height, self._rotation, self._frames, rate, ends,
            self._watch.black_ms, self._watch.held_ms, sampled,
        )  # fmt: skip

    def _hearing(self, begins: int) -> SoundMeasures | None:
        audio, sound = self._audio, self._sound
        if not isinstance(audio, av.AudioStream) or sound is None:
            return None
        return SoundMeasures(
            audio.codec_context.name, audio.channels, audio.rate, max(0, self._ends["audio"] - begins),
            sound.silent_ms, sound.loudness_x10,
        )  # fmt: skip


def _is_cover(stream: av.VideoStream) -> bool:
    return bool(stream.disposition & av.stream.Disposition.attached_pic)


def _ms(pts: int, base: AVRational) -> int:
    return pts * 1000 * base.num // base.den
