"""A network stream or a file as camera, as microphone, or as both.

Why this room exists: the booth's camera may be a phone on a stand with any IP-camera app; its picture and
sound come through one connection and must keep their own agreement in time.  A file is paced as if it were
live, again and again, for rehearsals and tests.
"""

import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

import av
import numpy as np
from av.container import InputContainer

from app.exam.errors import Refused, Unavailable
from app.media.capture.clock import NS, StreamClock, now_ns
from app.media.capture.pictures import SMALLEST_PX, Picture, from_frame
from app.media.capture.sound import RATE, Sound
from app.media.capture.sources import OPEN_TIMEOUT_S, READ_TIMEOUT_S, Source, SourceKind

_STAMPED = ("rtsp", "mpegts", "rtp", "flv", "sdp")
_LATE_NS = NS
_KEPT_SOUNDS = 400


def _options(text: str, role: str) -> dict[str, str]:
    # What is looked at before the first picture is waited for in real time; a WAV stream needs but its header.
    looked_at = "500000" if role == "camera" else "20000"
    options = {"fflags": "nobuffer", "flags": "low_delay", "analyzeduration": "500000", "probesize": looked_at}
    if text.lower().startswith("rtsp"):
        options["rtsp_transport"] = "tcp"
    return options


def open_input(source: Source, role: str) -> InputContainer:
    """Open a stream or a file within three seconds.

    Raises:
        Unavailable: nobody answers, or what answers is no stream.
        Refused: the file is not a film.
    """
    live = source.kind is SourceKind.NETWORK
    try:
        if live:
            return av.open(source.place, timeout=(OPEN_TIMEOUT_S, READ_TIMEOUT_S), options=_options(source.place, role))
        return av.open(source.place)
    except (av.error.FFmpegError, OSError) as error:
        if live:
            raise Unavailable(
                f"The {role} at {source.shown} does not answer with a stream.",
                advice="Check that phone and PC are in the same network and that the address is the app's own.",
            ) from error
        raise Refused(
            f"{source.text} is not a film or sound that can be played.", advice="Choose another file."
        ) from error


class StreamSound:
    """The sound of a stream, as it comes out of the camera's reading; read by another thread."""

    def __init__(self) -> None:
        self._chunks: deque[Sound] = deque(maxlen=_KEPT_SOUNDS)
        self._ready = threading.Condition()
        self._first = True

    def put(self, sound: Sound) -> None:
        """Add a chunk."""
        with self._ready:
            self._chunks.append(replace(sound, first=self._first))
            self._first = False
            self._ready.notify()

    def renew(self) -> None:
        """Mark the next chunk as the first of a new connection."""
        self._first = True

    def read(self, timeout_s: float) -> Sound | None:
        """Return the next chunk, or None when none came in time."""
        with self._ready:
            if not self._chunks:
                self._ready.wait(timeout_s)
            return self._chunks.popleft() if self._chunks else None

    def close(self) -> None:
        """Nothing to let go: the camera owns the connection."""


