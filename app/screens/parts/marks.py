"""Small signs drawn by hand: tick, cross, flag, bell, phone and others, in any theme's ink.

Why this room exists: a sign that comes from a font may be missing on a bare machine; these never are.
"""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QPixmapCache
from PySide6.QtWidgets import QWidget

from app.screens.theme import tokens_of


class Sign(StrEnum):
    """The signs there are."""

    TICK = "tick"
    CROSS = "cross"
    CARE = "care"
    FLAG = "flag"
    BELL = "bell"
    PHONE = "phone"
    STICK = "stick"
    BACK = "back"
    DOT = "dot"
    CLOCK = "clock"
    CAMERA = "camera"
    PERSON = "person"
    PLAY = "play"
    LOCK = "lock"


def draw_sign(painter: QPainter, sign: Sign, box: QRectF, colour: QColor, width: float = 2.2) -> None:
    """Draw a sign into a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / 24, box.height() / 24)
    pen = QPen(colour, width * 24 / max(box.width(), 1))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    _DRAWN[sign](painter, colour)
    painter.restore()


def _lines(*strokes: tuple[tuple[float, float], ...]) -> Callable[[QPainter, QColor], None]:
    path = QPainterPath()
    for stroke in strokes:
        path.moveTo(QPointF(*stroke[0]))
        for point in stroke[1:]:
            path.lineTo(QPointF(*point))

    def draw(painter: QPainter, _: QColor) -> None:
        painter.drawPath(path)

    return draw


def _flag(painter: QPainter, colour: QColor) -> None:
    painter.drawLine(QPointF(6, 4), QPointF(6, 21))
    path = QPainterPath(QPointF(6, 4.5))
    for point in ((18, 4.5), (15, 9), (18, 13.5), (6, 13.5)):
        path.lineTo(QPointF(*point))
    painter.fillPath(path, colour)


def _bell(painter: QPainter, _: QColor) -> None:
    path = QPainterPath(QPointF(5, 17))
    path.cubicTo(QPointF(8, 14), QPointF(5, 5), QPointF(12, 5))
    path.cubicTo(QPointF(19, 5), QPointF(16, 14), QPointF(19, 17))
    path.closeSubpath()
    painter.drawPath(path)
    painter.drawLine(QPointF(10.5, 20.5), QPointF(13.5, 20.5))


def _phone(painter: QPainter, _: QColor) -> None:
    painter.drawRoundedRect(QRectF(6.5, 2.5, 11, 19), 2.4, 2.4)
    painter.drawLine(QPointF(11, 18.5), QPointF(13, 18.5))


def _stick(painter: QPainter, _: QColor) -> None:
    painter.drawRoundedRect(QRectF(7, 9, 10, 12), 2, 2)
    painter.drawRect(QRectF(9, 3, 6, 6))


def _dot(painter: QPainter, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QRectF(6, 6, 12, 12))


def _clock(painter: QPainter, _: QColor) -> None:
    painter.drawEllipse(QRectF(3, 3, 18, 18))
    painter.drawPolyline([QPointF(12, 7), QPointF(12, 12), QPointF(15.5, 14)])


def _camera(painter: QPainter, _: QColor) -> None:
    painter.drawRoundedRect(QRectF(2.5, 6.5, 13, 11), 2.4, 2.4)
    painter.drawPolyline([QPointF(15.5, 11), QPointF(21, 8), QPointF(21, 16), QPointF(15.5, 13)])


def _person(painter: QPainter, _: QColor) -> None:
    painter.drawEllipse(QRectF(8, 3.5, 8, 8))
    path = QPainterPath(QPointF(4, 21))
    path.cubicTo(QPointF(4, 12.5), QPointF(20, 12.5), QPointF(20, 21))
    painter.drawPath(path)


def _play(painter: QPainter, colour: QColor) -> None:
    path = QPainterPath(QPointF(8, 5))
    path.lineTo(QPointF(19, 12))
    path.lineTo(QPointF(8, 19))
    path.closeSubpath()
    painter.fillPath(path, colour)


def _lock(painter: QPainter, _: QColor) -> None:
    painter.drawRoundedRect(QRectF(5, 10.5, 14, 10), 2.4, 2.4)
    painter.drawArc(QRectF(8, 3.5, 8, 13), 0, 180 * 16)


def _care(painter: QPainter, _: QColor) -> None:
    painter.drawPolyline([QPointF(12, 3.5), QPointF(21.5, 20.5), QPointF(2.5, 20.5), QPointF(12, 3.5)])
    painter.drawLine(QPointF(12, 10), QPointF(12, 14.5))
    painter.drawPoint(QPointF(12, 17.6))


_DRAWN: dict[Sign, Callable[[QPainter, QColor], None]] = {
    Sign.TICK: _lines(((4.5, 12.8), (9.8, 18), (19.5, 6.5))),
    Sign.CROSS: _lines(((6, 6), (18, 18)), ((18, 6), (6, 18))),
    Sign.BACK: _lines(((9, 6), (3, 12), (9, 18)), ((3, 12), (21, 12))),
    Sign.CARE: _care,
    Sign.FLAG: _flag,
    Sign.BELL: _bell,
    Sign.PHONE: _phone,
    Sign.STICK: _stick,
    Sign.DOT: _dot,
    Sign.CLOCK: _clock,
    Sign.CAMERA: _camera,
    Sign.PERSON: _person,
    Sign.PLAY: _play,
    Sign.LOCK: _lock,
}


def sign_icon(sign: Sign, colour: QColor, size_px: int = 22) -> QIcon:
    """Return a sign as an icon for a button.

    A sign is drawn once: Qt keeps each icon in each size and state that was shown, under its picture's own number, and
    would keep them anew for every window that drew its own.
    """
    picture, name = QPixmap(), f"sign/{sign.value}/{colour.name()}/{size_px}"
    if not QPixmapCache.find(name, picture):
        picture = QPixmap(size_px * 2, size_px * 2)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw_sign(painter, sign, QRectF(0, 0, size_px * 2, size_px * 2), colour, 4)
        painter.end()
        picture.setDevicePixelRatio(2)
        QPixmapCache.insert(name, picture)
    return QIcon(picture)


class SignView(QWidget):
    """One sign in a round ground; its words stand beside it, so it has no name of its own."""

    def __init__(self, sign: Sign, colour: str = "jade", size_px: int = 28, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign, self._colour, self._size_px = sign, colour, size_px
        self.setFixedSize(size_px, size_px)

    def show_sign(self, sign: Sign, colour: str) -> None:
        """Show another sign in a token's colour."""
        self._sign, self._colour = sign, colour
        self.update()

    def sizeHint(self) -> QSize:
        """Return the fixed size."""
        return QSize(self._size_px, self._size_px)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint ground and sign."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour(f"{self._colour}_wash" if self._colour in _WASHED else "wash"))
        painter.drawEllipse(QRectF(self.rect()))
        inset = self._size_px * 0.24
        draw_sign(
            painter, self._sign, QRectF(self.rect()).adjusted(inset, inset, -inset, -inset),
            tokens.colour(self._colour), max(1.8, self._size_px / 20),
        )  # fmt: skip
        painter.end()


_WASHED = ("seal", "jade", "amber")
