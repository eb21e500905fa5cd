"""The microphone's level as ten bars that move when somebody speaks."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.screens.theme import tokens_of

_BARS, _QUIETEST_DB = 14, -60


class LevelMeter(QWidget):
    """Shows a level between silence and full scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._level_db = -90
        self.setFixedHeight(18)
        self.setMinimumWidth(112)

    def show_level(self, level_db: int) -> None:
        """Show a level in dB below full scale."""
        self._level_db = level_db
        self.setAccessibleName(self.tr("Sound level"))
        self.setAccessibleDescription(f"{level_db} dB")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return QSize(140, 18)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint lit and unlit bars; the loudest two are amber."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        lit = max(0, min(_BARS, (self._level_db - _QUIETEST_DB) * _BARS // -_QUIETEST_DB))
        step = self.width() / _BARS
        for bar in range(_BARS):
            colour = "line" if bar >= lit else "amber" if bar >= _BARS - 2 else "jade"
            painter.setBrush(tokens.colour(colour))
            painter.drawRoundedRect(QRectF(bar * step + 1, 1, step - 3, self.height() - 2), 3, 3)
        painter.end()
