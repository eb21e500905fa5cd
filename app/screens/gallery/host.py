"""A drawn host before a drawn shelf: what the camera would show, for pictures without a camera."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPainterPath, QRadialGradient


def host_picture(width_px: int = 1280, height_px: int = 720) -> QImage:
    """Draw a host with a product in the hand, lit by a ring light."""
    image = QImage(width_px, height_px, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _wall(painter, width_px, height_px)
    unit, middle = height_px / 720, width_px / 2
    painter.setPen(Qt.PenStyle.NoPen)
    _person(painter, middle, unit)
    painter.end()
    return image


def _wall(painter: QPainter, width_px: int, height_px: int) -> None:
    wall = QLinearGradient(0, 0, 0, height_px)
    wall.setColorAt(0, QColor("#7A5E50"))
    wall.setColorAt(1, QColor("#3B2A25"))
    painter.fillRect(0, 0, width_px, height_px, QBrush(wall))
    painter.setPen(Qt.PenStyle.NoPen)
    for down in (0.22, 0.46):
        painter.fillRect(QRectF(0, height_px * down, width_px, 8), QColor("#4E3A31"))
        for across in range(14):
            tone = ("#A8826B", "#8E9A86", "#C59A6A", "#9A6A5B")[across % 4]
            tall = height_px * (0.07 + 0.022 * (across % 3))
            left = width_px * (0.02 + across * 0.072)
            box = QRectF(left, height_px * down - tall, width_px * 0.034, tall)
            painter.setBrush(QColor(tone))
            painter.drawRoundedRect(box, 5, 5)
    glow = QRadialGradient(QPointF(width_px / 2, height_px * 0.42), height_px * 0.62)
    glow.setColorAt(0, QColor(255, 228, 196, 105))
    glow.setColorAt(1, QColor(255, 228, 196, 0))
    painter.fillRect(0, 0, width_px, height_px, QBrush(glow))


def _person(painter: QPainter, middle: float, unit: float) -> None:
    def box(left: float, top: float, width: float, height: float) -> QRectF:
        return QRectF(middle + left * unit, top * unit, width * unit, height * unit)

    painter.setBrush(QColor("#2B1E1B"))
    painter.drawRoundedRect(box(-104, 120, 208, 290), 100 * unit, 100 * unit)
    coat = QPainterPath()
    coat.moveTo(middle - 190 * unit, 740 * unit)
    coat.cubicTo(
        QPointF(middle - 180 * unit, 470 * unit),
        QPointF(middle - 110 * unit, 440 * unit),
        QPointF(middle, 436 * unit),
    )
    coat.cubicTo(
        QPointF(middle + 110 * unit, 440 * unit),
        QPointF(middle + 180 * unit, 470 * unit),
        QPointF(middle + 190 * unit, 740 * unit),
    )
    painter.setBrush(QColor("#B9523F"))
    painter.drawPath(coat)
    painter.setBrush(QColor("#E6C2A6"))
    painter.drawRoundedRect(box(-32, 370, 64, 100), 28 * unit, 28 * unit)
    painter.setBrush(QColor("#F0D0B6"))
    painter.drawEllipse(box(-82, 170, 164, 222))
    painter.setBrush(QColor("#2B1E1B"))
    fringe = QPainterPath()
    fringe.moveTo(middle - 90 * unit, 270 * unit)
    fringe.cubicTo(
        QPointF(middle - 96 * unit, 130 * unit),
        QPointF(middle + 96 * unit, 130 * unit),
        QPointF(middle + 90 * unit, 270 * unit),
    )
    fringe.cubicTo(
        QPointF(middle + 60 * unit, 215 * unit),
        QPointF(middle - 30 * unit, 205 * unit),
        QPointF(middle - 90 * unit, 270 * unit),
    )
    painter.drawPath(fringe)
    for side in (-1, 1):
        painter.drawEllipse(box(side * 34 - 6, 276, 12, 12))
    painter.setBrush(QColor("#C4604F"))
    painter.drawRoundedRect(box(-22, 340, 44, 13), 6 * unit, 6 * unit)
    painter.setBrush(QColor("#F0D0B6"))
    painter.drawEllipse(box(92, 516, 70, 74))
    painter.setBrush(QColor("#F3E3B8"))
    painter.drawRoundedRect(box(104, 420, 46, 120), 10 * unit, 10 * unit)
    painter.setBrush(QColor("#8C6B3F"))
    painter.drawRoundedRect(box(114, 396, 26, 28), 5 * unit, 5 * unit)
