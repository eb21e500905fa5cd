"""Set-up of an empty home: centre, an examiner with a PIN; or a practice sitting at once.

Why this room exists: a newcomer sees the whole exam within a minute of the first start.
"""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QBoxLayout, QComboBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.screens.kiosk.page import NARROW_PX, Page
from app.screens.parts.labels import SignedLine, button, label, panel, rename, row, stack
from app.screens.parts.marks import Sign
from app.screens.theme import SPACE_1, SPACE_3, SPACE_4, SPACE_5

LEAST_PIN, MOST_PIN = 6, 12
LONGEST = {"centre": 60, "booth": 24, "name": 40, "login": 32}
"""What still fits a window's foot, a form's line and the record."""
_NAMES = 4
"""The first fields are short enough to stand in pairs."""
TWO_COLUMNS_PX = 980


@dataclass(frozen=True, slots=True)
class SetupWish:
    """What was typed."""

    centre: str
    booth: str
    login: str
    name: str
    pin: str
    camera: str
    microphone: str


@dataclass(frozen=True, slots=True)
class SetupState:
    """The devices that were found, and what went wrong."""

    cameras: tuple[str, ...] = ()
    microphones: tuple[str, ...] = ()
    problem: str = ""


class SetupPage(Page):
    """A short form beside an invitation to try."""

    set_up_asked = Signal(object)
    practice_asked = Signal()
    language_asked = Signal()

    def __init__(self) -> None:
        super().__init__(column_px=1040)
        self._state = SetupState()
        self.title, self.hint, self.problem = label("title"), label("soft"), label("bad")
        self._fields: dict[str, QLineEdit] = {}
        self._labels: dict[str, QLabel] = {}
        form_card, inside = panel("card", gap_px=SPACE_3)
        self._form = QGridLayout()
        self._form.setHorizontalSpacing(SPACE_4)
        self._form.setVerticalSpacing(SPACE_3)
        inside.addLayout(self._form)
        inside.addWidget(self.problem)
        inside.addStretch()
        self._cells: list[QWidget] = []
        for name in ("centre", "booth", "name", "login", "pin"):
            self._fields[name], self._labels[name] = QLineEdit(), label("soft")
            self._cells.append(_cell(self._labels[name], self._fields[name]))
        for name, longest in LONGEST.items():
            self._fields[name].setMaxLength(longest)
        self._fields["pin"].setEchoMode(QLineEdit.EchoMode.Password)
        self.camera, self.microphone = QComboBox(), QComboBox()
        for box in (self.camera, self.microphone):  # a sound card's name may be longer than the window is wide
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(8)
        self.camera_label, self.microphone_label = label("soft"), label("soft")
        self._cells.append(_cell(self.camera_label, self.camera))
        self._cells.append(_cell(self.microphone_label, self.microphone))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(SPACE_5)
        self._sides.addWidget(form_card, 5)
        self._sides.addWidget(self._try_card(), 3)
        self.language = button("bar", self.language_asked.emit)
        head = row(self.title, self.language)
        head.setStretch(0, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.hint)
        self.column.addLayout(self._sides)
        self.column.addStretch(1)
        self.go = button("filled", self._ask)
        self.foot.addStretch()
        self.foot.addWidget(self.go)
        self.show_foot()
        for field in self._fields.values():
            field.textEdited.connect(lambda _: self._judge())
        self.begin_at(self._fields["centre"])
        self.repaint_words()
        self._judge()

    def _try_card(self) -> QWidget:
        try_card, aside = panel("wash", gap_px=SPACE_3)
        self.try_title, self.try_text = label("head"), label("body")
        self._promises = [SignedLine(Sign.TICK, "jade", "desk", 26) for _ in range(3)]
        self.practice = button("outline", self.practice_asked.emit)
        stack(aside, self.try_title, self.try_text, *self._promises)
        aside.addStretch()
        aside.addWidget(self.practice)
        return try_card

    def show_state(self, state: SetupState) -> None:
        """Show the devices there are and what went wrong."""
        self._state = state
        for box, found in ((self.camera, state.cameras), (self.microphone, state.microphones)):
            chosen = box.currentText()
            box.clear()
            box.addItems(list(found))
            box.setCurrentIndex(max(0, box.findText(chosen)))  # a refusal takes back no choice
        self.repaint_words()

    def wish(self) -> SetupWish:
        """Return what was typed."""
        typed = {name: field.text().strip() for name, field in self._fields.items()}
        return SetupWish(**typed, camera=self.camera.currentText(), microphone=self.microphone.currentText())

    def repaint_words(self) -> None:
        """Write the page's words."""
        rename(self.language, self.tr("中文"), self.tr("Change to Chinese"))
        self.title.setText(self.tr("Set up this centre"))
        self.hint.setText(self.tr("Five lines, once. Everything can be changed later."))
        names = {
            "centre": self.tr("Name of the centre"),
            "booth": self.tr("Name of this booth"),
            "name": self.tr("Examiner's name"),
            "login": self.tr("Examiner's login, in Latin letters"),
            "pin": self.tr("Examiner's PIN, {0} to {1} digits").format(LEAST_PIN, MOST_PIN),
        }
        for name, text in names.items():
            self._labels[name].setText(text)
            self._fields[name].setAccessibleName(text)
        self.camera_label.setText(self.tr("Camera"))
        self.camera.setAccessibleName(self.tr("Camera"))
        self.microphone_label.setText(self.tr("Microphone"))
        self.microphone.setAccessibleName(self.tr("Microphone"))
        for box in (self.camera, self.microphone):
            if not box.count() or (box.count() == 1 and not box.itemData(0)):
                box.clear()
                found = self._state.cameras if box is self.camera else self._state.microphones
                box.addItems(list(found) or [self.tr("None found. Connect one, then start again.")])
        self.problem.setText(self._state.problem)
        self.problem.setVisible(bool(self._state.problem))
        self.try_title.setText(self.tr("Just looking?"))
        self.try_text.setText(self.tr("Try it with a practice sitting: a made-up candidate, real questions."))
        promises = (
            self.tr("All three gates, as candidates see them"),
            self.tr("Works without a camera"),
            self.tr("Leaves nothing behind"),
        )
        for line, text in zip(self._promises, promises, strict=True):
            line.say(text)
        rename(self.practice, self.tr("Try a practice sitting"))
        rename(self.go, self.tr("Set up"))

    def arrange(self, room: QSize) -> None:
        """Put the invitation under the form where the window is narrow."""
        beside = room.width() >= NARROW_PX
        two = room.width() >= TWO_COLUMNS_PX or not beside
        for place, cell in enumerate(self._cells):
            if not two:
                at = (place, 0, 1, 1)
            elif beside or place < _NAMES:
                at = (place // 2, place % 2, 1, 2 if place == len(self._cells) - 1 else 1)
            else:  # the name of a camera is longer than half a narrow form
                at = (place - _NAMES // 2, 0, 1, 2)
            self._form.addWidget(cell, *at)
        self._form.setColumnStretch(1, 1 if two else 0)
        self._form.setColumnStretch(0, 1)
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _judge(self) -> None:
        wish = self.wish()
        filled = all((wish.centre, wish.booth, wish.name, wish.login))
        digits = wish.pin.isascii() and wish.pin.isdigit()  # as the keypad of the lock has them, and no others
        self.go.setEnabled(filled and digits and LEAST_PIN <= len(wish.pin) <= MOST_PIN)

    def _ask(self) -> None:
        self.set_up_asked.emit(self.wish())


def _cell(words: QLabel, field: QWidget) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(SPACE_1)
    column.addStretch()
    stack(column, words, field)
    field.setProperty("role", "tall")  # a list as tall as the field beside it
    words.setBuddy(field)
    return made
