"""An examiner at the window: signs in, looks after the booth, marks and signs, by the desk's own controls.

Why this room exists: demo and practice show what an examiner does; nothing here calls a job.
"""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from app.exam.sheet import rubric_of
from app.programs.rehearsal.actors import lines_that_add_up
from app.screens.examiner.examiner_desk import ExaminerDesk
from app.screens.examiner.live_desk import LiveBooth
from app.screens.examiner.live_page import LivePage
from app.screens.parts.words import clock_text

_PAD = {str(digit): Qt.Key(Qt.Key.Key_0.value + digit) for digit in range(10)} | {".": Qt.Key.Key_Period}
_REASON, _BELOW = "程序中断，按实际时长补时。", "表现未达到及格要求，详见录像。"


class WindowExaminer:
    """One examiner at one window."""

    def __init__(self, desk: ExaminerDesk, login: str, pin: str) -> None:
        self.desk, self.window = desk, desk.window
        self._login, self._pin = login, pin
        self.remarked = 0

    @property
    def page(self) -> LivePage:
        """The live booth's page."""
        found = self.window.findChild(LivePage)
        assert isinstance(found, LivePage)
        return found

    @property
    def booth(self) -> LiveBooth:
        """The desk behind the live page."""
        found = self.page.findChild(LiveBooth)
        assert isinstance(found, LiveBooth)
        return found

    @property
    def sheet_open(self) -> bool:
        """Whether a sheet is open that tags can be placed on."""
        marking = self.booth.sheet.marking
        return marking is not None and not marking.state.signed and bool(self.booth.sheet.state().film)

    def sign_in(self) -> None:
        """Sign in, if nobody has."""
        door = self.window.sign_in
        if self.window.pages.currentWidget() is door:
            self._type(door.login, self._login)
            self._type(door.pin, self._pin)
            self._press(door.go)

    def confirm(self, attempt: str) -> None:  # noqa: ARG002 - the window stands at its booth
        """Say that person and document belong together."""
        self.booth.tick()
        self._press(self.page.booth.card.yes)

    def grant(self, attempt: str, ms: int) -> None:  # noqa: ARG002 - as above
        """Grant time that was lost beyond the rule, with a reason."""
        self.booth.tick()
        panel = self.page.booth
        self._press(panel.grant)
        self._type(panel.fields.time, clock_text(ms))
        self._type(panel.fields.reason, _REASON)
        self._press(panel.fields.give)

    def remark(self, place: int) -> None:
        """Place the tag that stands at a place of the row, by the key that is printed on it."""
        self._come_forward()
        self.page.sheet.setFocus()
        self._key(Qt.Key(ord(self.booth.sheet.state().tags[place].key.upper())))
        self.remarked += 1

    def mark(self, half_points: int) -> bool:
        """Mark every line of the sheet in front, explain what must be, and sign.  Returns whether it is signed."""
        self.booth.tick()
        sheet, panel = self.booth.sheet, self.page.sheet
        if sheet.marking is None or sheet.marking.state.signed:
            return False
        self._come_forward()
        bank, subject = sheet.marking.context.bank, sheet.marking.subject
        for line, mark in lines_that_add_up(rubric_of(bank, subject), half_points).items():
            self._take_line(line)
            for character in f"{mark // 2}.{5 if mark % 2 else 0}":
                self._key(_PAD[character], Qt.KeyboardModifier.KeypadModifier)
            self._key(Qt.Key.Key_Return)
        for line in sheet.marking.state.lines_to_explain(bank):
            self._take_line(line)
            self._press(panel.foot.line_word)
            self._type(panel.drawer.words, _BELOW)
            self._press(panel.drawer.give)
        self._press(panel.foot.sign)
        self._type(panel.drawer.pin, self._pin)
        self._press(panel.drawer.give)
        return sheet.marking.state.signed

    def _take_line(self, line: str) -> None:
        """Take a line in hand by the arrow keys."""
        lines = [each.id for each in self.booth.sheet.state().lines]
        self.page.sheet.setFocus()
        here = self.booth.sheet.walk.current
        by = lines.index(line) - (lines.index(here) if here in lines else 0)
        for _ in range(abs(by)):
            self._key(Qt.Key.Key_Down if by > 0 else Qt.Key.Key_Up)

    def _come_forward(self) -> None:
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)

    def _key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.page.sheet, key, modifiers)

    def _type(self, field: QLineEdit, text: str) -> None:
        assert field.isVisible(), field.objectName()
        field.clear()
        if text.isascii():
            QTest.keyClicks(field, text)
        else:
            field.insert(text)  # as an input method commits it

    def _press(self, control: QAbstractButton) -> None:
        assert control.isVisible(), control.objectName()
        assert control.isEnabled(), control.objectName()
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)
