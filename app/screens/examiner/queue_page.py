"""The marking queue: what waits, what is half done, what is signed; one key opens the next sheet.

Why this room exists: whoever marks forty films must see at a glance what is left, and never hunt for the next one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QStackedLayout, QVBoxLayout, QWidget

from app.centre.marking_ports import SheetStand, Wanted
from app.centre.marking_queue import QueueLine
from app.screens.examiner.film_words import subject_name
from app.screens.parts.labels import NoticeBanner, button, label, panel, rename, row
from app.screens.parts.paged_table import PagedModel, PagedTable, dress_table
from app.screens.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_5

TABS = (Wanted.WAITING, Wanted.HALF_DONE, Wanted.SIGNED, Wanted.MINE)
_WEIGHTS, _BLIND_WEIGHTS = (5, 5, 4, 4, 5), (5, 4, 4, 5)


@dataclass(frozen=True, slots=True)
class QueueState:
    """What stands around the list.  ``counts`` are by tab; a tab whose count is not known yet is left out."""

    sittings: tuple[tuple[str, str], ...] = ()
    """(id, title) of each sitting that can be chosen."""
    sitting: str = ""
    wanted: Wanted = Wanted.WAITING
    counts: tuple[tuple[Wanted, int], ...] = ()
    blind: bool = False
    problem: str = ""
    advice: str = ""


class QueuePage(QWidget):
    """Shows a queue and reports which sheet is to be opened."""

    wanted_asked = Signal(str)
    sitting_asked = Signal(str)
    opened_asked = Signal(object)
    """A ``QueueLine``."""

    def __init__(self, fetch: Callable[[QueueLine | None, int], Sequence[QueueLine]]) -> None:
        super().__init__()
        self.setObjectName("queue-page")
        self.setProperty("ground", "paper")
        self._state = QueueState()
        self.title, self.blind, self.notice = label("title", wrap=False), label("care", wrap=False), NoticeBanner()
        self.sitting = QComboBox()
        self.sitting.setProperty("role", "desk")
        self.sitting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sitting.setMinimumContentsLength(22)
        self.tabs = {wanted: button("desk", partial(self.wanted_asked.emit, wanted.value)) for wanted in TABS}
        self.model: PagedModel[QueueLine] = PagedModel(fetch, self._cells)
        self.table, self.empty, self.next_step = PagedTable(), label("lead"), label("soft")
        self.open = button("desk-filled", self._open_current)
        self._build()
        self.sitting.activated.connect(lambda place: self.sitting_asked.emit(self._state.sittings[place][0]))
        self.table.chosen.connect(self._open)
        self._write()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addLayout(row(self.title, self.blind, 1, self.sitting, gap_px=SPACE_3))
        column.addWidget(self.notice)
        self._group = QButtonGroup(self)
        for each in self.tabs.values():
            each.setCheckable(True)
            self._group.addButton(each)
        column.addLayout(row(*self.tabs.values(), 1, gap_px=SPACE_2))
        card, inside = panel("card", margin_px=SPACE_2, gap_px=0)
        holder, self._stack = QWidget(), QStackedLayout()
        holder.setLayout(self._stack)
        nothing, said = QWidget(), QVBoxLayout()
        nothing.setLayout(said)
        for words in (self.empty, self.next_step):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        said.addStretch(1)
        said.addWidget(self.empty)
        said.addWidget(self.next_step)
        said.addStretch(1)
        self.table.setModel(self.model)
        self._stack.addWidget(self.table)
        self._stack.addWidget(nothing)
        inside.addWidget(holder)
        column.addWidget(card, 1)
        column.addLayout(row(1, self.open))

    def show_state(self, state: QueueState) -> None:
        """Show what stands around the list; the list itself is fetched by ``reload``."""
        before, self._state = self._state, state
        if before.sittings != state.sittings:
            self.sitting.clear()
            self.sitting.addItems([title for _, title in state.sittings])
        ids = [each for each, _ in state.sittings]
        self.sitting.setCurrentIndex(ids.index(state.sitting) if state.sitting in ids else -1)
        self.notice.say(state.problem, state.advice)
        self.blind.setVisible(state.blind)
        self._write()

    def reload(self) -> int:
        """Fetch the list anew; return how many rows its first page has."""
        self.model.reload()
        rows = self.model.rowCount()
        self._stack.setCurrentIndex(0 if rows else 1)
        self.open.setEnabled(rows > 0)
        self._share()
        if rows:
            self.table.selectRow(0)
        return rows

    def _share(self) -> None:
        self.table.share(_BLIND_WEIGHTS if self._state.blind else _WEIGHTS)

    def _open_current(self) -> None:
        self._open(self.table.current_row())

    def _open(self, place: int) -> None:
        line = self.model.row_at(place)
        if line is not None:
            self.opened_asked.emit(line)

    def _cells(self, line: QueueLine) -> Sequence[str]:
        work = line.work
        panel_words = self.tr("{0} of {1} signed").format(work.signed_sheets, line.panel) if line.panel > 1 else ""
        stand = self._stands()[work.stand]
        said = " · ".join(each for each in (stand, panel_words) if each)
        when = (work.signed_at or work.opened_at)[:16].replace("T", " ")
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

    def _write(self) -> None:
        state, names = self._state, self._names()
        self.title.setText(self.tr("Marking"))
        self.blind.setText(self.tr("Blind: no names"))
        self.sitting.setAccessibleName(self.tr("Sitting"))
        counts = dict(state.counts)
        for wanted, each in self.tabs.items():
            known = f"  {counts[wanted]}" if wanted in counts else ""
            rename(each, names[wanted] + known)
            each.setChecked(wanted is state.wanted)
            each.setProperty("chosen", wanted is state.wanted)
            each.style().unpolish(each)
            each.style().polish(each)
        headings = [self.tr("Number"), self.tr("Name"), self.tr("Subject"), self.tr("State"), self.tr("Touched")]
        self.model.show_headings(headings[:1] + headings[2:] if state.blind else headings)
        empty, next_step = self._empty_words()
        self.empty.setText(empty)
        self.next_step.setText(next_step)
        reading = state.wanted is Wanted.SIGNED
        rename(self.open, self.tr("Read the sheet") if reading else self.tr("Open the sheet"))
        self.table.setAccessibleName(names[state.wanted])

    def showEvent(self, event: QShowEvent) -> None:
        """Take the theme that the page stands in."""
        super().showEvent(event)
        dress_table(self.table)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Write words anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
