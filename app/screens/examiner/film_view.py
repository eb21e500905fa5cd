"""The film's picture, whole and on dark ground, whatever its shape; and what is said where there is none."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.parts.marks import Sign, draw_sign
from app.screens.parts.picture import paint_stage
from app.screens.theme import DARK, SPACE_4, SPACE_6, font, tokens_of


class FilmView(QWidget):
    """Paints one picture; ``painted`` is the one that the examiner sees now."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: QImage | None = None
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 135)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def sizeHint(self) -> QSize:
        """Return a usual size."""
        return QSize(640, 360)

    def show_picture(self, picture: QImage | None, name: str) -> None:
        """Show the next picture; ``name`` is what a screen reader says."""
        self.painted = picture
        self.setAccessibleName(name)
        self.update()

    def say(self, words: str) -> None:
        """Say what is waited for, or why there is no picture; empty: nothing to say."""
        self._words = words
        self.setAccessibleDescription(words)
        self.update()

    def picture_box(self) -> QRectF:
        """Return where the picture stands."""
        if self.painted is None or self.painted.isNull():
            return QRectF(self.rect())
        size = self.painted.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF(
            (self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height()
        )

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint ground, picture and words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), tokens_of(self).colour("paper"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(paint_stage(painter, self))
        if self.painted is not None:
            painter.drawImage(self.picture_box(), self.painted)
        elif not self._words:
            side = min(self.width(), self.height()) * 0.2
            box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            draw_sign(painter, Sign.CAMERA, box, DARK.colour("ink_soft"), 2.4)
        if self._words:
            self._paint_words(painter)
        painter.end()

    def _paint_words(self, painter: QPainter) -> None:
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        painter.setFont(font(15, 500))
        room = QRectF(self.rect()).adjusted(SPACE_6, SPACE_4, -SPACE_6, -SPACE_4)
        box = painter.boundingRect(room, flags, self._words).adjusted(-SPACE_4, -10, SPACE_4, 10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(DARK.colour("paper", 215))
        painter.drawRoundedRect(box, 12, 12)
        painter.setPen(DARK.colour("ink"))
        painter.drawText(room, flags, self._words)
