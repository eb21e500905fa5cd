"""Under the tags: the last tag with its three keys, red lines, and the signature that says what is missing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.screens.examiner.sheet_state import Asking, SheetPanelState, film_time
from app.screens.parts.labels import button, label, re_role, rename, row
from app.screens.theme import SPACE_1, SPACE_2

NARROW_PX = 500
"""Below this width the three small wishes are smaller still."""


class SheetFoot(QWidget):
    """Shows what can be done beside marking."""

    sign_asked = Signal()
    asking_changed = Signal(str)
    anchors_asked = Signal()
    undo_asked = Signal()
    nudged = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet-foot")
        self._state = SheetPanelState()
        self.last, self.red, self.help = label("small"), label("bad"), label("small")
        self.undo = button("mini", self.undo_asked.emit)
        self.earlier = button("mini", lambda: self.nudged.emit(-1000))
        self.later = button("mini", lambda: self.nudged.emit(1000))
        self.word = button("mini", lambda: self._ask(Asking.TAG_WORD))
        self.line_word = button("desk", lambda: self._ask(Asking.LINE_WORD))
        self.anchors = button("desk", self.anchors_asked.emit)
        self.red_line = button("desk", lambda: self._ask(Asking.RED_LINE))
        self.second = button("desk-filled", lambda: self._ask(Asking.SECOND))
        self.sign = button("desk-filled", self.sign_asked.emit)
        for each, name in (
            (self.undo, "tag-undo"), (self.earlier, "tag-earlier"), (self.later, "tag-later"), (self.word, "tag-word"),
            (self.line_word, "line-word"), (self.anchors, "line-anchors"), (self.red_line, "red-line"),
            (self.second, "red-line-second"), (self.sign, "sheet-sign"),
        ):  # fmt: skip
            each.setObjectName(name)
        for each in (self.undo, self.earlier, self.later, self.word, self.second):
            each.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addLayout(row(self.last, self.undo, self.earlier, self.later, self.word, gap_px=SPACE_1))
        column.addLayout(row(self.red, self.second, gap_px=SPACE_2))
        column.addWidget(self.help)
        column.addLayout(row(self.line_word, self.anchors, self.red_line, 1, self.sign, gap_px=SPACE_1))

    def _ask(self, asking: Asking) -> None:
        self.asking_changed.emit(asking.value)

    def show_state(self, state: SheetPanelState) -> None:
        """Show what can be done now."""
        self._state = state
        open_, tag = not state.signed, state.last_tag
        self.last.setVisible(open_ and tag is not None)
        if tag is not None:
            self.last.setText(self.tr("Last: {0} · {1}").format(tag.name, film_time(tag.at_ms)))
        for each in (self.undo, self.earlier, self.later, self.word):
            each.setVisible(open_ and tag is not None)
        rename(self.undo, self.tr("Undo Z"), self.tr("Take the last tag back, key Z"))
        rename(self.earlier, self.tr("[ −1 s"), self.tr("Move the last tag a second earlier"))
        rename(self.later, self.tr("+1 s ]"), self.tr("Move the last tag a second later"))
        rename(self.word, self.tr("Word Enter"), self.tr("Give the last tag a word, key Enter"))
        rename(self.line_word, self.tr("Word N"), self.tr("Write a word about the line in hand, key N"))
        rename(self.anchors, self.tr("Anchors C"), self.tr("Good, fair and poor work on this line, key C"))
        rename(self.red_line, self.tr("Red line X"), self.tr("Raise a red line, key X"))
        rename(self.second, self.tr("Second signature"))
        self.line_word.setVisible(open_)
        self.red_line.setVisible(open_ and bool(state.red_line_kinds))
        self.red_line.setEnabled(state.film)
        self._say_red_lines(state)
        self._say_sign(state)

    def _say_red_lines(self, state: SheetPanelState) -> None:
        words = {None: self.tr("waits for the second signature"), True: self.tr("agreed"), False: self.tr("refused")}
        told = [f"{each.name} · {film_time(each.at_ms)} · {words[each.agreed]}" for each in state.red_lines]
        self.red.setText("\n".join(told))
        self.red.setVisible(bool(told))
        self.second.setVisible(state.undecided is not None)

    def _say_sign(self, state: SheetPanelState) -> None:
        self.sign.setVisible(not state.signed)
        count = len(state.missing)
        if count:
            rename(self.sign, self.tr("Sign ({0} missing)").format(count), self.tr("Show what is missing, key V"))
        else:
            rename(self.sign, self.tr("Sign V"), self.tr("Sign this sheet, key V"))
        re_role(self.sign, "desk" if count else "desk-filled")
        self.help.setText(
            self.tr("↑↓ line · ←→ ½ point · A to ; tenths · numeric pad types · Space as the tags suggest · ⌫ clear")
        )

    def fit(self, width_px: int, height_px: int) -> None:
        """Leave the help away where there is little room."""
        self.help.setVisible(height_px > 760 and width_px > 420 and not self._state.signed)
        for each in (self.line_word, self.anchors, self.red_line):
            re_role(each, "mini" if width_px < NARROW_PX else "desk")
