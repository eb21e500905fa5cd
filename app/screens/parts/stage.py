"""The live room's stage: the candidate's own picture in full height, the recording light, viewers, remarks.

Why this room exists: it must feel like a real live room and distract from nothing; one widget paints it all,
so that thirty pictures a second cost one paint each.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEasingCurve, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.parts.marks import Sign, draw_sign
from app.screens.parts.picture import paint_filling
from app.screens.theme import DARK, SLOW_MS, font, motion_ms

_GLASS, _PILL_PX, _EDGE_PX, _SHOWN = DARK.colour("paper", 178), 36, 14, 4


@dataclass(frozen=True, slots=True)
class SaidRemark:
    """A remark of the audience: who said what."""

    speaker: str
    text: str


class Stage(QWidget):
    """Paints picture, light, viewers and remarks."""

    def __init__(self) -> None:
        super().__init__()
        self._picture: QImage | None = None
        self._remarks: tuple[SaidRemark, ...] = ()
        self._light, self._viewers, self._growing, self._risen = "", "", False, 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 200)
        self._rise = QVariantAnimation(self)
        self._rise.setStartValue(0.0)
        self._rise.setEndValue(1.0)
        self._rise.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._rise.valueChanged.connect(self._lift)

    def sizeHint(self) -> QSize:
        """Return a vertical shape."""
        return QSize(360, 640)

    def show_picture(self, picture: QImage | None) -> None:
        """Show the next picture of the camera."""
        self._picture = picture
        self.update()

    def show_light(self, words: str, *, growing: bool, viewers: str) -> None:
        """Show the recording light, red only while bytes are written, and the viewers."""
        self._light, self._growing, self._viewers = words, growing, viewers
        self.setAccessibleName(self.tr("Live stage"))
        self.setAccessibleDescription(f"{words} · {viewers}")
        self.update()

    def show_remarks(self, remarks: tuple[SaidRemark, ...]) -> None:
        """Show the last remarks; a new one rises from below."""
        shown = remarks[-_SHOWN:]
        if shown != self._remarks:
            self._remarks = shown
            self._rise.stop()
            self._rise.setDuration(motion_ms(SLOW_MS))
            self._rise.start()
        self.update()

    def _lift(self, risen: object) -> None:
        self._risen = risen if isinstance(risen, float) else 1.0
        self.update()

    def _box(self) -> QRectF:
        height = float(self.height())
        width = min(float(self.width()), height * 9 / 16)
        height = min(height, width * 16 / 9)
        return QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the stage."""
        painter, box = QPainter(self), self._box()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        outline = QPainterPath()
        outline.addRoundedRect(box, 24, 24)
        painter.fillPath(outline, DARK.colour("wash"))
        painter.setClipPath(outline)
        if self._picture is not None:
            paint_filling(painter, self._picture, box)
        else:
            side = box.width() * 0.2
            draw_sign(
                painter, Sign.CAMERA, QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side),
                DARK.colour("ink_soft"), 2.4,
            )  # fmt: skip
        self._paint_light(painter, box)
        self._paint_remarks(painter, box)
        painter.end()

    def _paint_light(self, painter: QPainter, box: QRectF) -> None:
        y = box.top() + _EDGE_PX
        if self._light:
            width = _text_width(self._light, 700) + 44
            pill = QRectF(box.left() + _EDGE_PX, y, width, _PILL_PX)
            _pill(painter, pill)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(DARK.colour("seal" if self._growing else "amber"))
            dot = QRectF(pill.left() + 13, pill.center().y() - 6, 12, 12)
            if self._growing:
                painter.drawEllipse(dot)
            else:
                painter.drawRect(dot.adjusted(1, 1, -1, -1))
            _write(painter, pill.adjusted(32, 0, -8, 0), self._light, 700, "ink")
        if self._viewers:
            width = _text_width(self._viewers, 400) + 30
            below = self._light and box.width() < width + _text_width(self._light, 700) + 90
            pill = QRectF(box.right() - _EDGE_PX - width, y + (_PILL_PX + 6 if below else 0), width, _PILL_PX)
            _pill(painter, pill)
            _write(painter, pill.adjusted(15, 0, 0, 0), self._viewers, 400, "ink")

    def _paint_remarks(self, painter: QPainter, box: QRectF) -> None:
        bottom = box.bottom() - _EDGE_PX - 14
        widest = box.width() - _EDGE_PX * 2 - 12
        for age, remark in enumerate(reversed(self._remarks)):
            words = (
                f"{remark.speaker}：{remark.text}" if _is_chinese(remark.text) else f"{remark.speaker}: {remark.text}"
            )
            metrics = QFontMetricsF(font(15))
            flags = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft)
            room = metrics.boundingRect(QRectF(0, 0, widest - 28, 1000), flags, words)
            height = max(_PILL_PX, room.height() + 14)
            if bottom - height < box.top() + box.height() * 0.45:
                break
            lift = (1 - self._risen) * 22 if age == 0 else 0
            shape = QRectF(box.left() + _EDGE_PX, bottom - height + lift, room.width() + 30, height)
            painter.setOpacity((1.0, 0.86, 0.66, 0.42)[age] * (self._risen if age == 0 else 1))
            _pill(painter, shape)
            painter.setFont(font(15))
            painter.setPen(DARK.colour("ink"))
            painter.drawText(shape.adjusted(14, 0, -14, 0), flags | int(Qt.AlignmentFlag.AlignVCenter), words)
            bottom -= height + 8
        painter.setOpacity(1)


def _is_chinese(text: str) -> bool:
    return any("\u4e00" <= each <= "\u9fff" for each in text)


def _text_width(text: str, weight: int) -> float:
    return QFontMetricsF(font(15, weight)).horizontalAdvance(text)


def _pill(painter: QPainter, shape: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_GLASS)
    painter.drawRoundedRect(shape, 18, 18)


def _write(painter: QPainter, room: QRectF, text: str, weight: int, colour: str) -> None:
    painter.setFont(font(15, weight))
    painter.setPen(DARK.colour(colour))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
