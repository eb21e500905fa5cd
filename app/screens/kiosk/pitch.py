"""The pitch: a dark stage that feels like a live room, the big ring, proof that the film grows.

Why this room exists: for five minutes nothing may distract from selling; and nobody may find out afterwards
that nothing was recorded.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.screens.kiosk.call_bell import Called
from app.screens.kiosk.call_button import dress_call
from app.screens.kiosk.page import Turned
from app.screens.parts.facts import FactLines, FactsSheet
from app.screens.parts.labels import button, label, panel, re_role, rename, stack
from app.screens.parts.level import LevelMeter
from app.screens.parts.ring import Ring
from app.screens.parts.sheets import Question
from app.screens.parts.stage import SaidRemark, Stage
from app.screens.parts.words import clock_text, megabytes, spoken_time, tenths
from app.screens.theme import DARK, SPACE_2, SPACE_3, SPACE_4, SPACE_5, SPACE_6, dress

QWIDGETSIZE_MAX = 16_777_215
LITTLE_PX, _FOLDED_PX, _BIG_RING_PX, _BORDERS_PX = 420, 80, 660, 2


@dataclass(frozen=True, slots=True)
class PitchState:
    """What the stage shows at one moment."""

    product: str
    facts: FactLines
    notes: str
    remaining_ms: int
    limit_ms: int
    picture: QImage | None = None
    growing: bool = False
    film_bytes: int = 0
    frames: int = 0
    frames_per_second_x10: int = 0
    level_db: int = -90
    viewers: int = 0
    remarks: tuple[SaidRemark, ...] = ()
    ending: bool = False
    called: Called = Called.NOT


class PitchPage(Turned):
    """Facts and notes, the stage, the clock; wide in three columns, upright with the stage on top."""

    stop_asked = Signal()
    call_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "paper")
        dress(self, DARK)
        self._state: PitchState | None = None
        self._wide: bool | None = None
        self.stage, self.ring, self.meter = Stage(), Ring(220), LevelMeter()
        self.question = Question(self)
        self.left_words = label("soft")
        self.left_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._build_aside()
        self._build_figures()
        self.stop = button("outline", self._ask_stop)
        self.call = button("quiet", self.call_asked.emit)
        self._build_side()
        self._grid = QGridLayout(self)
        self.begin_at(self.stop)

    def _build_aside(self) -> None:
        self._facts_card, inside = panel("card", margin_px=SPACE_4, gap_px=SPACE_2)
        self.product, self.facts, self.source = label("head"), FactsSheet(), label("soft")
        inside.addWidget(self.product)
        self._facts_room = _scrolling(self.facts, self.source)
        inside.addWidget(self._facts_room, 1)
        self._note_card, note_side = panel("card", margin_px=SPACE_4, gap_px=SPACE_2)
        self.fold = button("bar", self._fold)
        self.notes = label("desk")
        self._note_room = _scrolling(self.notes)
        note_side.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        note_side.addWidget(self._note_room, 1)
        self.aside = _Aside()
        self.aside.setMinimumHeight(100)
        inner = QVBoxLayout(self.aside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE_4)
        inner.addWidget(self._facts_card, 1)
        inner.addWidget(self._note_card)

    def _build_figures(self) -> None:
        self.figures, inside = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
        grid = QGridLayout()
        grid.setVerticalSpacing(SPACE_2)
        self._names: list[QLabel] = []
        self.written, self.rate, self.frames = (label("strong", wrap=False) for _ in range(3))
        values: tuple[QWidget, ...] = (self.written, self.frames, self.rate, self.meter)
        for down, value in enumerate(values):
            name = label("soft", wrap=False)
            self._names.append(name)
            grid.addWidget(name, down, 0)
            grid.addWidget(value, down, 1, Qt.AlignmentFlag.AlignRight)
        inside.addLayout(grid)
        self.figures.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _build_side(self) -> None:
        self.side = QWidget()
        self._side_column = QVBoxLayout(self.side)
        self._side_column.setContentsMargins(0, 0, 0, 0)
        self._side_column.addStretch(1)
        self._side_column.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignHCenter)
        self._side_column.addWidget(self.left_words)
        self._side_column.addStretch(1)
        stack(self._side_column, self.figures, self.stop, self.call)

    def show_state(self, state: PitchState) -> None:
        """Show one moment; called for each preview picture and each second."""
        self._state = state
        self.stage.show_picture(state.picture)
        self.stage.show_remarks(state.remarks)
        self.repaint_words()

    def show_picture(self, picture: QImage | None) -> None:
        """Show the next picture alone."""
        self.stage.show_picture(picture)

    def repaint_words(self) -> None:
        """Write the page's words."""
        state = self._state
        if state is None:
            return
        light = self.tr("Recording") if state.growing else self.tr("Not recording")
        self.stage.show_light(
            light, growing=state.growing, viewers=self.tr("{0} watching").format(f"{state.viewers:,}")
        )
        self.ring.show_time(state.remaining_ms, state.limit_ms)
        self.left_words.setText(
            self.tr("Spoken {0} · {1} in all").format(
                clock_text(state.limit_ms - state.remaining_ms), spoken_time(state.limit_ms)
            )
        )
        self.product.setText(self.tr("Product · {0}").format(state.product))
        self.facts.show_facts(state.facts)
        self.source.setText(self.tr("Facts from the maker. How to tell them is up to you."))
        self.notes.setText(state.notes or self.tr("No notes were written."))
        self._share_aside(self.size())
        self._paint_fold()
        names = (self.tr("Written"), self.tr("Pictures"), self.tr("Per second"), self.tr("Sound"))
        for name, text in zip(self._names, names, strict=True):
            name.setText(text)
        self.written.setText(megabytes(state.film_bytes))
        self.frames.setText(f"{state.frames:,}")
        self.rate.setText(tenths(state.frames_per_second_x10))
        self.meter.show_level(state.level_db)
        rename(self.stop, self.tr("Finishing the film …") if state.ending else self.tr("Stop early"))
        self.stop.setEnabled(not state.ending)
        dress_call(self.call, state.called, DARK)
        if self.question.isVisible():
            self._ask_stop()

    def _paint_fold(self) -> None:
        folded = self._note_room.isHidden()
        rename(self.fold, self.tr("Show my notes") if folded else self.tr("Fold my notes"))

    def unfold(self) -> None:
        """Show the notes: another candidate sits here."""
        self._note_room.setVisible(True)
        self.repaint_words()

    def _fold(self) -> None:
        self._note_room.setVisible(self._note_room.isHidden())
        self._paint_fold()
        self._share_aside(self.size())

    def _ask_stop(self) -> None:
        state = self._state
        if state is None:
            return
        self.question.ask(
            self.tr("Stop the pitch now?"),
            self.tr("You have been live for {0}, with {1} left. Once stopped, the pitch cannot be resumed.").format(
                spoken_time(state.limit_ms - state.remaining_ms), spoken_time(state.remaining_ms)
            ),
            self.tr("Stop now"),
            self.tr("Keep going"),
            self.stop_asked.emit,
        )

    def changeEvent(self, event: QEvent) -> None:
        """Write the words anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.repaint_words()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between the wide and the upright order."""
        self._arrange(self.size())
        super().resizeEvent(event)

    def _arrange(self, room: QSize) -> None:
        wide = room.width() > room.height() * 11 // 10
        small = room.height() < LITTLE_PX if wide else room.width() < 700
        large = 236 if wide and room.height() >= _BIG_RING_PX else 180
        self.ring.resize_ring(76 if small and wide else 112 if small else large)
        self.source.setVisible(not small)
        self.left_words.setVisible(not small or not wide)
        re_role(self.product, "desk-strong" if small else "head")
        for part in (self.frames, self._names[1], self.rate, self._names[2]):
            part.setVisible(not small or not wide)
        margin = (SPACE_2 if wide else SPACE_3) if small else SPACE_5
        self._grid.setContentsMargins(margin, margin, margin, margin)
        self._grid.setHorizontalSpacing(SPACE_3 if small else SPACE_6)
        self._grid.setVerticalSpacing(SPACE_2 if small else SPACE_4)
        self._side_column.setSpacing(SPACE_2 if small else SPACE_4)
        for each in (self.stop, self.call):
            re_role(each, "small" if small else "", "room")
        if wide != self._wide:
            self._wide = wide
            self._lay_out(wide=wide)
        if wide:
            stage_px = max(120, (room.height() - 2 * margin) * 9 // 16)
            self._grid.setColumnMinimumWidth(1, min(stage_px, room.width() * 2 // 5))
        else:
            self._grid.setColumnMinimumWidth(1, 0)
        self._share_aside(room)

    def _share_aside(self, room: QSize) -> None:
        """Give the notes what they need, up to two fifths of the height; where there is little, notes or facts."""
        folded, little = self._note_room.isHidden(), room.height() < LITTLE_PX
        tall = room.height() if self._wide else room.height() * 2 // 5
        words_px = self.notes.heightForWidth(max(1, self._note_room.viewport().width()))
        wanted_px = _FOLDED_PX if folded else _FOLDED_PX + SPACE_3 + max(24, words_px)
        if little and not folded:
            self._note_card.setMinimumHeight(_FOLDED_PX)
            self._note_card.setMaximumHeight(QWIDGETSIZE_MAX)
        else:
            self._note_card.setFixedHeight(min(wanted_px, max(_FOLDED_PX, tall * 2 // 5)))
        self._facts_card.setVisible(folded or not little)
        self.aside.setMinimumHeight(100 if self._wide else min(tall, self._facts_need_px() + self._note_card.height()))

    def _facts_need_px(self) -> int:
        """Return the height at which all facts stand there without scrolling."""
        room_px = max(1, self._facts_room.viewport().width())
        inside = self._facts_room.widget() or self.facts
        words_px = inside.heightForWidth(room_px) if inside.hasHeightForWidth() else inside.sizeHint().height()
        around_px = SPACE_2 + SPACE_4 * 3 + _BORDERS_PX
        return words_px + self.product.heightForWidth(room_px) + around_px

    def _lay_out(self, *, wide: bool) -> None:
        places = ((0, 0, 1), (0, 1, 1), (0, 2, 1)) if wide else ((1, 0, 1), (0, 0, 2), (1, 1, 1))
        for part, (line, column, across) in zip((self.aside, self.stage, self.side), places, strict=True):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, line, column, 1, across)
        for column, share in enumerate((10, 9, 10) if wide else (1, 1, 0)):
            self._grid.setColumnStretch(column, share)
        self._grid.setRowStretch(0, 1)


class _Aside(QWidget):
    """Facts over notes; both scroll, so the column never asks the others for height."""

    def hasHeightForWidth(self) -> bool:
        """Say that the height does not follow the width."""
        return False

    def sizeHint(self) -> QSize:
        """Ask for the least height that was set, and for no more."""
        return QSize(super().sizeHint().width(), self.minimumHeight())


def _scrolling(*parts: QWidget) -> QScrollArea:
    column = QWidget()
    column.setProperty("ground", "none")
    inner = QVBoxLayout(column)
    inner.setContentsMargins(0, 0, 0, 0)
    inner.setSpacing(SPACE_3)
    for part in parts:
        inner.addWidget(part)
    inner.addStretch()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setMinimumHeight(24)
    area.setWidget(column)
    return area
