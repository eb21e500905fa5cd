"""Check-in: the admission number and the last four of the document, typed or touched; or the ticket's code.

Why this room exists: nobody may fail at the door for want of a keyboard.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout

from app.screens.kiosk.page import NARROW_PX, Page
from app.screens.parts.keypad import Keypad
from app.screens.parts.labels import NoticeBanner, button, label, panel, rename, row, stack
from app.screens.parts.picture import PictureView
from app.screens.theme import SPACE_2, SPACE_3, SPACE_6


@dataclass(frozen=True, slots=True)
class CheckInState:
    """What is known so far: a number read from a ticket, what went wrong, the camera's picture.

    ``last_four`` is filled in for a made-up candidate alone.
    """

    number: str = ""
    problem: str = ""
    advice: str = ""
    busy: bool = False
    camera: QImage | None = None
    last_four: str = ""


class CheckInPage(Page):
    """Two fields, a keypad and the camera's small picture for a ticket's code."""

    check_in_asked = Signal(str, str)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(column_px=960)
        self._state = CheckInState()
        self.title, self.hint = label("title"), label("soft")
        self.number_label, self.number = label("soft"), _field(24)
        self.four_label, self.last_four = label("soft"), _field(4)
        self.notice, self.keypad = NoticeBanner(), Keypad()
        self.camera, self.ticket = PictureView(16, 9), label("soft")
        self.back = button("quiet", self.back_asked.emit)
        self.go = button("filled", self._ask)
        self._aimed = self.number
        self._build()
        self.keypad.pressed.connect(self._type)
        self.keypad.back_asked.connect(self._take_back)
        for each in (self.number, self.last_four):
            each.textEdited.connect(lambda _: self._judge())
            each.returnPressed.connect(self._ask)
            each.installEventFilter(self)
        self.repaint_words()
        self._judge()

    def _build(self) -> None:
        ticket_card, ticket = panel("card", margin_px=SPACE_3, gap_px=SPACE_3)
        self.camera.setFixedSize(144, 81)
        ticket.addLayout(row(self.camera, self.ticket))
        left = QVBoxLayout()
        left.setSpacing(SPACE_2)
        stack(left, self.number_label, self.number, self.four_label, self.last_four)
        left.addSpacing(SPACE_3)
        left.addWidget(ticket_card)
        left.addStretch()
        right = QVBoxLayout()
        right.addWidget(self.keypad)
        right.addStretch()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(SPACE_6)
        self._sides.addLayout(left, 11)
        self._sides.addLayout(right, 9)
        stack(self.column, self.title, self.hint, self.notice)
        self.column.addLayout(self._sides)
        self.column.addStretch(1)
        self.foot.addWidget(self.back)
        self.foot.addStretch()
        self.foot.addWidget(self.go)
        self.show_foot()
        self.begin_at(self.number)

    def show_state(self, state: CheckInState) -> None:
        """Show what is known; a number read from a ticket moves on to the last four."""
        if state.number and state.number != self._state.number:
            self.number.setText(state.number)
            self.last_four.setFocus()
        if state.last_four:
            self.last_four.setText(state.last_four)
        self._state = state
        self._say_hint()
        self.camera.show_picture(state.camera, self.tr("Camera picture"))
        self.notice.say(state.problem, state.advice)
        self._judge()

    def show_camera(self, picture: QImage | None) -> None:
        """Show the camera's next picture alone."""
        self.camera.show_picture(picture, self.tr("Camera picture"))

    def forget(self) -> None:
        """Empty both fields for the next candidate."""
        self.number.clear()
        self.last_four.clear()
        self._aimed = self.number
        self._judge()

    def repaint_words(self) -> None:
        """Write the page's words."""
        self.title.setText(self.tr("Check in"))
        self._say_hint()
        self.number_label.setText(self.tr("Admission number"))
        self.number.setAccessibleName(self.tr("Admission number"))
        self.four_label.setText(self.tr("Last four characters of your ID card or passport"))
        self.last_four.setAccessibleName(self.tr("Last four characters of your ID card or passport"))
        self.ticket.setText(self.tr("Or hold the code on your ticket up to the camera: it fills in the number."))
        self.camera.setAccessibleName(self.tr("Camera picture"))
        rename(self.back, self.tr("Back"))
        rename(self.go, self.tr("Check in"))
        self.keypad.retranslate()

    def _say_hint(self) -> None:
        practice = bool(self._state.last_four)
        usual = self.tr("Type both, or touch the keys. Your admission ticket shows the number.")
        self.hint.setText(
            self.tr("Practice: a made-up candidate is filled in. Press “Check in”.") if practice else usual
        )

    def arrange(self, room: QSize) -> None:
        """Put the keypad under the fields where the window is narrow."""
        self._sides.setDirection(
            QBoxLayout.Direction.TopToBottom if room.width() < NARROW_PX - 160 else QBoxLayout.Direction.LeftToRight
        )
        self._sides.setSpacing(SPACE_3 if room.width() < NARROW_PX else SPACE_6)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember which field was aimed at last, for the keypad."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress) and isinstance(watched, QLineEdit):
            self._aimed = watched
        return super().eventFilter(watched, event)

    def _type(self, character: str) -> None:
        self._aimed.insert(character)
        self._judge()

    def _take_back(self) -> None:
        self._aimed.backspace()
        self._judge()

    def _judge(self) -> None:
        ready = bool(self.number.text().strip()) and len(self.last_four.text().strip()) == 4
        self.go.setEnabled(ready and not self._state.busy)

    def _ask(self) -> None:
        if self.go.isEnabled():
            self.check_in_asked.emit(self.number.text().strip(), self.last_four.text().strip())


def _field(longest: int) -> QLineEdit:
    field = QLineEdit()
    field.setMaxLength(longest)
    field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
    field.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhPreferUppercase)
    return field
