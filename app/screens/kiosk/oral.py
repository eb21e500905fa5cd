"""Oral theory: the question is shown, the candidate answers aloud, the examiner ticks and leads on."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from app.screens.kiosk.page import Page
from app.screens.parts.labels import NoticeBanner, SignedLine, button, label, rename, stack
from app.screens.parts.marks import Sign


@dataclass(frozen=True, slots=True)
class OralState:
    """One question of an oral paper."""

    index: int
    count: int
    stem: str
    problem: str = ""
    advice: str = ""


class OralPage(Page):
    """Shows one question, large; turning the page is all that can be done here."""

    item_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._state = OralState(0, 1, "")
        self.place, self.stem, self.notice = label("soft"), label("title"), NoticeBanner()
        self.hint = SignedLine(Sign.PERSON, "jade", "lead", 44)
        self.column.addStretch(1)
        stack(self.column, self.notice, self.place, self.stem, self.hint)
        self.column.addStretch(2)
        self.previous = button("outline", lambda: self.item_asked.emit(self._state.index - 1))
        self.following = button("filled", lambda: self.item_asked.emit(self._state.index + 1))
        self.foot.addWidget(self.previous)
        self.foot.addStretch()
        self.foot.addWidget(self.following)
        self.show_foot()
        self.begin_at(self.following)
        self.repaint_words()

    def show_state(self, state: OralState) -> None:
        """Show a question."""
        self._state = state
        self.repaint_words()

    def headline(self) -> QLabel:
        """Return the label that holds the question."""
        return self.stem

    def repaint_words(self) -> None:
        """Write the page's words."""
        state = self._state
        self.notice.say(state.problem, state.advice)
        self.place.setText(self.tr("Question {0} of {1} · aloud").format(state.index + 1, state.count))
        self.stem.setText(state.stem)
        last = state.index + 1 >= state.count
        self.hint.say(
            self.tr("Please answer aloud. The examiner ends this gate after the last question.")
            if last
            else self.tr("Please answer aloud. The examiner is listening.")
        )
        rename(self.previous, self.tr("Back"), self.tr("Previous question"))
        self.previous.setEnabled(state.index > 0)
        rename(self.following, self.tr("Next"), self.tr("Next question"))
        self.following.setEnabled(not last)
