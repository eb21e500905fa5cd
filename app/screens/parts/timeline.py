"""The timeline under a film: axis, evidence, remarks, tags; click, drag or keys go to a moment.

Why this room exists: an examiner finds "the second where it happened" here and nowhere else; live desk, player and
moderation show the same one.  It keeps its height whatever comes, so that the picture above never jumps.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.screens.parts.timeline_pins import BARE_PX, COLOURS, PIN_PX, PinButton
from app.screens.parts.timeline_state import PRAISE, RED_LINE, Pin, Placed, TimelineState, Track, stagger, ticks_ms
from app.screens.parts.words import clock_text, exact_time, spoken_time
from app.screens.theme import DESK, SMALL, font, tokens_of

__all__ = ["Pin", "Timeline", "TimelineState", "Track"]

LANES, FEWER_LANES = 3, 2
_AXIS_PX, _ROW_PX, _LOW_ROW_PX, _BAR_PX, _EDGE_PX, _LANE_PX, _GAP_PX = 24, 26, 21, 10, 8, PIN_PX + 4, 6
_FOOT_PX = 13
"""A stem ends this far from a label's round ends."""
_PALE = 110
"""How far a finding that asks for care covers the ground: 255 is whole."""
_NUDGE_MS, _STRIDE_MS, _LEAP_MS = 1_000, 5_000, 10_000


