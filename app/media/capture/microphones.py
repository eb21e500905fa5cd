"""Open any microphone by its source: a device, a stream, a file, silence; list the devices.

Why this room exists: Qt's sound device runs in a process of its own.  Qt cannot find a sound server again
that went away, a fresh process can; and nothing that this program does can make it lose samples.
"""

import multiprocessing
import threading
from multiprocessing.connection import Connection

import numpy as np

from app.exam.errors import Unavailable
from app.media.capture.cameras import ListedDevice
from app.media.capture.clock import NS, now_ns
from app.media.capture.microphone_process import device_names, serve_microphone
from app.media.capture.sound import RATE, Sound
from app.media.capture.sources import SoundTap, Source, SourceKind
from app.media.capture.stream import StreamMicrophone, StreamSound

_FIRST_SOUND_S = 10.0  # a process begins, and Qt with it, on a computer that may be busy
_QUIET_S = 1.0


def open_microphone(source: Source, stream: StreamSound | None = None) -> SoundTap:
    """Open a microphone.  ``stream`` is the camera's own sound, used for the source ``stream``.

    Raises:
        Unavailable: nobody answers there.
        Refused: it has no sound.
    """
    if source.kind is SourceKind.SILENCE:
        return Silence()
    if source.kind is SourceKind.STREAM and stream is not None:
        return stream
    if source.kind is SourceKind.DEVICE:
        return DeviceMicrophone(source)
    return StreamMicrophone(source)


class Silence:
    """No microphone: chunks of zeros in real time, where the scheme allows a film without sound."""

    def __init__(self) -> None:
        self._closed = threading.Event()
        self._until_ns = now_ns()
        self._first = True

    def read(self, timeout_s: float) -> Sound | None:
        """Return the zeros since the last call, at least 20 ms of them."""
        self._closed.wait(min(timeout_s, 0.02))
        count = (now_ns() - self._until_ns) * RATE // NS
        self._until_ns += count * NS // RATE
        first, self._first = self._first, False
        return Sound(np.zeros(count, np.int16), self._until_ns, first=first) if count else None

    def close(self) -> None:
        """Stop waiting."""
        self._closed.set()


class DeviceMicrophone:
    """A microphone of this computer, read by a process of its own."""

    def __init__(self, source: Source) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=serve_microphone, args=(theirs, source.place), daemon=True)
        self._name = source.shown
        self._process.start()
        theirs.close()
        self._first = True
        self._heard_ns = now_ns() + int(_FIRST_SOUND_S * NS)

    @property
    def process_id(self) -> int:
        """Return the process that reads the device."""
        return self._process.pid or 0

    def read(self, timeout_s: float) -> Sound | None:
        """Return the next chunk."""
        try:
            if not self._ours.poll(timeout_s):
                self._check_quiet()
                return None
            message = _received(self._ours)
        except (EOFError, OSError) as error:
            raise self._gone("stopped") from error
        if isinstance(message, str):
            raise self._gone(message)
        samples, ends_ns = message
        self._heard_ns = now_ns()
        first, self._first = self._first, False
        return Sound(np.frombuffer(samples, np.int16), ends_ns, first=first)

    def _check_quiet(self) -> None:
        if now_ns() - self._heard_ns > int(_QUIET_S * NS):
            raise self._gone("gives no sound")

    def _gone(self, how: str) -> Unavailable:
        return Unavailable(
            f"The microphone {self._name} {how}.",
            advice="Check its plug and the computer's sound settings; recording goes on by itself when it is back.",
        )

    def close(self) -> None:
        """End the process."""
        self._ours.close()
        self._process.terminate()
        self._process.join(2)
        if self._process.exitcode is None:
            self._process.kill()
            self._process.join(2)


def _received(link: Connection) -> str | tuple[bytes, int]:
    kind, content, ends_ns = link.recv()
    return (content, int(ends_ns)) if kind == "sound" else str(content)


def listed_microphones() -> list[ListedDevice]:
    """List this computer's microphones; the first is the default."""
    return [ListedDevice(f"device:{name}", name, "default" if default else "") for name, default in device_names()]
