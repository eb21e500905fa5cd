"""CPU, dropped frames and memory of a recording with a live preview, beside the ffmpeg command line.

    python -m tests.bench.capture_cost [--seconds 30] [--sizes 1280x720 1920x1080] [--rounds 1]

Both record the same MJPEG stream with its sound, with the same codec settings, one after the other.
"""

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from app.media.capture.writer import QUALITY_720, QUALITY_1080, Quality, _x264


def record(picture: str, sound: str, seconds: int, folder: Path) -> None:
    """Record beside a window that paints every preview; print CPU per second, drops, memory in MB."""
    from PySide6.QtCore import QObject, QTimer, Slot
    from PySide6.QtGui import QImage, QPixmap
    from PySide6.QtWidgets import QApplication, QLabel

    from app.media.capture.filming import FilmingPlan
    from app.media.capture.recorder import Recorder
    from app.media.capture.sources import camera_source, microphone_source
    from app.media.film.log_file import FileFilmLog

    application = QApplication([])
    quality = QUALITY_1080 if "1080" in folder.name else QUALITY_720
    plan = FilmingPlan(camera_source(picture), microphone_source(sound), folder, quality=quality)
    recorder, label = Recorder(plan, FileFilmLog(folder / "log")), QLabel()
    label.resize(640, 360)
    label.show()

    class Mirror(QObject):
        used, shown, begun = 0.0, 0, 0.0

        @Slot(QImage)
        def paint(self, image: QImage) -> None:
            label.setPixmap(QPixmap.fromImage(image))
            self.shown += 1
            recorder.screen_ready()

        @Slot()
        def begin(self) -> None:
            self.used, self.begun, self.shown = cpu(), time.monotonic(), 0
            QTimer.singleShot(seconds * 1000, self.end)

        @Slot()
        def end(self) -> None:
            span = time.monotonic() - self.begun
            figures = recorder.figures()
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            used = (cpu() - self.used) / span
            print(used, figures.dropped_frames, memory, self.shown / span, figures.quality, flush=True)
            recorder.close()
            application.quit()

    mirror = Mirror()
    recorder.previewed.connect(mirror.paint)
    recorder.start()
    QTimer.singleShot(3000, mirror.begin)
    application.exec()


def cpu() -> float:
    """Return this process's CPU seconds so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def ffmpeg(picture: str, sound: str, seconds: int, quality: Quality, target: Path) -> float:
    """Record with ffmpeg; return its CPU seconds per recorded second."""
    command = "ffmpeg -v error -y -f mpjpeg -use_wallclock_as_timestamps 1".split()
    command += ["-i", picture, "-i", sound, "-t", str(seconds), "-c:v", "libx264"]
    for name, value in _x264(quality).items():
        command += [f"-{name}", value]
    command += "-pix_fmt yuv420p -vsync passthrough -c:a aac -b:a 96k -ar 48000 -ac 1".split()
    command += ["-movflags", "frag_keyframe+empty_moov+default_base_moof", str(target)]
    process = subprocess.Popen(command)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return (used.ru_utime + used.ru_stime) / seconds


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--seconds", type=int, default=30)
    reader.add_argument("--sizes", nargs="+", default=["1280x720", "1920x1080"])
    reader.add_argument("--rounds", type=int, default=1)
    reader.add_argument("--record", nargs=3)
    chosen = reader.parse_args()
    if chosen.record:
        record(chosen.record[0], chosen.record[1], chosen.seconds, Path(chosen.record[2]))
        return
    print(f"machine {platform.node()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for size in chosen.sizes:
        quality = QUALITY_1080 if "1080" in size else QUALITY_720
        rounds = [one_round(size, quality, chosen.seconds) for _ in range(chosen.rounds)]
        ratios = sorted(ours / bare for ours, bare, _ in rounds)
        for ours, bare, told in rounds:
            print(f"{size}: {ours:.3f} CPU-s a second, ffmpeg {bare:.3f}, ratio {ours / bare:.2f}; {told}")
        print(f"{size}: ratio {statistics.median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})")


def one_round(size: str, quality: Quality, seconds: int) -> tuple[float, float, str]:
    """Record with ours and then with ffmpeg; return the CPU seconds per second of both, and what else ours told."""
    camera = [sys.executable, "-m", "app.media.capture.demo_camera", "--form", f"{size}@30"]
    with (
        subprocess.Popen(camera, stdout=subprocess.PIPE, text=True) as server,
        tempfile.TemporaryDirectory(suffix=size) as name,
    ):
        try:
            assert server.stdout
            picture, sound = server.stdout.readline().split()
            command = [sys.executable, "-m", "tests.bench.capture_cost", "--seconds", str(seconds)]
            told = subprocess.run(
                [*command, "--record", picture, sound, name],
                check=True, stdout=subprocess.PIPE, text=True, timeout=seconds * 2 + 60,
            )  # fmt: skip
            bare = ffmpeg(picture, sound, seconds, quality, Path(name) / "bare.mp4")
        finally:
            server.kill()
    ours, dropped, memory, shown, *words = told.stdout.split()
    return float(ours), bare, (f"dropped {dropped}, {float(memory):.0f} MB, preview {float(shown):.1f} a second, "
                               f"{' '.join(words)}")  # fmt: skip


if __name__ == "__main__":
    main()
