"""Join the oral panel to the job of marking: a tick is an entry, the sheet is signed with a PIN."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from app.centre.access import sign_in
from app.centre.marking import Marking, SheetKey
from app.centre.values import SignedIn
from app.exam.errors import DeskError, Overtaken
from app.exam.theory import oral_question
from app.screens.examiner.oral_panel import KeyPointLine, OralPanel, OralSheetState
from app.screens.examiner.retold import Retold
from app.screens.examiner.sheet_desk import DeskServices


class OralDesk(QObject):
    """One panel, one oral paper at a time.

    Args:
        end: ends the candidate's gate, told how many questions are unmarked.
    """

    changed = Signal()
    signed = Signal()

    def __init__(self, panel: OralPanel, services: DeskServices, end: Callable[[int], object]) -> None:
        super().__init__(panel)
        self.panel, self._at, self._end = panel, services, end
        self.may_end = False
        """Whether the gate runs, as the live desk sees it; ``refresh`` shows it."""
        self._shown_end = self._ending = False
        self._retold = Retold()
        self.marking: Marking | None = None
        self._by: SignedIn | None = None
        self._index, self._signing, self._problem = 0, False, ("", "")
        panel.ticked.connect(self._tick)
        panel.question_asked.connect(self._turn)
        panel.sign_asked.connect(lambda: self._ask_sign(asked=True))
        panel.sign_left.connect(lambda: self._ask_sign(asked=False))
        panel.pin_given.connect(self._sign)
        panel.end_asked.connect(self._ask_end)
        panel.end_given.connect(self._give_end)
        panel.language_changed.connect(self._turn_language)

    def open(self, by: SignedIn, key: SheetKey) -> None:
        """Open the sheet of an oral paper, or stand where it stood.

        Raises:
            Refused: see ``Marking``.
        """
        self.marking = Marking(self._at.store, self._at.clock, self._at.station, by, key)
        self._by, self._index, self._signing, self._problem = by, 0, False, ("", "")
        self._ending = False
        try:
            self.marking.seal_if_whole()
        except DeskError as error:
            self._problem = self._retold.told(error, self._at.language())
        self.show()

    def close(self) -> None:
        """Leave the sheet as it stands."""
        self.marking, self._by = None, None

    def state(self) -> OralSheetState:
        """Return what the panel shows."""
        marking = self.marking
        if marking is None or not marking.state.questions:
            return OralSheetState()
        sheet, language = marking.state, self._at.language()
        asked = oral_question(marking.context.bank, sheet.questions[self._index])
        points = tuple(
            KeyPointLine(each.id, each.text.in_language(language), each.half_points, (asked.id, each.id) in sheet.heard)
            for each in asked.key_points
        )
        unmarked = len(sheet.questions) - len({question for question, _ in sheet.heard} & set(sheet.questions))
        return OralSheetState(
            self._index, len(sheet.questions), asked.stem.in_language(language),
            asked.model_answer.in_language(language), points, sheet.total_half_points, unmarked, self.may_end,
            self._ending and self.may_end, self._signing, sheet.signed, sheet.sealed, *self._problem,
        )  # fmt: skip

    def refresh(self) -> None:
        """Paint anew where the gate has begun or ended."""
        if self.may_end != self._shown_end:
            self.show()

    def show(self) -> None:
        """Paint the question in hand."""
        if self.marking is not None:
            self._shown_end = self.may_end
            self.panel.show_state(self.state())
            self.changed.emit()

    def _turn_language(self) -> None:
        self._problem = self._retold.again(self._problem, self._at.language())
        self.show()

    def _ask_end(self, asked: object) -> None:
        self._ending, self._problem = bool(asked), ("", "")
        self.show()

    def _give_end(self) -> None:
        """End the gate; what the rules say against it stands on the panel."""
        try:
            self._end(self.state().unmarked)
            self._problem = ("", "")
            self.may_end = False
        except DeskError as error:
            self._problem = self._retold.told(error, self._at.language())
        self._ending = False
        self.show()

    def _turn(self, index: int) -> None:
        self._index, self._problem = index, ("", "")
        self.show()

    def _tick(self, point: str, heard: object) -> None:
        marking = self.marking
        if marking is None:
            return
        question = marking.state.questions[self._index]
        try:
            marking.tick(question, point, heard=bool(heard))
            self._problem = ("", "")
        except DeskError as error:
            self._say(error)
        self.show()

    def _say(self, error: DeskError) -> None:
        """Say what went wrong; what another window wrote is taken in, or no key would be heard here any more."""
        self._problem = self._retold.told(error, self._at.language())
        marking, by = self.marking, self._by
        if isinstance(error, Overtaken) and marking is not None and by is not None:
            key = SheetKey(marking.state.attempt, marking.subject)
            with suppress(DeskError):
                self.marking = Marking(self._at.store, self._at.clock, self._at.station, by, key)
            self._signing = False

    def _ask_sign(self, *, asked: bool) -> None:
        self._signing, self._problem = asked, ("", "")
        self.show()

    def _sign(self, pin: str) -> None:
        marking, by = self.marking, self._by
        if marking is None or by is None:
            return
        try:
            confirmed = sign_in(self._at.store, self._at.clock, by.staff.login, pin)
            if not marking.state.signed:  # else the seal alone failed before
                marking.sign(confirmed)
            marking.seal_if_whole()
        except DeskError as error:
            self._say(error)
            self.show()
            return
        self._signing, self._problem = False, ("", "")
        self.show()
        self.signed.emit()
