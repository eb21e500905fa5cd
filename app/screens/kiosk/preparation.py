"""Preparation: the facts sheet, a field for notes, and the way onto the stage.

Why this room exists: facts only; what must be said and what must not be claimed is for the examiner's eyes.
"""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit

from app.screens.kiosk.page import NARROW_PX, Page
from app.screens.parts.facts import FactLines, FactsSheet
from app.screens.parts.labels import NoticeBanner, button, label, panel, rename, row, stack
from app.screens.parts.picture import ProductView
from app.screens.parts.sheets import Question
from app.screens.theme import SPACE_2, SPACE_3, SPACE_5


@dataclass(frozen=True, slots=True)
class PreparationState:
    """The drawn product and its facts; ``pitch_minutes`` is the length of what follows, ``attempt`` whose it is."""

    name: str
    industry: str
    picture: str
    facts: FactLines
    pitch_minutes: int
    notes: str = ""
    problem: str = ""
    advice: str = ""
    camera_lost: bool = False
    attempt: str = ""


class PreparationPage(Page):
    """Facts on the left, notes on the right."""

    live_asked = Signal()
    notes_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__(column_px=1120)
        self._state: PreparationState | None = None
        self.notice, self.question = NoticeBanner(), Question(self)
        self.picture, self.name, self.kind = ProductView(96), label("title"), label("soft")
        self.facts, self.source = FactsSheet(), label("small")
        card, left = panel("card", gap_px=SPACE_3)
        head = row(self.picture)
        names = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        names.setSpacing(0)
        stack(names, self.kind, self.name)
        head.addLayout(names, 1)
        head.setAlignment(names, Qt.AlignmentFlag.AlignVCenter)
        left.addLayout(head)
        stack(left, self.facts, self.source)
        left.addStretch()
        note_card, right = panel("card", gap_px=SPACE_2)
        self.notes_title, self.notes_hint, self.notes = label("head"), label("soft"), QPlainTextEdit()
        self.notes.setTabChangesFocus(True)
        self.notes.setInputMethodHints(Qt.InputMethodHint.ImhNoPredictiveText)
        self.notes.setMinimumHeight(140)
        self.notes.textChanged.connect(lambda: self.notes_changed.emit(self.notes.toPlainText()))
        stack(right, self.notes_title, self.notes_hint)
        right.addWidget(self.notes, 1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(SPACE_5)
        self._facts_card = card
        self._sides.addWidget(card, 1)
        self._sides.addWidget(note_card, 1)
        self.column.addWidget(self.notice)
        self.column.addLayout(self._sides, 1)
        self.go = button("filled", self._ask)
        self.hint = label("soft")
        self.foot.addWidget(self.hint, 1)
        self.foot.addWidget(self.go)
        self.show_foot()
        self.begin_at(self.notes)

    def show_state(self, state: PreparationState) -> None:
        """Show the product; notes are written once, then the candidate's; the next one starts with none of them."""
        before, self._state = self._state, state
        if before is None or before.name != state.name:
            self.picture.show_product(state.picture, state.name)
        fresh = before is None or (before.attempt, before.name) != (state.attempt, state.name)
        if fresh and state.notes != self.notes.toPlainText():
            self.notes.setPlainText(state.notes)
        self.repaint_words()

    def repaint_words(self) -> None:
        """Write the page's words."""
        state = self._state
        if state is None:
            return
        if state.camera_lost and not state.problem:
            self.notice.say(
                self.tr("The camera or the microphone does not answer."),
                self.tr("Please call the examiner. The pitch begins only when both are back."),
            )
        else:
            self.notice.say(state.problem, state.advice)
        self.name.setText(state.name)
        self.kind.setText(state.industry)
        self.facts.show_facts(state.facts)
        self.source.setText(self.tr("These facts come from the maker. How to tell them, and to whom, is up to you."))
        self.notes_title.setText(self.tr("My notes"))
        self.notes_hint.setText(self.tr("They stay beside you during the pitch. Nobody marks them."))
        self.notes.setAccessibleName(self.tr("My notes"))
        self.notes.setPlaceholderText(self.tr("1 Greeting and opening\n2 Three selling points\n3 Price, gift, returns"))
        self.hint.setText(self.tr("When the time is up, the pitch begins by itself."))
        rename(self.go, self.tr("Go live now"))
        if self.question.isVisible():
            self._ask()

    def arrange(self, room: QSize) -> None:
        """Put the notes under the facts where the window is narrow."""
        beside = room.width() >= NARROW_PX - 100 and room.width() > room.height()
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._sides.setSpacing(SPACE_3 if room.width() < 1000 else SPACE_5)
        self._sides.setStretchFactor(self._facts_card, 1 if beside else 0)
        self.hint.setVisible(room.width() >= 560)

    def _ask(self) -> None:
        minutes = self._state.pitch_minutes if self._state else 0
        self.question.ask(
            self.tr("Begin the pitch now?"),
            self.tr("The recording starts at once and lasts {0} minutes.").format(minutes),
            self.tr("Go live"),
            self.tr("Prepare a little more"),
            self.live_asked.emit,
        )
