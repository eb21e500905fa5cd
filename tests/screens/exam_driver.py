"""Opens the kiosk for tests, with one good clip on the stick.

Run as a program it is a booth that can be killed: ``python exam_driver.py HOME NUMBER LAST_FOUR SECONDS_LATER PIN``.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest

from app.centre.access import sign_in
from app.centre.clip_ports import CheckLine, ClipProgress, ReceivedClip
from app.centre.desk import Desk
from app.centre.ports import Clock
from app.centre.seat import Station
from app.exam.flow import remaining_ms
from app.exam.flow_state import Stage
from app.exam.vocabulary.seat import ClipCheck, ClipReceived
from app.programs.kiosk_booths import PracticeBooth
from app.programs.kiosk_services import services_of
from app.programs.rehearsal.window_driver import DeskExaminer, Hand, WindowDriver
from app.programs.windows import application_of
from app.screens.kiosk.booth import Booth
from app.screens.kiosk.kiosk_desk import KioskDesk
from app.screens.kiosk.window import KioskWindow
from app.settings import SOFTWARE
from app.storage.clock import SystemClock
from app.storage.home import Home, open_home

if TYPE_CHECKING:
    from app.programs.demo import DemoCentre


class ClipsInHand:
    """The hand-in's port with one good clip on the stick: the codec is not what these tests are about."""

    url = qr_text = "http://booth/upload"

    def __init__(self) -> None:
        self.open = False
        self._clips: list[ReceivedClip] = []
        self._arrived: Callable[[ReceivedClip], None] = lambda _: None

    def start(self, attempt: str, arrived: Callable[[ReceivedClip], None]) -> None:
        self.open, self._arrived = True, arrived

    def reach(self) -> None:
        """There is but one address."""

    def stop(self) -> None:
        self.open = False

    def progress(self) -> ClipProgress:
        return ClipProgress()

    def take_file(self, path: Path) -> None:
        received = ClipReceived(
            clip=sha256(path.name.encode()).hexdigest(), clip_bytes=9_400_000, duration_ms=32_400, source="stick",
            usable=True, checks=(ClipCheck("duration", True, "32.4 s"),),
        )  # fmt: skip
        line = CheckLine("duration", True, "时长 32.4 秒", "32.4 s long")
        self._clips.append(ReceivedClip(received, (line,), path))
        self._arrived(self._clips[-1])

    def received(self) -> tuple[ReceivedClip, ...]:
        return tuple(self._clips)


def four_of(centre: "DemoCentre") -> str:
    with centre.home.store.reading() as books:
        details = books.people.get(centre.booking.candidate).details
    assert details is not None
    return details.document_number[-4:]


def open_window(
    home: Home, clock: Clock, station: Station, *, booth: Booth | None = None, stick: Path = Path("clip.mp4")
) -> KioskDesk:
    """Open the kiosk on a real home, with the practice booth unless another is given."""
    application = application_of()
    services = services_of(application, home, clock, station, booth or PracticeBooth(clock), ClipsInHand())
    window = KioskWindow()
    window.resize(1366, 768)
    desk = KioskDesk(window, replace(services, stick_video=lambda: stick))
    desk.start()
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return desk


def driver_of(centre: "DemoCentre", clock: Clock, *, keys: bool) -> WindowDriver:
    """Open the kiosk and return who walks through it, by touch or by ``keys`` alone."""
    booth = centre.cast.booth
    desk = open_window(centre.home, clock, booth)
    examiner = DeskExaminer(lambda attempt: Desk(centre.home.store, clock, booth, centre.cast.examiner, attempt))
    number, four = centre.booking.admission_number, four_of(centre)
    return WindowDriver(desk, examiner, number, four, Hand(desk.window, keys=keys))


class LaterClock(SystemClock):
    """The real clock, its wall time moved on: so long was the kiosk away, as far as anybody can tell."""

    def __init__(self, by_s: int) -> None:
        super().__init__()
        self._by = timedelta(seconds=by_s)

    def now(self) -> datetime:
        return super().now() + self._by


def told(desk: KioskDesk) -> str:
    """Return what stands on the screen and on the disk, as one line."""
    seat = desk.seat
    if seat is None:
        return json.dumps({"stage": "door", "page": type(desk.window.pages.currentWidget()).__name__})
    state, elapsed_ms = seat.state, seat.elapsed_ms()
    return json.dumps(
        {
            "stage": state.stage.value, "page": type(desk.window.pages.currentWidget()).__name__,
            "answers": {item: list(chosen) for item, chosen in state.answers.items()}, "clips": len(state.clips),
            "sample": state.sample, "notes": desk.window.preparation.notes.toPlainText() if state.sample else "",
            "left_ms": remaining_ms(state, elapsed_ms), "since_ms": elapsed_ms - state.last_elapsed_ms,
            "item": desk.window.theory.state.index if state.stage is Stage.THEORY else -1,
            "timed": state.timed, "waits": state.awaiting_grant,
        }
    )  # fmt: skip


def main(place: str, number: str, four: str, later_s: str, pin: str) -> int:
    """Open a home and drive one attempt to its end; may be killed at any moment.  Says after each step where it is."""
    home, clock = open_home(Path(place)), LaterClock(int(later_s))
    station = Station("booth-1", home.keys.station, SOFTWARE)
    application = application_of()
    desk = open_window(home, clock, station)

    def desk_of(attempt: str) -> Desk:
        return Desk(home.store, clock, station, sign_in(home.store, clock, "examiner", pin), attempt)

    examiner = DeskExaminer(desk_of)
    driver = WindowDriver(desk, examiner, number, four, Hand(desk.window, keys=False))
    driver.stop_pitch = lambda seat: desk.booth.figures().position_ms > 1_000
    timer = QTimer()

    def step() -> None:
        if driver.done:
            application.quit()
            return
        driver.step()
        sys.stdout.write(told(desk) + "\n")
        sys.stdout.flush()

    sys.stdout.write(told(desk) + "\n")
    sys.stdout.flush()
    timer.timeout.connect(step)
    timer.start(60)
    application.exec()
    desk.stop()
    home.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:6]))
