"""Print what a benchmark measured: always beside the bare thing, from one run, with the machine's name."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


def machine() -> str:
    """Return a line that names the machine: processor, cores, system, Python."""
    return (
        f"{_processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}"
    )


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123 - no path of ours
            return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def seconds(work: Callable[[], object]) -> float:
    """Return how long one run of ``work`` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the value that ``percent`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Ours against the bare thing, several rounds of both, taken in turns."""

    name: str
    ours: Sequence[float]
    bare: Sequence[float]
    unit: str
    aim: str

    @property
    def value(self) -> float:
        """The median of the rounds' own ratios: each round saw the same machine."""
        return statistics.median(own / bare for own, bare in zip(self.ours, self.bare, strict=True))

    def show(self) -> None:
        """Print one line."""
        own, bare = statistics.median(self.ours), statistics.median(self.bare)
        print(f"{self.name}: {self.value:.2f} of bare ({own:,.0f} against {bare:,.0f} {self.unit}; aim {self.aim})")


def show(name: str, value: float, unit: str, aim: str) -> None:
    """Print one measured value."""
    print(f"{name}: {value:,.2f} {unit} (aim {aim})")


def begin(title: str) -> None:
    """Print the heading of a benchmark."""
    print(f"{title}\n  on {machine()}, {time.strftime('%Y-%m-%d')}")
