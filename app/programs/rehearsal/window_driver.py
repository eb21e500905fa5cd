"""Goes through the exam by the kiosk's own controls, by keyboard or by touch, from wherever it stands.

Why this room exists: demo, soak and tests show the windows, not the services behind them; nothing here calls a
job of the candidate's.
"""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from app.centre.desk import Desk
from app.centre.seat import Seat
from app.exam.bank import Item
from app.exam.flow_state import Stage
from app.screens.kiosk.kiosk_desk import KioskDesk
from app.screens.kiosk.window import KioskWindow


class Hand:
    """How a control is used: by touch, or by keys alone."""

    def __init__(self, window: QWidget, *, keys: bool) -> None:
        self.window, self.keys = window, keys

    def press(self, control: QAbstractButton) -> None:
        """Press a control that can be seen and used."""
        assert control.isVisible(), control.text()
        assert control.isEnabled(), control.text()
        if self.keys:
            self.tab_to(control)
            QTest.keyClick(control, Qt.Key.Key_Space)
        else:
            QTest.mouseClick(control, Qt.MouseButton.LeftButton)

    def tab_to(self, control: QWidget) -> None:
        """Go to a control by the Tab key."""
        for _ in range(120):
            at = _focused(self.window)
            if at is control:
                return
            self.key(Qt.Key.Key_Tab)
        raise AssertionError(f"no way to {control.accessibleName()} by Tab")

    def key(self, key: Qt.Key) -> None:
        """Press a key where the focus is."""
        at = _focused(self.window)
        QTest.keyClick(self.window if at is None else at, key)

    def type_latin(self, window: KioskWindow, field: QLineEdit, text: str) -> None:
        """Type into a field of check-in: by keys, or on the window's own keypad."""
        if self.keys:
            self.tab_to(field)
            QTest.keyClicks(field, text)
            return
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        pad = window.check_in.keypad
        for character in text:
            key = _key(pad, character)
            if key is None:
                pad.swap()
                key = _key(pad, character)
            assert key is not None, character
            QTest.mouseClick(key, Qt.MouseButton.LeftButton)


def _focused(window: QWidget) -> QWidget | None:
    return window.focusWidget()


def _key(pad: QWidget, character: str) -> QAbstractButton | None:
    keys = (each for each in pad.findChildren(QAbstractButton) if each.text() == character and not each.isHidden())
    return next(keys, None)


class BesideExaminer(Protocol):
    """The examiner at the other window, as far as the candidate's way needs one."""

    def confirm(self, attempt: str) -> None:
        """Say that person and document belong together."""
        ...

    def grant(self, attempt: str, ms: int) -> None:
        """Grant time that was lost beyond the rule."""
        ...


class DeskExaminer:
    """An examiner without a window: the desk's job itself, for tests of the kiosk alone."""

    def __init__(self, desk_of: Callable[[str], Desk]) -> None:
        self._desk_of = desk_of
        self._desks: dict[str, Desk] = {}

    def _desk(self, attempt: str) -> Desk:
        if attempt not in self._desks:
            self._desks[attempt] = self._desk_of(attempt)
        return self._desks[attempt]

    def confirm(self, attempt: str) -> None:
        """Confirm."""
        self._desk(attempt).confirm_identity(matches=True)

    def grant(self, attempt: str, ms: int) -> None:
        """Grant."""
        self._desk(attempt).grant_time(ms, "中断补时")


