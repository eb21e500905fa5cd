"""Time to the first frame beside opening the camera bare, and the delay from glass to preview.

python -m tests.bench.capture_start [--seconds 8] [--rounds 5]
"""

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import av
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QImage

from app.media.capture.cameras import open_camera
from app.media.capture.filming import Filming, FilmingEars, FilmingPlan
from app.media.capture.recorder import Recorder
from app.media.capture.sources import camera_source, microphone_source
from app.media.film.log_file import FileFilmLog


def bare_ms(address: str) -> float:
    """Open with PyAV alone, as cheaply as it can be done, and decode one frame."""
    begun = time.monotonic()
    with av.open(address, options={"fflags": "nobuffer", "probesize": "500000", "analyzeduration": "500000"}) as source:
        next(source.decode(video=0))
    return (time.monotonic() - begun) * 1000


def opened_ms(address: str) -> float:
    """Open through Kaobo's camera and read one picture."""
    begun = time.monotonic()
    camera = open_camera(camera_source(address))
    while camera.read(1) is None:
        pass
    taken = (time.monotonic() - begun) * 1000
    camera.close()
    return taken


def filmed_ms(address: str, folder: Path) -> float:
    """Start a recording; return when its film held its first picture."""
    plan = FilmingPlan(camera_source(address), microphone_source("silence"), folder)
    filming = Filming(plan, FileFilmLog(folder / "log"), FilmingEars())
    begun, thread = time.monotonic(), threading.Thread(target=filming.run)
    thread.start()
    bell = threading.Event()
    while not (filming._writer and filming._writer.frames):
        bell.wait(0.001)
    taken = (time.monotonic() - begun) * 1000
    filming.halt()
    thread.join()
    return taken


def preview_delays_ms(address: str, folder: Path, seconds: int) -> list[float]:
    """Return the age of each preview as it arrives on the GUI thread, from its burnt-in clock."""
    application = QCoreApplication([])
    plan = FilmingPlan(camera_source(address), microphone_source("silence"), folder)
    recorder, delays = Recorder(plan, FileFilmLog(folder / "log"), mirrored=False), []

    class Eye:
        def __call__(self, image: QImage) -> None:
            # The preview is half the size: cells of the clock are 8 pixels.
            bits = sum(1 << bit for bit in range(32) if image.pixelColor(bit * 8 + 4, 4).value() > 128)
            delays.append((time.monotonic_ns() // 1_000_000 - bits) % (1 << 32))
            recorder.screen_ready()

    eye = Eye()
    recorder.previewed.connect(eye)
    recorder.start()
    QTimer.singleShot(seconds * 1000, application.quit)
    application.exec()
    recorder.close()
    return [float(delay) for delay in delays[30:]]


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--seconds", type=int, default=8)
    reader.add_argument("--rounds", type=int, default=5)
    chosen = reader.parse_args()
    server = subprocess.Popen(
        [sys.executable, "-m", "app.media.capture.demo_camera", "--form", "1280x720@30"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    address = server.stdout.readline().split()[0]
    print(f"machine {platform.node()}, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as name:
        rounds = [
            (bare_ms(address), opened_ms(address), filmed_ms(address, Path(name) / str(number)))
            for number in range(chosen.rounds)
        ]
        bare, opened, filmed = (statistics.median(column) for column in zip(*rounds, strict=True))
        print(
            f"first frame: bare {bare:.0f} ms, camera {opened:.0f} ms, "
            f"in the film {filmed:.0f} ms, ratio {filmed / bare:.2f}"
        )
        delays = preview_delays_ms(address, Path(name) / "preview", chosen.seconds)
    server.kill()
    delays.sort()
    print(
        f"glass to preview at 720p: median {statistics.median(delays):.0f} ms, "
        f"p95 {delays[len(delays) * 95 // 100]:.0f} ms"
    )


if __name__ == "__main__":
    main()
