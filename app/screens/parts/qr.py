"""A QR code, painted from its modules: always dark on white, with its quiet zone."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.screens.theme import LIGHT, RADIUS_SMALL

_QUIET = 4


class QrView(QWidget):
    """Shows rows of ``1`` and ``0``."""

    def __init__(self, size_px: int = 208) -> None:
        super().__init__()
        self._rows: tuple[str, ...] = ()
        self.setFixedSize(size_px, size_px)

    def show_code(self, rows: tuple[str, ...], name: str) -> None:
        """Show a code; ``name`` says where it leads."""
        self._rows = rows
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint whole-pixel modules."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LIGHT.colour("card"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_SMALL, RADIUS_SMALL)
        if self._rows:
            cells = len(self._rows) + 2 * _QUIET
            step = self.width() / cells
            painter.setBrush(LIGHT.colour("ink"))
            for down, line in enumerate(self._rows):
                for across, cell in enumerate(line):
                    if cell == "1":
                        place = QRectF((across + _QUIET) * step, (down + _QUIET) * step, step + 0.4, step + 0.4)
                        painter.fillRect(place, LIGHT.colour("ink"))
        painter.end()
