"""The marking queue: what waits, what is half done, what is signed; one key opens the next sheet.

Why this room exists: whoever marks forty films must see at a glance what is left, and never hunt for the next one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup

from app.centre.marking_ports import SheetStand, Wanted
from app.centre.marking_queue import QueueLine
from app.exam.local_time import local_time
from app.screens.examiner.film_words import subject_name
from app.screens.examiner.sitting_page import ListPage
from app.screens.examiner.sittings import SittingTitles
from app.screens.parts.labels import button, label, rename, row, show_chosen
from app.screens.theme import SPACE_2

TABS = (Wanted.WAITING, Wanted.HALF_DONE, Wanted.SIGNED, Wanted.MINE)
_WEIGHTS, _BLIND_WEIGHTS = (4, 4, 4, 7, 4), (4, 4, 7, 4)


@dataclass(frozen=True, slots=True)
class QueueState:
    """What stands around the list.  ``counts`` are by tab; a tab whose count is not known yet is left out."""

    sittings: SittingTitles = ()
    sitting: str = ""
    wanted: Wanted = Wanted.WAITING
    counts: tuple[tuple[Wanted, int], ...] = ()
    blind: bool = False
    problem: str = ""
    advice: str = ""


class QueuePage(ListPage[QueueLine]):
    """Shows a queue and reports which sheet is to be opened."""

    wanted_asked = Signal(str)

    def __init__(self, fetch: Callable[[QueueLine | None, int], Sequence[QueueLine]]) -> None:
        super().__init__("queue-page", fetch, _WEIGHTS)
        self._state = QueueState()
        self.blind = label("care", wrap=False)
        self.tabs = {wanted: button("desk", partial(self.wanted_asked.emit, wanted.value)) for wanted in TABS}
        self._group = QButtonGroup(self)
        for each in self.tabs.values():
            each.setCheckable(True)
            self._group.addButton(each)
        self.head.insertWidget(1, self.blind)
        self.column.addWidget(self.notice)
        self.column.addLayout(row(*self.tabs.values(), 1, gap_px=SPACE_2))
        self.add_list()
        self.write()

    def show_state(self, state: QueueState) -> None:
        """Show what stands around the list; the list itself is fetched by ``reload``."""
        self._state = state
        self.weights = _BLIND_WEIGHTS if state.blind else _WEIGHTS
        self.show_head(state.sittings, state.sitting, (state.problem, state.advice))
        self.blind.setVisible(state.blind)
        self.write()

    def cells(self, line: QueueLine) -> Sequence[str]:
        """Return number, name, subject, state and when it was touched; of a blind queue no name."""
        work = line.work
        panel_words = self.tr("{0} of {1} signed").format(work.signed_sheets, line.panel) if line.panel > 1 else ""
        stand = self._stands()[work.stand]
        said = " · ".join(each for each in (stand, panel_words) if each)
        touched = work.signed_at or work.opened_at
        when = local_time(touched)[:16] if touched else ""
        cells = (line.called, line.name, subject_name(work.subject), said, when)
        return cells[:1] + cells[2:] if self._state.blind else cells

    def _stands(self) -> dict[SheetStand, str]:
        return {
            SheetStand.WAITING: self.tr("waiting"), SheetStand.OPEN: self.tr("half done"),
            SheetStand.SIGNED: self.tr("signed"), SheetStand.SEALED: self.tr("signed and sealed"),
        }  # fmt: skip

    def _names(self) -> dict[Wanted, str]:
        return {
            Wanted.WAITING: self.tr("Waiting"), Wanted.HALF_DONE: self.tr("Half done"),
            Wanted.SIGNED: self.tr("Signed"), Wanted.MINE: self.tr("All mine"),
        }  # fmt: skip

    def _empty_words(self) -> tuple[str, str]:
        match self._state.wanted:
            case Wanted.WAITING:
                return self.tr("Nothing waits for you."), self.tr("Films come here once an attempt has ended.")
            case Wanted.HALF_DONE:
                return self.tr("No sheet is half done."), self.tr("A sheet that you open and do not sign stays here.")
            case Wanted.SIGNED:
                return self.tr("You have signed nothing here yet."), self.tr("Signed sheets stay here to be read.")
            case Wanted.MINE:
                return self.tr("You have opened no sheet here yet."), self.tr("Open one under Waiting.")

    def write(self) -> None:
        """Write the tabs with their counts, the headings and what is said of an empty list."""
        state, names = self._state, self._names()
        self.title.setText(self.tr("Marking"))
        self.blind.setText(self.tr("Blind: no names"))
        counts = dict(state.counts)
        for wanted, each in self.tabs.items():
            known = f"  {counts[wanted]}" if wanted in counts else ""
            rename(each, names[wanted] + known)
            each.setChecked(wanted is state.wanted)
            show_chosen(each, chosen=wanted is state.wanted)
        headings = [self.tr("Number"), self.tr("Name"), self.tr("Subject"), self.tr("State"), self.tr("Touched")]
        self.model.show_headings(headings[:1] + headings[2:] if state.blind else headings)
        empty, next_step = self._empty_words()
        self.empty.setText(empty)
        self.next_step.setText(next_step)
        reading = state.wanted is Wanted.SIGNED
        rename(self.open, self.tr("Read the sheet") if reading else self.tr("Open the sheet"))
        self.table.setAccessibleName(names[state.wanted])
