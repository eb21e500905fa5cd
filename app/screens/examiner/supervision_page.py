"""The supervisor's view: every booth that runs, what happened, who has not come; and a place for own notes.

Why this room exists: whoever supervises sees everything and can touch nothing: there is no button here that an exam
would feel.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.centre.supervision import BoothLine, RoomView
from app.exam.local_time import local_time
from app.screens.examiner.booth_card import BoothCard
from app.screens.examiner.drafts import Draft
from app.screens.examiner.sitting_page import SittingPage
from app.screens.examiner.sittings import LEAST_LETTERS, SittingTitles
from app.screens.examiner.supervision_words import event_words
from app.screens.examiner.told_list import ToldList
from app.screens.parts.labels import button, centred, choose_from, label, panel, rename, row
from app.screens.parts.scroll import scrolled
from app.screens.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_5

_CARD_PX, _SIDE_PX = 300, 340


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note as it is shown: when, whom it is about (empty: the room), the words."""

    at: str
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class SupervisionState:
    """What the page shows.  ``may_note`` is for supervisors alone; ``disk`` is this computer's room, in words."""

    sittings: SittingTitles = ()
    sitting: str = ""
    view: RoomView = field(default_factory=lambda: RoomView((), 0, (), (), ()))
    disk: str = ""
    may_note: bool = False
    notes: tuple[OwnNote, ...] = ()
    problem: str = ""
    advice: str = ""


