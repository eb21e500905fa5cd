"""Sign in: who sits down, by name to touch or login to type; a PIN on keys or keypad; what is wrong beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from app.centre.values import StaffMember
from app.screens.examiner.theme_button import ThemeButton
from app.screens.parts.keypad import Keypad
from app.screens.parts.labels import NoticeBanner, button, label, panel, rename, row
from app.screens.parts.staff_names import StaffNames
from app.screens.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_5, SPACE_6

_CARD_PX, _WIDE_PX, _LEAST_PX, LOW_PX = 420, 880, 640, 640
"""The card with fields alone, with names beside them, the narrowest with names; below the height login and PIN share a
line."""


@dataclass(frozen=True, slots=True)
class SignInState:
    """The centre's name, the station, who may sit down here, and what was wrong with the last try."""

    centre: str = ""
    station: str = ""
    problem: str = ""
    advice: str = ""
    people: tuple[StaffMember, ...] = ()


class SignInPage(QWidget):
    """Asks who marks."""

    sign_in_asked = Signal(str, str)
    language_asked = Signal()
    theme_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sign-in")
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._state = SignInState()
        self.title, self.text, self.notice = label("title"), label("soft"), NoticeBanner()
        self.ask, self.names = label("desk-strong"), StaffNames(most_rows=6, least_px=140)
        self.login, self.pin, self.keypad = QLineEdit(), QLineEdit(), Keypad(letters=False, pin=True)
        self.login.setObjectName("examiner-login")
        self.pin.setObjectName("examiner-pin")
        self.login.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.go, self.language = button("filled", self._try), button("quiet", self.language_asked.emit)
        self.go.setObjectName("examiner-sign-in")
        self.language.setObjectName("examiner-language-first")
        self.theme = ThemeButton("quiet", "examiner-theme-first")
        self.theme.clicked.connect(lambda *_: self.theme_asked.emit())
        self._build()
        self.login.returnPressed.connect(self.pin.setFocus)
        self.login.textChanged.connect(lambda login: self.names.show_names(self._state.people, login))
        self.pin.returnPressed.connect(self._try)
        self.names.chosen.connect(self._choose)
        self.keypad.pressed.connect(self.pin.insert)
        self.keypad.back_asked.connect(self.pin.backspace)
        self.setFocusProxy(self.login)
        self.show_state(self._state)

    def _build(self) -> None:
        self._card, inside = panel("card", margin_px=SPACE_5, gap_px=SPACE_4)
        self._who, who = QWidget(), QVBoxLayout()
        self._who.setLayout(who)
        who.setContentsMargins(0, 0, 0, 0)
        who.setSpacing(SPACE_3)
        for part in (self.ask, self.names, self.notice):
            who.addWidget(part)
        who.addStretch(1)
        self._fields = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._fields.setSpacing(SPACE_3)
        self._fields.addWidget(self.login)
        self._fields.addWidget(self.pin)
        given = QVBoxLayout()
        given.setSpacing(SPACE_3)
        given.addLayout(self._fields)
        given.addWidget(self.keypad)
        given.addStretch(1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(SPACE_6)
        self._sides.addWidget(self._who, 1)
        self._sides.addLayout(given, 1)
        inside.addWidget(self.title)
        inside.addWidget(self.text)
        inside.addLayout(self._sides)
        inside.addLayout(row(self.language, self.theme, 1, self.go, gap_px=0))
        self._inside = inside
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE_4, SPACE_2, SPACE_4, SPACE_2)
        grid.addWidget(self._card, 1, 1)
        for edge in (0, 2):
            grid.setRowStretch(edge, 1)
            grid.setColumnStretch(edge, 1)
        self._grid = grid

    def show_state(self, state: SignInState) -> None:
        """Show who may sit down and what was wrong; a wrong PIN is cleared, the login stays."""
        self._state = state
        self._fit()  # first: parts that appear in the other order would make the window grow for a moment
        self.title.setText(self.tr("Examiner's desk"))
        self.text.setText(" · ".join(each for each in (state.centre, state.station) if each))
        self.text.setVisible(bool(self.text.text()))
        self.ask.setText(self.tr("Who sits down? Touch your name, or type your login."))
        self.ask.setVisible(bool(state.people))
        self._who.setVisible(bool(state.people or state.problem))
        self.names.show_names(state.people, self.login.text())
        for field, words in ((self.login, self.tr("Login")), (self.pin, self.tr("PIN"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        rename(self.go, self.tr("Sign in"))
        rename(self.language, self.tr("中文"), self.tr("Speak Chinese"))
        self.keypad.retranslate()
        self.notice.say(state.problem, state.advice)
        if state.problem:
            self.pin.clear()
            self.pin.setFocus()

    def forget(self) -> None:
        """Empty both fields: somebody else sits down."""
        self.login.clear()
        self.pin.clear()

    def _choose(self, login: str) -> None:
        self.login.setText(login)
        self.pin.clear()
        self.pin.setFocus()

    def _try(self) -> None:
        self.sign_in_asked.emit(self.login.text().strip(), self.pin.text())

    def _fit(self) -> None:
        low, beside = self.height() < LOW_PX, bool(self._state.people)
        way = QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom
        self._fields.setDirection(way)
        margin, gap = (SPACE_3, SPACE_2) if low else (SPACE_5, SPACE_4)
        self._inside.setContentsMargins(SPACE_5, margin, SPACE_5, margin)
        self._inside.setSpacing(gap)
        self.names.fit(low=low)
        over = not beside and bool(self._state.problem)
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if over else QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(SPACE_3 if over else SPACE_6)
        wanted, least = (_WIDE_PX, _LEAST_PX) if beside else (_CARD_PX, _CARD_PX - 40)
        self._card.setFixedWidth(max(least, min(wanted, self.width() - 2 * SPACE_4)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room."""
        self._fit()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Write the words anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_state(self._state)
        super().changeEvent(event)
