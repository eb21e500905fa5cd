"""The exam through both windows, again and again in one process: what does it leave behind?

``uv run python -m tests.bench.soak --minutes 60`` prints after each run what is in use (the C library's account), what
is resident, Python's blocks and the threads, and at the end how much they grew from the runs after warming up.
What leaks is in use; resident memory also holds the holes that a busy moment left between what is in use.

``--camera none`` films nothing and is faster.  ``--others`` examines another candidate each time: then Qt also keeps
each character that it has not drawn before.
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
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median_low

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


@dataclass(frozen=True, slots=True)
class Figures:
    """What one process holds."""

    in_use_mb: float
    resident_mb: float
    blocks: int
    threads: int

    def __str__(self) -> str:
        return (
            f"{self.in_use_mb:.2f} MB in use, {self.resident_mb:.1f} MB resident, {self.blocks:,} blocks, "
            f"{self.threads} threads"
        )


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


class _Account(ctypes.Structure):
    """glibc's account of its heaps.  Source: mallinfo2(3)."""

    _fields_ = tuple((name, ctypes.c_size_t) for name in (
        "arena", "ordblks", "smblks", "hblks", "hblkhd", "usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"
    ))  # fmt: skip


def in_use_mb() -> float:
    """Return what was asked of the C library and not given back, by this process and all that it loaded."""
    library = ctypes.CDLL("libc.so.6")
    library.mallinfo2.restype = _Account
    account = library.mallinfo2()
    return float(account.uordblks + account.hblkhd) / 1e6


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
            play(centre, clock, eye, part, clip, show=False, tell=lambda _: None)
    finally:
        centre.home.close()
        shutil.rmtree(place)


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--minutes", type=float, default=10)
    reader.add_argument("--camera", choices=("demo", "none"), default="demo")
    reader.add_argument("--others", action="store_true", help="another candidate, sample and paper in each run")
    chosen = reader.parse_args()
    end, figures = time.monotonic() + chosen.minutes * 60, list[Figures]()
    while time.monotonic() < end or len(figures) < WARM_RUNS + 2 * EDGE_RUNS:
        one_run(len(figures) + 1 if chosen.others else SEED, camera=chosen.camera == "demo")
        resident = resident_mb()
        figures.append(Figures(in_use_mb(), resident, sys.getallocatedblocks(), threads()))
        print(f"run {len(figures)}: {figures[-1]}", flush=True)
    first, last = (middle(each) for each in (figures[WARM_RUNS:][:EDGE_RUNS], figures[-EDGE_RUNS:]))
    grown_mb, more = last.in_use_mb - first.in_use_mb, last.threads - first.threads
    print(
        f"{platform.node()}: {len(figures)} exams in {chosen.minutes:g} min; in use grew {grown_mb:+.1f} MB "
        f"(aim: at most {MOST_MB:g}), threads {more:+d} (aim: 0); resident "
        f"{last.resident_mb - first.resident_mb:+.1f} MB, Python's blocks {last.blocks - first.blocks:+,}"
    )
    return int(grown_mb > MOST_MB or more > 0)


def middle(runs: Sequence[Figures]) -> Figures:
    """Return the median of each figure."""
    return Figures(*(median_low(each) for each in zip(*map(astuple, runs), strict=True)))


if __name__ == "__main__":
    sys.exit(main())
