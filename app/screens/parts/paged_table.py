"""A long list that opens at once: rows come page by page from a key, and only what is looked at is asked for.

Why this room exists: a table that loads everything first takes seconds at a few thousand rows; here the first page is
painted before the second is asked for.
"""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.screens.theme import DESK, TARGET_DESK, font

type Index = QModelIndex | QPersistentModelIndex

_NOWHERE = QModelIndex()
PAGE_ROWS = 60
_LEAST_PX, _EDGES_PX = 64, 4


class PagedModel[T](QAbstractTableModel):
    """Rows of one kind.

    Args:
        fetch: returns the rows that follow one (None: the first ones), at most as many as asked for.
        cells: a row's texts, one a column.
    """

    def __init__(self, fetch: Callable[[T | None, int], Sequence[T]], cells: Callable[[T], Sequence[str]]) -> None:
        super().__init__()
        self._fetch, self._cells = fetch, cells
        self._headings: tuple[str, ...] = ()
        self._rows: list[T] = []
        self._whole = True

    def show_headings(self, headings: Sequence[str]) -> None:
        """Name the columns."""
        self.beginResetModel()
        self._headings = tuple(headings)
        self.endResetModel()

    def reload(self) -> None:
        """Forget what was fetched and ask for the first page."""
        self.clear()  # where nothing can be fetched, no row of another list stands here
        rows = list(self._fetch(None, PAGE_ROWS))
        self.beginResetModel()
        self._rows = rows
        self._whole = len(self._rows) < PAGE_ROWS
        self.endResetModel()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._rows, self._whole = [], True
        self.endResetModel()

    def row_at(self, place: int) -> T | None:
        """Return what a row shows."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows were fetched."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._headings)

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether another page follows."""
        return not parent.isValid() and not self._whole

    def fetchMore(self, parent: Index) -> None:
        """Ask for the page that follows."""
        if parent.isValid() or self._whole:
            return
        found = list(self._fetch(self._rows[-1] if self._rows else None, PAGE_ROWS))
        self._whole = len(found) < PAGE_ROWS
        if found:
            self.beginInsertRows(QModelIndex(), len(self._rows), len(self._rows) + len(found) - 1)
            self._rows += found
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        """Return a cell's text."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return self._cells(self._rows[index.row()])[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a column's heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return self._headings[section] if section < len(self._headings) else None
        return None


class PagedTable(QTableView):
    """Shows a ``PagedModel``; Enter, Space and a double click choose a row."""

    chosen = Signal(int)
    """A row's place."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(DESK))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(TARGET_DESK + 8)
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setMinimumSectionSize(_LEAST_PX)
        columns.setResizeContentsPrecision(0)  # a width is asked of the rows in sight, not of a thousand around them
        self.doubleClicked.connect(lambda index: self.chosen.emit(index.row()))

    def changeEvent(self, event: QEvent) -> None:
        """Take the font's figures and quotation marks of the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.setFont(font(DESK))
        super().changeEvent(event)

    def share(self, weights: Sequence[int]) -> None:
        """Give the columns their shares of the width, and none less than its texts in sight need while others have
        room to spare."""
        header = self.horizontalHeader()
        needs = [max(_LEAST_PX, self.sizeHintForColumn(place) + _EDGES_PX) for place in range(len(weights))]
        for column, width in enumerate(shared_widths(self.viewport().width(), weights, needs)):
            header.resizeSection(column, width)
        header.setStretchLastSection(True)

    def current_row(self) -> int:
        """Return the row that is in hand, or -1."""
        return self.currentIndex().row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by Enter or Space."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.current_row() >= 0:
            self.chosen.emit(self.current_row())
        else:
            super().keyPressEvent(event)


def shared_widths(whole: int, weights: Sequence[int], needs: Sequence[int]) -> list[int]:
    """Return widths of columns in px: by weight, but a column that needs more takes it from those with room to spare.

    Where all needs together are more than the whole, each gets its share of them.
    """
    least = sum(needs)
    if least >= whole:
        return [max(_LEAST_PX, whole * need // max(1, least)) for need in needs]
    fair = [whole * weight // max(1, sum(weights)) for weight in weights]
    lacking = sum(max(0, need - width) for need, width in zip(needs, fair, strict=True))
    spare = sum(max(0, width - need) for need, width in zip(needs, fair, strict=True))
    return [
        need if width < need else width - -(-(width - need) * lacking // max(1, spare))
        for need, width in zip(needs, fair, strict=True)
    ]
