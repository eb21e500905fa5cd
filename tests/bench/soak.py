"""The exam through both windows, again and again in one process: what does it leave behind?

``uv run python -m tests.bench.soak --minutes 60`` prints resident memory and threads after each run, and at the end
the growth from the runs after warming up to the last ones.  ``--camera none`` films nothing and is faster.
``--others`` examines another candidate each time: then Qt also keeps each character that it has not drawn before.
"""

import argparse
import ctypes
import gc
import os
import platform
import shutil
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent

from app.exam.scheme import Subject
from app.media.capture.demo_camera import demo_camera
from app.programs.demo import LiveClock, set_up
from app.programs.demo_windows import play
from app.programs.rehearsal.actors import Skill
from app.programs.rehearsal.window_play import Part
from app.resources import asset

SEED = 7
WARM_RUNS, EDGE_RUNS, MOST_MB = 8, 3, 5.0
"""Until the eighth exam Qt's and glibc's stores still fill: pictures of icons, glyphs, heaps of threads."""


class NoCamera:
    """Stands for the demo's camera where nothing is to be filmed."""

    address, sound_address = "practice", "silence"


def resident_mb() -> float:
    """Return resident memory once everything that can be given back was."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    if sys.platform.startswith("linux"):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def threads() -> int:
    """Return the threads of this process, Qt's and FFmpeg's included."""
    return len(list(Path("/proc/self/task").iterdir()))


def one_run(seed: int, *, camera: bool) -> None:
    """Play one exam in a home of its own and delete it."""
    place, clip = Path(tempfile.mkdtemp(prefix="kaobo-soak-")), asset("demo", "presenter.mp4")
    clock = LiveClock()
    centre = set_up(place / "home", clock, seed)
    try:
        with demo_camera(clip) if camera else nullcontext(NoCamera()) as eye:
            part = Part(Skill(frozenset(Subject)), str(seed), 2_500)
            play(centre, clock, eye, part, clip, show=False, tell=lambda _: None)  # type: ignore[arg-type]
    finally:
        centre.home.close()
        shutil.rmtree(place)


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--minutes", type=float, default=10)
    reader.add_argument("--camera", choices=("demo", "none"), default="demo")
    reader.add_argument("--others", action="store_true", help="another candidate, sample and paper in each run")
    chosen = reader.parse_args()
    end, figures = time.monotonic() + chosen.minutes * 60, list[tuple[float, int]]()
    while time.monotonic() < end or len(figures) < WARM_RUNS + 2 * EDGE_RUNS:
        one_run(len(figures) + 1 if chosen.others else SEED, camera=chosen.camera == "demo")
        figures.append((resident_mb(), threads()))
        print(f"run {len(figures)}: {figures[-1][0]:.1f} MB, {figures[-1][1]} threads", flush=True)
    warm = figures[WARM_RUNS:]
    first, last = warm[:EDGE_RUNS], warm[-EDGE_RUNS:]
    grown_mb = median(each[0] for each in last) - median(each[0] for each in first)
    more = last[-1][1] - first[0][1]
    print(f"{platform.node()}: {len(figures)} exams in {chosen.minutes:g} min; memory grew {grown_mb:+.1f} MB "
          f"(aim: at most {MOST_MB:g}), threads {more:+d} (aim: 0)")  # fmt: skip
    return int(grown_mb > MOST_MB or more > 0)


if __name__ == "__main__":
    sys.exit(main())
