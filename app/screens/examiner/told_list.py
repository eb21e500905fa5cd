"""What was told, one thing after the other: when and where in small words, and under them what it was.

Why this room exists: a supervisor's eye runs down the times; the same lines serve what happened and own notes.
"""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.screens.parts.labels import label
from app.screens.theme import SPACE_2

type Told = tuple[str, str]
"""When and where, and what."""


class ToldList(QWidget):
    """Shows what was told, or a word where nothing was."""

    def __init__(self) -> None:
        super().__init__()
        self.nothing = label("desk")
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.nothing)

    def show_lines(self, lines: Sequence[Told], nothing: str = "") -> None:
        """Show these lines."""
        self.nothing.setText(nothing)
        self.nothing.setVisible(not lines and bool(nothing))
        while len(self._pairs) < len(lines):
            self._add()
        for place, pair in enumerate(self._pairs):
            for part, words in zip(pair, lines[place] if place < len(lines) else ("", ""), strict=True):
                part.setText(words)
                part.setVisible(place < len(lines))

    def _add(self) -> None:
        pair = label("small"), label("desk")
        pair[1].setContentsMargins(0, 0, 0, SPACE_2)
        for part in pair:
            self._column.addWidget(part)
        self._pairs.append(pair)
