"""A camera without a camera: a small server that a phone's IP-camera app would be, playing a film.

Why this room exists: the demo, rehearsals and tests need a booth's camera on a machine that has none.
``/video`` is MJPEG over HTTP, ``/audio.wav`` its sound; both follow one clock, as a phone's would.
"""

import argparse
import socketserver
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import av
import numpy as np

from app.media.capture.cameras import PatternCamera
from app.media.capture.clock import NS, now_ns
from app.media.capture.pictures import Picture, jpeg
from app.media.capture.sound import RATE, Samples

_BOUNDARY = "kaobo-picture"
_CHUNK = RATE // 50
_ENDLESS = 0x7FFFFFFF

type Pictures = Callable[[], Iterator[Picture]]
"""Pictures in real time, from the server's beginning on."""
type Sounds = Callable[[int], Samples]
"""The 20 ms of sound with a number, counted from the server's beginning."""


class DemoCamera(ThreadingHTTPServer):
    """Serves on a free port of this computer until ``close``; use as a context manager."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, pictures: Pictures, sounds: Sounds, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), _Visit)
        self.pictures, self.sounds = pictures, sounds
        self.begun_ns, self.over = now_ns(), threading.Event()
        self.quality = 85
        self._thread = threading.Thread(target=self.serve_forever, args=(0.1,), name="demo-camera", daemon=True)

    @property
    def address(self) -> str:
        """Return the address of the picture."""
        return f"http://127.0.0.1:{self.server_address[1]}/video"

    @property
    def sound_address(self) -> str:
        """Return the address of the sound."""
        return f"http://127.0.0.1:{self.server_address[1]}/audio.wav"

    def __enter__(self) -> "DemoCamera":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving."""
        self.over.set()
        self.shutdown()
        self.server_close()
        self._thread.join(2)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the library names them
        """A visitor who hangs up is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Visit(BaseHTTPRequestHandler):
    server: socketserver.BaseServer

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as the library names them
        """A camera does not talk on stderr."""

    def do_GET(self) -> None:
        """Serve picture or sound."""
        camera = self.server
        assert isinstance(camera, DemoCamera)
        if self.path.startswith("/video"):
            self._send_pictures(camera)
        elif self.path.startswith("/audio"):
            self._send_sound(camera)
        else:
            self.send_error(404)

    def _send_pictures(self, camera: DemoCamera) -> None:
        self._begin(f"multipart/x-mixed-replace; boundary={_BOUNDARY}")
        for picture in camera.pictures():
            if camera.over.is_set():
                return
            content = jpeg(picture, camera.quality)
            head = f"--{_BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(content)}\r\n\r\n"
            self.wfile.write(head.encode() + content + b"\r\n")

    def _send_sound(self, camera: DemoCamera) -> None:
        self._begin("audio/wav")
        form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16)
        self.wfile.write(b"RIFF" + struct.pack("<I", _ENDLESS) + b"WAVE" + form + b"data" + struct.pack("<I", _ENDLESS))
        number = (now_ns() - camera.begun_ns) * RATE // NS // _CHUNK
        while not camera.over.is_set():
            due_ns = camera.begun_ns + (number + 1) * _CHUNK * NS // RATE  # a chunk is there when its end was heard
            camera.over.wait(max(0, due_ns - now_ns()) / NS)
            self.wfile.write(camera.sounds(number).astype("<i2").tobytes())
            number += 1

    def _begin(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.end_headers()


def demo_camera(film: Path, port: int = 0) -> DemoCamera:
    """Return a camera that plays a film again and again; its sound begins with the film and keeps its pace.

    Use as ``with demo_camera(asset("demo", "presenter.mp4")) as camera:`` with ``camera.address`` and
    ``camera.sound_address``.
    """
    sound = _whole_sound(film)
    length_ns = max(sound.size // _CHUNK, 1) * _CHUNK * NS // RATE

    def pictures() -> Iterator[Picture]:
        return _film_pictures(film, camera, length_ns)

    def sounds(number: int) -> Samples:
        place = number * _CHUNK % max(_CHUNK, sound.size // _CHUNK * _CHUNK)
        piece = sound[place : place + _CHUNK]
        return piece if piece.size == _CHUNK else np.zeros(_CHUNK, np.int16)

    camera = DemoCamera(pictures, sounds, port)
    return camera


def _whole_sound(film: Path) -> Samples:
    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(str(film)) as source:
        parts = [
            np.asarray(part.to_ndarray(), np.int16).reshape(-1)
            for frame in source.decode(source.streams.audio[0])
            for part in resampler.resample(frame)
        ]
    return np.concatenate(parts)


def _film_pictures(film: Path, camera: DemoCamera, length_ns: int) -> Iterator[Picture]:
    turn, shown_ns = (now_ns() - camera.begun_ns) // length_ns, now_ns()
    while not camera.over.is_set():
        with av.open(str(film)) as source:
            begins_ns = camera.begun_ns + turn * length_ns
            source.seek(
                max(0, now_ns() - begins_ns) // 1000
            )  # in µs: who joins in mid-film decodes no more than needed
            for frame in source.decode(source.streams.video[0]):
                due_ns = begins_ns + int((frame.time or 0) * NS)
                wait_ns = due_ns - now_ns()
                # A busy computer may never catch up.  A late picture now and then shows whether anybody still looks.
                if wait_ns < -NS // 5 and now_ns() - shown_ns < NS // 2:
                    continue
                camera.over.wait(max(0, wait_ns) / NS)
                shown_ns = now_ns()
                yield Picture(np.asarray(frame.to_ndarray(format="yuv420p"), np.uint8), due_ns)
        turn = max(turn + 1, (now_ns() - camera.begun_ns) // length_ns)


def beep_and_flash(form: str = "640x360@30", port: int = 0) -> DemoCamera:
    """Return a camera whose picture flashes white and whose sound beeps for 100 ms at every full second."""

    def pictures() -> Iterator[Picture]:
        pattern = PatternCamera(form, camera.begun_ns)
        while (picture := pattern.read(2.0)) is not None:
            if (picture.at_ns - camera.begun_ns) % NS < NS // 10:
                picture.luma[picture.height // 8 :] = 235
            yield picture

    def sounds(number: int) -> Samples:
        begins = number * _CHUNK
        places = np.arange(begins, begins + _CHUNK)
        # Never the same bytes over and over: a pure tone of 96 bytes a wave is taken for MPEG-TS by who connects to it.
        tone = np.sin(places * (2 * np.pi * 997 / RATE)) * 12000
        hiss = np.random.default_rng(number).integers(-8, 9, _CHUNK)
        return np.asarray(np.where(places % RATE < RATE // 10, tone, 0) + hiss, np.int16)

    camera = DemoCamera(pictures, sounds, port)
    return camera


def main() -> None:
    """Serve until the process is ended: a film, or without one beep and flash."""
    reader = argparse.ArgumentParser()
    reader.add_argument("--film", type=Path)
    reader.add_argument("--form", default="1280x720@30")
    reader.add_argument("--port", type=int, default=0)
    chosen = reader.parse_args()
    camera = demo_camera(chosen.film, chosen.port) if chosen.film else beep_and_flash(chosen.form, chosen.port)
    with camera:
        sys.stdout.write(f"{camera.address} {camera.sound_address}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
