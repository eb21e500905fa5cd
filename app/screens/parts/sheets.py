"""Questions over a page: a dimmed ground, one card, two answers.  No second window ever opens at a kiosk.

Why this room exists: what cannot be undone (handing in, stopping early, leaving) is asked once, in plain
figures, and the keyboard stays inside the question.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from app.screens.parts.keypad import Keypad
from app.screens.parts.labels import button, label, rename, row
from app.screens.parts.veil import LOW_PX, Veil
from app.screens.theme import SPACE_4

KEYS_FROM_PX = 640
"""From this height the examiner's PIN can be typed by touch."""


class Question(Veil):
    """A title, a sentence, and two answers; the safe one has the focus."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._answer: Callable[[], object] = lambda: None
        self.title, self.text = label("head"), label("body")
        self.no, self.yes = button("outline", self.shut), button("filled", self._agree)
        self.inside.addWidget(self.title)
        self.inside.addWidget(self.text)
        self._buttons = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._buttons.setSpacing(SPACE_4)
        self._buttons.addWidget(self.yes)
        self._buttons.addWidget(self.no)
        self.inside.addLayout(self._buttons)

    def arrange(self, room: QSize) -> None:
        """Put the answers beside each other where the room is low, the one that does it on the right as on a page."""
        way = QBoxLayout.Direction
        self._buttons.setDirection(way.RightToLeft if room.height() < LOW_PX else way.TopToBottom)

    def ask(self, title: str, text: str, yes: str, no: str, answer: Callable[[], object]) -> None:
        """Ask; ``answer`` is called on yes alone.  Asked again while it stands open, it only takes the new words."""
        self._answer = answer
        self.title.setText(title)
        self.text.setText(text)
        rename(self.yes, yes)
        rename(self.no, no)
        if not self.isVisible():
            self.open_over()
            self.no.setFocus()

    def _agree(self) -> None:
        self.shut()
        self._answer()


class PinQuestion(Veil):
    """Asks for a member of staff's login and PIN: the only way out of a locked kiosk."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, 420)
        self._answer: Callable[[str, str], str] = lambda _login, _pin: ""
        self.title, self.text, self.problem = label("head"), label("desk"), label("bad")
        self.login, self.pin = QLineEdit(), QLineEdit()
        self.login.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.keypad, self._aimed = Keypad(pin=True), self.login
        self.keypad.pressed.connect(self._type)
        self.keypad.back_asked.connect(self._take_back)
        for field in (self.login, self.pin):
            field.installEventFilter(self)
        self.no, self.yes = button("outline", self.shut), button("filled", self._try)
        self.pin.returnPressed.connect(self._try)
        parts: tuple[QWidget, ...] = (self.title, self.text, self.login, self.pin, self.keypad, self.problem)
        for part in parts:
            self.inside.addWidget(part)
        self.inside.addLayout(row(self.no, self.yes))

    def ask(self, answer: Callable[[str, str], str]) -> None:
        """Ask; ``answer`` takes login and PIN and returns what is wrong, empty where nothing is."""
        self._answer = answer
        self.title.setText(self.tr("Leave the kiosk"))
        self.text.setText(self.tr("Only an examiner can close this window. The attempt stays where it is."))
        self.login.setPlaceholderText(self.tr("Examiner's login"))
        self.login.setAccessibleName(self.tr("Examiner's login"))
        self.pin.setPlaceholderText(self.tr("PIN"))
        self.pin.setAccessibleName(self.tr("PIN"))
        self.pin.clear()
        self._say("")
        self.keypad.retranslate()
        rename(self.no, self.tr("Stay"))
        rename(self.yes, self.tr("Leave"))
        self.open_over()
        self.login.setFocus()

    def arrange(self, room: QSize) -> None:
        """Leave the keys away where they do not fit."""
        self.keypad.setVisible(room.height() > KEYS_FROM_PX)

    def _try(self) -> None:
        problem = self._answer(self.login.text().strip(), self.pin.text())
        if problem:
            self.pin.clear()
            self._say(problem)
        else:
            self.shut()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember which field was aimed at last, for the keypad."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress) and isinstance(watched, QLineEdit):
            self._aimed = watched
        return super().eventFilter(watched, event)

    def _take_back(self) -> None:
        self._aimed.backspace()

    def _type(self, character: str) -> None:
        self._aimed.insert(character.lower())

    def _say(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
