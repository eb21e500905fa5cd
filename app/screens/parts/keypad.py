"""A keypad of our own for digits and Latin letters: a touch-only booth needs no keyboard.

Why this room exists: no system keyboard, no input method and no suggestions may open over an exam.
"""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.screens.parts.labels import button, rename
from app.screens.theme import SPACE_2

DIGITS = ("1", "2", "3", "4", "5", "6", "7", "8", "9")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Keypad(QWidget):
    """Reports pressed characters and the wish to take one back.

    Args:
        letters: whether the keys can be changed for letters.
        pin: digits alone, in one row less; else with what numbers of documents have.
    """

    pressed = Signal(str)
    back_asked = Signal()

    def __init__(self, *, letters: bool = True, pin: bool = False) -> None:
        super().__init__()
        self._letters, self._pin = letters, pin
        self._showing_letters = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_2)
        self._back = button("key", self.back_asked.emit)
        self._swap = button("key", self.swap)
        self._swap.setParent(self)  # where it has no place in the grid nobody else would delete it
        self._keys: list[QPushButton] = []
        self._lay_out()

    def swap(self) -> None:
        """Change between digits and letters."""
        self._showing_letters = not self._showing_letters
        self._lay_out()

    def retranslate(self) -> None:
        """Name the keys in the language of the window."""
        rename(self._back, "←", self.tr("Delete the last character"))
        to_digits = self._showing_letters
        rename(
            self._swap, "123" if to_digits else "ABC", self.tr("Show digits") if to_digits else self.tr("Show letters")
        )

    def _lay_out(self) -> None:
        for key in self._keys:
            self._grid.removeWidget(key)
            key.deleteLater()
        self._keys = []
        if self._showing_letters:
            self._place(tuple(LETTERS), columns=7)
            self._grid.addWidget(self._swap, 4, 0, 1, 3)
            self._grid.addWidget(self._back, 4, 3, 1, 4)
        else:
            self._place(DIGITS, columns=3)
            self._add("0", 3, 1)
            if self._pin:
                self._grid.addWidget(self._back, 3, 2)
                if self._letters:
                    self._grid.addWidget(self._swap, 3, 0)
            else:
                self._add("-", 3, 0)
                self._add("X", 3, 2)
                self._grid.addWidget(self._back, 4, 1 if self._letters else 0, 1, 2 if self._letters else 3)
                if self._letters:
                    self._grid.addWidget(self._swap, 4, 0)
        self._swap.setVisible(self._letters)
        for column in range(7):
            self._grid.setColumnStretch(column, 1 if self._showing_letters or column < 3 else 0)
        self.retranslate()

    def _place(self, characters: tuple[str, ...], columns: int) -> None:
        for place, character in enumerate(characters):
            self._add(character, place // columns, place % columns)

    def _add(self, character: str, down: int, across: int) -> None:
        key = button("key", lambda: self.pressed.emit(character), character)
        key.setAccessibleName(character)
        self._keys.append(key)
        self._grid.addWidget(key, down, across)
