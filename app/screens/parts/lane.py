"""One lane for work that takes longer than a blink: its result comes back to the window's own thread.

Why this room exists: reading films for their digests takes seconds; a window must go on meanwhile.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

type Done = Callable[[object, Exception | None], object]
"""Takes the result, or what was raised."""


class Runner(Protocol):
    """Runs a job, beside the window or where it stands."""

    def run(self, job: Callable[[Callable[[], None]], object], done: Done, step: Callable[[], object]) -> None:
        """Run a job."""
        ...

    def close(self) -> None:
        """Take no further job."""
        ...


class Lane(QObject):
    """Runs one job after the other beside the window; ``step`` and ``done`` are called on the window's thread."""

    _stepped, _ended = Signal(object), Signal(object, object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, "kaobo-desk")
        self._stepped.connect(self._step, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def run(self, job: Callable[[Callable[[], None]], object], done: Done, step: Callable[[], object]) -> None:
        """Run a job; it is given what to call after each of its parts."""

        def work() -> None:
            try:
                self._ended.emit(done, job(lambda: self._stepped.emit(step)), None)
            except Exception as error:  # noqa: BLE001 - the funnel: told to the window, which sorts it by type
                self._ended.emit(done, None, error)

        self._pool.submit(work)

    def close(self) -> None:
        """Wait for what runs, drop what waits."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    @Slot(object)
    def _step(self, step: object) -> None:
        if callable(step):
            step()

    @Slot(object, object, object)
    def _end(self, done: object, result: object, error: object) -> None:
        if callable(done):
            done(result, error)


class AtOnce:
    """A lane for tests and the gallery: does a job where it stands."""

    def run(self, job: Callable[[Callable[[], None]], object], done: Done, step: Callable[[], object]) -> None:
        """Run a job now."""
        try:
            result = job(lambda: (step(), None)[1])
        except Exception as error:  # noqa: BLE001 - as the lane's
            done(None, error)
            return
        done(result, None)

    def close(self) -> None:
        """Nothing waits."""
