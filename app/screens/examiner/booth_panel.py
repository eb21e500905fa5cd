"""The booth's side of the desk: identity, calls, time given back, misconduct, the end of the exam.

Why this room exists: each of these is an entry with a reason; none of them may hide the candidate, so all stand in
rows beside the picture.  What is told scrolls where it must; the buttons keep their place under it.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.exam.vocabulary.desk import Misconduct
from app.screens.examiner.drafts import Draft
from app.screens.examiner.identity_row import IdentityRow
from app.screens.examiner.live_state import BoothAsking, BoothPanelState
from app.screens.parts.labels import NoticeBanner, button, choose_from, label, rename, row, stack
from app.screens.parts.scroll import scrolled
from app.screens.parts.words import clock_text, narrow_figures, spoken_time
from app.screens.theme import SPACE_1, SPACE_2, SPACE_3

_MOST_DIGITS = 8


class BoothPanel(QWidget):
    """Shows what waits for the examiner; reports what the examiner decides."""

    identity_decided = Signal(bool)
    call_answered = Signal()
    grant_given = Signal(object, str)
    """Milliseconds and the reason."""
    misconduct_noted = Signal(str, str)
    """A level of ``Misconduct`` and the reason."""
    stop_given = Signal(str)
    asking_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("booth-panel")
        self._state = BoothPanelState()
        self.notice, self.card = NoticeBanner(), IdentityRow()
        self.call_words, self.time_words, self.noted = label("desk-strong"), label("desk"), label("small")
        self.quiet = label("soft")
        self.answer = button("desk-filled", self.call_answered.emit)
        self.grant = button("desk", lambda: self._ask(BoothAsking.GRANT))
        self.misconduct = button("desk", lambda: self._ask(BoothAsking.MISCONDUCT))
        self.stop = button("desk", lambda: self._ask(BoothAsking.STOP))
        for each, name in (
            (self.answer, "call-answer"), (self.grant, "time-grant"), (self.misconduct, "misconduct"),
            (self.stop, "exam-stop"),
        ):  # fmt: skip
            each.setObjectName(name)
        self.fields = BoothFields()
        self.card.decided.connect(self.identity_decided)
        self.fields.left.connect(lambda: self._ask(BoothAsking.NOTHING))
        self.fields.grant_given.connect(self.grant_given)
        self.fields.misconduct_given.connect(self.misconduct_noted)
        self.fields.stop_given.connect(self.stop_given)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SPACE_2, 0)
        column.setSpacing(SPACE_2)
        self.answer.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column.addWidget(self.notice)
        column.addLayout(row(self.call_words, self.answer, gap_px=SPACE_2))
        stack(column, self.time_words, self.card, self.fields, self.noted, self.quiet)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_1)
        whole.addWidget(scrolled(inner, hugging=True), 1000)
        whole.addWidget(self.card.decision)
        whole.addLayout(row(self.grant, self.misconduct, self.stop, 1, gap_px=SPACE_1))
        whole.addStretch(1)

    def _ask(self, asking: BoothAsking) -> None:
        self.asking_changed.emit(asking.value)

    def show_state(self, state: BoothPanelState) -> None:
        """Show what stands and what waits."""
        self._state = state
        self.notice.say(state.problem, state.advice)
        self.card.show_card(state.identity if state.asking is BoothAsking.NOTHING else None)  # the fields need its room
        for part in (self.call_words, self.answer):
            part.setVisible(state.calling or state.calls > 0)
        calls = self.tr("The candidate calls ({0})").format(state.calls)
        self.call_words.setText(self.tr("A call from somebody not checked in yet") if state.calling else calls)
        rename(self.answer, self.tr("Answer the call"))
        self.time_words.setVisible(state.waiting_ms > 0 or state.lost_ms > 0)
        if state.waiting_ms:
            words = self.tr("{0} of lost time wait for your decision; the candidate's clock is stopped.")
            self.time_words.setText(words.format(spoken_time(state.waiting_ms)))
        else:
            self.time_words.setText(self.tr("Lost so far: {0}").format(spoken_time(state.lost_ms)))
        open_ = state.asking is BoothAsking.NOTHING
        rename(self.grant, self.tr("Time back"))
        rename(self.misconduct, self.tr("Misconduct"))
        rename(self.stop, self.tr("Stop exam"))
        here = state.identity is not None
        self.grant.setVisible(open_ and here and state.may_grant)
        self.misconduct.setVisible(open_ and here and not state.sealed)
        self.stop.setVisible(open_ and here and not state.finished and not state.stopped)
        self.fields.show_state(state)
        self.noted.setText("\n".join(state.noted))
        self.noted.setVisible(bool(state.noted))
        calm = not (here or state.calling or state.calls or state.waiting_ms or state.lost_ms or state.noted)
        self.quiet.setText(self.tr("Nothing waits for you. Check-in, calls and lost time come here by themselves."))
        self.quiet.setVisible(calm and open_)


class BoothFields(QFrame):
    """Inline fields for time, misconduct and the end; Escape leaves them."""

    grant_given = Signal(object, str)
    misconduct_given = Signal(str, str)
    stop_given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "wash")
        self.setObjectName("booth-fields")
        self._asking, self._waiting_ms = BoothAsking.NOTHING, 0
        self.title, self.text, self.wrong = label("desk-strong"), label("small"), label("bad")
        self.time, self.reason, self.level = QLineEdit(), QLineEdit(), QComboBox()
        for part, name in ((self.time, "grant-time"), (self.reason, "booth-reason"), (self.level, "misconduct-level")):
            part.setProperty("role", "desk")
            part.setObjectName(name)
        for field in (self.time, self.reason):
            field.returnPressed.connect(self._enter)
        self.give, self.leave = button("desk-filled", self._give), button("desk", self.left.emit)
        self.give.setObjectName("booth-give")
        self.leave.setObjectName("booth-leave")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_2)
        for each in (self.title, self.text, self.level, self.time, self.reason, self.wrong):
            column.addWidget(each)
        column.addLayout(row(1, self.leave, self.give, gap_px=SPACE_2))
        self.hide()

    def show_state(self, state: BoothPanelState) -> None:
        """Show the fields that are asked for."""
        fresh = state.asking is not self._asking
        if self.time.text() == clock_text(self._waiting_ms):  # as offered: what begins to wait meanwhile is offered too
            self.time.setText(clock_text(state.waiting_ms))
        self._asking, self._waiting_ms = state.asking, state.waiting_ms
        self.setVisible(state.asking is not BoothAsking.NOTHING)
        if fresh:
            self.reason.clear()
            self.wrong.hide()
            self.time.setText(clock_text(state.waiting_ms))
        choose_from(self.level, [(words, level.value) for level, words in self._levels().items()], fresh=fresh)
        self.level.setVisible(state.asking is BoothAsking.MISCONDUCT)
        self.time.setVisible(state.asking is BoothAsking.GRANT)
        self._say()
        if fresh and state.asking is not BoothAsking.NOTHING:
            first = {BoothAsking.GRANT: self.time, BoothAsking.MISCONDUCT: self.level}.get(state.asking, self.reason)
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def begun(self) -> bool:
        """Whether somebody has begun to write."""
        offered = clock_text(self._waiting_ms)
        figure = self._asking is BoothAsking.GRANT and self.time.text() != offered
        return self._asking is not BoothAsking.NOTHING and bool(self.reason.text() or figure)

    def draft(self) -> Draft | None:
        """Return what was begun, or None."""
        if not self.begun:
            return None
        figure = "" if self.time.text() == clock_text(self._waiting_ms) else self.time.text()
        return Draft(self._asking.value, chosen=str(self.level.currentData()), words=self.reason.text(), figure=figure)

    def write_on(self, draft: Draft) -> None:
        """Put back what was begun."""
        self.level.setCurrentIndex(max(0, self.level.findData(draft.chosen)))
        self.reason.setText(draft.words)
        if draft.figure:
            self.time.setText(draft.figure)
        self.take_focus()

    def take_focus(self) -> None:
        """Go on with the reason."""
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _levels(self) -> dict[Misconduct, str]:
        return {
            Misconduct.ADVICE: self.tr("Advice"),
            Misconduct.WARNING: self.tr("Warning"),
            Misconduct.STOP: self.tr("Stop: the exam ends"),
            Misconduct.VOID: self.tr("Void: the exam ends and does not count"),
        }

    def _say(self) -> None:
        titles = {
            BoothAsking.GRANT: self.tr("Give time back"),
            BoothAsking.MISCONDUCT: self.tr("Note misconduct"),
            BoothAsking.STOP: self.tr("Stop the exam now?"),
        }
        texts = {
            BoothAsking.GRANT: self.tr(
                "Minutes and seconds, as 1:30. 0:00 gives nothing back and lets the exam go on."
            ),
            BoothAsking.STOP: self.tr("A stopped exam cannot be resumed. Everything so far stays saved."),
        }
        self.title.setText(titles.get(self._asking, ""))
        self.text.setText(texts.get(self._asking, ""))
        self.text.setVisible(bool(self.text.text()))
        for field, words in ((self.time, self.tr("Time to give back")), (self.reason, self.tr("Reason"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.level.setAccessibleName(self.tr("Kind of misconduct"))
        gives = {BoothAsking.GRANT: self.tr("Give back"), BoothAsking.STOP: self.tr("Stop the exam")}
        rename(self.give, gives.get(self._asking, self.tr("Note it")))
        rename(self.leave, self.tr("Not now"))

    def _enter(self) -> None:
        if self._asking is BoothAsking.STOP:
            self.focusNextChild()  # an end is pressed, never slipped into
        else:
            self._give()

    def _give(self) -> None:
        reason = self.reason.text()
        match self._asking:
            case BoothAsking.GRANT:
                ms = granted_ms(self.time.text(), self._waiting_ms)
                self.wrong.setVisible(ms is None)
                self.wrong.setText(self.tr("Write the time as minutes and seconds: 1:30."))
                if ms is not None:
                    self.grant_given.emit(ms, reason)
            case BoothAsking.MISCONDUCT:
                self.misconduct_given.emit(str(self.level.currentData()), reason)
            case _:
                self.stop_given.emit(reason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()


def granted_ms(text: str, waiting_ms: int) -> int | None:
    """Read ``m:ss`` or seconds; what stands there untouched means exactly what waits.  None: no time, or days of it."""
    if narrow_figures(text) == clock_text(waiting_ms):
        return waiting_ms
    minutes, colon, seconds = narrow_figures(text).rpartition(":")
    if not seconds.isdecimal() or (colon and (not minutes.isdecimal() or int(seconds) > 59)):
        return None
    if len(minutes) + len(seconds) > _MOST_DIGITS:  # a slip of the hand, and more than a number can be
        return None
    return (int(minutes or "0") * 60 + int(seconds)) * 1000
