"""Goes through the exam by the windows' own controls, by keyboard or by touch, from wherever it stands.

Run as a program it is a booth that can be killed: ``python exam_driver.py HOME ATTEMPT_NUMBER LAST_FOUR``.
"""

import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from app.centre.access import sign_in
from app.centre.clip_ports import CheckLine, ClipProgress, ReceivedClip
from app.centre.desk import Desk
from app.centre.ports import Clock, Store
from app.centre.seat import Station
from app.exam.vocabulary.seat import ClipCheck, ClipReceived
from app.programs.demo import PIN
from app.programs.kiosk_booths import PracticeBooth
from app.programs.kiosk_program import SealedNotes, application_of, services_of
from app.screens.kiosk.kiosk_desk import KioskDesk
from app.screens.kiosk.window import KioskWindow


class ClipsInHand:
    """The hand-in's port with one good clip on the stick: the codec is not what these tests are about."""

    url = qr_text = "http://booth/upload"

    def __init__(self) -> None:
        self.open = False
        self._clips: list[ReceivedClip] = []
        self._arrived: Callable[[ReceivedClip], None] = lambda _: None

    def start(self, attempt: str, arrived: Callable[[ReceivedClip], None]) -> None:
        self.open, self._arrived = True, arrived

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


class Hand:
    """How a control is used: by touch, or by keys alone."""

    def __init__(self, window: KioskWindow, *, keys: bool) -> None:
        self._window, self.keys = window, keys

    def press(self, control: QAbstractButton) -> None:
        assert control.isVisible(), control.text()
        assert control.isEnabled(), control.text()
        if self.keys:
            self.tab_to(control)
            QTest.keyClick(control, Qt.Key.Key_Space)
        else:
            QTest.mouseClick(control, Qt.MouseButton.LeftButton)

    def tab_to(self, control: QWidget) -> None:
        for _ in range(120):
            at = self._window.focusWidget()
            if at is control:
                return
            QTest.keyClick(at or self._window, Qt.Key.Key_Tab)
        raise AssertionError(f"no way to {control.accessibleName()} by Tab")

    def type(self, field: QLineEdit, text: str) -> None:
        if self.keys:
            self.tab_to(field)
            QTest.keyClicks(field, text)
            return
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        pad = self._window.check_in.keypad
        for character in text:
            key = next((each for each in pad.findChildren(QAbstractButton)
                        if each.text() == character and not each.isHidden()), None)  # fmt: skip
            if key is None:
                pad.swap()
                key = next(each for each in pad.findChildren(QAbstractButton)
                           if each.text() == character and not each.isHidden())  # fmt: skip
            QTest.mouseClick(key, Qt.MouseButton.LeftButton)