class StreamReader:
    """Reads picture, sound or both of one stream or file, in the order in which they come."""

    def __init__(self, source: Source, *, picture: bool, sound: StreamSound | None) -> None:
        role = "camera" if picture else "microphone"
        self._source, self._role = source, role
        self._input = open_input(source, role)
        self._video = self._chosen("video") if picture else None
        self._audio = self._chosen("audio") if sound is not None else None
        self.sounds = sound
        self._resampler, self._sound_form = _resampler(), ("", "", 0)
        self._stamped = any(name in _STAMPED for name in self._input.format.name.split(","))
        self._clock = StreamClock()
        self._closed = threading.Event()
        self._begun_ns = now_ns()
        self._first_stamp: int | None = None
        self._pictures = self._flow()

    def _chosen(self, kind: str) -> int:
        streams = self._input.streams.video if kind == "video" else self._input.streams.audio
        if not streams:
            self._input.close()
            raise Refused(
                f"{self._source.shown} has no {'picture' if kind == 'video' else 'sound'}.",
                advice=f"Choose another {self._role}.",
            )
        return streams[0].index

    def read(self, timeout_s: float) -> Picture | None:  # noqa: ARG002 - the stream has its own timeout
        """Return the next picture; sounds on the way go to the tap."""
        try:
            return next(self._pictures, None)
        except (av.error.FFmpegError, OSError) as error:
            raise self._gone() from error

    def _gone(self) -> Unavailable:
        return Unavailable(
            f"The {self._role} at {self._source.shown} stopped answering.",
            advice="Check the phone or the camera and its cable; recording goes on by itself when it is back.",
        )

    def _flow(self) -> Iterator[Picture | None]:
        wanted = [index for index in (self._video, self._audio) if index is not None]
        while not self._closed.is_set():
            came = False
            for packet in self._input.demux(*[self._input.streams[index] for index in wanted]):
                arrived = now_ns()
                for frame in self._decoded(packet):
                    came = True
                    if isinstance(frame, av.VideoFrame) and min(frame.width, frame.height) >= SMALLEST_PX:
                        yield from_frame(frame, self._moment(frame, arrived))
                    elif isinstance(frame, av.AudioFrame):
                        self._hear(frame, arrived)
                        if self._video is None:
                            yield None
            if self._source.kind is SourceKind.NETWORK or not came:
                raise self._gone()
            self._rewind()

    def _decoded(self, packet: "av.Packet[Any]") -> list[object]:
        try:
            return list(packet.decode())
        except av.error.InvalidDataError:
            return []  # a torn picture of a shaky connection; the next one is whole

    def _rewind(self) -> None:
        """Begin a file again: its stamps start anew, its pace does not."""
        self._input.seek(0)
        self._begun_ns, self._first_stamp = now_ns(), None
        if self.sounds is not None:
            self.sounds.renew()

    def _moment(self, frame: av.VideoFrame | av.AudioFrame, arrived: int) -> int:
        if frame.time is None:
            return arrived
        stamp = int(frame.time * NS)
        if self._source.kind is SourceKind.FILE:
            return self._paced(stamp)
        return self._clock.at(stamp, arrived) if self._stamped else arrived

    def _paced(self, stamp: int) -> int:
        if self._first_stamp is None:
            self._first_stamp = stamp
        due = self._begun_ns + stamp - self._first_stamp
        late = now_ns() - due
        if late > _LATE_NS:
            self._begun_ns += late
            return due + late
        if late < 0:
            self._closed.wait(-late / NS)
        return due

    def _hear(self, frame: av.AudioFrame, arrived: int) -> None:
        begins = self._moment(frame, arrived)
        exact = self._stamped or self._source.kind is SourceKind.FILE
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._sound_form:  # a phone's app may change it in mid-stream; a resampler takes one form for good
            self._resampler, self._sound_form = _resampler(), form
        for part in self._resampler.resample(frame):
            samples = np.asarray(part.to_ndarray(), np.int16).reshape(-1)
            ends = begins + samples.size * NS // RATE if exact else arrived
            if self.sounds is not None and samples.size:
                self.sounds.put(Sound(samples, ends, exact=exact))

    def close(self) -> None:
        """Let the stream go."""
        self._closed.set()
        self._pictures.close()  # type: ignore[attr-defined]
        with suppress(av.error.FFmpegError, OSError):
            self._input.close()


def _resampler() -> av.AudioResampler:
    return av.AudioResampler(format="s16", layout="mono", rate=RATE)


class StreamMicrophone:
    """A stream or file that is opened for its sound alone."""

    def __init__(self, source: Source) -> None:
        self._tap = StreamSound()
        self._reader = StreamReader(source, picture=False, sound=self._tap)

    def read(self, timeout_s: float) -> Sound | None:
        """Return the next chunk."""
        sound = self._tap.read(0)
        until = time.monotonic() + timeout_s
        while sound is None and time.monotonic() < until:
            self._reader.read(timeout_s)
            sound = self._tap.read(0)
        return sound

    def close(self) -> None:
        """Let the stream go."""
        self._reader.close()
