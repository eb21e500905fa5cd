"""The three gates 闯三关: an outline ahead, filled now, ticked behind.

Why this room exists: a nervous person must see at one glance what is over, what is now and what comes.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.screens.parts.marks import Sign, draw_sign
from app.screens.theme import font, tokens_of


class Passage(StrEnum):
    """Where a candidate stands towards one gate."""

    AHEAD = "ahead"
    NOW = "now"
    BEHIND = "behind"


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: the numeral on it, its name, and where the candidate stands."""

    numeral: str
    name: str
    passage: Passage


class Gates(QWidget):
    """Shows the gates of an attempt."""

    def __init__(self, height_px: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._height_px, self._gates = height_px, ()  # type: int, tuple[Gate, ...]

    def show_gates(self, gates: tuple[Gate, ...], height_px: int | None = None) -> None:
        """Show these gates."""
        self._gates, self._height_px = gates, height_px or self._height_px
        words = {
            Passage.AHEAD: self.tr("ahead"),
            Passage.NOW: self.tr("now"),
            Passage.BEHIND: self.tr("behind you"),
        }
        self.setAccessibleName(self.tr("Gates"))
        self.setAccessibleDescription(" · ".join(f"{each.name}: {words[each.passage]}" for each in gates))
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all gates."""
        step = self._height_px * 3 // 2
        return QSize(max(0, len(self._gates) * step - self._height_px // 3), self._height_px)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint each gate: a lintel over an arch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step, width = self._height_px * 1.5, self._height_px * 1.16
        for place, gate in enumerate(self._gates):
            self._paint_gate(painter, gate, QRectF(place * step, 0, width, self._height_px))
        painter.end()

    def _paint_gate(self, painter: QPainter, gate: Gate, box: QRectF) -> None:
        tokens = tokens_of(self)
        colour = {
            Passage.AHEAD: tokens.colour("line"),
            Passage.NOW: tokens.colour("seal"),
            Passage.BEHIND: tokens.colour("jade"),
        }[gate.passage]
        pen = QPen(colour, 2.4)
        painter.setPen(pen)
        painter.drawLine(box.topLeft() + _down(1.6), box.topRight() + _down(1.6))
        inset = box.width() * 0.16
        arch = QPainterPath()
        inner = box.adjusted(inset, 5, -inset, -1.4)
        corner = inner.width() * 0.28
        arch.moveTo(inner.bottomLeft())
        arch.lineTo(inner.left(), inner.top() + corner)
        arch.quadTo(inner.topLeft(), inner.topLeft() + _right(corner))
        arch.lineTo(inner.right() - corner, inner.top())
        arch.quadTo(inner.topRight(), inner.topRight() + _down(corner))
        arch.lineTo(inner.bottomRight())
        if gate.passage is Passage.NOW:
            painter.fillPath(arch, colour)
        painter.drawPath(arch)
        if gate.passage is Passage.BEHIND:
            side = inner.width() * 0.5
            draw_sign(
                painter, Sign.TICK,
                QRectF(inner.center().x() - side / 2, inner.center().y() - side / 2 + 1, side, side), colour,
            )  # fmt: skip
            return
        painter.setPen(tokens.colour("on_seal" if gate.passage is Passage.NOW else "ink_soft"))
        painter.setFont(font(max(13, round(self._height_px * 0.38)), 700))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, gate.numeral)


def _down(px: float) -> QPointF:
    return QPointF(0, px)


def _right(px: float) -> QPointF:
    return QPointF(px, 0)