class WindowDriver:
    """One step at a time: what the page in front asks for.

    ``choose`` returns the options, as shown, that the candidate wants of an item; ``stop_pitch`` tells whether the
    pitch has lasted long enough.
    """

    def __init__(self, desk: KioskDesk, examiner: BesideExaminer, number: str, four: str, hand: Hand) -> None:
        self.desk, self.window, self.hand = desk, desk.window, hand
        self._examiner, self._number, self._four = examiner, number, four
        self.stages: list[str] = []
        self.choose: Callable[[Seat, int], tuple[int, ...]] = lambda _seat, _index: (1,)
        self.stop_pitch: Callable[[Seat], bool] = lambda seat: bool(seat.state.open_film)
        self.notes = "1 hello"

    @property
    def done(self) -> bool:
        """Whether the attempt is sealed."""
        return self.desk.seat is not None and self.desk.seat.state.sealed

    def step(self) -> None:
        """Do one thing."""
        seat = self.desk.seat
        if seat is None:
            self._at_door()
            return
        state = seat.refresh()
        if state.awaiting_grant:
            self._examiner.grant(seat.attempt, state.unsettled_ms)
            self.desk.tick()
            return
        stage = state.stage
        if not self.stages or self.stages[-1] != stage.value:
            self.stages.append(stage.value)
        self.desk.show()
        steps: dict[Stage, Callable[[Seat], None]] = {
            Stage.IDENTITY: self._at_identity,
            Stage.CONSENT: lambda _: self.hand.press(self.window.consent.yes),
            Stage.DEVICES: self._at_devices,
            Stage.THEORY_READY: lambda _: self.hand.press(self.window.ready.start),
            Stage.THEORY: self._at_theory,
            Stage.CLIP_READY: lambda _: self.hand.press(self.window.ready.start),
            Stage.CLIP: self._at_clip,
            Stage.DRAW: lambda _: self.hand.press(self.window.draw.go),
            Stage.PREPARATION_READY: lambda _: self.hand.press(self.window.draw.go),
            Stage.PREPARATION: self._at_preparation,
            Stage.PITCH: self._at_pitch,
        }
        if stage in steps and not (state.interrupted and stage is not Stage.PITCH):
            steps[stage](seat)
        else:
            self.desk.tick()

    def _at_door(self) -> None:
        page, pages = self.window.pages.currentWidget(), self.window
        if page is pages.language:
            self.hand.press(pages.language.chinese)
        elif page is pages.check_in:
            if pages.check_in.number.text() != self._number:
                self.hand.type_latin(pages, pages.check_in.number, self._number)
            if pages.check_in.last_four.text() != self._four:
                self.hand.type_latin(pages, pages.check_in.last_four, self._four)
            self.hand.press(pages.check_in.go)
        elif page is pages.photo and pages.photo.go.isEnabled():
            self.hand.press(pages.photo.go)
        else:
            self.desk.tick()

    def _at_identity(self, seat: Seat) -> None:
        self._examiner.confirm(seat.attempt)
        self.desk.tick()

    def _at_devices(self, _: Seat) -> None:
        page = self.window.devices
        if page.go.isEnabled():
            self.hand.press(page.go)
        elif page.stopped:
            self.hand.press(page.again)

    def _at_theory(self, seat: Seat) -> None:
        page = self.window.theory
        shown = page.state
        assert shown is not None
        wanted = [place for place in self.choose(seat, shown.index) if place not in shown.chosen]
        if page.question.isVisible():
            self.hand.press(page.question.yes)
        elif wanted:
            self._choose(wanted[0])
        elif self.hand.keys and not shown.last:
            self.hand.key(Qt.Key.Key_Right)
        else:
            self.hand.press(page.following)

    def _choose(self, place: int) -> None:
        if self.hand.keys:
            key = Qt.Key(Qt.Key.Key_1.value + place)
            self.hand.key(key)
        else:
            self.hand.press(self.window.theory.rows[place])

    def _at_clip(self, seat: Seat) -> None:
        page = self.window.clip
        if page.question.isVisible():
            self.hand.press(page.question.yes)
        elif seat.state.clip.last_usable and page.hand_in.isEnabled():
            self.hand.press(page.hand_in)
        elif not seat.state.clips and page.stick.isEnabled() and not page.busy:
            self.hand.press(page.stick)
        else:
            self.desk.tick()

    def _at_preparation(self, _: Seat) -> None:
        page = self.window.preparation
        if page.question.isVisible():
            self.hand.press(page.question.yes)
        elif not page.notes.toPlainText():
            if self.notes.isascii():
                QTest.keyClicks(page.notes, self.notes)
            else:
                page.notes.insertPlainText(self.notes)  # as an input method commits it
        elif page.go.isVisible() and not self.desk.booth.rolling():
            self.hand.press(page.go)
        else:
            self.desk.tick()

    def _at_pitch(self, seat: Seat) -> None:
        page = self.window.pitch
        if page.question.isVisible():
            self.hand.press(page.question.yes)
        elif self.stop_pitch(seat) and page.isVisible() and page.stop.isEnabled():
            self.hand.press(page.stop)
        else:
            self.desk.tick()


def key_as_shown(seat: Seat, index: int) -> tuple[int, ...]:
    """Return the places, as shown, of an item's key: what somebody presses who knows it."""
    line = seat.state.paper[index]
    item = next(each for each in seat.context.bank.items if each.id == line.item)
    assert isinstance(item, Item)
    return tuple(place for place, option in enumerate(line.order) if option in item.key)