class Timeline(QWidget):
    """Shows a ``TimelineState``; reports where somebody wants to go."""

    position_asked = Signal(int)
    """A moment of the film, in ms."""
    tag_chosen = Signal(int)
    """The seq of a tag's entry."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = TimelineState(0, 0)
        self._pins: list[PinButton] = []
        self._placed: tuple[Placed, ...] = ()
        self._lanes, self._row_px = LANES, _ROW_PX
        self.exact = False
        """Whether the moment stands at the left in hundredths of a second."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty("own_arrows", True)  # a window that hears keys everywhere leaves these to the timeline
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._name()

    @property
    def state(self) -> TimelineState:
        """What is shown."""
        return self._state

    @property
    def pins(self) -> tuple[PinButton, ...]:
        """The tags' buttons, in order of time."""
        return tuple(self._pins[: len(self._state.pins)])

    def show_state(self, state: TimelineState) -> None:
        """Show a film's timeline."""
        before, self._state = self._state, state
        if len(before.tracks) != len(state.tracks):
            self.updateGeometry()
        if (before.pins, before.duration_ms) != (state.pins, state.duration_ms):
            self._lay_pins()
        self._name()
        self.update()

    def fit(self, *, low: bool) -> None:
        """Take less height where a window has little."""
        lanes, row_px = (FEWER_LANES, _LOW_ROW_PX) if low else (LANES, _ROW_PX)
        if lanes != self._lanes:
            self._lanes, self._row_px = lanes, row_px
            self.updateGeometry()
            self._lay_pins()
            self.update()

    def sizeHint(self) -> QSize:
        """Return a usual width and the height that the rows need."""
        return QSize(520, self.heightForWidth(520))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which words are not cut."""
        return QSize(280, self.heightForWidth(280))

    def heightForWidth(self, _: int) -> int:
        """Return the height: it depends on the rows alone."""
        rows = len(self._state.tracks) + 1
        return _AXIS_PX + rows * self._row_px + self._lanes * _LANE_PX + BARE_PX + _EDGE_PX

    def moment_at(self, x: float) -> int:
        """Return the moment under a place, in ms, inside the film."""
        left, room = self._left(), max(1, self._room())
        return round(max(0.0, min(1.0, (x - left) / room)) * self._state.duration_ms)

    def place_of(self, at_ms: int) -> float:
        """Return where a moment stands, in px."""
        whole = max(1, self._state.duration_ms)
        return self._left() + max(0, min(whole, at_ms)) * self._room() / whole

    def _names(self) -> tuple[str, ...]:
        return (*(each.name for each in self._state.tracks), self.tr("Remarks"), self.tr("Tags"))

    def _left(self) -> int:
        metrics = QFontMetrics(font(SMALL))
        names = max(metrics.horizontalAdvance(each) for each in self._names())
        known = any(each.sure_percent is not None for each in self._state.tracks)
        moment = QFontMetrics(font(DESK, 700)).horizontalAdvance("00:00.00") if self.exact else 0
        return max(moment, names + (metrics.horizontalAdvance("  100 %") if known else 0)) + 18

    def _room(self) -> int:
        return self.width() - self._left() - _EDGE_PX

    def _tags_top(self) -> int:
        return _AXIS_PX + (len(self._state.tracks) + 1) * self._row_px

    def _lay_pins(self) -> None:
        ordered = sorted(self._state.pins, key=lambda each: (each.at_ms, each.seq))
        while len(self._pins) < len(ordered):
            made = PinButton(self)
            made.clicked.connect(lambda _=False, each=made: self._choose(each))
            made.stepped.connect(lambda by, each=made: self._step(each, by))
            self._pins.append(made)
        for pin, each in zip(ordered, self._pins, strict=False):
            each.show_pin(pin, self._told(pin))
        left, room = self._left(), self._room()
        wanted = [(round(self.place_of(pin.at_ms)) - left, each.words_px())
                  for pin, each in zip(ordered, self._pins, strict=False)]  # fmt: skip
        self._placed = stagger(wanted, room, self._lanes, _GAP_PX, BARE_PX)
        for each, place in zip(self._pins, self._placed, strict=False):
            each.bare = place.lane < 0
            down = self._tags_top() + BARE_PX + place.lane * _LANE_PX
            top = self._tags_top() - 6 if each.bare else down
            each.setGeometry(left + place.left, top, place.width, PIN_PX)
            each.show()
        for spare in self._pins[len(ordered) :]:
            spare.hide()

    def _told(self, pin: Pin) -> str:
        senses = {PRAISE: self.tr("praise"), RED_LINE: self.tr("red line")}
        sense = senses.get(pin.sense, self.tr("deduction"))
        return self.tr("{0}, {1}, at {2}").format(pin.label, sense, spoken_time(pin.at_ms))

    def _name(self) -> None:
        self.setAccessibleName(self.tr("Timeline"))
        told = self.tr("At {0} of {1}; {2} tags. Arrow keys move by a second, the down key goes to the tags.")
        state = self._state
        said = told.format(spoken_time(state.position_ms), spoken_time(state.duration_ms), len(state.pins))
        if said != self.accessibleDescription():  # thirty pictures a second; a screen reader hears each second once
            self.setAccessibleDescription(said)

    def _choose(self, which: PinButton) -> None:
        if which.pin is not None:
            self.tag_chosen.emit(which.pin.seq)

    def _step(self, which: PinButton, by: int) -> None:
        shown = self.pins
        if not by:
            self.setFocus()
            return
        at = max(0, min(len(shown) - 1, shown.index(which) + by))
        self._focus_pin(shown[at])

    def _focus_pin(self, which: PinButton) -> None:
        which.raise_()
        which.setFocus()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, which.accessibleName()))

    def _ask(self, moment_ms: int) -> None:
        if self._state.duration_ms > 0:
            self.position_asked.emit(max(0, min(self._state.duration_ms, moment_ms)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by a second, with Shift by five, by page keys ten; Down walks to the tags."""
        far = _STRIDE_MS if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _NUDGE_MS
        steps = {
            Qt.Key.Key_Left: -far, Qt.Key.Key_Right: far, Qt.Key.Key_PageUp: -_LEAP_MS, Qt.Key.Key_PageDown: _LEAP_MS,
            Qt.Key.Key_Home: -self._state.duration_ms, Qt.Key.Key_End: self._state.duration_ms,
        }  # fmt: skip
        if event.key() in steps:
            self._ask(self._state.position_ms + steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Down and self._state.pins:
            self._focus_pin(min(self.pins, key=lambda each: abs(each.pin.at_ms - self._state.position_ms)))  # type: ignore[union-attr]
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where somebody pressed."""
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() >= self._left() - _EDGE_PX:
            self._ask(self.moment_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a drag; else name the moment under the hand."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._ask(self.moment_at(event.position().x()))
        else:
            self.setToolTip(clock_text(self.moment_at(event.position().x())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tags anew."""
        super().resizeEvent(event)
        self._lay_pins()

    def changeEvent(self, event: QEvent) -> None:
        """Write words anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._name()
            self._lay_pins()
        super().changeEvent(event)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint axis, rows, stems and the moment that is shown."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(SMALL))
        self._paint_axis(painter)
        for row, track in enumerate(self._state.tracks):
            self._paint_track(painter, _AXIS_PX + row * self._row_px, track)
        self._paint_remarks(painter, _AXIS_PX + len(self._state.tracks) * self._row_px)
        self._paint_stems(painter)
        self._paint_now(painter)
        if self.hasFocus():
            painter.setPen(QPen(tokens_of(self).colour("ink"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _paint_axis(self, painter: QPainter) -> None:
        tokens, metrics, state = tokens_of(self), QFontMetrics(font(SMALL)), self._state
        if state.loop_ms is not None:
            left, right = (self.place_of(each) for each in state.loop_ms)
            painter.fillRect(QRectF(left, 0, right - left, self._tags_top()), tokens.colour("amber_wash"))
        if self.exact and state.duration_ms > 0:
            painter.setFont(font(DESK, 700))
            painter.setPen(tokens.colour("ink"))
            painter.drawText(QPointF(4, 15), exact_time(state.position_ms))
            painter.setFont(font(SMALL))
        least = metrics.horizontalAdvance("00:00") + 14
        for at in ticks_ms(state.duration_ms, self._room(), least):
            x, words = self.place_of(at), clock_text(at)
            wide = metrics.horizontalAdvance(words)
            start = min(max(x - wide / 2, self._left()), self.width() - wide - 2)
            painter.setPen(tokens.colour("ink_soft"))
            painter.drawText(QPointF(start, 14), words)
            painter.setPen(QPen(tokens.colour("line"), 1))
            painter.drawLine(QPointF(x, 18), QPointF(x, self._tags_top() - 6))
        painter.setPen(QPen(tokens.colour("ink_soft"), 1.4, Qt.PenStyle.DashLine))
        for at in state.breaks_ms:
            painter.drawLine(QPointF(self.place_of(at), 18), QPointF(self.place_of(at), self._tags_top()))

    def _paint_row(self, painter: QPainter, top: int, name: str, sure: str = "") -> QRectF:
        tokens = tokens_of(self)
        names = QRectF(4, top, self._left() - 16, self._row_px)
        painter.setPen(tokens.colour("ink"))
        painter.drawText(names, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(tokens.colour("ink_soft"))
        painter.drawText(names, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, sure)
        bar = QRectF(self._left(), top + (self._row_px - _BAR_PX) / 2, self._room(), _BAR_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("wash"))
        painter.drawRoundedRect(bar.adjusted(0, 3, 0, -3), 2, 2)
        return bar

    def _paint_track(self, painter: QPainter, top: int, track: Track) -> None:
        sure = "" if track.sure_percent is None else f"{track.sure_percent} %"
        bar = self._paint_row(painter, top, track.name, sure)
        tokens, name = tokens_of(self), "amber" if track.care else "jade"
        for begin, end in track.spans:
            left = self.place_of(begin)
            shape = QRectF(left, bar.top(), max(2.0, self.place_of(end) - left), bar.height())
            painter.setPen(QPen(tokens.colour(name), 1) if track.care else Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour(name, _PALE if track.care else 255))
            painter.drawRoundedRect(shape, 2, 2)

    def _paint_remarks(self, painter: QPainter, top: int) -> None:
        bar = self._paint_row(painter, top, self._names()[-2])
        painter.setBrush(tokens_of(self).colour("ink_soft"))
        for at in self._state.remarks_ms:
            painter.drawRoundedRect(QRectF(self.place_of(at) - 1.5, bar.top(), 3, bar.height()), 1.5, 1.5)

    def _paint_stems(self, painter: QPainter) -> None:
        tokens, top = tokens_of(self), self._tags_top()
        painter.setPen(tokens.colour("ink"))
        names = QRectF(4, top + BARE_PX, self._left() - 16, PIN_PX)
        painter.drawText(names, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._names()[-1])
        for each in self.pins:
            if each.pin is None or each.bare:
                continue
            painter.setPen(QPen(tokens.colour(COLOURS.get(each.pin.sense, "amber")), 1.2))
            x = self.place_of(each.pin.at_ms)
            foot = min(max(x, each.x() + _FOOT_PX), each.x() + each.width() - _FOOT_PX)
            painter.drawLine(QPointF(x, top - 2), QPointF(foot, each.y() + 1))

    def _paint_now(self, painter: QPainter) -> None:
        if self._state.duration_ms <= 0:
            return
        ink, x = tokens_of(self).colour("ink"), self.place_of(self._state.position_ms)
        painter.setPen(QPen(ink, 2))
        painter.drawLine(QPointF(x, 20), QPointF(x, self._tags_top() + 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawPolygon(QPolygonF([QPointF(x - 6, 15), QPointF(x + 6, 15), QPointF(x, 24)]))
