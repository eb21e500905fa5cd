"""A product's facts sheet: labels and values, nothing that tells what to say."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.screens.parts.labels import label
from app.screens.theme import SPACE_2, SPACE_4

WIDEST_NAME_PX = 124
"""A name that is longer wraps, so that values keep their room."""

type FactLines = tuple[tuple[str, str], ...]


class FactsSheet(QWidget):
    """Shows facts in two columns that align."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: FactLines = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._table = QWidget()
        self._column.addWidget(self._table)

    def show_facts(self, facts: FactLines) -> None:
        """Show these facts."""
        if facts == self._shown:
            return
        self._shown = facts
        self._column.removeWidget(self._table)
        self._table.hide()
        self._table.deleteLater()
        self._table = QWidget()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_4)
        grid.setVerticalSpacing(SPACE_2 + 1)
        grid.setColumnStretch(1, 1)
        self._column.addWidget(self._table)
        names = [label("soft", name) for name, _ in facts]
        for down, name in enumerate(names):
            grid.addWidget(name, down, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label("desk", facts[down][1]), down, 1, Qt.AlignmentFlag.AlignTop)
        widths = [each.fontMetrics().horizontalAdvance(each.text()) for each in names]
        grid.setColumnMinimumWidth(0, min(WIDEST_NAME_PX, max(widths, default=0) + SPACE_2))
