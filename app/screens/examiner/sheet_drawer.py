"""The panel's inline fields: a word for a tag or a line, a red line, the second signature, one's own.

Why this room exists: nothing opens over the candidate's face; what must be written is written under the sheet.
"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from app.centre.values import StaffMember
from app.screens.examiner.sheet_state import NOT_PLACED, Asking, SheetPanelState, film_time, points_text
from app.screens.parts.digits import DigitRow
from app.screens.parts.labels import button, choose_from, label, rename, row, stack
from app.screens.parts.staff_names import StaffNames
from app.screens.theme import SPACE_1, SPACE_2, SPACE_3

_FIELD_EDGES_PX = 76
"""Padding, border and arrow of a field that chooses."""


class SheetDrawer(QFrame):
    """Shows the fields of one question; Enter gives, Escape leaves."""

    word_given = Signal(str)
    red_line_given = Signal(str, str)
    """The red line's id and the reason."""
    second_given = Signal(str, str, bool, str)
    """Login, PIN, agreed or not, reason."""
    pin_given = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "wash")
        self.setObjectName("sheet-drawer")
        self._asking, self._about, self._low = Asking.NOTHING, NOT_PLACED, False
        self._seconds: tuple[StaffMember, ...] = ()
        self.title, self.text = label("desk-strong"), label("small")
        self.which, self.login, self.words, self.pin = QComboBox(), QLineEdit(), QLineEdit(), QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.which.setObjectName("red-line-kind")
        for field, name in ((self.login, "sheet-login"), (self.words, "sheet-words"), (self.pin, "sheet-pin")):
            field.setProperty("role", "desk")
            field.setObjectName(name)
            field.returnPressed.connect(self._enter)
        self.which.setProperty("role", "desk")
        self.which.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.which.setMinimumContentsLength(12)
        self.give = button("desk-filled", lambda: self._give(agreed=True))
        self.refuse = button("desk", lambda: self._give(agreed=False))
        self.leave = button("desk", self.left.emit)
        for each, name in ((self.give, "sheet-give"), (self.refuse, "sheet-refuse"), (self.leave, "sheet-leave")):
            each.setObjectName(name)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_2)
        self.names = StaffNames(most_rows=1, least_px=96)
        self.names.chosen.connect(self._choose)
        self.login.textChanged.connect(lambda login: self.names.show_names(self._seconds, login))
        self.seen, self.not_seen = (button("desk", partial(self._take_words, place)) for place in (0, 1))
        for each, name in ((self.seen, "second-seen"), (self.not_seen, "second-not-seen")):
            each.setObjectName(name)
        self.which.currentTextChanged.connect(lambda _: self._show_whole())
        self.which_whole = label("small")
        stack(column, self.title, self.text, self.which, self.which_whole, self.names, self.words)
        column.addLayout(row(self.seen, self.not_seen, 1, gap_px=SPACE_2))
        column.addLayout(row(self.login, self.pin, gap_px=SPACE_2))
        self.digits = DigitRow()
        self.digits.pressed.connect(self.pin.insert)
        self.digits.back_asked.connect(self.pin.backspace)
        column.addWidget(self.digits)
        column.addLayout(row(1, self.leave, self.refuse, self.give, gap_px=SPACE_2))
        self.hide()

    def fit(self, *, low: bool) -> None:
        """In little height parts stand closer, and what is only said gives way to what must be touched."""
        self._low = low
        self._column.setSpacing(SPACE_1 if low else SPACE_2)

    def show_state(self, state: SheetPanelState) -> None:
        """Show the fields that the state asks for; what was typed stays while the question is the same."""
        red_line = state.undecided if state.asking is Asking.SECOND else None
        about = red_line.seq if red_line else NOT_PLACED
        fresh = (state.asking, about) != (self._asking, self._about)  # no PIN and no reason for the next red line
        self._asking, self._about = state.asking, about
        if fresh:
            for field in (self.login, self.words, self.pin):
                field.clear()
        self.setVisible(state.asking is not Asking.NOTHING)
        if state.asking is Asking.NOTHING:
            return
        self._say(state)
        self._offer(state, fresh=fresh)
        if fresh:
            self._first_field().setFocus(Qt.FocusReason.OtherFocusReason)

    def write_on(self, chosen: str, words: str, login: str) -> None:
        """Put back what was begun; a PIN is typed anew."""
        place = self.which.findData(chosen)
        if place >= 0:
            self.which.setCurrentIndex(place)
        self.login.setText(login)
        self.words.setText(words)
        self.pin.clear()
        self.take_focus()

    def take_focus(self) -> None:
        """Go on where something is still to be typed."""
        field = self.words if self.words.isVisibleTo(self) and self.words.text() else self._first_field()
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _offer(self, state: SheetPanelState, *, fresh: bool) -> None:
        asking = state.asking
        self.which.setVisible(asking is Asking.RED_LINE)
        self.words.setVisible(asking is not Asking.SIGN)
        self.login.setVisible(asking is Asking.SECOND)
        crowded = self._low and asking is Asking.SECOND and bool(state.problem)
        self.title.setVisible(not crowded)
        self.text.setVisible(bool(self.text.text()) and not (self._low and asking is Asking.SECOND))
        self._seconds = state.seconds if asking is Asking.SECOND else ()
        self.names.show_names(self._seconds, self.login.text())
        for part in (self.seen, self.not_seen):
            part.setVisible(asking is Asking.SECOND and not crowded)
        self.pin.setVisible(asking in (Asking.SECOND, Asking.SIGN))
        self.digits.setVisible(asking in (Asking.SECOND, Asking.SIGN))
        self.refuse.setVisible(asking is Asking.SECOND)
        if asking is Asking.RED_LINE:
            choose_from(self.which, [(kind.name, kind.id) for kind in state.red_line_kinds], fresh=fresh)
        elif asking is not Asking.SECOND and self.pin.text() and state.problem:
            self.pin.clear()
        self._show_whole()

    def _show_whole(self) -> None:
        """Write the red line's name under its field where the field is too narrow for it."""
        name = self.which.currentText()
        room_px = self.width() - 2 * SPACE_3 - _FIELD_EDGES_PX
        cut = self.which.fontMetrics().horizontalAdvance(name) > room_px
        self.which_whole.setText(name)
        self.which_whole.setVisible(self._asking is Asking.RED_LINE and cut)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell anew whether the name fits."""
        super().resizeEvent(event)
        self._show_whole()

    def _first_field(self) -> QWidget:
        match self._asking:
            case Asking.RED_LINE:
                return self.which
            case Asking.SIGN:
                return self.pin
            case Asking.SECOND:
                return self.login
            case _:
                return self.words

    def _say(self, state: SheetPanelState) -> None:
        title, text, give = self._sentences(state)
        self.title.setText(title)
        self.text.setText(text)
        rename(self.give, give)
        rename(self.refuse, self.tr("Refuse it"))
        rename(self.leave, self.tr("Not now"))
        for each, words in zip((self.seen, self.not_seen), self._ready_words(), strict=True):
            rename(each, words)
        reason = self.tr("Why, in one sentence")
        for field, words in ((self.words, reason), (self.login, self.tr("Second examiner's login")),
                             (self.pin, self.tr("PIN"))):  # fmt: skip
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        self.login.setPlaceholderText(self.tr("Second login"))
        self.which.setAccessibleName(self.tr("Which red line"))

    def _ready_words(self) -> tuple[str, str]:
        """Return what a second signer says most often: a reason without a keyboard."""
        return self.tr("I saw it too and agree."), self.tr("I did not see it so.")

    def _take_words(self, place: int) -> None:
        self.words.setText(self._ready_words()[place])

    def _choose(self, login: str) -> None:
        self.login.setText(login)
        self.pin.clear()
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def _sentences(self, state: SheetPanelState) -> tuple[str, str, str]:
        write = self.tr("Write it down")
        match state.asking:
            case Asking.TAG_WORD if state.last_tag is not None:
                tag = state.last_tag
                return self.tr("A word about “{0}” at {1}").format(tag.name, film_time(tag.at_ms)), "", write
            case Asking.LINE_WORD if state.worded is not None:
                return self.tr("A word about “{0}”").format(state.worded.name), "", write
            case Asking.RED_LINE:
                return (
                    self.tr("Raise a red line"),
                    self.tr("It decides the subject by itself; another examiner must agree."),
                    self.tr("Raise it"),
                )
            case Asking.SECOND if state.undecided is not None:
                each = state.undecided
                return (
                    self.tr("Second signature: {0}").format(each.name),
                    self.tr("Raised at {0}. Another examiner agrees or refuses, with a reason.").format(
                        film_time(each.at_ms)
                    ),
                    self.tr("Agree to it"),
                )
            case Asking.SIGN:
                return self.tr("Sign this sheet: {0} points").format(points_text(state.total)), self._glance(state), (
                    self.tr("Sign")
                )  # fmt: skip
            case _:
                return "", "", write

    def _glance(self, state: SheetPanelState) -> str:
        """Return the whole sheet in one look."""
        lines = " · ".join(f"{line.name} {points_text(line.mark or 0)}" for line in state.lines)
        red = [each.name for each in state.red_lines if each.agreed is not False]
        if red:
            lines += "\n" + self.tr("Red line: {0}").format("; ".join(red))
        return lines + "\n" + self.tr("A signed sheet is shut: no mark can be changed afterwards.")

    def _enter(self) -> None:
        if self._asking is Asking.SECOND:
            self.focusNextChild()  # agreeing is pressed, never slipped into
        else:
            self._give(agreed=True)

    def _give(self, *, agreed: bool) -> None:
        match self._asking:
            case Asking.TAG_WORD | Asking.LINE_WORD:
                self.word_given.emit(self.words.text())
            case Asking.RED_LINE:
                self.red_line_given.emit(str(self.which.currentData()), self.words.text())
            case Asking.SECOND:
                self.second_given.emit(self.login.text().strip(), self.pin.text(), agreed, self.words.text())
            case Asking.SIGN:
                self.pin_given.emit(self.pin.text())
            case Asking.NOTHING:  # pragma: no branch - a hidden drawer has no button
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Escape; let no other key through to the sheet."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        event.accept()
