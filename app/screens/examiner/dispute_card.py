"""The panel's sheets side by side: one line a row, the most disputed first, each tag a way to its second.

Why this room exists: a moderator looks at what the panel differs in, and at the film where it differs.
"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.screens.examiner.moderation_state import DEDUCTION, PRAISE, CaseState, DisputeLine, DisputeTag
from app.screens.examiner.sheet_state import film_time, points_text
from app.screens.parts.labels import button, label, panel, rename
from app.screens.theme import SPACE_1, SPACE_2, SPACE_3

_MARK_PX, _SPREAD_PX = 58, 64
_SIGNS = {PRAISE: "●", DEDUCTION: "▼"}


class DisputeCard(QWidget):
    """Shows a case's lines; rebuilt when another case comes, never while one is read."""

    moment_asked = Signal(str, int)
    """A film and a moment in it, ms."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: CaseState | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE_1)
        self._inside = QWidget()
        self._column.addWidget(self._inside)
        self.jumps: list[QPushButton] = []

    def show_case(self, state: CaseState) -> None:
        """Show a case."""
        if self._shown == state:
            return
        self._shown = state
        self._column.removeWidget(self._inside)
        self._inside.hide()
        self._inside.deleteLater()
        self.jumps = []
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self._head(state))
        if state.red_lines:
            column.addWidget(self._red_lines(state))
        for line in state.lines:
            column.addWidget(self._row(line))
        self._column.addWidget(self._inside)

    def _head(self, state: CaseState) -> QWidget:
        head, grid = QWidget(), QGridLayout()
        head.setLayout(grid)
        grid.setContentsMargins(SPACE_3, 0, SPACE_3, 0)
        grid.addWidget(label("small", self.tr("Most disputed first")), 0, 0)
        grid.setColumnStretch(0, 1)
        for place, (name, total) in enumerate(zip(state.examiners, state.totals, strict=True), start=1):
            for down, (role, words) in enumerate((("small", name), ("desk-strong", points_text(total)))):
                grid.addWidget(_cell(role, words, _MARK_PX), down, place)
        grid.addWidget(_cell("small", self.tr("Spread"), _SPREAD_PX), 0, len(state.examiners) + 1)
        over = state.spread > state.threshold
        spread = _cell("care" if over else "desk", points_text(state.spread), _SPREAD_PX)
        grid.addWidget(spread, 1, len(state.examiners) + 1)
        grid.addWidget(label("desk-strong", self.tr("Total")), 1, 0)
        return head

    def _red_lines(self, state: CaseState) -> QWidget:
        card, inside = panel("bad", margin_px=SPACE_3, gap_px=SPACE_2)
        inside.addWidget(label("bad", self.tr("A red line was agreed")))
        inside.addLayout(self._tags(state.red_lines))
        return card

    def _row(self, line: DisputeLine) -> QFrame:
        disputed = line.spread * 4 >= line.half_points > 0
        card, inside = panel("care" if disputed else "line", margin_px=SPACE_2, gap_px=SPACE_1)
        grid = QGridLayout()
        grid.setContentsMargins(SPACE_1, 0, SPACE_1, 0)
        grid.setColumnStretch(0, 1)
        name = label("desk-strong" if disputed else "desk", f"{line.name} · {line.half_points // 2}")
        grid.addWidget(name, 0, 0)
        for place, mark in enumerate(line.marks, start=1):
            grid.addWidget(_cell("desk-strong", "—" if mark is None else points_text(mark), _MARK_PX), 0, place)
        spread = points_text(line.spread) if line.spread else "="
        grid.addWidget(_cell("care" if disputed else "soft", spread, _SPREAD_PX), 0, len(line.marks) + 1)
        inside.addLayout(grid)
        if line.tags:
            inside.addLayout(self._tags(line.tags))
        for note in line.notes:
            inside.addWidget(label("small", note))
        return card

    def _tags(self, tags: tuple[DisputeTag, ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_2)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(1, 1)
        for place, tag in enumerate(tags):
            jump = button("mini", partial(self.moment_asked.emit, tag.film, tag.at_ms))
            words = f"{_SIGNS.get(tag.sense, '■')} {film_time(tag.told_ms)}"
            rename(jump, words, self.tr("{0}: {1}, go to {2}").format(tag.who, tag.words, film_time(tag.told_ms)))
            self.jumps.append(jump)
            grid.addWidget(jump, place, 0)
            grid.addWidget(label("small", f"{tag.words} · {tag.who}"), place, 1)
        return grid


def _cell(role: str, words: str, width_px: int) -> QLabel:
    made = label(role, words, wrap=True)
    made.setFixedWidth(width_px)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made
