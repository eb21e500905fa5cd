"""How a rehearsal's examiner uses a sheet: by its keys and fields, as a hand does, live and over a film alike.

Why this room exists: the sheet is the same on both pages, and so is the hand.  Nothing here calls a job.
"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from app.exam.sheet import rubric_of
from app.programs.rehearsal.actors import lines_that_add_up
from app.screens.examiner.sheet_desk import SheetDesk

_PAD = {str(digit): Qt.Key(Qt.Key.Key_0.value + digit) for digit in range(10)} | {".": Qt.Key.Key_Period}
_BELOW = "表现未达到及格要求，详见录像。"


def press(control: QAbstractButton) -> None:
    """Press a control that can be seen and used."""
    assert control.isVisible(), control.objectName()
    assert control.isEnabled(), control.objectName()
    QTest.mouseClick(control, Qt.MouseButton.LeftButton)


def type_into(field: QLineEdit, text: str) -> None:
    """Write into a field that can be seen, in place of what stands there."""
    assert field.isVisible(), field.objectName()
    field.clear()
    if text.isascii():
        QTest.keyClicks(field, text)
    else:
        field.insert(text)  # as an input method commits it


def come_forward(window: QWidget) -> None:
    """Bring a window to the front: keys go where its focus is."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)


class SheetHand:
    """One hand at one sheet."""

    def __init__(self, window: QWidget, sheet: SheetDesk, pin: str) -> None:
        self._window, self._sheet, self._panel, self._pin = window, sheet, sheet.panel, pin

    @property
    def open(self) -> bool:
        """Whether a sheet is open that tags can be placed on."""
        marking = self._sheet.marking
        return marking is not None and not marking.state.signed and bool(self._sheet.state().film)

    def remark(self, place: int) -> None:
        """Place the tag that stands at a place of the row, by the key that is printed on it."""
        come_forward(self._window)
        self._panel.setFocus()
        self._key(Qt.Key(ord(self._sheet.state().tags[place].key.upper())))

    def mark(self, half_points: int) -> bool:
        """Mark every line, explain what must be, and sign.  Returns whether it is signed."""
        marking, panel = self._sheet.marking, self._panel
        if marking is None or marking.state.signed:
            return False
        come_forward(self._window)
        bank, subject = marking.context.bank, marking.subject
        for line, mark in lines_that_add_up(rubric_of(bank, subject), half_points).items():
            self._take_line(line)
            for character in f"{mark // 2}.{5 if mark % 2 else 0}":
                self._key(_PAD[character], Qt.KeyboardModifier.KeypadModifier)
            self._key(Qt.Key.Key_Return)
        for line in marking.state.lines_to_explain(bank):
            self._take_line(line)
            press(panel.foot.line_word)
            type_into(panel.drawer.words, _BELOW)
            press(panel.drawer.give)
        press(panel.foot.sign)
        type_into(panel.drawer.pin, self._pin)
        press(panel.drawer.give)
        return marking.state.signed

    def _take_line(self, line: str) -> None:
        """Take a line in hand by the arrow keys."""
        lines = [each.id for each in self._sheet.state().lines]
        self._panel.setFocus()
        here = self._sheet.walk.current
        by = lines.index(line) - (lines.index(here) if here in lines else 0)
        for _ in range(abs(by)):
            self._key(Qt.Key.Key_Down if by > 0 else Qt.Key.Key_Up)

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._panel, key, modifiers)
