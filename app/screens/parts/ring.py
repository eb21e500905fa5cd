"""The ring light that is the clock: it empties, thickens at the last fifth and again at the last tenth.

Why this room exists: the time left must be felt from the corner of an eye, read from a metre away and heard
by a screen reader, at each window in the same shape.
"""

from enum import IntEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from app.screens.parts.words import clock_text, spoken_time
from app.screens.theme import font, tokens_of


class Urgency(IntEnum):
    """How much of the time is left."""

    CALM = 0
    LAST_FIFTH = 1
    LAST_TENTH = 2


COLOUR = {Urgency.CALM: "jade", Urgency.LAST_FIFTH: "amber", Urgency.LAST_TENTH: "seal"}
_SPOKEN_SHARES = (50, 20, 10)
"""Percent of the time left at which a screen reader is told; and the last ten seconds once."""


def urgency_of(remaining_ms: int, limit_ms: int) -> Urgency:
    """Tell how urgent a remaining time is."""
    if remaining_ms * 10 <= limit_ms:
        return Urgency.LAST_TENTH
    return Urgency.LAST_FIFTH if remaining_ms * 5 <= limit_ms else Urgency.CALM


class Ring(QWidget):
    """Shows how much time is left of how much."""

    spoken = Signal(str)
    """What a screen reader was told."""

    def __init__(self, size_px: int = 68, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size_px, self._remaining_ms, self._limit_ms, self._stopped = size_px, 0, 0, False
        self._told: set[int] = set()
        self.setFixedSize(size_px, size_px)

    @property
    def urgency(self) -> Urgency:
        """How urgent the time is that is shown."""
        return urgency_of(self._remaining_ms, self._limit_ms)

    def sizeHint(self) -> QSize:
        """Return the ring's diameter."""
        return QSize(self._size_px, self._size_px)

    def resize_ring(self, size_px: int) -> None:
        """Give the ring another diameter."""
        if size_px != self._size_px:
            self._size_px = size_px
            self.setFixedSize(size_px, size_px)

    def show_time(self, remaining_ms: int, limit_ms: int, *, stopped: bool = False) -> None:
        """Show the time left; ``stopped`` draws the ring dashed: the clock stands still."""
        if limit_ms != self._limit_ms:
            self._told = {share for share in _SPOKEN_SHARES if remaining_ms * 100 <= limit_ms * share}
        self._remaining_ms, self._limit_ms, self._stopped = remaining_ms, limit_ms, stopped
        self.setAccessibleName(self.tr("Time left"))
        self.setAccessibleDescription(spoken_time(remaining_ms))
        self.setToolTip(spoken_time(remaining_ms))
        self._speak()
        self.update()

    def _speak(self) -> None:
        if self._limit_ms <= 0 or self._stopped:
            return
        for share in _SPOKEN_SHARES:
            if share not in self._told and self._remaining_ms * 100 <= self._limit_ms * share:
                self._told.add(share)
                sentence = self.tr("{0} left").format(spoken_time(self._remaining_ms))
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
                self.spoken.emit(sentence)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the track, what is left of it, and the figures."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, urgency = self._size_px, self.urgency
        thick = size * (0.062 + 0.028 * urgency)
        box = QRectF(self.rect()).adjusted(thick, thick, -thick, -thick)
        painter.setPen(QPen(tokens.colour("line"), size * 0.055))
        painter.drawEllipse(box)
        if self._limit_ms > 0 and self._remaining_ms > 0:
            pen = QPen(tokens.colour(COLOUR[urgency]), thick)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            if self._stopped:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            span = min(self._remaining_ms, self._limit_ms) * 360 * 16 // self._limit_ms
            painter.drawArc(box, 90 * 16, -span)
        self._paint_figures(painter, urgency)
        painter.end()

    def _paint_figures(self, painter: QPainter, urgency: Urgency) -> None:
        tokens, text = tokens_of(self), clock_text(self._remaining_ms)
        wanted = self._size_px * (0.25 if len(text) < 5 else 0.21) * (1.06 if urgency is Urgency.LAST_TENTH else 1)
        painter.setFont(font(max(13, round(wanted)), 700 if self._size_px < 120 or urgency else 500))
        painter.setPen(tokens.colour("seal" if urgency is Urgency.LAST_TENTH else "ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, text)
