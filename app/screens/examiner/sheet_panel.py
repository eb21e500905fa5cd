"""The sheet panel: one rubric line a row, tags under them, the signature last.

Why this room exists: on paper one sheet in seven has a line left blank.  Here the line in hand is lit, what is
lacking stands on the button, and one hand on the keys is enough: the eyes stay on the candidate.
"""

from html import escape

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.screens.examiner.key_ears import KeyEars
from app.screens.examiner.sheet_drawer import SheetDrawer
from app.screens.examiner.sheet_foot import SheetFoot
from app.screens.examiner.sheet_keys import KeyDown, KeyWish, Wish, wish_of
from app.screens.examiner.sheet_line import SheetLineRow, stepped
from app.screens.examiner.sheet_state import Asking, SheetLine, SheetPanelState, points_text
from app.screens.examiner.sheet_tags import TagRow
from app.screens.parts.labels import NoticeBanner, label, panel, row
from app.screens.parts.scroll import scrolled
from app.screens.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4

TYPING_PAUSE_MS = 900
"""What the numeric pad typed is taken after this pause, or at the next other key."""
WIDE_PX, CLOSE_PX, LOW_PX = 900, 760, 600
"""From the first height on lines stand apart; below the others tags stand closer, and in the scrolled part."""


class SheetPanel(QWidget):
    """Shows a sheet and reports wishes.

    Keys are heard wherever the focus is in the window, save in a field that takes text.
    """

    line_chosen = Signal(str)
    line_marked = Signal(str, int)
    line_cleared = Signal(str)
    tag_asked = Signal(str, int)
    """A tag's id, and how many ms ago its key went down."""
    undo_asked = Signal()
    tag_nudged = Signal(int, int)
    note_asked = Signal(str, str)
    """What the words are about (a line's id, or ``tag:<seq>``), and the words."""
    red_line_asked = Signal(str, str)
    """A red line's id and the reason."""
    second_given = Signal(int, str, str, bool, str)
    """The red line's seq, the second person's login and PIN, agreed or not, the reason."""
    sign_asked = Signal()
    pin_given = Signal(str)
    asking_changed = Signal(str)
    """Which inline fields are wished for: a value of ``Asking``."""
    anchors_asked = Signal()
    language_changed = Signal()
    """The window speaks another language: show the sheet in it."""
    moment_asked = Signal(int)
    """A moment of the film, in ms, that a remark leads to."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sheet-panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._state = SheetPanelState()
        self._typed = ""
        self._low = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._take_typed)
        self._key_down = KeyDown()
        self.title, self.tally = label("head", wrap=False), label("tally", wrap=False)
        self.rows: list[SheetLineRow] = []
        self.notice, self.anchors = NoticeBanner(), label("desk")
        self.anchors.setTextFormat(Qt.TextFormat.RichText)
        self._anchor_card, inside = panel("wash", margin_px=SPACE_3)
        inside.addWidget(self.anchors)
        self.tags, self.drawer, self.foot = TagRow(self._key_down), SheetDrawer(), SheetFoot()
        self._build()
        self._join()
        self._ears = KeyEars(self, self.take_key)

    def _build(self) -> None:
        frame, column = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        inner = QWidget()
        self._scroller = scrolled(inner)
        self._scroller.setMinimumHeight(48)
        self._lines = QVBoxLayout(inner)
        self._lines.setContentsMargins(0, 0, SPACE_1, 0)
        self._lines.setSpacing(2)
        self._lines.addStretch(1)
        self._column = column
        column.addLayout(row(self.title, 1, self.tally, gap_px=SPACE_4))
        column.addWidget(self._scroller, 1)
        column.addStretch(0)  # where the lines are hidden, the fields keep their own height
        for part in (self._anchor_card, self.notice, self.tags, self.drawer, self.foot):
            column.addWidget(part)

    def _join(self) -> None:
        self.tags.tag_asked.connect(self.tag_asked)
        for wish in (self.foot.sign_asked, self.foot.asking_changed):
            wish.connect(lambda *_: self._take_typed())  # first: what was typed is a mark already
        self.foot.sign_asked.connect(self.sign_asked)
        self.foot.asking_changed.connect(self.asking_changed)
        self.foot.anchors_asked.connect(self.anchors_asked)
        self.foot.undo_asked.connect(self.undo_asked)
        self.foot.nudged.connect(self._nudge)
        self.drawer.left.connect(lambda: self.asking_changed.emit(Asking.NOTHING.value))
        self.drawer.word_given.connect(self._give_word)
        self.drawer.red_line_given.connect(self.red_line_asked)
        self.drawer.pin_given.connect(self.pin_given)
        self.drawer.second_given.connect(self._give_second)

    def show_state(self, state: SheetPanelState) -> None:
        """Show a sheet as it stands."""
        before, self._state = self._state, state
        if state.current != before.current:
            self._typed = ""
        self._fit_rows(len(state.lines))
        for made, line in zip(self.rows, state.lines, strict=False):
            lit = line.id == state.current and not state.signed
            made.show_line(line, lit=lit, open_=not state.signed, typed=self._typed if lit else "")
        self._say(state)
        self.tags.show_tags(state.tags, open_=state.film and not state.signed)
        self._fit_close()
        self.tags.setVisible(bool(state.tags) and not state.signed and state.asking is Asking.NOTHING)
        low = self.height() < LOW_PX
        for part in (self.title, self.tally, self._scroller):  # where three fields and a keypad need all the room
            part.setVisible(not (low and state.asking is Asking.SECOND))
        self.drawer.fit(low=low)
        self.drawer.show_state(state)
        self.foot.show_state(state)
        self.foot.setVisible(state.asking is Asking.NOTHING)
        if before.asking is not Asking.NOTHING and state.asking is Asking.NOTHING and self.isVisible():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_current()

    def _fit_rows(self, count: int) -> None:
        while len(self.rows) < count:
            made = SheetLineRow()
            made.chosen.connect(self._choose)
            made.marked.connect(self.line_marked)
            made.moment_asked.connect(self.moment_asked)
            self._lines.insertWidget(len(self.rows), made)
            self.rows.append(made)
        for place, made in enumerate(self.rows):
            made.setVisible(place < count)

    def _say(self, state: SheetPanelState) -> None:
        self.title.setText(self.tr("Sheet · {0} points").format(state.full // 2))
        tally = self.tr("Marked {0}/{1}   so far {2}")
        if state.signed:
            tally = self.tr("Signed and sealed   {2}") if state.sealed else self.tr("Signed   {2}")
        self.tally.setText(tally.format(state.marked, len(state.lines), points_text(state.total)))
        self.notice.say(state.problem, state.advice)
        line = state.at
        self._anchor_card.setVisible(state.anchors_open and line is not None)
        if line is not None:
            rows = ((self.tr("good"), line.anchors.good), (self.tr("fair"), line.anchors.fair),
                    (self.tr("poor"), line.anchors.poor))  # fmt: skip
            cells = "".join(
                f'<tr><td style="padding-right:{SPACE_3}px"><b>{escape(name)}</b></td><td>{escape(words)}</td></tr>'
                for name, words in rows
            )
            self.anchors.setText(f'<table cellspacing="0">{cells}</table>')

    def _show_current(self) -> None:
        place = next((at for at, line in enumerate(self._state.lines) if line.id == self._state.current), None)
        if place is not None and self.isVisible():
            self._scroller.ensureWidgetVisible(self.rows[place], 0, self.rows[place].height())

    def _choose(self, line: str) -> None:
        self._take_typed()
        self.line_chosen.emit(line)

    def _nudge(self, by_ms: int) -> None:
        if self._state.last_tag is not None:
            self.tag_nudged.emit(self._state.last_tag.seq, by_ms)

    def _give_word(self, words: str) -> None:
        state = self._state
        if state.asking is Asking.TAG_WORD and state.last_tag is not None:
            self.note_asked.emit(f"tag:{state.last_tag.seq}", words)
        else:
            self.note_asked.emit(state.about or state.current, words)

    def _give_second(self, login: str, pin: str, agreed: object, words: str) -> None:
        red_line = self._state.undecided
        if red_line is not None:
            self.second_given.emit(red_line.seq, login, pin, bool(agreed), words)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the line in hand into view."""
        super().showEvent(event)
        self._show_current()

    @property
    def asks(self) -> bool:
        """Whether inline fields stand open."""
        return self._state.asking is not Asking.NOTHING

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it is a key of the sheet."""
        if self.asks or not self._state.lines:
            return False
        wish = wish_of(event, {tag.key.upper(): tag.id for tag in self._state.tags})
        if wish is None:
            return False
        typed = bool(self._typed)
        if wish.wish is Wish.TAG:  # first: its moment cannot come again, whatever the number before it was
            self._do(wish, event)
            self._take_typed()
            return True
        taken = wish.wish is Wish.DIGIT or self._take_typed()
        if not taken or (wish.wish is Wish.TAG_WORD and typed):
            return True  # a number that cannot be is not walked away from; Enter has ended the number
        self._do(wish, event)
        return True

    def _do(self, wish: KeyWish, event: QKeyEvent) -> None:
        state = self._state
        match wish.wish:
            case Wish.UP | Wish.DOWN:
                self._move(-1 if wish.wish is Wish.UP else 1)
            case Wish.ANCHORS:
                self.anchors_asked.emit()
            case Wish.TAG if state.film and not state.signed:
                self.tag_asked.emit(wish.text, self._key_down.late_ms(event))
            case Wish.UNDO if not state.signed:
                self.undo_asked.emit()
            case Wish.NUDGE if not state.signed:
                self._nudge(wish.amount)
            case Wish.SIGN if not state.signed:
                self.sign_asked.emit()
            case Wish.TAG_WORD if state.last_tag is not None and not state.signed:
                self.asking_changed.emit(Asking.TAG_WORD.value)
            case Wish.LINE_WORD if not state.signed:
                self.asking_changed.emit(Asking.LINE_WORD.value)
            case Wish.RED_LINE if state.film and not state.signed:
                self.asking_changed.emit(Asking.RED_LINE.value)
            case _:
                self._mark(wish)

    def _mark(self, wish: KeyWish) -> None:
        line = self._state.at
        if line is None or self._state.signed:
            return
        match wish.wish:
            case Wish.STEP:
                self.line_marked.emit(line.id, stepped(line, wish.amount))
            case Wish.TENTHS:
                self.line_marked.emit(line.id, (line.half_points * wish.amount + 5) // 10)
            case Wish.SUGGESTED:
                self.line_marked.emit(line.id, line.suggested)
            case Wish.CLEAR if line.mark is not None:
                self.line_cleared.emit(line.id)
            case Wish.DIGIT:
                self._type(wish.text)

    def _move(self, by: int) -> None:
        ids = [line.id for line in self._state.lines]
        place = ids.index(self._state.current) if self._state.current in ids else -by
        self.line_chosen.emit(ids[min(len(ids) - 1, max(0, place + by))])

    def _type(self, character: str) -> None:
        self._typed = (self._typed + character)[:5]
        self._pause.start(TYPING_PAUSE_MS)
        self.show_state(self._state)

    def settle(self) -> None:
        """Give what was typed so far: whoever turns away waits for no pause."""
        self._take_typed()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the words that are being written."""
        super().focusInEvent(event)
        if self.asks and event.reason() is Qt.FocusReason.OtherFocusReason:
            self.drawer.take_focus()

    def _take_typed(self) -> bool:
        """Give what was typed as the line's mark; tell whether it is one, or nothing was typed."""
        typed, self._typed, line = self._typed, "", self._state.at
        self._pause.stop()
        if not typed or line is None:
            return True
        mark = typed_mark(typed, line)
        if mark is None:
            self.show_state(self._state)
            return False
        self.line_marked.emit(line.id, mark)
        return mark <= line.half_points

    def changeEvent(self, event: QEvent) -> None:
        """Ask for the sheet in the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.language_changed.emit()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In little room: no help, and the tags scroll with the lines; their keys are heard all the same."""
        self.foot.fit(self.width(), self.height())
        self._fit_close()
        low = self.height() < LOW_PX
        if low != self._low:
            self._low = low
            (self._column if low else self._lines).removeWidget(self.tags)
            if low:
                self._lines.addWidget(self.tags)
            else:
                self._column.insertWidget(self._column.indexOf(self.drawer), self.tags)
        super().resizeEvent(event)

    def _fit_close(self) -> None:
        close = self.height() < CLOSE_PX
        self.tags.fit(low=close)
        self._lines.setSpacing(1 if close else 2 if self.height() < WIDE_PX else SPACE_3)
        for made in self.rows:
            made.bar.fit(low=close)


def typed_mark(typed: str, line: SheetLine) -> int | None:
    """Return what was typed as half-points: ``6.5`` and ``65`` both mean 6.5 on a line of ten; None: no number.

    A number that the line cannot earn is returned as it is: the rules refuse it in words.
    """
    whole, _, rest = typed.partition(".")
    if not whole.isdigit() or rest not in ("", "0", "5"):
        return None
    half_points = int(whole) * 2 + (rest == "5")
    if half_points > line.half_points and not rest and len(whole) > 1 and whole[-1] in "05":
        return int(whole[:-1]) * 2 + (whole[-1] == "5")
    return half_points
