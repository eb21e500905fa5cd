"""The first page: in which language the exam is taken."""

from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QSize, Qt, Signal

from app.screens.kiosk.call_bell import Called
from app.screens.kiosk.call_button import show_sign
from app.screens.kiosk.page import Page
from app.screens.parts.gates import Gate, Gates, Passage
from app.screens.parts.labels import button, label, rename
from app.screens.theme import SPACE_3, SPACE_5, tokens_of


@dataclass(frozen=True, slots=True)
class LanguageState:
    """Which booth this is, and of which centre."""

    booth: str
    centre: str
    called: Called | None = None
    """How a call for help stands; None: nobody can be called from here yet."""


_GATES_PX = 440

_CALL = MappingProxyType(
    {
        Called.NOT: "呼叫考评员 · Call the examiner",
        Called.WAITING: "已呼叫考评员 · Examiner called",
        Called.HEARD: "考评员已听到 · The examiner heard you",
        Called.FAILED: "没有呼叫成功，请再按 · Not called: press again",
    }
)
"""Nobody has chosen a language yet: what is said is said in both."""


class LanguagePage(Page):
    """Greets in both languages at once and asks for one of them."""

    chosen = Signal(str)
    call_asked = Signal()

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
        self.call = button("bar", self.call_asked.emit)
        keeps = self.call.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # the foot does not jump when the button comes
        self.call.setSizePolicy(keeps)
        self.call.hide()
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
        self.foot.addStretch()
        self.foot.addWidget(self.call)  # in sight on the smallest screen too
        self.foot.addStretch()
        self.show_foot()

    def arrange(self, room: QSize) -> None:
        """Leave the gates away where both languages would not be in sight with them."""
        self.gates.setVisible(room.height() >= _GATES_PX)

    def show_state(self, state: LanguageState) -> None:
        """Show the booth and the centre, and how a call stands."""
        self.place.setText(f"{state.centre} · {state.booth}")
        self.call.setVisible(state.called is not None)
        if state.called is not None:
            rename(self.call, _CALL[state.called])
            show_sign(self.call, state.called, tokens_of(self))
