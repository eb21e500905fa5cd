"""Evidence of a five-minute 720p film against bare decoding of the same film, both on one thread, in one run.

python tests/bench/evidence.py [ROUNDS] [SECONDS]        needs ffmpeg
"""

import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import av
import cv2

from app.media.evidence.measure import measure
from app.resources import asset

AIM = 1.5


def make_film(path: Path, seconds: int) -> Path:
    """Encode the demo's presenter, on a moving ground with a camera's noise, as the booth does: 720p30."""
    filters = (
        "[0:v]scale=-2:720,setsar=1[person];"
        "[1:v][person]overlay=(W-w)/2:0:shortest=0,noise=alls=3:allf=t,fps=30,format=yuv420p[shown]"
    )
    command = ["ffmpeg", "-y", "-loglevel", "error", "-stream_loop", "-1", "-i", str(asset("demo", "presenter.mp4"))]
    command += ["-f", "lavfi", "-i", "gradients=s=1280x720:r=30:speed=0.02", "-filter_complex", filters]
    command += ["-map", "[shown]", "-map", "0:a", "-t", str(seconds), "-c:a", "aac", "-ar", "48000", "-ac", "1"]
    command += ["-c:v", "libx264", "-preset", "superfast", "-tune", "zerolatency", "-crf", "23", "-g", "30", str(path)]
    subprocess.run(command, check=True)
    return path


def decode(film: Path) -> None:
    """Decode picture and sound and look at nothing."""
    with av.open(str(film)) as container:
        container.streams.video[0].codec_context.thread_count = 1
        for packet in container.demux(container.streams.video[0], container.streams.audio[0]):
            for _ in packet.decode():
                pass


def _cost(work: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def main(rounds: int = 3, seconds: int = 300) -> None:
    """Print medians and their ratio."""
    cv2.setNumThreads(1)
    with tempfile.TemporaryDirectory() as folder:
        film = make_film(Path(folder) / "pitch.mp4", seconds)
        print(f"{platform.node()} {platform.machine()}: {seconds} s of 1280 x 720, {film.stat().st_size / 1e6:.1f} MB")
        pairs = [(_cost(lambda: decode(film)), _cost(lambda: measure(film, "d"))) for _ in range(rounds)]
    for name, index in (("wall", 0), ("CPU", 1)):
        bare, full = (statistics.median(pair[which][index] for pair in pairs) for which in (0, 1))
        ratio = statistics.median(pair[1][index] / pair[0][index] for pair in pairs)
        print(f"{name}: decoding {bare:.2f} s, evidence {full:.2f} s, ratio {ratio:.2f} (aim {AIM})")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
