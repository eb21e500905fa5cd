"""The bones of a page about one sitting: title and sittings at the head, what went wrong under it; or a long list.

Why this room exists: queue, moderation, supervision and closing begin alike, and two of them are lists that one key
opens a row of.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from app.screens.examiner.sittings import SittingList, SittingTitles
from app.screens.parts.labels import NoticeBanner, button, centred, label, panel, row
from app.screens.parts.paged_table import PagedModel, PagedTable
from app.screens.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_5


class SittingPage(QWidget):
    """A page with a head and a column.  ``write`` writes every text; a change of language calls it."""

    sitting_asked = Signal(str)
    language_changed = Signal()
    """What came with a state is to be shown anew in the window's language."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("ground", "paper")
        self.title, self.notice, self.sitting = label("title", wrap=False), NoticeBanner(), SittingList()
        self.sitting.asked.connect(self.sitting_asked)
        self.head = row(self.title, 1, self.sitting, gap_px=SPACE_3)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
        self.column.setSpacing(SPACE_3)
        self.column.addLayout(self.head)

    def show_head(self, sittings: SittingTitles, sitting: str, problem: tuple[str, str]) -> None:
        """Show which sitting is looked at, and what was wrong with the last wish."""
        self.sitting.show_sittings(sittings, sitting)
        self.notice.say(*problem)

    def write(self) -> None:
        """Write every text of the page in the language of the window."""

    def changeEvent(self, event: QEvent) -> None:
        """Write words anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.write()
            self.language_changed.emit()
        super().changeEvent(event)


class ListPage[Line](SittingPage):
    """A page that is a long list; a key, a click or the button opens the row in hand.

    Args:
        fetch: as ``PagedModel``.
        weights: the columns' shares of the width.
    """

    opened_asked = Signal(object)
    """A line."""

    def __init__(
        self,
        name: str,
        fetch: Callable[[Line | None, int], Sequence[Line]],
        weights: Sequence[int],
    ) -> None:
        super().__init__(name)
        self.weights = weights
        self.model: PagedModel[Line] = PagedModel(fetch, self.cells)
        self.table, self.empty, self.next_step = PagedTable(), label("lead"), label("soft")
        self.table.setModel(self.model)
        self.open = button("desk-filled", lambda: self._open(self.table.current_row()))
        self.table.chosen.connect(self._open)

    def cells(self, line: Line) -> Sequence[str]:
        """Return a row's texts, one a column."""
        raise NotImplementedError

    def add_list(self) -> None:
        """Put the list into the column, or what is said where it is empty; the button under it."""
        card, inside = panel("card", margin_px=SPACE_2, gap_px=0)
        holder, self._stack = QWidget(), QStackedLayout()
        holder.setLayout(self._stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(centred(self.empty, self.next_step))
        inside.addWidget(holder)
        self.column.addWidget(card, 1)
        self.column.addLayout(row(1, self.open))

    def reload(self) -> int:
        """Fetch the list anew; return how many rows its first page has."""
        self.model.reload()
        rows = self.model.rowCount()
        self._stack.setCurrentIndex(0 if rows else 1)
        self.open.setEnabled(rows > 0)
        self.table.share(self.weights)
        if rows:
            self.table.selectRow(0)
        return rows

    def _open(self, place: int) -> None:
        line = self.model.row_at(place)
        if line is not None:
            self.opened_asked.emit(line)

    def showEvent(self, event: QShowEvent) -> None:
        """Share the width that the page has now."""
        super().showEvent(event)
        self.table.share(self.weights)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self.table.share(self.weights)
