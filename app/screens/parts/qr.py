"""A QR code, painted from its modules: always dark on white, with its quiet zone."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.screens.theme import LIGHT, RADIUS_SMALL

_QUIET = 4


class QrView(QWidget):
    """Shows rows of ``1`` and ``0``."""

    def __init__(self, size_px: int = 208) -> None:
        super().__init__()
        self._modules: QImage | None = None
        self.setFixedSize(size_px, size_px)

    def show_code(self, rows: tuple[str, ...], name: str) -> None:
        """Show a code; ``name`` says where it leads."""
        self._modules = _modules_of(rows) if rows else None
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint sharp modules."""
        painter = QPainter(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(LIGHT.colour("card"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_SMALL, RADIUS_SMALL)
        if self._modules is not None:
            quiet = _QUIET * self.width() / (self._modules.width() + 2 * _QUIET)
            painter.drawImage(QRectF(self.rect()).adjusted(quiet, quiet, -quiet, -quiet), self._modules)
        painter.end()


def _modules_of(rows: tuple[str, ...]) -> QImage:
    """Return a picture of one pixel a module, which is painted large without smoothing."""
    picture = QImage(len(rows[0]), len(rows), QImage.Format.Format_RGB32)
    picture.fill(LIGHT.colour("card"))
    ink = LIGHT.colour("ink").rgb()
    for down, line in enumerate(rows):
        for across, cell in enumerate(line):
            if cell == "1":
                picture.setPixel(across, down, ink)
    return picture
