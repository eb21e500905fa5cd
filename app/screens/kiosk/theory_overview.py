"""The overview of a paper: which items are answered, which flagged, where one is."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.screens.parts.labels import label
from app.screens.parts.marks import Sign, draw_sign
from app.screens.theme import SPACE_3, SPACE_4, font, tokens_of


@dataclass(frozen=True, slots=True)
class OverviewMark:
    """One item in the overview."""

    answered: bool
    flagged: bool


class ItemTile(QAbstractButton):
    """An item's number with a tick when answered and a flag when flagged."""

    def __init__(self, number: int, side_px: int) -> None:
        super().__init__()
        self._number, self._side_px = number, side_px
        self._mark, self._here = OverviewMark(answered=False, flagged=False), False
        self.setFixedSize(side_px, side_px)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_mark(self, mark: OverviewMark, *, here: bool) -> None:
        """Show how an item stands."""
        self._mark, self._here = mark, here
        words = [self.tr("Question {0}").format(self._number)]
        words.append(self.tr("answered") if mark.answered else self.tr("not answered"))
        if mark.flagged:
            words.append(self.tr("flagged"))
        self.setAccessibleName(", ".join(words))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the tile's side."""
        return QSize(self._side_px, self._side_px)

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint number, tick and flag."""
        tokens, painter = tokens_of(self), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "ink" if self.hasFocus() else "seal" if self._here else "line"
        painter.setPen(QPen(tokens.colour(edge), 2.6 if self._here or self.hasFocus() else 1.4))
        ground = "seal" if self._here else "wash" if self._mark.answered else "card"
        painter.setBrush(tokens.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2, 2, -2, -2), 10, 10)
        big = self._side_px >= 56
        painter.setPen(tokens.colour("on_seal" if self._here else "ink"))
        painter.setFont(font(18 if big else 13, 700))
        box = QRectF(self.rect()).adjusted(0, 0, 0, -14 if big else 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._number))
        ink = tokens.colour("on_seal" if self._here else "jade")
        if big and self._mark.answered:
            draw_sign(painter, Sign.TICK, QRectF(self.width() / 2 - 8, self.height() - 26, 16, 16), ink, 2)
        if self._mark.flagged:
            side = 16 if big else 12
            draw_sign(
                painter, Sign.FLAG, QRectF(self.width() - side - 3, 3, side, side),
                tokens.colour("on_seal" if self._here else "seal"), 1.6,
            )  # fmt: skip
        painter.end()


class Strip(QWidget):
    """The items of a short paper in one line."""

    item_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._tiles: list[ItemTile] = []
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(2)

    def _asker(self, place: int) -> Callable[[], None]:
        return lambda: self.item_asked.emit(place)

    def show_marks(self, marks: tuple[OverviewMark, ...], here: int) -> None:
        """Show the items."""
        while len(self._tiles) < min(len(marks), 12):
            tile = ItemTile(len(self._tiles) + 1, 44)
            tile.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            tile.clicked.connect(self._asker(len(self._tiles)))
            self._tiles.append(tile)
            self._line.addWidget(tile)
        for place, tile in enumerate(self._tiles):
            tile.setVisible(place < len(marks))
            if place < len(marks):
                tile.show_mark(marks[place], here=place == here)


class Overview(QWidget):
    """All items as tiles, and the count of what is missing."""

    item_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._tiles: list[ItemTile] = []
        self._marks: tuple[OverviewMark, ...] = ()
        self._here, self._columns = 0, 0
        self.title, self.count = label("title"), label("soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_4)
        column.addWidget(self.title)
        column.addWidget(self.count)
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE_3)
        column.addLayout(self._grid)
        column.addStretch()

    def _asker(self, place: int) -> Callable[[], None]:
        return lambda: self.item_asked.emit(place)

    def show_marks(self, marks: tuple[OverviewMark, ...], here: int) -> None:
        """Show the items."""
        self._marks, self._here = marks, here
        while len(self._tiles) < len(marks):
            tile = ItemTile(len(self._tiles) + 1, 72)
            tile.clicked.connect(self._asker(len(self._tiles)))
            self._tiles.append(tile)
            self._columns = 0
        for place, tile in enumerate(self._tiles[: len(marks)]):
            tile.show_mark(marks[place], here=place == here)
        self._lay_out()
        if self._tiles:
            self.setFocusProxy(self._tiles[here])
        self._say()

    def _say(self) -> None:
        answered = sum(mark.answered for mark in self._marks)
        flagged = sum(mark.flagged for mark in self._marks)
        self.title.setText(self.tr("All questions"))
        self.count.setText(self.tr("Answered: {0} of {1} · Flagged: {2}").format(answered, len(self._marks), flagged))

    def _lay_out(self) -> None:
        columns = max(3, min(10, self.width() // (72 + SPACE_3)))
        if columns == self._columns:
            return
        self._columns = columns
        for place, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
        for column in range(12):
            self._grid.setColumnStretch(column, 1 if column == columns else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the width there is."""
        self._lay_out()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Write the words anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)
