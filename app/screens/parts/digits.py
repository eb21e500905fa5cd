"""One row of digits to touch: a PIN without a keyboard.

Why this room exists: a desk may be a touch screen; a whole sheet can be marked and signed by hand alone.
"""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app.screens.parts.labels import button, rename
from app.screens.theme import SPACE_1

_LEAST_PX = 44


class DigitRow(QWidget):
    """Reports pressed digits and the wish to take one back; the field keeps the focus."""

    pressed = Signal(str)
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.keys: list[QPushButton] = [self._key(str(digit)) for digit in range(10)]
        self.back = button("digit", self.back_asked.emit, "←")
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._grid, self._columns = QGridLayout(self), 0
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE_1)
        self._arrange()
        self._name()

    def _key(self, digit: str) -> QPushButton:
        made = button("digit", lambda: self.pressed.emit(digit), digit)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(digit)
        return made

    def _name(self) -> None:
        rename(self.back, "←", self.tr("Delete the last digit"))

    def _arrange(self) -> None:
        columns = 11 if self.width() >= 11 * (_LEAST_PX + SPACE_1) else 6
        if columns == self._columns:
            return
        self._columns = columns
        for place, made in enumerate((*self.keys, self.back)):
            self._grid.removeWidget(made)
            self._grid.addWidget(made, place // columns, place % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one row or two."""
        self._arrange()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Name the key anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
        super().changeEvent(event)
