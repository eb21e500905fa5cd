"""CPU, dropped frames and memory of a recording with a live preview, beside the ffmpeg command line.

    python -m tests.bench.capture_cost [--seconds 30] [--sizes 1280x720 1920x1080]

Both record the same MJPEG stream with its sound, with the same codec settings, one after the other.
"""

import argparse
import os
import platform
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def record(picture: str, sound: str, seconds: int, folder: Path) -> None:
    """Record beside a window that paints every preview; print CPU per second, drops, memory in MB."""
    from PySide6.QtCore import QObject, QTimer, Slot
    from PySide6.QtGui import QImage, QPixmap
    from PySide6.QtWidgets import QApplication, QLabel

    from app.media.capture.filming import FilmingPlan
    from app.media.capture.recorder import Recorder
    from app.media.capture.sources import camera_source, microphone_source
    from app.media.capture.writer import QUALITY_720, QUALITY_1080
    from app.media.film.log_file import FileFilmLog

    application = QApplication([])
    quality = QUALITY_1080 if "1080" in folder.name else QUALITY_720
    plan = FilmingPlan(camera_source(picture), microphone_source(sound), folder, quality=quality)
    recorder, label = Recorder(plan, FileFilmLog(folder / "log")), QLabel()
    label.resize(640, 360)
    label.show()

    class Mirror(QObject):
        used, shown, begun_ms = 0.0, 0, 0

        @Slot(QImage)
        def paint(self, image: QImage) -> None:
            label.setPixmap(QPixmap.fromImage(image))
            self.shown += 1
            recorder.screen_ready()

        @Slot()
        def begin(self) -> None:
            self.used, self.begun_ms, self.shown = cpu(), recorder.position_ms(), 0
            QTimer.singleShot(seconds * 1000, self.end)

        @Slot()
        def end(self) -> None:
            span = (recorder.position_ms() - self.begun_ms) / 1000
            figures = recorder.figures()
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                (cpu() - self.used) / span,
                figures.dropped_frames,
                memory,
                self.shown / span,
                figures.quality,
                flush=True,
            )
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


def ffmpeg(picture: str, sound: str, seconds: int, preset: str, target: Path) -> float:
    """Record with ffmpeg; return its CPU seconds per recorded second."""
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-y",
        "-f",
        "mpjpeg",
        "-use_wallclock_as_timestamps",
        "1",
        "-i",
        picture,
        "-i",
        sound,
    ]
    command += [
        "-t",
        str(seconds),
        "-c:v",
        "libx264",
        "-preset",
        preset,
        "-tune",
        "zerolatency",
        "-crf",
        "23",
        "-g",
        "30",
    ]
    command += ["-threads", "1", "-pix_fmt", "yuv420p", "-c:a", "aac", "-ac", "1", "-vsync", "passthrough"]
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
    reader.add_argument("--record", nargs=3)
    chosen = reader.parse_args()
    if chosen.record:
        record(chosen.record[0], chosen.record[1], chosen.seconds, Path(chosen.record[2]))
        return
    print(f"machine {platform.node()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    for size in chosen.sizes:
        server = subprocess.Popen(
            [sys.executable, "-m", "app.media.capture.demo_camera", "--form", f"{size}@30"],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert server.stdout
        picture, sound = server.stdout.readline().split()
        with tempfile.TemporaryDirectory(suffix=size) as name:
            command = [sys.executable, "-m", "tests.bench.capture_cost", "--seconds", str(chosen.seconds)]
            told = subprocess.run(
                [*command, "--record", picture, sound, name], check=True, stdout=subprocess.PIPE, text=True
            )
            preset = "ultrafast" if "1080" in size else "superfast"
            bare = ffmpeg(picture, sound, chosen.seconds, preset, Path(name) / "bare.mp4")
        server.kill()
        ours, dropped, memory, shown, *quality = told.stdout.split()
        print(f"{size}: {float(ours):.3f} CPU-s a second, ffmpeg {bare:.3f}, ratio {float(ours) / bare:.2f}; "
              f"dropped {dropped}, {float(memory):.0f} MB, preview {float(shown):.1f} a second, "
              f"{' '.join(quality)}")  # fmt: skip


if __name__ == "__main__":
    main()
