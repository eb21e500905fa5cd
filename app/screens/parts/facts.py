"""A product's facts sheet: labels and values, nothing that tells what to say."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.screens.parts.labels import label
from app.screens.theme import SPACE_2, SPACE_4

WIDEST_NAME_PX = 124
"""A name that is longer wraps, so that values keep their room."""

STACKED_BELOW_PX = 260
"""On a sheet that is narrower a value stands under its name: beside it a long word would be cut."""

type FactLines = tuple[tuple[str, str], ...]


class FactsSheet(QWidget):
    """Shows facts in two columns that align."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: FactLines = ()
        self._stacked = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._table = QWidget()
        self._column.addWidget(self._table)

    def show_facts(self, facts: FactLines) -> None:
        """Show these facts."""
        if facts == self._shown:
            return
        self._shown = facts
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put values under their names where the sheet is narrow."""
        super().resizeEvent(event)
        stacked = self.width() < STACKED_BELOW_PX
        if stacked != self._stacked:
            self._stacked = stacked
            self._lay_out()

    def _lay_out(self) -> None:
        self._column.removeWidget(self._table)
        self._table.hide()
        self._table.deleteLater()
        self._table = QWidget()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_4)
        grid.setVerticalSpacing(2 if self._stacked else SPACE_2 + 1)
        self._column.addWidget(self._table)
        names = [label("soft", name) for name, _ in self._shown]
        for down, (name, (_, value)) in enumerate(zip(names, self._shown, strict=True)):
            at = (down * 2 + 1, 0) if self._stacked else (down, 1)
            grid.addWidget(name, at[0] - 1 if self._stacked else down, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label("desk", value), *at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0 if self._stacked else 1, 1)
        if not self._stacked:
            widths = [each.fontMetrics().horizontalAdvance(each.text()) for each in names]
            grid.setColumnMinimumWidth(0, min(WIDEST_NAME_PX, max(widths, default=0) + SPACE_2))