class Driver:
    """One step at a time: what the page in front asks for."""

    def __init__(self, desk: KioskDesk, examiner: Callable[[str], Desk], number: str, four: str, hand: Hand) -> None:
        self.desk, self.window, self._number, self._four, self.hand = desk, desk.window, number, four, hand
        self._examiner, self._desk = examiner, None  # type: Callable[[str], Desk], Desk | None
        self.stages: list[str] = []

    @property
    def done(self) -> bool:
        return self.desk.seat is not None and self.desk.seat.state.sealed

    def step(self) -> None:
        page, pages = self.window.pages.currentWidget(), self.window
        if self.desk.seat is None:
            if page is pages.language:
                self.hand.press(pages.language.chinese)
            elif page is pages.check_in:
                self.hand.type(pages.check_in.number, self._number)
                self.hand.type(pages.check_in.last_four, self._four)
                self.hand.press(pages.check_in.go)
            return
        state = self.desk.seat.refresh()
        if self._desk is None:
            self._desk = self._examiner(self.desk.seat.attempt)
        if state.awaiting_grant:
            self._desk.grant_time(state.unsettled_ms, "中断补时")
            self.desk.tick()
            return
        stage = state.stage
        if not self.stages or self.stages[-1] != stage.value:
            self.stages.append(stage.value)
        self.desk.show()
        getattr(self, f"_at_{stage.value}", self.desk.tick)()

    def _at_identity(self) -> None:
        assert self._desk is not None
        self._desk.confirm_identity(matches=True)
        self.desk.tick()

    def _at_consent(self) -> None:
        self.hand.press(self.window.consent.yes)

    def _at_devices(self) -> None:
        self.hand.press(self.window.devices.go)

    def _at_theory_ready(self) -> None:
        self.hand.press(self.window.ready.start)

    _at_clip_ready = _at_theory_ready

    def _at_theory(self) -> None:
        page, seat = self.window.theory, self.desk.seat
        assert seat is not None
        shown = page._state
        assert shown is not None
        if page.question.isVisible():
            self.hand.press(page.question.yes)
        elif not shown.chosen:
            if self.hand.keys:
                QTest.keyClick(self.window.focusWidget() or page, Qt.Key.Key_2)
            else:
                self.hand.press(page.rows[1])
        elif self.hand.keys and not shown.last:
            QTest.keyClick(self.window.focusWidget() or page, Qt.Key.Key_Right)
        else:
            self.hand.press(page.following)

    def _at_clip(self) -> None:
        page, seat = self.window.clip, self.desk.seat
        assert seat is not None
        if page.question.isVisible():
            self.hand.press(page.question.yes)
        elif seat.state.clip.last_usable:
            self.hand.press(page.hand_in)
        else:
            self.hand.press(page.stick)

    def _at_draw(self) -> None:
        self.hand.press(self.window.draw.go)

    _at_preparation_ready = _at_draw

    def _at_preparation(self) -> None:
        page = self.window.preparation
        if page.question.isVisible():
            self.hand.press(page.question.yes)
        elif not page.notes.toPlainText():
            QTest.keyClicks(page.notes, "1 hello")
        else:
            self.hand.press(page.go)

    def _at_pitch(self) -> None:
        page, seat = self.window.pitch, self.desk.seat
        assert seat is not None
        if page.question.isVisible():
            self.hand.press(page.question.yes)
        elif seat.state.open_film and page.stop.isEnabled():
            self.hand.press(page.stop)
        else:
            self.desk.tick()


def open_window(
    store: Store, clock: Clock, station: Station, notes: Path, *, stick: Path = Path("clip.mp4")
) -> KioskDesk:
    """Open the kiosk on a real store, with the practice booth."""
    application = application_of()
    from dataclasses import replace

    services = services_of(application, store, clock, station, PracticeBooth(clock), ClipsInHand(),
                           SealedNotes(store, notes))  # fmt: skip
    window = KioskWindow()
    window.resize(1366, 768)
    desk = KioskDesk(window, replace(services, stick_video=lambda: stick))
    desk.start()
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    return desk


def main(place: str, number: str, four: str) -> int:
    """Open a home and drive one attempt to its end; may be killed at any moment."""
    from app.settings import SOFTWARE
    from app.storage.clock import SystemClock
    from app.storage.home import open_home

    home, clock = open_home(Path(place)), SystemClock()
    station = Station("booth-1", home.keys.station, SOFTWARE)
    application = application_of()
    desk = open_window(home.store, clock, station, Path(place) / "notes")
    signed = sign_in(home.store, clock, "examiner", PIN)
    driver = Driver(desk, lambda attempt: Desk(home.store, clock, station, signed, attempt), number, four,
                    Hand(desk.window, keys=False))  # fmt: skip
    with (Path(place) / "steps.txt").open("a", encoding="ascii", buffering=1) as steps:
        timer = QTimer()

        def step() -> None:
            if driver.done:
                application.quit()
                return
            driver.step()
            seat = desk.seat
            steps.write(f"{seat.state.stage.value if seat else 'door'} {len(seat.state.answers) if seat else 0}\n")

        timer.timeout.connect(step)
        timer.start(250)
        application.exec()
    desk.stop()
    home.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
