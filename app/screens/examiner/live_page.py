"""The live booth: at the left the candidate, under it the timeline and the facts, at the right the sheet.

Why this room exists: the examiner watches a person; everything else keeps its place, so that the picture never jumps
and nothing opens over the face.
"""

from functools import partial

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.centre.booth_link import LivePicture
from app.exam.scheme import Subject
from app.screens.examiner.booth_panel import BoothPanel
from app.screens.examiner.clip_bar import ClipBar
from app.screens.examiner.facts_panel import FactsPanel
from app.screens.examiner.key_ears import KeyEars, takes_text
from app.screens.examiner.live_picture import LivePictureView
from app.screens.examiner.live_state import LiveHead, LiveState, Right, SheetTab, settled
from app.screens.examiner.oral_panel import OralPanel
from app.screens.examiner.sheet_panel import SheetPanel
from app.screens.examiner.upright import upright
from app.screens.parts.labels import button, label, panel, rename, row, show_chosen
from app.screens.parts.level import LevelMeter
from app.screens.parts.ring import Ring
from app.screens.parts.timeline import Timeline
from app.screens.parts.timeline_state import TimelineState
from app.screens.theme import SPACE_1, SPACE_2, SPACE_3, SPACE_4, tokens_of

WIDE_PX, BESIDE_PX, LOW_PX, HEAD_PX = 1000, 760, 560, 56
"""From the first width on the sound's level is shown, from the second of the left half facts and booth stand beside
each other; below the height no timeline."""
_LEFT_SHARE, _RIGHT_SHARE = 10, 11
"""Of the width; on an upright screen, where the sheet stands under the picture, of the height."""

_SCROLLED_PX = 32
"""Facts and booth scroll: they give way before the picture does."""


