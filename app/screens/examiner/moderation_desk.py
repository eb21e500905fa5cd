"""Join the moderator's pages to the job: the examiner window's page ``moderation``.

Why this room exists: the film jumps to what is disputed; the decision is the office's entry with two signatures.
"""

from contextlib import suppress

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QStackedWidget

from app.centre.access import sign_in
from app.centre.marking import SheetKey
from app.centre.moderation import Case, CaseLine, case_of, cases
from app.centre.office import Decision, Office
from app.centre.reel import Reel
from app.centre.values import SignedIn, Sitting
from app.centre.viewing import open_reel
from app.exam.errors import DeskError
from app.exam.roles import Act
from app.screens.examiner.film_desk import FilmServices
from app.screens.examiner.moderation_page import CasePage, CasesPage, CasesState
from app.screens.examiner.moderation_state import CaseState, DisputeTag, case_state, on_reel
from app.screens.examiner.projector import Projector
from app.screens.examiner.retold import Retold
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.examiner.sittings import kept_or_newest, sittings_of, titles_of
from app.screens.parts.timeline import Pin


class ModerationDesk(QObject):
    """The page ``moderation``: a list and, over it, one case."""

    name, act = "moderation", Act.MODERATE

    def __init__(self, services: DeskServices, film: FilmServices) -> None:
        self.widget = QStackedWidget()
        super().__init__(self.widget)
        self.widget.setObjectName(self.name)
        self._at, self._film = services, film
        self.list, self.page = CasesPage(), CasePage()
        self.widget.addWidget(self.list)
        self.widget.addWidget(self.page)
        self.projector = Projector(self.page)
        self.player = self.projector.player
        self._by: SignedIn | None = None
        self._sittings: tuple[Sitting, ...] = ()
        self._sitting = ""
        self._case: Case | None = None
        self._problem, self._retold = ("", ""), Retold()
        self.list.sitting_asked.connect(self._choose_sitting)
        self.list.opened_asked.connect(self._open)
        self.page.left_asked.connect(self._back)
        self.page.decided.connect(self._decide)
        self.page.language_changed.connect(self._turn_language)
        self.page.disputes.moment_asked.connect(self.projector.to_moment)
        self.projector.changed.connect(self._show_film)

    def title(self) -> str:
        """Return the entry's title in the window's language."""
        return QCoreApplication.translate("ModerationDesk", "Moderation")

    def entered(self, signed: SignedIn) -> None:
        """Load the cases."""
        self._by = signed
        self._sittings = sittings_of(self._at.store)
        self._sitting = kept_or_newest(self._sittings, self._sitting)
        self._back()

    def left(self) -> None:
        """Let film and person go."""
        self.projector.close()
        self._keep_words()
        self._by, self._case = None, None

    def _keep_words(self) -> None:
        """Let what was begun for a decision wait for this person: nobody else sees it, and it is lost by no turn."""
        case, by = self._case, self._by
        if case is not None and by is not None:
            draft = None if case.decided is not None else self.page.draft()
            self._at.drafts.keep(by.staff.id, _place(case.key), draft)
        self.page.forget_words()

    def _back(self) -> None:
        self.projector.close()
        self._keep_words()
        self._case, self._problem = None, ("", "")
        self.widget.setCurrentWidget(self.list)
        self._show_list()
        self.list.table.setFocus()

    def _show_list(self) -> None:
        lines: tuple[CaseLine, ...] = ()
        if self._by is not None and self._sitting:
            lines = cases(self._at.store, self._by, self._sitting)
        self.list.show_state(CasesState(titles_of(self._sittings), self._sitting, *self._problem), lines)

    def _choose_sitting(self, sitting: str) -> None:
        self._sitting = sitting
        self._show_list()

    def _open(self, line: object) -> None:
        if not isinstance(line, CaseLine) or self._by is None:
            return
        try:
            self._case = case_of(self._at.store, self._by, line.key)
        except DeskError as error:
            self._problem = self._retold.told(error, self._at.language())
            self._show_list()
            return
        self._problem = ("", "")
        self._roll(self._by, line.key)
        self.widget.setCurrentWidget(self.page)
        self._show_case()
        draft = self._at.drafts.take(self._by.staff.id, _place(line.key))
        if draft is not None:
            self.page.write_on(draft)
        self.page.timeline.setFocus()  # the film first; its keys are heard outside of the fields

    def _roll(self, by: SignedIn, key: SheetKey) -> None:
        """Open the film, where there is one: a decision can rest on the sheets alone."""
        try:
            reel = open_reel(self._at.store, self._at.clock, by, self._film.shelf, key, purpose="moderate")
            self.page.view.say("")
        except DeskError as error:
            reel = Reel()
            self.page.view.say(error.in_language(self._at.language())[0])
        self.projector.open(reel)

    def _show_case(self) -> None:
        if self._case is not None:
            state = case_state(self._case, self._at.language(), self._problem)
            self.page.show_state(on_reel(state, self.projector.reel.told_ms))
            self._show_film()

    def _turn_language(self) -> None:
        self._problem = self._retold.again(self._problem, self._at.language())
        self._show_case()

    def _tags(self) -> list[DisputeTag]:
        if self._case is None:
            return []
        state: CaseState = case_state(self._case, self._at.language())
        return [*state.red_lines, *(tag for line in state.lines for tag in line.tags)]

    def _show_film(self) -> None:
        pins = [
            Pin(place, whole, tag.words, tag.sense)
            for place, tag in enumerate(self._tags())
            if (whole := self.projector.reel.whole_ms(tag.film, tag.at_ms)) is not None
        ]
        self.page.controls.show_state(self.projector.controls(len(pins)))
        self.page.timeline.show_state(self.projector.timeline(pins))

    def _decide(self, half_points: int, reason: str, login: str, pin: str) -> None:
        case, by = self._case, self._by
        if case is None or by is None:
            return
        self.page.forget_pin()
        try:
            second = sign_in(self._at.store, self._at.clock, login, pin)
            office = Office(self._at.store, self._at.clock, self._at.station, by)
            office.moderate(Decision(case.key.attempt, case.key.subject, half_points, reason), second)
            self._case = case_of(self._at.store, by, case.key)
            self._problem = ("", "")
        except DeskError as error:
            self._problem = self._retold.told(error, self._at.language())
            with suppress(DeskError):  # another lead may have decided meanwhile
                self._case = case_of(self._at.store, by, case.key)
        self._show_case()


def _place(key: SheetKey) -> str:
    return f"case/{key.attempt}/{key.subject.value}"
