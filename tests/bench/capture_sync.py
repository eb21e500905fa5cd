"""Beep and flash: how far the sound is from the picture at the end of a film, and how far it drifted.

python -m tests.bench.capture_sync [--seconds 300]
"""

import argparse
import platform
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import av
import numpy as np

from app.media.capture.filming import Filming, FilmingPlan
from app.media.capture.sources import camera_source, microphone_source
from app.media.film.check import check_film
from app.media.film.log_file import LOG_NAME, FileFilmLog, proofs_beside

RATE = 48_000


def flashes_of(film: Path) -> list[float]:
    """Return the seconds at which the picture turns white."""
    found, lit = [], True
    with av.open(str(film)) as source:
        for frame in source.decode(video=0):
            rows = np.frombuffer(frame.planes[0], np.uint8).reshape(-1, frame.planes[0].line_size)
            now = bool(rows[frame.height // 2 :: 8, : frame.width : 8].mean() > 200)
            if now and not lit:
                found.append(frame.time)
            lit = now
    return found


def beeps_of(film: Path) -> np.ndarray:
    """Return the seconds at which a beep begins."""
    places, at, quiet_since = [], 0, -RATE
    with av.open(str(film)) as source:
        for frame in source.decode(audio=0):
            for place in np.flatnonzero(np.abs(frame.to_ndarray().reshape(-1)) > 0.1) + at:
                if place - quiet_since > RATE // 4:
                    places.append(place / RATE)
                quiet_since = int(place)
            at += frame.samples
    return np.array(places)


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--seconds", type=int, default=300)
    seconds = reader.parse_args().seconds
    server = subprocess.Popen(
        [sys.executable, "-m", "app.media.capture.demo_camera", "--form", "1280x720@30"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    picture, sound = server.stdout.readline().split()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filming = Filming(
            FilmingPlan(camera_source(picture), microphone_source(sound), folder), FileFilmLog(folder / LOG_NAME)
        )
        threading.Timer(seconds + 60, filming.halt).start()
        filming.run(until_ms=seconds * 1000)
        server.kill()
        film = folder / "pitch.mp4"
        report = check_film(film, proofs_beside(film))
        beeps = beeps_of(film)
        behind = np.array([1000 * min(beeps - flash, key=abs) for flash in flashes_of(film)])
    tail = max(10, len(behind) // 10)
    early = behind[15 : 15 + tail] if len(behind) > 30 else behind[:tail]
    print(f"machine {platform.node()} {platform.machine()}, {seconds} s of 1280x720@30, {len(behind)} flashes")
    dropped = sum(film.dropped_frames for film in filming.films)
    print(f"{len(filming.films)} film(s), {dropped} dropped; the first: {report.frames} pictures, "
          f"faults {report.faults}, "
          f"longest interval {report.picture.longest_ms} ms in the picture, {report.sound.longest_ms} ms in the sound, "
          f"gaps {report.picture.gaps} {report.sound.gaps}")  # fmt: skip
    print(f"beep behind flash at the end: median {np.median(behind[-tail:]):.1f} ms "
          f"({behind[-tail:].min():.1f} to {behind[-tail:].max():.1f})")  # fmt: skip
    print(f"drift from second 15 to the end: {np.median(behind[-tail:]) - np.median(early):.1f} ms")
    print(f"first seconds: {np.round(behind[:5], 1)}")


if __name__ == "__main__":
    main()
