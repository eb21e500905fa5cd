"""Mark from the film: the film and its timeline at the left, the sheet at the right.

Why this room exists: the same sheet as live, with a film that can be asked again; nothing on this page decides
anything, and evidence stands beside a line without touching its mark.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.screens.examiner.film_controls import ControlsState, FilmControls
from app.screens.examiner.film_player import RATES
from app.screens.examiner.film_view import FilmView
from app.screens.examiner.key_ears import KeyEars
from app.screens.examiner.sheet_panel import SheetPanel
from app.screens.parts.labels import NoticeBanner, button, label, panel, rename, row
from app.screens.parts.timeline import Timeline, TimelineState
from app.screens.theme import SPACE_2, SPACE_3, SPACE_4

NARROW_PX, LOW_PX = 900, 860
"""Below this width the sheet stands under the film; below this height the timeline takes less."""
_STRIDE_MS = 5_000
QWIDGET_MOST = 16_777_215
"""Qt's own word for "no limit"."""


@dataclass(frozen=True, slots=True)
class FilmPageState:
    """What the page shows beside the sheet.

    ``words`` is said over the picture; ``notes`` are the holes between films; ``progress`` is how far evidence is.
    """

    title: str = ""
    subtitle: str = ""
    words: str = ""
    progress: str = ""
    notes: tuple[str, ...] = ()
    problem: str = ""
    advice: str = ""
    timeline: TimelineState = field(default_factory=lambda: TimelineState(0, 0))
    controls: ControlsState = field(default_factory=ControlsState)


class FilmPage(QWidget):
    """Shows a state and reports wishes; the sheet's own are the panel's."""

    left_asked = Signal()
    position_asked = Signal(int)
    tag_chosen = Signal(int)
    strode = Signal(int)
    """So many ms on from where the film stands."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("film-page")
        self.setProperty("ground", "paper")
        self._state = FilmPageState()
        self.title, self.subtitle = label("head"), label("soft")
        self.back = button("desk", self.left_asked.emit)
        self.view, self.controls = FilmView(), FilmControls(RATES)
        self.timeline, self.sheet = Timeline(), SheetPanel()
        self.timeline.exact = True
        self.progress, self.notes, self.notice = label("small"), label("small"), NoticeBanner()
        self._build()
        self._ears = KeyEars(self, self._take_key)  # the film's keys, which no sheet has
        self.timeline.position_asked.connect(self.position_asked)
        self.timeline.tag_chosen.connect(self.tag_chosen)
        self._write()

    def _build(self) -> None:
        self._scroller, inner = QScrollArea(), QWidget()
        self._inner = inner
        self._scroller.setWidgetResizable(True)
        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner.setProperty("ground", "none")
        self._scroller.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroller)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        self._sides.setContentsMargins(SPACE_4, SPACE_3, SPACE_4, SPACE_4)
        self._sides.setSpacing(SPACE_4)
        self._film, column = QWidget(), QVBoxLayout()
        self._film.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        head = row(self.back, gap_px=SPACE_3)
        head.addLayout(names, 1)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.view, 1)
        column.addWidget(self.controls)
        card, inside = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        for part in (self.timeline, self.notes, self.progress):
            inside.addWidget(part)
        column.addWidget(card)
        self._sides.addWidget(self._film, 1)
        self._sides.addWidget(self.sheet, 1)

    def show_state(self, state: FilmPageState) -> None:
        """Show film, timeline and what is said about them."""
        self._state = state
        self.title.setText(state.title)
        self.subtitle.setText(state.subtitle)
        self.subtitle.setVisible(bool(state.subtitle))
        self.view.say(state.words)
        self.notice.say(state.problem, state.advice)
        self.progress.setText(state.progress)
        self.progress.setVisible(bool(state.progress))
        legend = self.tr("Percentages say how sure a finding is; none changes a mark.")
        found = any(track.sure_percent is not None for track in state.timeline.tracks)
        self.notes.setText("\n".join((*state.notes, *((legend,) if found else ()))))
        self.notes.setVisible(bool(state.notes) or found)
        self.controls.show_state(state.controls)
        self.show_timeline(state.timeline)

    def show_timeline(self, state: TimelineState) -> None:
        """Show where the film stands; thirty times a second while it runs."""
        self.timeline.show_state(state)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self.strode.emit(_STRIDE_MS if key == Qt.Key.Key_Right else -_STRIDE_MS)
                return True
            return False
        if key == Qt.Key.Key_Home:
            self.position_asked.emit(0)
        elif key == Qt.Key.Key_Escape:
            self.left_asked.emit()
        else:
            return self.controls.take_key(event)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side, or one under the other where there is little room."""
        narrow = self.width() < NARROW_PX
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(wanted)
        self._inner.setMaximumHeight(QWIDGET_MOST if narrow else self.height())
        self.view.setMinimumHeight(200 if narrow else 135)
        self.sheet.setMinimumHeight(560 if narrow else 0)
        self.timeline.fit(low=self.height() < LOW_PX)
        super().resizeEvent(event)

    def _write(self) -> None:
        rename(self.back, self.tr("Queue"), self.tr("Back to the queue"))

    def changeEvent(self, event: QEvent) -> None:
        """Write words anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