class LivePage(QWidget):
    """Shows one booth."""

    sheet_asked = Signal(str)
    """A subject whose sheet is to come to the front."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("live-page")
        self.setProperty("ground", "paper")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._state = LiveState()
        self._beside, self._front = False, 1
        self.head = LiveHeadLine()
        self.picture, self.timeline = LivePictureView(), Timeline()
        self.facts, self.booth = FactsPanel(), BoothPanel()
        self.sheet, self.oral, self.note = SheetPanel(), OralPanel(), NotePanel()
        self.right = QStackedWidget()
        for part in (self.sheet, self.oral, self.note):
            self.right.addWidget(part)
        self._timeline_px = self.timeline.heightForWidth(0)
        self.clip, self.eye = ClipBar(self.timeline), QStackedWidget()
        for seen in (self.picture, self.clip.view):
            self.eye.addWidget(seen)
        self.timeline.position_asked.connect(self.clip.position_asked)
        self.timeline.tag_chosen.connect(self.clip.tag_chosen)
        self._ears = KeyEars(self, self._take_key)  # the clip's keys, which no sheet has
        self.sheet_tabs = SheetTabs()
        self.sheet_tabs.sheet_asked.connect(self.sheet_asked)
        self.facts_tab, self.booth_tab = self._tab("tab-facts", 0), self._tab("tab-booth", 1)
        self._build()

    def _tab(self, name: str, place: int) -> QPushButton:
        made = button("mini", lambda: self._turn(place))
        made.setObjectName(name)
        return made

    def _build(self) -> None:
        strip, inside = panel("card", margin_px=SPACE_2, gap_px=0)
        self._inside = inside
        inside.addWidget(self.clip)
        inside.addWidget(self.timeline)
        self._strip = strip
        self._side, self._side_column = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
        self._tabs = QWidget()
        tabs = row(self.facts_tab, self.booth_tab, 1, gap_px=SPACE_1)
        tabs.setContentsMargins(0, 0, 0, 0)
        self._tabs.setLayout(tabs)
        self._both = QHBoxLayout()
        self._both.setSpacing(SPACE_4)
        for told in (self.facts, self.booth):
            told.setMinimumHeight(_SCROLLED_PX)
            self._both.addWidget(told, 1)
        self._side_column.addWidget(self._tabs)
        self._side_column.addLayout(self._both, 1)
        half = QWidget()
        left = QVBoxLayout(half)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(SPACE_2)
        left.addWidget(self.eye, 100)
        left.addWidget(strip)
        left.addWidget(self._side, 1)
        other, right = QWidget(), QVBoxLayout()
        other.setLayout(right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(SPACE_2)
        right.addWidget(self.sheet_tabs)
        right.addWidget(self.right, 1)
        self._body = body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        body.setSpacing(SPACE_3)
        for part, share in (
            (half, _LEFT_SHARE),
            (other, _RIGHT_SHARE),
        ):  # the halves never move, whatever stands in them
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            body.addWidget(part, share)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_3)
        whole.setSpacing(SPACE_2)
        whole.addWidget(self.head)
        whole.addLayout(body, 1)
        self._turn(1)

    def show_state(self, state: LiveState) -> None:
        """Show one moment; what newly waits for the examiner comes to the front of its side."""
        before, self._state = self._state, state
        self.head.show_head(state.head)
        if state.task is not None:
            self.facts.show_task(state.task)
        else:
            self.facts.show_product(state.product)
        self.booth.show_state(state.booth)
        if state.booth.needs_care and not before.booth.needs_care:
            self._turn(1)
        elif (state.film and not before.film) or (state.task is not None and before.task is None):
            self._turn(0)
        self.clip.show_offer(state.clip)
        self.eye.setCurrentWidget(self.clip.view if self._watching() else self.picture)
        self._arrange()
        self.sheet_tabs.show_tabs(state.sheets)
        right = {Right.SHEET: self.sheet, Right.ORAL: self.oral, Right.NOTE: self.note}[state.right]
        if right is self.note:
            self.note.say(*state.note, may_mark=state.may_mark)
        if self.right.currentWidget() is not right:
            self.right.setCurrentWidget(right)
            right.setFocus(Qt.FocusReason.OtherFocusReason)
        elif settled(before.booth, state.booth):
            self._back_to_marking(right)
        rename(self.facts_tab, self.tr("Product facts") if state.task is None else self.tr("The task"))
        rename(self.booth_tab, self.tr("Booth ●") if state.booth.needs_care else self.tr("Booth"))

    def show_picture(self, picture: LivePicture | None) -> None:
        """Show the booth's newest picture."""
        self.picture.show_picture(picture, self._state.link)

    def show_timeline(self, state: TimelineState) -> None:
        """Show the film's timeline."""
        self.timeline.show_state(state)

    def _back_to_marking(self, right: QWidget) -> None:
        """Let the keys mark again: on a button of the booth, Space would open fields that swallow the next tags."""
        focused = self.window().focusWidget()
        if self.isVisible() and not takes_text(focused):
            right.setFocus(Qt.FocusReason.OtherFocusReason)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to words that wait for whoever comes back."""
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.OtherFocusReason:
            return
        if self.booth.fields.isVisible():
            self.booth.fields.take_focus()
        elif self.right.currentWidget() is self.sheet:
            self.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_key(self, event: QKeyEvent) -> bool:
        return not self.sheet.asks and self.clip.take_key(event)

    def _watching(self) -> bool:
        return self._state.clip is not None and self._state.clip.watching

    def _turn(self, place: int) -> None:
        self._front = place
        self._arrange()

    def _arrange(self) -> None:
        whole = upright(self)
        self._body.setDirection(QBoxLayout.Direction.TopToBottom if whole else QBoxLayout.Direction.LeftToRight)
        self._beside = (self.width() - 2 * SPACE_3 if whole else self.eye.width()) >= BESIDE_PX
        self._tabs.setVisible(not self._beside)
        self.facts.setVisible(self._beside or self._front == 0)
        self.booth.setVisible(self._beside or self._front == 1)
        for place, tab in enumerate((self.facts_tab, self.booth_tab)):
            show_chosen(tab, chosen=place == self._front)
        timeline = self.height() >= LOW_PX and (self._watching() or (self._state.film and self._state.clip is None))
        self.timeline.setVisible(timeline)
        self.timeline.fit(low=self._watching())  # the clip's row takes the rest of its room
        edge = SPACE_1 if self._watching() else SPACE_2
        self._inside.setContentsMargins(SPACE_2, edge, SPACE_2, edge)
        self._strip.setVisible(timeline or self._state.clip is not None)
        self._keep_picture()

    def _keep_picture(self) -> None:
        """Give the picture a height that depends on the window alone: it never jumps, whatever comes under it."""
        room = self.height() - HEAD_PX - SPACE_2 - SPACE_3
        if upright(self):
            room = room * _LEFT_SHARE // (_LEFT_SHARE + _RIGHT_SHARE)
        timeline = self._timeline_px + 2 * SPACE_2 if self.height() >= LOW_PX else 0
        share = 11 if self.height() >= LOW_PX else 7  # twentieths; the buttons under it must stand in sight
        self.eye.setMaximumHeight(max(96, (room - timeline) * share // 20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Write the words anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_state(self._state)
        super().changeEvent(event)


class SheetTabs(QWidget):
    """The sheets that were begun: the one in front, those that wait, those that are signed."""

    sheet_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {subject: button("mini", partial(self.sheet_asked.emit, subject.value)) for subject in Subject}
        line = row(*self.buttons.values(), 1, gap_px=SPACE_1)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        for subject, made in self.buttons.items():
            made.setObjectName(f"sheet-{subject.value}")

    def show_tabs(self, tabs: tuple[SheetTab, ...]) -> None:
        """Show the sheets; none: there is nothing to choose from."""
        self.setVisible(bool(tabs))
        shown = {tab.subject: tab for tab in tabs}
        names = {Subject.THEORY: self.tr("Theory"), Subject.CLIP: self.tr("Short video"),
                 Subject.PITCH: self.tr("Live pitch")}  # fmt: skip
        for subject, made in self.buttons.items():
            tab = shown.get(subject)
            made.setVisible(tab is not None)
            if tab is not None:
                said = self.tr("{0}, signed") if tab.signed else self.tr("{0}, not signed yet")
                words = f"{names[subject]} ✓" if tab.signed else names[subject]
                rename(made, words, said.format(names[subject]))
                show_chosen(made, chosen=tab.current)


class LiveHeadLine(QWidget):
    """Who, where, and the proof that it is recorded and saved."""

    def __init__(self) -> None:
        super().__init__()
        self.title, self.under = label("head"), label("small")
        self.setFixedHeight(HEAD_PX)
        self.dot, self.recording = RecordingDot(), label("good", wrap=False)
        self.saved, self.ring, self.level = label("good", wrap=False), Ring(52), LevelMeter()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_4)
        grid.setVerticalSpacing(0)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(self.under, 1, 0)
        grid.addLayout(row(self.dot, self.recording, gap_px=SPACE_1), 0, 1, 2, 1)
        grid.addWidget(self.level, 0, 2, 2, 1)
        grid.addWidget(self.saved, 0, 3, 2, 1)
        grid.addWidget(self.ring, 0, 4, 2, 1)
        grid.setColumnStretch(0, 1)

    def show_head(self, head: LiveHead) -> None:
        """Show the line."""
        self.title.setText(head.title or self.tr("Booth"))
        self.under.setText(head.under)
        self.dot.setVisible(bool(head.recording))
        self.recording.setVisible(bool(head.recording))
        self.dot.show_growing(growing=head.growing)
        role = "good" if head.growing else "care"
        if self.recording.property("role") != role:
            self.recording.setProperty("role", role)
            self.recording.style().unpolish(self.recording)
            self.recording.style().polish(self.recording)
        self.recording.setText(head.recording)
        self.level.setVisible(head.level_db is not None and self.width() >= WIDE_PX)
        if head.level_db is not None:
            self.level.show_level(head.level_db)
        self.saved.setVisible(head.saved > 0)
        self.saved.setText(self.tr("✓ saved {0}").format(head.saved))
        self.ring.setVisible(head.limit_ms > 0)
        if head.limit_ms > 0:
            self.ring.show_time(head.remaining_ms, head.limit_ms, stopped=head.stopped)


class RecordingDot(QWidget):
    """A round light while bytes are written, a square one while they are not."""

    def __init__(self) -> None:
        super().__init__()
        self._growing = False
        self.setFixedSize(16, 16)

    def sizeHint(self) -> QSize:
        """Return the fixed size."""
        return QSize(16, 16)

    def show_growing(self, *, growing: bool) -> None:
        """Show whether bytes are written."""
        self._growing = growing
        self.update()

    def paintEvent(self, _: QPaintEvent) -> None:
        """Paint the light."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens_of(self).colour("jade" if self._growing else "amber"))
        if self._growing:
            painter.drawEllipse(QRectF(2, 2, 12, 12))
        else:
            painter.drawRect(QRectF(3, 3, 10, 10))
        painter.end()


class NotePanel(QWidget):
    """Says what will stand here, or why no sheet does."""

    mark_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title, self.text = label("head"), label("soft")
        self.mark = button("desk-filled", self.mark_asked.emit)
        self.mark.setObjectName("sheet-open")
        card, inside = panel("card", margin_px=SPACE_4, gap_px=SPACE_2)
        inside.addStretch(1)
        inside.addWidget(self.title)
        inside.addWidget(self.text)
        inside.addLayout(row(1, self.mark, 1))
        inside.addStretch(2)
        for each in (self.title, self.text):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(card)

    def say(self, title: str, text: str, *, may_mark: bool = False) -> None:
        """Show a title and a sentence, and the wish to mark where it is open."""
        rename(self.mark, self.tr("Mark this candidate"))
        self.mark.setVisible(may_mark)
        self.title.setText(title)
        self.text.setText(text)
