"""The first page: in which language the exam is taken."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal

from app.screens.kiosk.page import Page
from app.screens.parts.gates import Gate, Gates, Passage
from app.screens.parts.labels import button, label, rename
from app.screens.theme import SPACE_3, SPACE_5


@dataclass(frozen=True, slots=True)
class LanguageState:
    """Which booth this is, and of which centre."""

    booth: str
    centre: str


class LanguagePage(Page):
    """Greets in both languages at once and asks for one of them."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(column_px=640)
        self.gates, self.place = Gates(64), label("soft")
        self.gates.show_gates(
            tuple(Gate(each, each, Passage.NOW if each == "一" else Passage.AHEAD) for each in "一二三")
        )
        self.welcome, self.welcome_en = (
            label("title", "欢迎参加直播员考核"),
            label("lead", "Welcome to the exam for live hosts"),
        )
        self.chinese = button("filled", lambda: self.chosen.emit("zh"), "中文")
        self.english = button("outline", lambda: self.chosen.emit("en"), "English")
        rename(self.chinese, "中文", "中文")
        rename(self.english, "English", "English")
        middle = Qt.AlignmentFlag.AlignHCenter
        for each in (self.welcome, self.welcome_en, self.place):
            each.setAlignment(middle)
        self.column.addStretch(2)
        self.column.addWidget(self.gates, 0, middle)
        self.column.addSpacing(SPACE_5)
        self.column.addWidget(self.welcome)
        self.column.addWidget(self.welcome_en)
        self.column.addSpacing(SPACE_5)
        self.column.addWidget(self.chinese)
        self.column.addSpacing(SPACE_3)
        self.column.addWidget(self.english)
        self.column.addStretch(3)
        self.column.addWidget(self.place)

    def show_state(self, state: LanguageState) -> None:
        """Show the booth and the centre."""
        self.place.setText(f"{state.centre} · {state.booth}")
