"""Moderation: which panels disagree; then one case with its film, its sheets and the decision.

Why this room exists: whoever decides sees the seconds that are disputed, says why, and does not decide alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from app.centre.moderation import CaseLine
from app.screens.examiner.dispute_card import DisputeCard
from app.screens.examiner.film_controls import FilmControls
from app.screens.examiner.film_page import LOW_PX, NARROW_PX, QWIDGET_MOST
from app.screens.examiner.film_player import RATES
from app.screens.examiner.film_view import FilmView
from app.screens.examiner.film_words import subject_name
from app.screens.examiner.key_ears import KeyEars
from app.screens.examiner.moderation_state import CaseState, typed_points
from app.screens.examiner.sheet_state import points_text
from app.screens.parts.labels import NoticeBanner, button, label, panel, rename, row
from app.screens.parts.paged_table import PagedModel, PagedTable, dress_table
from app.screens.parts.timeline import Timeline
from app.screens.theme import SPACE_2, SPACE_3, SPACE_4, SPACE_5


@dataclass(frozen=True, slots=True)
class CasesState:
    """What stands around the list of cases."""

    sittings: tuple[tuple[str, str], ...] = ()
    sitting: str = ""
    problem: str = ""
    advice: str = ""


class CasesPage(QWidget):
    """The list of panels that call a moderator."""

    sitting_asked = Signal(str)
    opened_asked = Signal(object)
    """A ``CaseLine``."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("cases-page")
        self.setProperty("ground", "paper")
        self._state, self._lines = CasesState(), []  # type: CasesState, list[CaseLine]
        self.title, self.notice = label("title", wrap=False), NoticeBanner()
        self.sitting = QComboBox()
        self.sitting.setProperty("role", "desk")
        self.sitting.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sitting.setMinimumContentsLength(22)
        self.model: PagedModel[CaseLine] = PagedModel(self._fetch, self._cells)
        self.table, self.empty, self.next_step = PagedTable(), label("lead"), label("soft")
        self.open = button("desk-filled", lambda: self._open(self.table.current_row()))
        self._build()
        self.sitting.activated.connect(lambda place: self.sitting_asked.emit(self._state.sittings[place][0]))
        self.table.chosen.connect(self._open)
        self._write()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_5, SPACE_4, SPACE_5, SPACE_4)
        column.setSpacing(SPACE_3)
        column.addLayout(row(self.title, 1, self.sitting, gap_px=SPACE_3))
        column.addWidget(self.notice)
        card, inside = panel("card", margin_px=SPACE_2, gap_px=0)
        holder, self._stack = QWidget(), QStackedLayout()
        holder.setLayout(self._stack)
        nothing, said = QWidget(), QVBoxLayout()
        nothing.setLayout(said)
        for words in (self.empty, self.next_step):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        said.addStretch(1)
        said.addWidget(self.empty)
        said.addWidget(self.next_step)
        said.addStretch(1)
        self.table.setModel(self.model)
        self._stack.addWidget(self.table)
        self._stack.addWidget(nothing)
        inside.addWidget(holder)
        column.addWidget(card, 1)
        column.addLayout(row(1, self.open))

    def show_state(self, state: CasesState, lines: Sequence[CaseLine]) -> None:
        """Show the cases."""
        before, self._state, self._lines = self._state, state, list(lines)
        if before.sittings != state.sittings:
            self.sitting.clear()
            self.sitting.addItems([title for _, title in state.sittings])
        ids = [each for each, _ in state.sittings]
        self.sitting.setCurrentIndex(ids.index(state.sitting) if state.sitting in ids else -1)
        self.notice.say(state.problem, state.advice)
        self._write()
        self.model.reload()
        self._stack.setCurrentIndex(0 if lines else 1)
        self.open.setEnabled(bool(lines))
        self._share()
        if lines:
            self.table.selectRow(0)

    def _fetch(self, after: CaseLine | None, limit: int) -> Sequence[CaseLine]:
        begin = 0 if after is None else self._lines.index(after) + 1
        return self._lines[begin : begin + limit]

    def _cells(self, line: CaseLine) -> Sequence[str]:
        why = self.tr("red line") if line.red_line else self.tr("{0} apart").format(points_text(line.spread))
        stand = self.tr("open")
        if line.decided is not None:
            stand = self.tr("decided: {0}").format(points_text(line.decided))
        totals = " / ".join(points_text(each) for each in line.totals)
        return line.number, subject_name(line.key.subject), totals, why, stand

    def _open(self, place: int) -> None:
        line = self.model.row_at(place)
        if line is not None:
            self.opened_asked.emit(line)

    def _share(self) -> None:
        self.table.share((5, 4, 5, 4, 4))

    def _write(self) -> None:
        self.title.setText(self.tr("Moderation"))
        self.sitting.setAccessibleName(self.tr("Sitting"))
        self.table.setAccessibleName(self.tr("Panels that call a moderator"))
        headings = (self.tr("Number"), self.tr("Subject"), self.tr("Sheets"), self.tr("Why"), self.tr("State"))
        self.model.show_headings(headings)
        self.empty.setText(self.tr("No panel calls a moderator."))
        self.next_step.setText(self.tr("A spread over the threshold or an agreed red line brings a case here."))
        rename(self.open, self.tr("Open the case"))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the theme that the page stands in."""
        super().showEvent(event)
        dress_table(self.table)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._share()

    def changeEvent(self, event: QEvent) -> None:
        """Write words anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)


