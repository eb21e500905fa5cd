"""One line of a sheet: name, what was remarked, a bar that takes a mark, the mark.

Why this room exists: a line must be read and marked without looking for it: by one key, one click or one touch.
"""

import re
from html import escape

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.screens.examiner.sheet_state import NOT_PLACED, LineRemark, Sense, SheetLine, film_time, points_text
from app.screens.parts.labels import button, label, re_role, rename
from app.screens.theme import BODY, SPACE_2, SPACE_3, TARGET_FINGER, font, tokens_of

_COLOUR = {Sense.PRAISE: "jade", Sense.DEDUCTION: "seal", Sense.RED_LINE: "seal", Sense.EVIDENCE: "ink_soft"}
_CHINESE = re.compile("[\u4e00-\u9fff](?=.)")
"""After it a line may break, unless a word joiner follows."""
_BAR_PX, _MARK_PX, _LOW_PX, _MOMENTS = 10, 56, 40, 3


class MarkBar(QWidget):
    """A bar from nothing to the line's full mark; press or drag to mark.  A thin post shows what tags suggest."""

    dragged = Signal(int)
    """The half-points under the finger, not given yet."""
    marked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._full, self._mark, self._suggested, self._lit = 1, None, None, False  # type: int, int | None, int | None, bool
        self.setMinimumSize(96, TARGET_FINGER)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return a usual size."""
        return QSize(240, self.minimumHeight())

    def fit(self, *, low: bool) -> None:
        """Stand closer where there is little height."""
        self.setMinimumHeight(_LOW_PX if low else TARGET_FINGER)

    def show_mark(self, line: SheetLine, mark: int | None, *, lit: bool) -> None:
        """Show a mark of a line."""
        self._full, self._mark, self._lit = line.half_points, mark, lit
        self._suggested = line.suggested if line.to_take else None
        self.update()

    def half_points_at(self, x: float) -> int:
        """Return the half-points under a place on the bar."""
        share = min(1.0, max(0.0, (x - 6) / max(1, self.width() - 12)))
        return round(share * self._full)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.dragged.emit(self.half_points_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the finger."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(self.half_points_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Give the mark: one entry for one movement of the hand."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.marked.emit(self.half_points_at(event.position().x()))

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint track, mark and the suggestion's post."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        track = QRectF(6, (self.height() - _BAR_PX) / 2, self.width() - 12, _BAR_PX)
        painter.setBrush(tokens.colour("card" if self._lit else "wash"))
        painter.drawRoundedRect(track, _BAR_PX / 2, _BAR_PX / 2)
        if self._mark:
            filled = QRectF(track)
            filled.setWidth(max(float(_BAR_PX), track.width() * self._mark / self._full))
            painter.setBrush(tokens.colour("seal" if self._lit else "jade"))
            painter.drawRoundedRect(filled, _BAR_PX / 2, _BAR_PX / 2)
        if self._suggested is not None:
            x = track.left() + track.width() * self._suggested / self._full
            painter.setPen(QPen(tokens.colour("amber"), 2.4))
            painter.drawLine(round(x), round(track.top() - 6), round(x), round(track.bottom() + 6))
        painter.end()


class SheetLineRow(QFrame):
    """A line of the sheet; the one in hand is lit."""

    chosen = Signal(str)
    marked = Signal(str, int)
    moment_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._line: SheetLine | None = None
        self._lit = False
        self.setProperty("ground", "line")
        self.name, self.remarks, self.figure = label("desk"), _remark_label(), QLabel("—")
        self.remarks.linkActivated.connect(lambda place: self.moment_asked.emit(int(place)))
        self.figure.setFont(font(BODY, 700))
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.figure.setFixedWidth(_MARK_PX)
        self.bar = MarkBar()
        self.bar.dragged.connect(self._drag)
        self.bar.marked.connect(self._mark)
        self.less, self.more = self._step("−", -1), self._step("+", 1)
        said = QVBoxLayout()
        said.setSpacing(1)
        said.setContentsMargins(0, 0, 0, 3)  # a lit line's edge would touch the letters
        said.addStretch(1)
        said.addWidget(self.name)
        said.addWidget(self.remarks)
        said.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE_3, 0, SPACE_2, 0)
        grid.setHorizontalSpacing(SPACE_2)
        grid.addLayout(said, 0, 0)
        grid.addWidget(self.less, 0, 1)
        grid.addWidget(self.bar, 0, 2)
        grid.addWidget(self.more, 0, 3)
        grid.addWidget(self.figure, 0, 4)
        grid.setColumnStretch(0, 10)
        grid.setColumnStretch(2, 9)

    def _step(self, sign: str, half_points: int) -> QPushButton:
        made = button("step", lambda: self._by(half_points), sign)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # arrows do it; eight lines would be sixteen stops of Tab
        policy = made.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        made.setSizePolicy(policy)
        return made

    def show_line(self, line: SheetLine, *, lit: bool, open_: bool, typed: str) -> None:
        """Show a line.  ``open_``: it may be marked; ``typed``: what the numeric pad has so far."""
        self._line, self._lit = line, lit
        self.name.setText(line.name)
        re_role(self.name, "desk-strong" if lit else "desk")
        self._show_remarks(line)
        self.remarks.setVisible(bool(self.remarks.text()))
        self.figure.setText(f"{typed}_" if typed else "—" if line.mark is None else points_text(line.mark))
        self.bar.show_mark(line, line.mark, lit=lit)
        self.bar.setEnabled(open_)
        for step, words in ((self.less, self.tr("{0}: half a point less")), (self.more, self.tr("{0}: half more"))):
            step.setVisible(lit and open_)
            rename(step, step.text(), words.format(line.name))
        re_role(self, "line-lit" if lit else "line", "ground")
        given = self.tr("no mark yet") if line.mark is None else points_text(line.mark)
        self.setAccessibleName(f"{line.name}: {given} / {points_text(line.half_points)}")
        self.bar.setAccessibleName(line.name)
        self.bar.setAccessibleDescription(f"{given} / {points_text(line.half_points)}")

    def _show_remarks(self, line: SheetLine) -> None:
        self.remarks.setText(self._remarks(line, lit=self._lit))

    def _remarks(self, line: SheetLine, *, lit: bool) -> str:
        alike: dict[str, list[LineRemark]] = {}
        for each in line.remarks:
            alike.setdefault(each.words, []).append(each)
        parts = [self._remark(each) for each in alike.values()]
        if line.to_take:
            suggested = self.tr("tags say {0}").format(points_text(line.suggested))
            parts.append(_coloured(_in_one_line(suggested), self._colour("amber")))
        if line.word_missing:
            parts.append(_coloured(escape(self.tr("under 60 %: write why")), self._colour("seal")))
        elif line.word_written:
            parts.append(_coloured(escape(self.tr("word written")), self._colour("jade")))
        if not parts and lit:
            parts.append(_coloured(escape(self.tr("in hand")), self._colour("ink_soft")))
        return " &nbsp; ".join(parts)

    def _remark(self, alike: list[LineRemark]) -> str:
        """Return equal remarks in one: how many, and a way to the last moments; the timeline has them all."""
        colour, placed = self._colour(_COLOUR[alike[0].sense]), [each for each in alike if each.at_ms != NOT_PLACED]
        words = escape(alike[0].words) + (f"&nbsp;×{len(alike)}" if len(alike) > 1 else "")
        if not placed:
            return _coloured(words, colour)
        style = f'style="color:{colour.name()};text-decoration:none"'
        first, *others = placed[-_MOMENTS:]
        rest = "".join(f' <a href="{each.at_ms}" {style}>{film_time(each.at_ms)}</a>' for each in others)
        more = "…&nbsp;" if len(placed) > _MOMENTS else ""
        return f'<a href="{first.at_ms}" {style}>{words}&nbsp;·&nbsp;{more}{film_time(first.at_ms)}</a>{rest}'

    def _colour(self, token: str) -> QColor:
        return tokens_of(self).colour(token)

    def _drag(self, half_points: int) -> None:
        if self._line is not None:
            self.bar.show_mark(self._line, half_points, lit=True)
            self.figure.setText(points_text(half_points))

    def _mark(self, half_points: int) -> None:
        if self._line is not None:
            self.chosen.emit(self._line.id)
            self.marked.emit(self._line.id, half_points)

    def _by(self, half_points: int) -> None:
        if self._line is not None:
            self.marked.emit(self._line.id, stepped(self._line, half_points))

    def changeEvent(self, event: QEvent) -> None:
        """Write the remarks, whose colours stand in the text, in another theme's."""
        if event.type() == QEvent.Type.StyleChange and self._line is not None:
            self._show_remarks(self._line)
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the line in hand."""
        if self._line is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit(self._line.id)


def stepped(line: SheetLine, half_points: int) -> int:
    """Return a mark that is so much higher or lower; a line without one begins at what its tags suggest."""
    begun = line.suggested if line.mark is None else line.mark + half_points
    return min(line.half_points, max(0, begun))


def _remark_label() -> QLabel:
    made = label("small")
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
    return made


def _in_one_line(words: str) -> str:
    """Return short words as HTML that does not break: a number would stand alone under what it says."""
    return escape(_CHINESE.sub("\\g<0>\u2060", words.replace(" ", "\u00a0")))


def _coloured(words: str, colour: QColor) -> str:
    return f'<span style="color:{colour.name()}">{words}</span>'
