"""Encode pictures and sound into a film that can be torn off at any moment.

Why this room exists: container flags and encoder settings were chosen by measuring; they stand here alone.
A film is a hybrid MP4: fragments while it grows, an ordinary MP4 once it is closed.
"""

import errno
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import av
import numpy as np
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from app.centre.capture_ports import FilmAnchored, FilmFinished
from app.exam.errors import Unavailable
from app.media.capture.clock import NS
from app.media.capture.film_file import FilmFile
from app.media.capture.pictures import Picture, fitted, jpeg, shrunk
from app.media.capture.sound import RATE, Samples, Sound, SoundClock, SoundTrack
from app.media.film.digest import file_digest

_MUXER = {
    "movflags": "hybrid_fragmented+frag_keyframe+default_base_moof",
    "frag_duration": "333000",  # what a killed process loses at most, but for what was still on its way
    "flush_packets": "1",
    "max_interleave_delta": "200000",  # a silent microphone must not hold pictures back in memory
}
_AAC_FRAME = 1024
_THUMBNAIL_MS = 10_000
_THUMBNAIL_LONGEST = 320


@dataclass(frozen=True, slots=True)
class Quality:
    """How a film is encoded: the longest and the shortest side at most, x264's preset and rate factor."""

    longest: int = 1280
    shortest: int = 720
    preset: str = "superfast"
    crf: int = 23

    @property
    def shown(self) -> str:
        """Return the quality in a few words."""
        return f"{self.shortest}p {self.preset}"

    def size_for(self, picture: Picture) -> tuple[int, int]:
        """Return the film's size for a camera's pictures: never larger than them, even sides."""
        long_side, short_side = max(picture.width, picture.height), min(picture.width, picture.height)
        scale = min(1.0, self.longest / long_side, self.shortest / short_side)
        return round(picture.width * scale / 2) * 2, round(picture.height * scale / 2) * 2

    def lower(self) -> "Quality | None":
        """Return the next cheaper quality: first the preset, then the size; None when there is none."""
        if self.preset != "ultrafast":
            return replace(self, preset="ultrafast")
        smaller = replace(self, longest=self.longest * 2 // 3, shortest=self.shortest * 2 // 3)
        return smaller if smaller.shortest >= 360 else None


QUALITY_720 = Quality()
QUALITY_1080 = Quality(1920, 1080, "ultrafast")


def _disk(error: OSError, path: Path) -> Unavailable:
    what = "The disk is full" if error.errno == errno.ENOSPC else f"The disk did not take the film ({error.strerror})"
    return Unavailable(
        f"{what}: {path.name} ends here.", advice="Free some space; recording goes on in a new film by itself."
    )


class FilmWriter:
    """One growing film.  All methods belong to one thread.

    Raises:
        Unavailable: from every writing method, when the disk does not take the film; then ``abandon`` it.
    """

    def __init__(self, path: Path, first: Picture, quality: Quality, clock: SoundClock | None = None) -> None:
        self.path, self.begins_ns, self.quality = path, first.at_ns, quality
        self.width, self.height = quality.size_for(first)
        self.frames, self.dropped, self.position_ms = 0, 0, 0
        self._last_pts, self._seconds = -1, -1
        self.thumbnails: list[Path] = []
        try:
            self.file = FilmFile(path)
            self._container = av.open(self.file, "w", format="mp4", options=_MUXER)
        except OSError as error:
            raise _disk(error, path) from error
        self._video = self._picture_stream()
        self._encoder: VideoCodecContext = self._video.codec_context
        self._audio, self._sound_encoder = self._sound_stream()
        self._track = SoundTrack(first.at_ns, clock)
        self._rest = np.zeros(0, np.int16)
        self._sound_pts = 0

    def _picture_stream(self) -> VideoStream:
        stream = self._container.add_stream("libx264", rate=30, options=_x264(self.quality))
        stream.time_base = Fraction(1, 1000)
        _shape(stream.codec_context, self.width, self.height)
        return stream

    def _sound_stream(self) -> tuple[AudioStream, AudioCodecContext]:
        stream = self._container.add_stream("aac", rate=RATE, layout="mono")
        stream.bit_rate = 96_000
        return stream, stream.codec_context

    def use_preset(self, preset: str) -> None:
        """Go on with another preset of the same size, in the same film."""
        self.quality = replace(self.quality, preset=preset)
        self._mux_pictures(None)
        encoder = av.CodecContext.create("libx264", "w")
        assert isinstance(encoder, VideoCodecContext)
        encoder.options = _x264(self.quality)
        encoder.framerate = Fraction(30)
        _shape(encoder, self.width, self.height)
        encoder.open()
        self._encoder = encoder

    def add_picture(self, picture: Picture) -> None:
        """Encode one picture at the moment at which it was taken."""
        pts = max(self._last_pts + 1, (picture.at_ns - self.begins_ns) // 1_000_000)
        frame = _as_frame(fitted(picture, self.width, self.height))
        frame.pts, frame.time_base = pts, Fraction(1, 1000)
        self._mux_pictures(frame)
        self._last_pts, self.frames, self.position_ms = pts, self.frames + 1, pts
        if pts // _THUMBNAIL_MS > self._seconds:
            self._seconds = pts // _THUMBNAIL_MS
            self._keep_thumbnail(picture, pts)

    def _keep_thumbnail(self, picture: Picture, pts: int) -> None:
        folder = self.path.with_suffix(".thumbs")
        with suppress(OSError):  # a full disk is told by the film itself
            folder.mkdir(exist_ok=True)
            thumbnail = folder / f"{pts:08}.jpg"
            thumbnail.write_bytes(jpeg(shrunk(picture, _THUMBNAIL_LONGEST), 80))
            self.thumbnails.append(thumbnail)

    def add_sound(self, sound: Sound) -> None:
        """Put a chunk onto the film's clock and encode it."""
        self._encode_sound(self._track.add(sound))

    def fill_sound(self, at_ns: int) -> None:
        """Put silence up to a moment: the microphone is away."""
        self._encode_sound(self._track.fill_until(at_ns))

    def sound_until_ns(self) -> int:
        """Return up to which moment the film has sound."""
        return self.begins_ns + self._track.made * NS // RATE

    def _encode_sound(self, samples: Samples) -> None:
        self._rest = np.concatenate([self._rest, samples])
        while self._rest.size >= _AAC_FRAME:
            piece, self._rest = self._rest[:_AAC_FRAME], self._rest[_AAC_FRAME:]
            self._sound_pts += _AAC_FRAME
            if self._sound_pts == _AAC_FRAME:
                # The encoder's lead of one frame takes the place of the first 21 ms: with it both streams begin
                # at 0 and the muxer shifts nothing.
                continue
            frame = av.AudioFrame.from_ndarray(piece.reshape(1, -1), format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = RATE, self._sound_pts - _AAC_FRAME, Fraction(1, RATE)
            self._mux_sound(frame)

    def _mux_pictures(self, frame: av.VideoFrame | None) -> None:
        try:
            for packet in self._encoder.encode(frame):
                packet.stream = self._video
                self._container.mux_one(packet)
        except OSError as error:
            raise _disk(error, self.path) from error

    def _mux_sound(self, frame: av.AudioFrame | None) -> None:
        try:
            for packet in self._sound_encoder.encode(frame):
                packet.stream = self._audio
                self._container.mux_one(packet)
        except OSError as error:
            raise _disk(error, self.path) from error

    def anchor(self) -> FilmAnchored:
        """Return the proof of the film so far."""
        file = self.file
        fragments, head = file.proof
        return FilmAnchored(self.path.name, self.position_ms, fragments, head, file.size, self.frames)

    def close(self) -> FilmFinished:
        """Finish the film: an ordinary MP4 from here on."""
        self._mux_pictures(None)
        self._mux_sound(None)
        try:
            self._container.close()
            self.file.close()
        except OSError as error:
            raise _disk(error, self.path) from error
        return self._finished(torn=False)

    def abandon(self) -> FilmFinished:
        """Leave the film as it is, torn but playable: the disk takes no more."""
        with suppress(OSError, av.error.FFmpegError):
            self._container.close()
        with suppress(OSError):
            self.file.close()
        return self._finished(torn=True)

    def _finished(self, *, torn: bool) -> FilmFinished:
        file = self.file
        try:
            size, digest = self.path.stat().st_size, file_digest(self.path)
        except OSError:  # the disk was pulled or gives nothing back: from here nothing of the film can be proved
            size, digest, torn = 0, sha256(b"").hexdigest(), True
        return FilmFinished(
            self.path.name, self.position_ms, size, self.frames, self.dropped, file.fragments, file.head, digest, torn
        )


def _as_frame(picture: Picture) -> av.VideoFrame:
    if picture.height % 4 == 0:
        return av.VideoFrame.from_numpy_buffer(picture.planes, format="yuv420p")  # shares the planes
    return av.VideoFrame.from_ndarray(picture.planes, format="yuv420p")  # the other takes rows in fours


def _x264(quality: Quality) -> dict[str, str]:
    # With these four named, both presets write the same parameter sets: a film may change from one to the other.
    same = "cabac=1:8x8dct=1:weightp=1:ref=1"
    return {"preset": quality.preset, "tune": "zerolatency", "crf": str(quality.crf), "g": "30", "threads": "1",
            "x264-params": same}  # fmt: skip


def _shape(encoder: VideoCodecContext, width: int, height: int) -> None:
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuv420p"
    encoder.time_base = Fraction(1, 1000)
    encoder.color_range = 1  # video range