class CasePage(QWidget):
    """One case: film at the left, sheets and decision at the right."""

    left_asked = Signal()
    decided = Signal(int, str, str, str)
    """Half-points, the reason, the second person's login and PIN."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("case-page")
        self.setProperty("ground", "paper")
        self._state = CaseState()
        self.title, self.subtitle = label("head"), label("soft")
        self.back = button("desk", self.left_asked.emit)
        self.view, self.controls, self.timeline = FilmView(), FilmControls(RATES), Timeline()
        self.timeline.exact = True
        self.disputes, self.notice = DisputeCard(), NoticeBanner()
        self.mark, self.login, self.pin = QLineEdit(), QLineEdit(), QLineEdit()
        self.reason, self.decide = QPlainTextEdit(), button("desk-filled", self._decide)
        self.outcome = label("good")
        self._ears = KeyEars(self, self.controls.take_key)  # outside of the fields that take text
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self.mark, self.login, self.pin):
            field.setProperty("role", "desk")
            field.textChanged.connect(self._may_decide)
        self.reason.textChanged.connect(self._may_decide)
        self.reason.setTabChangesFocus(True)
        self._build()
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
        left = QVBoxLayout()
        left.setSpacing(SPACE_2)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self.title)
        names.addWidget(self.subtitle)
        head = row(self.back, gap_px=SPACE_3)
        head.addLayout(names, 1)
        left.addLayout(head)
        left.addWidget(self.view, 1)
        left.addWidget(self.controls)
        card, inside = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
        inside.addWidget(self.timeline)
        left.addWidget(card)
        card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._sides.addLayout(left, 1)
        self._sides.addLayout(self._right(), 1)

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(SPACE_3)
        sheets, inside = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
        self._sheets, holder = QScrollArea(), QWidget()
        self._sheets.setWidgetResizable(True)
        self._sheets.setFrameShape(QFrame.Shape.NoFrame)
        self._sheets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        holder.setProperty("ground", "none")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, SPACE_2, 0)
        column.addWidget(self.disputes)
        column.addStretch(1)
        self._sheets.setWidget(holder)
        inside.addWidget(self._sheets)
        right.addWidget(sheets, 1)
        self._card, column = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
        self._heading = label("desk-strong", wrap=False)
        self.reason.setFixedHeight(84)
        column.addLayout(row(self._heading, 1, self.mark, gap_px=SPACE_3))
        column.addWidget(self.reason)
        column.addWidget(self.notice)
        column.addLayout(row(self.login, self.pin, self.decide, gap_px=SPACE_2))
        self.mark.setFixedWidth(150)
        right.addWidget(self._card)
        right.addWidget(self.outcome)
        return right

    def show_state(self, state: CaseState) -> None:
        """Show a case."""
        before, self._state = self._state, state
        if before.number != state.number or before.subject is not state.subject:
            for field in (self.mark, self.login, self.pin):
                field.clear()
            self.reason.clear()
        self.disputes.show_case(state)
        self.notice.say(state.problem, state.advice)
        self._card.setVisible(state.decided is None)
        self.outcome.setVisible(state.decided is not None)
        self._write()

    def forget_pin(self) -> None:
        """Keep no PIN in a field."""
        self.pin.clear()

    def _decide(self) -> None:
        half_points = typed_points(self.mark.text())
        if half_points is not None:
            self.decided.emit(half_points, self.reason.toPlainText(), self.login.text().strip(), self.pin.text())

    def _may_decide(self) -> None:
        written = bool(self.reason.toPlainText().strip() and self.login.text().strip() and self.pin.text())
        self.decide.setEnabled(written and typed_points(self.mark.text()) is not None)

    def _write(self) -> None:
        state = self._state
        self.title.setText(f"{state.number}  {subject_name(state.subject)}" if state.number else "")
        why = self.tr("{0} points apart, the limit is {1}; the mean would be {2}").format(
            points_text(state.spread), points_text(state.threshold), points_text(state.mean)
        )
        self.subtitle.setText(why if state.number else "")
        self._heading.setText(self.tr("Your decision"))
        self.mark.setPlaceholderText(self.tr("Points, as 77.5"))
        self.mark.setAccessibleName(self.tr("Points, as 77.5"))
        self.reason.setPlaceholderText(self.tr("Why: what the film shows, and at which second"))
        self.reason.setAccessibleName(self.tr("Reason"))
        self.login.setPlaceholderText(self.tr("Second person's login"))
        self.login.setAccessibleName(self.tr("Second person's login"))
        self.pin.setPlaceholderText(self.tr("PIN"))
        self.pin.setAccessibleName(self.tr("PIN"))
        rename(self.decide, self.tr("Decide and sign"))
        rename(self.back, self.tr("Cases"), self.tr("Back to the cases"))
        if state.decided is not None:
            self.outcome.setText(
                self.tr("Decided: {0} points, signed by two people.").format(points_text(state.decided))
            )
        self._may_decide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand side by side, or one under the other where there is little room."""
        narrow = self.width() < NARROW_PX
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._sides.setDirection(wanted)
        self._inner.setMaximumHeight(QWIDGET_MOST if narrow else self.height())
        self.view.setMinimumHeight(200 if narrow else 135)
        self._sheets.setMinimumHeight(360 if narrow else 120)
        self.timeline.fit(low=self.height() < LOW_PX)
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Write words anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
        super().changeEvent(event)
