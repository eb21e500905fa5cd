"""Close the room: press once, and see of each candidate whether everything is there, or what is missing and where.

Why this room exists: what is found missing while people are still in the room can still be brought.
"""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from app.centre.closing import OFFICE, CandidateAccount, Lack, RoomAccount
from app.screens.examiner.sitting_page import SittingPage
from app.screens.examiner.sittings import SittingTitles
from app.screens.parts.labels import NoticeBanner, SignedLine, button, centred, label, panel, rename
from app.screens.parts.marks import Sign
from app.screens.parts.scroll import scrolled
from app.screens.parts.words import clock_text
from app.screens.theme import SPACE_1, SPACE_2, SPACE_3


@dataclass(frozen=True, slots=True)
class ClosingState:
    """What the page shows.  ``done`` of ``booked`` candidates are accounted for while it counts."""

    sittings: SittingTitles = ()
    sitting: str = ""
    counting: bool = False
    done: int = 0
    booked: int = 0
    account: RoomAccount | None = None
    language: str = "zh"
    problem: str = ""
    advice: str = ""


class ClosingPage(SittingPage):
    """Shows an account and reports wishes."""

    count_asked = Signal()

    def __init__(self) -> None:
        super().__init__("closing")
        self._state = ClosingState()
        self.count, self.intro, self.how = button("desk-filled", self.count_asked.emit), label("lead"), label("soft")
        self.progress, self.counted, self.verdict = QProgressBar(), label("soft"), NoticeBanner()
        self.progress.setTextVisible(False)
        self.head.addWidget(self.count)
        for part in (self.notice, self.progress, self.counted, self.verdict):
            self.column.addWidget(part)
        holder = QWidget()
        self._lines, self._cards = QVBoxLayout(holder), list[QWidget]()
        self._lines.setContentsMargins(0, 0, SPACE_2, 0)
        self._lines.setSpacing(SPACE_2)
        self._lines.addStretch(1)
        self._account, (self._before, inside) = scrolled(holder, by_keys=True), panel("card")
        inside.addWidget(centred(self.intro, self.how))
        self.column.addWidget(self._before, 1)
        self.column.addWidget(self._account, 1)
        self.write()

    def show_state(self, state: ClosingState) -> None:
        """Show an account, or how far the counting is."""
        before, self._state = self._state, state
        self.show_head(state.sittings, state.sitting, (state.problem, state.advice))
        self.sitting.setEnabled(not state.counting)
        self.count.setEnabled(bool(state.sitting) and not state.counting)
        for part in (self.progress, self.counted):
            part.setVisible(state.counting)
        self.progress.setRange(0, max(1, state.booked))
        self.progress.setValue(state.done)
        if (before.account, before.language) != (state.account, state.language):
            self._show_account(state)
        self.write()

    def _show_account(self, state: ClosingState) -> None:
        for card in self._cards:
            self._lines.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []
        if state.account is None:
            return
        ordered = sorted(state.account.candidates, key=lambda each: (each.whole, not each.waits, each.number))
        for place, each in enumerate(ordered):
            self._cards.append(self._card(each, state.language))
            self._lines.insertWidget(place, self._cards[-1])
            self._cards[-1].show()

    def _card(self, each: CandidateAccount, language: str) -> QFrame:
        card, inside = panel("card" if each.whole else "care", margin_px=SPACE_3, gap_px=SPACE_1)
        sign = SignedLine(Sign.TICK if each.whole else Sign.CARE, "jade" if each.whole else "amber", "desk-strong", 22)
        sign.say(each.number, Sign.TICK if each.whole else Sign.CARE, "jade" if each.whole else "amber")
        inside.addWidget(sign)
        inside.addWidget(label("soft", self._there(each)))
        for lack in each.lacks:
            inside.addWidget(label("desk", lack.what.in_language(language)))
            inside.addWidget(label("small", self.tr("Where: {0}").format(self._place(lack))))
        for wait in each.waits:
            inside.addWidget(label("small", self.tr("May wait: {0}").format(wait.in_language(language))))
        return card

    def _place(self, lack: Lack) -> str:
        """Return where to look: a file, a stream, or a room of the centre by its name in this language."""
        return self.tr("the office") if lack.where == OFFICE else lack.where

    def _there(self, each: CandidateAccount) -> str:
        stands = {
            "absent": self.tr("absent, noted"), "deferred": self.tr("put off, noted"),
            "unknown": self.tr("nothing is known"),
        }  # fmt: skip
        if each.stand in stands:
            return stands[each.stand]
        said = self.tr("{0} · answers {1}/{2} · clips {3} · films {4} ({5}) · sheets signed {6}/{7}")
        return said.format(
            each.station, each.answers, each.items, each.clips, each.films, clock_text(each.film_ms),
            each.sheets_signed, each.sheets_wanted,
        )  # fmt: skip

    def write(self) -> None:
        """Write what is counted, or what was found."""
        state = self._state
        self.title.setText(self.tr("Close the room"))
        self.intro.setText(self.tr("Every answer, sheet, film and clip is looked for before anyone leaves."))
        self.how.setText(self.tr("Every film is read to its end; you see how far it is."))
        self._before.setVisible(state.account is None and not state.counting)
        self._account.setVisible(not self._before.isVisibleTo(self))
        self.counted.setText(self.tr("Reading every film: {0} of {1} candidates").format(state.done, state.booked))
        self.progress.setAccessibleName(self.tr("Candidates accounted for"))
        rename(self.count, self.tr("Count again") if state.account else self.tr("Count everything"))
        account = state.account
        if account is None or state.counting:
            self.verdict.say("")
        elif account.may_close:
            said = self.tr("Everything of {0} candidates is here. The room may close.")
            self.verdict.say(said.format(len(account.candidates)), "", "good")
        else:
            said = self.tr("Something is missing of {0} of {1} candidates.")
            advice = self.tr("Let nobody leave before it is found or noted.")
            self.verdict.say(said.format(len(account.lacking), len(account.candidates)), advice, "bad")
