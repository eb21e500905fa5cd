"""A recording beside a window: the pair of a worker on its own thread and its voice on the GUI thread.

Why this room exists: preview never holds the film back, the film never holds the candidate's page back.
"""

import threading

from PySide6.QtCore import QObject, QThread, Signal, Slot
from PySide6.QtGui import QImage

from app.centre.capture_ports import FilmFinished, FilmLog, Notice, RecordingFigures
from app.media.capture.filming import Filming, FilmingEars, FilmingPlan
from app.media.capture.pictures import Picture
from app.media.capture.preview import preview_image


class RecorderWorker(QObject):
    """Lives on the film's thread: no parent, no widgets."""

    previewed = Signal(QImage)
    failed = Signal(object)
    noticed = Signal(object)
    film_finished = Signal(object)
    sealed = Signal(object)

    def __init__(self, plan: FilmingPlan, log: FilmLog, *, mirrored: bool = True) -> None:
        super().__init__()
        ears = FilmingEars(self._preview, self._tell_notice, self._tell_finished, self._tell_failure)
        self.filming = Filming(plan, log, ears)
        self._mirrored = mirrored
        self._screen_ready = threading.Event()
        self._screen_ready.set()

    def halt(self) -> None:
        """Any thread; a queued slot would never be served."""
        self.filming.halt()

    def screen_ready(self) -> None:
        """Any thread; called after a preview was painted."""
        self._screen_ready.set()

    @Slot()
    def run(self) -> None:
        """Record until halted."""
        try:
            self.filming.run()
        except Exception as error:  # noqa: BLE001 - the funnel of this thread: sorted by its type on the GUI side
            self.failed.emit(error)
        finally:
            self.sealed.emit(tuple(self.filming.films))

    def _preview(self, picture: Picture) -> None:
        if self._screen_ready.is_set():  # one picture in flight, never a backlog
            self._screen_ready.clear()
            self.previewed.emit(preview_image(picture, mirrored=self._mirrored))

    def _tell_notice(self, notice: Notice) -> None:
        self.noticed.emit(notice)

    def _tell_finished(self, finished: FilmFinished) -> None:
        self.film_finished.emit(finished)

    def _tell_failure(self, error: BaseException) -> None:
        self.failed.emit(error)


class Recorder(QObject):
    """Lives on the GUI thread, owns the pair.  Signals as the worker's, re-emitted on the GUI thread.

    ``previewed`` QImage, mirrored as a mirror is (the film never is); ``failed`` an exception; ``noticed`` a
    Notice; ``film_finished`` a FilmFinished; ``sealed`` a tuple of all FilmFinished, once, at the end.
    """

    previewed = Signal(QImage)
    failed = Signal(object)
    noticed = Signal(object)
    film_finished = Signal(object)
    sealed = Signal(object)

    def __init__(
        self, plan: FilmingPlan, log: FilmLog, *, mirrored: bool = True, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.worker, self._thread = RecorderWorker(plan, log, mirrored=mirrored), QThread(self)
        for name in ("previewed", "failed", "noticed", "film_finished", "sealed"):
            getattr(self.worker, name).connect(getattr(self, name))
        self.worker.moveToThread(self._thread)
        self._thread.started.connect(self.worker.run)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def begin(self) -> None:
        """Let a prepared recording (``FilmingPlan.prepared``) begin its film; until then it only previews."""
        self.worker.filming.begin()

    def screen_ready(self) -> None:
        """Say that a preview was painted: the next one may come."""
        self.worker.screen_ready()

    def position_ms(self) -> int:
        """Return the moment in the film, for a mark that is set now."""
        return self.worker.filming.position_ms()

    def figures(self) -> RecordingFigures:
        """Return the live figures; ask as often as the screen is painted."""
        return self.worker.filming.figures()

    def halt(self) -> None:
        """Ask for the end without waiting; ``sealed`` tells when the film is closed."""
        self.worker.halt()

    def close(self, patience_ms: int = 8000) -> bool:
        """End the recording and wait until film and thread are closed; True when they are."""
        self.worker.halt()
        self._thread.quit()
        return self._thread.wait(patience_ms)
