"""Oral theory: the question as it is read out, the model answer, the key points to tick as they are heard.

Why this room exists: what was heard is decided while it is said; one key ticks one point.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.screens.examiner.key_ears import KeyEars
from app.screens.examiner.sheet_state import points_text
from app.screens.parts.digits import DigitRow
from app.screens.parts.labels import NoticeBanner, button, label, panel, rename, row
from app.screens.parts.scroll import scrolled
from app.screens.theme import SPACE_2, SPACE_3


@dataclass(frozen=True, slots=True)
class KeyPointLine:
    """A key point: what hearing it earns in half-points, and whether it was heard."""

    id: str
    words: str
    half_points: int
    heard: bool


@dataclass(frozen=True, slots=True)
class OralSheetState:
    """One question of an oral paper, and the sheet so far.

    ``unmarked`` counts the questions of which no key point is ticked; ``may_end``: the candidate's gate still runs.
    """

    index: int = 0
    count: int = 0
    question: str = ""
    model_answer: str = ""
    points: tuple[KeyPointLine, ...] = ()
    total: int = 0
    unmarked: int = 0
    may_end: bool = False
    ending: bool = False
    signing: bool = False
    signed: bool = False
    sealed: bool = False
    problem: str = ""
    advice: str = ""


class OralPanel(QWidget):
    """Shows a question; digits tick its key points, arrows turn the questions."""

    ticked = Signal(str, bool)
    question_asked = Signal(int)
    sign_asked = Signal()
    pin_given = Signal(str)
    sign_left = Signal()
    end_asked = Signal(bool)
    """To be asked whether oral theory is to end (true), or not now (false)."""
    end_given = Signal()
    language_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("oral-panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._state = OralSheetState()
        self.title, self.tally = label("head", wrap=False), label("tally", wrap=False)
        self.question, self.model_title, self.model = label("lead"), label("desk-strong"), label("desk")
        self.notice, self.points = NoticeBanner(), list[PointRow]()
        self.back, self.on = button("desk", lambda: self._turn(-1)), button("desk", lambda: self._turn(1))
        self.sign = button("desk-filled", self.sign_asked.emit)
        self.pin, self.leave = QLineEdit(), button("desk", self.sign_left.emit)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setProperty("role", "desk")
        self.pin.returnPressed.connect(self._give)
        self.give = button("desk-filled", self._give)
        self.end = button("desk", lambda: self.end_asked.emit(True))
        self.end_title, self.end_text = label("desk-strong"), label("desk")
        self.end_yes, self.end_no = (
            button("desk-filled", self.end_given.emit), button("desk", lambda: self.end_asked.emit(False))
        )  # fmt: skip
        for each, name in ((self.back, "oral-back"), (self.on, "oral-next"), (self.sign, "oral-sign"),
                           (self.pin, "oral-pin"), (self.give, "oral-give"), (self.leave, "oral-leave"),
                           (self.end, "oral-end"), (self.end_yes, "oral-end-yes"),
                           (self.end_no, "oral-end-no")):  # fmt: skip
            each.setObjectName(name)
        self._build()
        self._ears = KeyEars(self, self._hear)

    def _build(self) -> None:
        frame, column = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        inner, answer = QWidget(), QFrame()
        answer.setProperty("ground", "wash")
        told = QVBoxLayout(answer)
        told.addWidget(self.model_title)
        told.addWidget(self.model)
        self._inside = QVBoxLayout(inner)
        self._inside.setContentsMargins(0, 0, SPACE_2, 0)
        self._inside.setSpacing(SPACE_2)
        self._inside.addWidget(self.question)
        self._inside.addWidget(answer)
        self._inside.addStretch(1)
        column.addLayout(row(self.title, 1, self.tally))
        column.addWidget(scrolled(inner), 1)
        column.addWidget(self.notice)
        self.digits = DigitRow()
        self.digits.pressed.connect(self.pin.insert)
        self.digits.back_asked.connect(self.pin.backspace)
        column.addWidget(self.digits)
        self._ending, asked = panel("wash", margin_px=SPACE_3, gap_px=SPACE_2)
        asked.addWidget(self.end_title)
        asked.addWidget(self.end_text)
        asked.addLayout(row(1, self.end_no, self.end_yes, gap_px=SPACE_2))
        column.addWidget(self._ending)
        column.addLayout(
            row(self.back, self.on, 1, self.pin, self.leave, self.give, self.end, self.sign, gap_px=SPACE_2)
        )

    def show_state(self, state: OralSheetState) -> None:
        """Show a question and what was heard of it."""
        before, self._state = self._state, state
        self.title.setText(self.tr("Question {0} of {1}").format(state.index + 1, state.count))
        tally = self.tr("so far {0}")
        if state.signed:
            tally = self.tr("Signed and sealed   {0}") if state.sealed else self.tr("Signed   {0}")
        self.tally.setText(tally.format(points_text(state.total)))
        self.question.setText(state.question)
        self.model_title.setText(self.tr("Model answer"))
        self.model.setText(state.model_answer)
        self._show_points(state)
        self.notice.say(state.problem, state.advice)
        rename(self.back, self.tr("← Back"), self.tr("The question before, key ←"))
        rename(self.on, self.tr("Next →"), self.tr("The next question, key →"))
        rename(self.sign, self.tr("Sign V"), self.tr("Sign this sheet, key V"))
        rename(self.give, self.tr("Sign"))
        rename(self.leave, self.tr("Not now"))
        self.pin.setPlaceholderText(self.tr("PIN"))
        self.pin.setAccessibleName(self.tr("PIN"))
        self.back.setEnabled(state.index > 0)
        self.on.setEnabled(state.index < state.count - 1)
        for part in (self.pin, self.give, self.leave, self.digits):
            part.setVisible(state.signing)
        for part in (self.back, self.on):
            part.setVisible(not state.signing and not state.ending)
        self.sign.setVisible(not state.signing and not state.signed and not state.ending)
        self._say_end(state)
        if state.ending and not before.ending:
            self.end_no.setFocus(Qt.FocusReason.OtherFocusReason)
        if state.signing and not before.signing:
            self.pin.clear()
            self.pin.setFocus(Qt.FocusReason.OtherFocusReason)
        elif state.problem and state.signing:
            self.pin.clear()

    def _say_end(self, state: OralSheetState) -> None:
        self.end.setVisible(state.may_end and not state.signing and not state.ending)
        self._ending.setVisible(state.ending)
        rename(self.end, self.tr("End theory E"), self.tr("End oral theory before its time, key E"))
        self.end_title.setText(self.tr("End oral theory now?"))
        open_ = self.tr("{0} of {1} questions have no key point ticked and earn nothing so far.")
        told = open_.format(state.unmarked, state.count) if state.unmarked else self.tr("Every question has ticks.")
        then = self.tr("The candidate goes on to the next gate; you can tick until you sign.")
        self.end_text.setText(self.tr("{0} {1}").format(told, then))
        rename(self.end_yes, self.tr("End it"))
        rename(self.end_no, self.tr("Not yet"))

    def _show_points(self, state: OralSheetState) -> None:
        while len(self.points) < len(state.points):
            self._add_point(len(self.points))
        for place, made in enumerate(self.points):
            made.setVisible(place < len(state.points))
            if place < len(state.points):
                made.show_point(place, state.points[place], open_=not state.signed)

    def _add_point(self, place: int) -> None:
        made = PointRow()
        made.tick.clicked.connect(lambda heard: self._tick(place, heard=heard))
        self.points.append(made)
        self._inside.insertWidget(self._inside.count() - 1, made)

    def _tick(self, place: int, *, heard: bool) -> None:
        if place < len(self._state.points):
            self.ticked.emit(self._state.points[place].id, heard)

    def _turn(self, by: int) -> None:
        index = self._state.index + by
        if 0 <= index < self._state.count:
            self.question_asked.emit(index)

    def _give(self) -> None:
        self.pin_given.emit(self.pin.text())

    def _hear(self, event: QKeyEvent) -> bool:
        """Take a key once, however long it is held: a tick that flutters would stand or not by chance."""
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
            return False
        turns = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        return (event.isAutoRepeat() and not turns) or self.take_key(event.key())

    def take_key(self, key: int) -> bool:
        """Do what a key asks for; tell whether it is one of this panel."""
        if self._state.signing or self._state.ending or not self._state.count:
            return False
        place = key - Qt.Key.Key_1
        if 0 <= place < len(self._state.points) and not self._state.signed:
            self._tick(place, heard=not self._state.points[place].heard)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self._turn(-1)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self._turn(1)
        elif key == Qt.Key.Key_E and self._state.may_end:
            self.end_asked.emit(True)
        elif key == Qt.Key.Key_V and not self._state.signed:
            self.sign_asked.emit()
        else:
            return False
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Ask for the question in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.language_changed.emit()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the signature, or the question whether to end, on Escape."""
        if event.key() == Qt.Key.Key_Escape and self._state.signing:
            self.sign_left.emit()
        elif event.key() == Qt.Key.Key_Escape and self._state.ending:
            self.end_asked.emit(False)
        super().keyPressEvent(event)


class PointRow(QFrame):
    """One key point: its digit, a box, its words, what it earns."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "line")
        self.tick, self.words, self.earns = QCheckBox(), label("desk"), label("tally", wrap=False)
        self.tick.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_2, 0, SPACE_2, 0)
        line.setSpacing(SPACE_3)
        line.addWidget(self.tick)
        line.addWidget(self.words, 1)
        line.addWidget(self.earns)

    def show_point(self, place: int, point: KeyPointLine, *, open_: bool) -> None:
        """Show a key point."""
        self.tick.setText(str(place + 1))
        self.tick.setAccessibleName(f"{place + 1} {point.words}")
        self.tick.setChecked(point.heard)
        self.tick.setEnabled(open_)
        self.words.setText(point.words)
        self.earns.setText(f"+{points_text(point.half_points)}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick by a touch anywhere on the row."""
        if event.button() == Qt.MouseButton.LeftButton and self.tick.isEnabled():
            self.tick.click()
