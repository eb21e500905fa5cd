"""Sign in: a login, a PIN, one button; what is wrong stands beside it."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.screens.examiner.theme_button import ThemeButton
from app.screens.parts.labels import NoticeBanner, button, label, panel, rename, row
from app.screens.theme import SPACE_4, SPACE_5

_CARD_PX = 420


@dataclass(frozen=True, slots=True)
class SignInState:
    """The centre's name, the station, and what was wrong with the last try."""

    centre: str = ""
    station: str = ""
    problem: str = ""
    advice: str = ""


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
        self.login, self.pin = QLineEdit(), QLineEdit()
        self.login.setObjectName("examiner-login")
        self.pin.setObjectName("examiner-pin")
        self.login.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.login.returnPressed.connect(self.pin.setFocus)
        self.pin.returnPressed.connect(self._try)
        self.go, self.language = button("filled", self._try), button("quiet", self.language_asked.emit)
        self.go.setObjectName("examiner-sign-in")
        self.language.setObjectName("examiner-language-first")
        self.theme = ThemeButton("quiet", "examiner-theme-first")
        self.theme.clicked.connect(lambda *_: self.theme_asked.emit())
        card, inside = panel("card", margin_px=SPACE_5, gap_px=SPACE_4)
        card.setMaximumWidth(_CARD_PX)
        for part in (self.title, self.text, self.login, self.pin, self.notice):
            inside.addWidget(part)
        inside.addLayout(row(self.language, self.theme, 1, self.go, gap_px=0))
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        grid.addWidget(card, 1, 1)
        for edge in (0, 2):
            grid.setRowStretch(edge, 1)
            grid.setColumnStretch(edge, 1)
        grid.setColumnMinimumWidth(1, _CARD_PX - 40)
        self.setFocusProxy(self.login)
        self.show_state(self._state)

    def show_state(self, state: SignInState) -> None:
        """Show what was wrong; a wrong PIN is cleared, the login stays."""
        self._state = state
        self.title.setText(self.tr("Examiner's desk"))
        self.text.setText(" · ".join(each for each in (state.centre, state.station) if each))
        self.text.setVisible(bool(self.text.text()))
        for field, words in ((self.login, self.tr("Login")), (self.pin, self.tr("PIN"))):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
        rename(self.go, self.tr("Sign in"))
        rename(self.language, self.tr("中文"), self.tr("Speak Chinese"))
        self.notice.say(state.problem, state.advice)
        if state.problem:
            self.pin.clear()
            self.pin.setFocus()

    def forget(self) -> None:
        """Empty both fields: somebody else sits down."""
        self.login.clear()
        self.pin.clear()

    def _try(self) -> None:
        self.sign_in_asked.emit(self.login.text().strip(), self.pin.text())

    def changeEvent(self, event: QEvent) -> None:
        """Write the words anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_state(self._state)
        super().changeEvent(event)
