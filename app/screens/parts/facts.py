"""A product's facts sheet: labels and values, nothing that tells what to say."""

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.screens.parts.labels import label
from app.screens.theme import SPACE_2, SPACE_4

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
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 7)
        for down, (name, value) in enumerate(facts):
            grid.addWidget(label("soft", name), down, 0)
            grid.addWidget(label("desk", value), down, 1)
        self._column.addWidget(self._table)