class SupervisionPage(SittingPage):
    """Shows a room and reports which sitting is watched and what is noted."""

    note_asked = Signal(str, str)
    """An attempt (empty: the room) and the words."""

    def __init__(self) -> None:
        super().__init__("supervision")
        self._state, self._cards = SupervisionState(), []  # type: SupervisionState, list[BoothCard]
        self.summary, self.about = label("soft"), QComboBox()
        self.about.setProperty("role", "desk")
        self.about.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.about.setMinimumContentsLength(LEAST_LETTERS)
        self.empty, self.next_step, self.people = label("lead"), label("soft"), label("desk")
        self.note, self.keep = QPlainTextEdit(), button("desk-filled", self._note)
        self.events, self.notes = ToldList(), ToldList()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(84)
        self._heads = [label("desk-strong") for _ in range(3)]
        self._build()
        self.note.textChanged.connect(self._may_keep)
        self.write()

    def _build(self) -> None:
        self.column.addWidget(self.summary)
        self.column.addWidget(self.notice)
        booths = QWidget()
        self._grid = QGridLayout(booths)
        self._grid.setContentsMargins(0, 0, SPACE_2, 0)
        self._grid.setSpacing(SPACE_3)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._nobody, inside = panel("card")
        inside.addWidget(centred(self.empty, self.next_step))
        side = QWidget()
        self._side = QVBoxLayout(side)
        self._side.setContentsMargins(0, 0, SPACE_2, 0)
        self._side.setSpacing(SPACE_3)
        for head, part in zip(self._heads[:2], (self.people, self.events), strict=True):
            card, inside = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
            inside.addWidget(head)
            inside.addWidget(part)
            self._side.addWidget(card)
        self._notes_card, own = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
        for each in (self._heads[2], self.about, self.note, self.keep, self.notes):
            own.addWidget(each)
        self._side.addWidget(self._notes_card)
        self._side.addStretch(1)
        beside = scrolled(side, by_keys=True)
        beside.setFixedWidth(_SIDE_PX)
        self._booths = scrolled(booths, by_keys=True)
        self.column.addLayout(row(self._booths, self._nobody, beside, gap_px=SPACE_4), 1)

    def show_state(self, state: SupervisionState) -> None:
        """Show a room."""
        self._state = state
        self.show_head(state.sittings, state.sitting, (state.problem, state.advice))
        self._show_booths(state.view.running)
        self._notes_card.setVisible(state.may_note)
        self._show_about(_attempts(state.view.running))
        self.write()

    def noted(self) -> None:
        """Empty the field once its words are kept."""
        self.note.clear()

    def draft(self) -> Draft | None:
        """Return the note that is being written and whom it is about, or None."""
        words = self.note.toPlainText()
        about = str(self.about.currentData() or "")
        return Draft(about=about, chosen=self.about.currentText(), words=words) if words.strip() else None

    def write_on(self, draft: Draft) -> None:
        """Put a note back, about whom it was."""
        if draft.about and self.about.findData(draft.about) < 0:
            self.about.addItem(draft.chosen, draft.about)
        self.about.setCurrentIndex(max(0, self.about.findData(draft.about)) if draft.about else 0)
        self.note.setPlainText(draft.words)

    def _show_booths(self, running: Sequence[BoothLine]) -> None:
        while len(self._cards) < len(running):
            self._cards.append(BoothCard())
        self._lay()  # first: a part without a parent would open as a window of its own
        for place, card in enumerate(self._cards):
            card.setVisible(place < len(running))
            if place < len(running):
                card.show_booth(running[place])
        self._nobody.setVisible(not running)
        self._booths.setVisible(bool(running))

    def _lay(self) -> None:
        across = max(1, (self.width() - _SIDE_PX - SPACE_5 * 2 - SPACE_4) // _CARD_PX)
        for card in self._cards:
            self._grid.removeWidget(card)
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, 1 + place // across, place % across)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < across else 0)
        for line in range(self._grid.rowCount()):
            self._grid.setRowStretch(line, 0)
        self._grid.setRowStretch(1 + -(-len(self._cards) // across), 1)  # the rest of the page, below the last card

    def _show_about(self, running: Sequence[BoothLine]) -> None:
        wanted = {"": self.about.itemText(0), **{each.attempt: f"{each.station} · {each.number}" for each in running}}
        chosen = self.about.currentData()
        if chosen and chosen not in wanted and self.note.toPlainText().strip():
            wanted[chosen] = self.about.currentText()  # whoever has ended while something is written about them
        if [self.about.itemData(place) for place in range(self.about.count())] != list(wanted):
            choose_from(self.about, [(words, attempt) for attempt, words in wanted.items()], fresh=False)

    def _note(self) -> None:
        self.note_asked.emit(str(self.about.currentData() or ""), self.note.toPlainText())

    def _may_keep(self) -> None:
        self.keep.setEnabled(bool(self.note.toPlainText().strip()))

    def write(self) -> None:
        """Write the room in words: the summary, people, what happened, own notes."""
        state, view = self._state, self._state.view
        self.title.setText(self.tr("Supervision"))
        said = self.tr("{0} booths run · {1} finished · {2} not here yet · {3} absent")
        words = said.format(len(_attempts(view.running)), view.finished, len(view.not_come), len(view.absent))
        self.summary.setText(f"{words} · {state.disk}" if state.disk else words)
        self.empty.setText(self.tr("No booth runs just now."))
        self.next_step.setText(self.tr("A booth stands here from check-in to the end of the exam."))
        for head, name in zip(
            self._heads, (self.tr("People"), self.tr("What happened"), self.tr("My notes")), strict=True
        ):
            head.setText(name)
        people = [self.tr("Not here yet: {0}").format(self.tr(", ").join(view.not_come[:12]))] if view.not_come else []
        people += [self.tr("Absent: {0}").format(self.tr(", ").join(view.absent[:12]))] if view.absent else []
        self.people.setText("\n".join(people) or self.tr("Everybody is here."))
        told = [
            (f"{local_time(each.at)[11:]}  {each.station} {each.number}", event_words(each))
            for each in view.events[:12]
        ]
        self.events.show_lines(told, self.tr("Nothing has happened."))
        self.about.setAccessibleName(self.tr("What the note is about"))
        if self.about.count():
            self.about.setItemText(0, self.tr("About the room"))
        self.note.setPlaceholderText(self.tr("What you saw"))
        self.note.setAccessibleName(self.tr("My note"))
        rename(self.keep, self.tr("Keep the note"))
        room = self.tr("room")
        own = [(f"{local_time(each.at)[11:16]}  {each.about or room}", each.words) for each in reversed(state.notes)]
        self.notes.show_lines(own)
        self.notes.setVisible(bool(own))
        self._may_keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the booths anew."""
        super().resizeEvent(event)
        self._lay()

    def changeEvent(self, event: QEvent) -> None:
        """Let the booths speak the other language too."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show_booths(self._state.view.running)


def _attempts(running: Sequence[BoothLine]) -> list[BoothLine]:
    """Return the booths at which somebody has checked in: whoever only calls is no attempt yet."""
    return [line for line in running if line.attempt]
