"""The rail at the left of the examiner's window: where to go, who is signed in, theme, language, the way out."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QToolButton, QVBoxLayout

from app.screens.examiner.theme_button import ThemeButton
from app.screens.parts.labels import button, label, rename
from app.screens.parts.marks import Sign, sign_icon
from app.screens.theme import SPACE_1, SPACE_2, tokens_of

RAIL_PX = 104
_SIGNS = {
    "booth": Sign.CAMERA, "queue": Sign.PLAY, "moderation": Sign.FLAG, "supervision": Sign.PERSON, "closing": Sign.LOCK,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RailEntry:
    """One place to go: its fixed name and its title; ``calls``: somebody waits for an answer there."""

    name: str
    title: str
    calls: bool = False


@dataclass(frozen=True, slots=True)
class RailState:
    """The places that this person's roles open, the one in front, and the person."""

    entries: tuple[RailEntry, ...] = ()
    current: str = ""
    person: str = ""


class Rail(QFrame):
    """Shows the places; reports where somebody wants to go."""

    page_asked = Signal(str)
    language_asked = Signal()
    theme_asked = Signal()
    sign_out_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "rail")
        self.setFixedWidth(RAIL_PX)
        self._state = RailState()
        self.entries: list[QToolButton] = []
        self.person = label("small")
        self.person.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.theme = ThemeButton("mini", "examiner-theme")
        self.theme.clicked.connect(lambda *_: self.theme_asked.emit())
        self.language, self.out = button("mini", self.language_asked.emit), button("mini", self.sign_out_asked.emit)
        self.language.setObjectName("examiner-language")
        self.out.setObjectName("examiner-sign-out")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_1, SPACE_2, SPACE_1, SPACE_2)
        column.setSpacing(SPACE_1)
        self._places = QVBoxLayout()
        self._places.setSpacing(SPACE_1)
        column.addLayout(self._places)
        column.addStretch(1)
        for part in (self.person, self.theme, self.language, self.out):
            column.addWidget(part)

    def show_state(self, state: RailState) -> None:
        """Show the places."""
        self._state = state
        while len(self.entries) < len(state.entries):
            self._add()
        for place, made in enumerate(self.entries):
            made.setVisible(place < len(state.entries))
            if place < len(state.entries):
                entry = state.entries[place]
                made.setObjectName(f"go-{entry.name}")
                made.setText(f"{entry.title} ●" if entry.calls else entry.title)
                said = self.tr("{0}: somebody calls").format(entry.title) if entry.calls else entry.title
                made.setAccessibleName(said)
                made.setToolTip(f"{entry.title} · Ctrl+{place + 1}")
                here = entry.name == state.current
                made.setChecked(here)
                colour = tokens_of(self).colour("seal" if here or entry.calls else "ink_soft")
                sign = Sign.BELL if entry.calls else _SIGNS.get(entry.name, Sign.DOT)
                made.setIcon(sign_icon(sign, colour))
        self.person.setText(state.person)
        rename(self.language, self.tr("中文"), self.tr("Speak Chinese"))
        rename(self.out, self.tr("Sign out"))

    def _add(self) -> None:
        made, place = QToolButton(), len(self.entries)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        made.setIconSize(QSize(22, 22))
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda *_: self._go(place))
        self.entries.append(made)
        self._places.addWidget(made)

    def _go(self, place: int) -> None:
        self.show_state(self._state)
        self.page_asked.emit(self._state.entries[place].name)

    def changeEvent(self, event: QEvent) -> None:
        """Write the words anew in another language, and draw the signs anew in another theme."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.StyleChange):
            self.show_state(self._state)
        super().changeEvent(event)
