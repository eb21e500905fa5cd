"""Theory: one item a page, big options, an overview, and a hand-in that counts what is unanswered.

Why this room exists: the paper is easy to walk through by finger and by key alike; nothing is final until
the candidate says so.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.exam.bank import ItemKind
from app.screens.kiosk.page import NARROW_PX, Page
from app.screens.kiosk.theory_overview import Overview, OverviewMark, Strip
from app.screens.parts.labels import NoticeBanner, button, label, re_role, rename, stack
from app.screens.parts.marks import Sign, sign_icon
from app.screens.parts.options import OptionRow
from app.screens.parts.sheets import Question
from app.screens.theme import SPACE_3, TITLE, font, tokens_of

LETTERS = "ABCDEFGHI"


class TheoryView(StrEnum):
    """What the page shows: an item, or all of them."""

    ITEM = "item"
    OVERVIEW = "overview"


@dataclass(frozen=True, slots=True)
class TheoryState:
    """One item of a paper, as it stands on disk.  ``chosen`` are places of ``options``, from 0."""

    index: int
    kind: ItemKind
    stem: str
    options: tuple[str, ...]
    chosen: frozenset[int]
    marks: tuple[OverviewMark, ...]
    view: TheoryView = TheoryView.ITEM
    problem: str = ""
    advice: str = ""

    @property
    def unanswered(self) -> int:
        """How many items have no answer."""
        return sum(not mark.answered for mark in self.marks)

    @property
    def last(self) -> bool:
        """Whether this is the last item."""
        return self.index == len(self.marks) - 1


class TheoryPage(Page):
    """Shows one item or the overview; reports choices and moves."""

    chosen = Signal(int)
    item_asked = Signal(int)
    flag_asked = Signal()
    view_asked = Signal(str)
    hand_in_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._state: TheoryState | None = None
        self.place, self.stem, self.keys = label("soft"), label("title"), label("small")
        self.keys.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.notice, self.overview, self.strip = NoticeBanner(), Overview(), Strip()
        self.rows = [OptionRow() for _ in range(8)]
        self.question = Question(self)
        self._build()
        self._shortcuts()

    def _build(self) -> None:
        item = QWidget()
        inside = QVBoxLayout(item)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(SPACE_3)
        stack(inside, self.place, self.stem)
        inside.addSpacing(SPACE_3)
        stack(inside, *self.rows, self.keys)
        inside.addStretch()
        self._item = item
        stack(self.column, self.notice, item, self.overview)
        self.column.addStretch(1)
        self.previous = button("outline", lambda: self._move(-1))
        self.flag = button("outline", self.flag_asked.emit)
        self.all = button("outline", self._swap_view)
        self.following = button("filled", self._go_on)
        self.foot.addWidget(self.previous)
        self.foot.addWidget(self.flag)
        self.foot.addWidget(self.strip, 1)
        self.foot.addWidget(self.all)
        self.foot.addStretch()
        self.foot.addWidget(self.following)
        self.show_foot()
        for place, each in enumerate(self.rows):
            each.clicked.connect(lambda *_, place=place: self._choose(place))
        self.overview.item_asked.connect(self.item_asked)
        self.strip.item_asked.connect(self.item_asked)

    def _shortcuts(self) -> None:
        for place in range(9):
            self._key(str(place + 1), lambda place=place: self._choose(place))
        self._key("Left", lambda: self._move(-1))
        self._key("Right", lambda: self._move(1))
        self._key("F", self._flag)
        self._key("G", self._swap_view)

    def _key(self, key: str, act: object) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)

    @property
    def state(self) -> TheoryState | None:
        """What is shown."""
        return self._state

    def show_state(self, state: TheoryState) -> None:
        """Show the item or the overview."""
        turned = self._state is None or (self._state.index, self._state.view) != (state.index, state.view)
        self._state = state
        self.repaint_words()
        if turned:
            self.to_top()
            self._focus_page()

    def _focus_page(self) -> None:
        assert self._state is not None
        if self.question.isVisible():
            return
        if self._state.view is TheoryView.OVERVIEW:
            self.overview.setFocus()
        else:
            self.rows[min(self._state.chosen, default=0)].setFocus()

    def repaint_words(self) -> None:
        """Write the page's words."""
        state = self._state
        if state is None:
            return
        kinds = {
            ItemKind.SINGLE: self.tr("one answer"),
            ItemKind.MULTIPLE: self.tr("several answers may be right"),
            ItemKind.TRUE_FALSE: self.tr("true or false"),
        }
        self.notice.say(state.problem, state.advice)
        self.place.setText(
            self.tr("Question {0} of {1} · {2}").format(state.index + 1, len(state.marks), kinds[state.kind])
        )
        self.stem.setText(state.stem)
        several = state.kind is ItemKind.MULTIPLE
        for place, each in enumerate(self.rows):
            each.setVisible(place < len(state.options))
            if place < len(state.options):
                each.show_option(LETTERS[place], state.options[place], chosen=place in state.chosen, several=several)
        self.keys.setText(self.tr("Keys: 1–{0} choose · ← → turn the page · F flag · G all questions").format(
            len(state.options)))  # fmt: skip
        self._paint_foot(state)
        on_item = state.view is TheoryView.ITEM
        self._item.setVisible(on_item)
        self.overview.setVisible(not on_item)
        self.overview.show_marks(state.marks, state.index)
        self.strip.show_marks(state.marks, state.index)
        self.arrange(self.size())
        if self.question.isVisible():
            self.ask_hand_in()

    def _paint_foot(self, state: TheoryState) -> None:
        on_item, flagged = state.view is TheoryView.ITEM, state.marks[state.index].flagged
        rename(self.previous, self.tr("Back"), self.tr("Previous question"))
        self.previous.setVisible(on_item)
        self.previous.setEnabled(state.index > 0)
        rename(self.flag, self.tr("Flagged") if flagged else self.tr("Flag"),
               self.tr("Take the flag off") if flagged else self.tr("Flag this question"))  # fmt: skip
        self.flag.setIcon(sign_icon(Sign.FLAG, tokens_of(self).colour("seal" if flagged else "ink_soft"), 18))
        re_role(self.flag, "true" if flagged else "false", "chosen")
        self.flag.setVisible(on_item)
        rename(self.all, self.tr("All questions") if on_item else self.tr("Back to question {0}").format(
            state.index + 1))  # fmt: skip
        hand_in = not on_item or state.last
        rename(self.following, self.tr("Hand in") if hand_in else self.tr("Next"),
               self.tr("Hand in the paper") if hand_in else self.tr("Next question"))  # fmt: skip

    def arrange(self, room: QSize) -> None:
        """Leave the strip away where it does not fit."""
        on_item = self._state is not None and self._state.view is TheoryView.ITEM
        roomy = room.width() >= 1000 and self._state is not None and len(self._state.marks) <= 12
        self.strip.setVisible(on_item and roomy)
        self.all.setVisible(not on_item or not roomy)
        self.keys.setVisible(room.width() >= NARROW_PX and room.height() >= 560)
        small = room.height() < 420 or room.width() < NARROW_PX
        self.stem.setFont(font(20 if small else TITLE, 700))
        re_role(self.stem, "small" if small else "", "room")
        for each in (self.previous, self.flag, self.all, self.following):
            re_role(each, "narrow" if room.width() < NARROW_PX else "", "room")
        self.flag.setVisible(on_item and room.width() >= 620)

    def ask_hand_in(self) -> None:
        """Ask before the paper is handed in, with the count of what is unanswered."""
        state = self._state
        if state is None:
            return
        title = self.tr("Hand in the paper?")
        if state.unanswered == 1:
            text = self.tr("1 question has no answer yet. After handing in nothing can be changed.")
        elif state.unanswered:
            text = self.tr("{0} questions have no answer yet. After handing in nothing can be changed.").format(
                state.unanswered
            )
        else:
            text = self.tr("All {0} questions are answered. After handing in nothing can be changed.").format(
                len(state.marks)
            )
        self.question.ask(title, text, self.tr("Hand in"), self.tr("Keep working"), self.hand_in_asked.emit)

    def _choose(self, place: int) -> None:
        state = self._state
        if state is not None and state.view is TheoryView.ITEM and place < len(state.options):
            self.chosen.emit(place)

    def _move(self, by: int) -> None:
        state = self._state
        if state is not None and state.view is TheoryView.ITEM and 0 <= state.index + by < len(state.marks):
            self.item_asked.emit(state.index + by)

    def _flag(self) -> None:
        if self._state is not None and self._state.view is TheoryView.ITEM:
            self.flag_asked.emit()

    def _swap_view(self) -> None:
        if self._state is not None:
            on_item = self._state.view is TheoryView.ITEM
            self.view_asked.emit(TheoryView.OVERVIEW if on_item else TheoryView.ITEM)

    def _go_on(self) -> None:
        state = self._state
        if state is None:
            return
        if state.view is TheoryView.OVERVIEW or state.last:
            self.ask_hand_in()
        else:
            self._move(1)
