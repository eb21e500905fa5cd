"""Moderation: which panels disagree; then one case with its film, its sheets and the decision.

Why this room exists: whoever decides sees the seconds that are disputed, says why, and does not decide alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.centre.moderation import CaseLine
from app.screens.examiner.dispute_card import DisputeCard
from app.screens.examiner.drafts import Draft
from app.screens.examiner.film_frame import FilmFrame
from app.screens.examiner.film_words import subject_name
from app.screens.examiner.key_ears import KeyEars
from app.screens.examiner.moderation_state import CaseState, typed_points
from app.screens.examiner.sheet_state import points_text
from app.screens.examiner.sitting_page import ListPage
from app.screens.examiner.sittings import SittingTitles
from app.screens.parts.labels import NoticeBanner, SignedLine, button, label, panel, rename, row
from app.screens.parts.marks import Sign
from app.screens.parts.scroll import scrolled
from app.screens.theme import SPACE_2, SPACE_3

_SHEETS_PX, _NARROW_SHEETS_PX = 120, 360
"""Least height of the sheets beside the film, and under it."""


@dataclass(frozen=True, slots=True)
class CasesState:
    """What stands around the list of cases."""

    sittings: SittingTitles = ()
    sitting: str = ""
    problem: str = ""
    advice: str = ""


class CasesPage(ListPage[CaseLine]):
    """The list of panels that call a moderator."""

    def __init__(self) -> None:
        super().__init__("cases-page", self._fetch, (5, 4, 5, 4, 4))
        self._lines: list[CaseLine] = []
        self.column.addWidget(self.notice)
        self.add_list()
        self.write()

    def show_state(self, state: CasesState, lines: Sequence[CaseLine]) -> None:
        """Show the cases."""
        self._lines = list(lines)
        self.show_head(state.sittings, state.sitting, (state.problem, state.advice))
        self.write()
        self.reload()

    def _fetch(self, after: CaseLine | None, limit: int) -> Sequence[CaseLine]:
        begin = 0 if after is None else self._lines.index(after) + 1
        return self._lines[begin : begin + limit]

    def cells(self, line: CaseLine) -> Sequence[str]:
        """Return number, subject, the sheets' points, why a moderator is called, and how it stands."""
        why = self.tr("red line") if line.red_line else self.tr("{0} apart").format(points_text(line.spread))
        stand = self.tr("open")
        if line.decided is not None:
            stand = self.tr("decided: {0}").format(points_text(line.decided))
        totals = " / ".join(points_text(each) for each in line.totals)
        return line.number, subject_name(line.key.subject), totals, why, stand

    def write(self) -> None:
        """Write the headings and what is said of an empty list."""
        self.title.setText(self.tr("Moderation"))
        self.table.setAccessibleName(self.tr("Panels that call a moderator"))
        headings = (self.tr("Number"), self.tr("Subject"), self.tr("Sheets"), self.tr("Why"), self.tr("State"))
        self.model.show_headings(headings)
        self.empty.setText(self.tr("Nothing needs moderation."))
        self.next_step.setText(self.tr("A spread over the threshold or an agreed red line brings a case here."))
        rename(self.open, self.tr("Open the case"))


class CasePage(FilmFrame):
    """One case: film at the left, sheets and decision at the right."""

    decided = Signal(int, str, str, str)
    """Half-points, the reason, the second person's login and PIN."""

    def __init__(self) -> None:
        super().__init__("case-page")
        self._state = CaseState()
        self.disputes, self.notice = DisputeCard(), NoticeBanner()
        self.mark, self.login, self.pin = QLineEdit(), QLineEdit(), QLineEdit()
        self.reason, self.decide = QPlainTextEdit(), button("desk-filled", self._decide)
        done = SignedLine(Sign.TICK, "jade", "desk-strong", 24)
        self.outcome = done.text
        self._done, inside = panel("good", margin_px=SPACE_3)
        inside.addWidget(done)
        self.forestalled = label("desk")
        inside.addWidget(self.forestalled)
        self._ears = KeyEars(self, self.controls.take_key)  # outside of the fields that take text
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self.mark, self.login, self.pin):
            field.setProperty("role", "desk")
            field.textChanged.connect(self._may_decide)
        self.reason.textChanged.connect(self._may_decide)
        self.reason.setTabChangesFocus(True)
        self.sides.addLayout(self._right(), 1)
        self.write()

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(SPACE_3)
        sheets, inside = panel("card", margin_px=SPACE_3, gap_px=SPACE_2)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, SPACE_2, 0)
        column.addWidget(self.disputes)
        column.addStretch(1)
        self._sheets = scrolled(holder, by_keys=True)
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
        right.addWidget(self._done)
        return right

    def show_state(self, state: CaseState) -> None:
        """Show a case."""
        before, self._state = self._state, state
        if before.number != state.number or before.subject is not state.subject:
            self.forget_words()
        self.disputes.show_case(state)
        self.notice.say(state.problem, state.advice)
        self._card.setVisible(state.decided is None)
        self._done.setVisible(state.decided is not None)
        self.forestalled.setText(state.advice)
        self.forestalled.setVisible(bool(state.advice))
        self.write()

    def forget_pin(self) -> None:
        """Keep no PIN in a field."""
        self.pin.clear()

    def draft(self) -> Draft | None:
        """Return what was begun for a decision, or None."""
        mark, reason, login = self.mark.text(), self.reason.toPlainText(), self.login.text()
        return Draft(words=reason, login=login, figure=mark) if mark or reason or login else None

    def write_on(self, draft: Draft) -> None:
        """Put back what was begun."""
        self.mark.setText(draft.figure)
        self.reason.setPlainText(draft.words)
        self.login.setText(draft.login)

    def forget_words(self) -> None:
        """Keep nothing of what was written for a decision."""
        for field in (self.mark, self.login, self.pin):
            field.clear()
        self.reason.clear()

    def _decide(self) -> None:
        half_points = typed_points(self.mark.text())
        if half_points is not None:
            self.decided.emit(half_points, self.reason.toPlainText(), self.login.text().strip(), self.pin.text())

    def _may_decide(self) -> None:
        written = bool(self.reason.toPlainText().strip() and self.login.text().strip() and self.pin.text())
        self.decide.setEnabled(written and typed_points(self.mark.text()) is not None)

    def write(self) -> None:
        """Write the case's names, the fields and the decision."""
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
        self.login.setPlaceholderText(self.tr("Second login"))
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

    def fit(self, *, narrow: bool) -> None:
        """Keep some lines of the sheets in sight."""
        self._sheets.setMinimumHeight(_NARROW_SHEETS_PX if narrow else _SHEETS_PX)
