"""Join the moderator's pages to the job: the examiner window's page ``moderation``.

Why this room exists: the film jumps to what is disputed; the decision is the office's entry with two signatures.
"""

from dataclasses import replace

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
from app.screens.examiner.film_controls import ControlsState
from app.screens.examiner.film_desk import FilmServices
from app.screens.examiner.film_player import FilmPlayer, next_rate
from app.screens.examiner.moderation_page import CasePage, CasesPage, CasesState
from app.screens.examiner.moderation_state import CaseState, DisputeTag, case_state
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.parts.timeline import Pin, TimelineState


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
        self.player = FilmPlayer(self.page.view, self)
        self._by: SignedIn | None = None
        self._sittings: tuple[Sitting, ...] = ()
        self._sitting, self._reel = "", Reel()
        self._case: Case | None = None
        self._problem = ("", "")
        self._join()

    def _join(self) -> None:
        self.list.sitting_asked.connect(self._choose_sitting)
        self.list.opened_asked.connect(self._open)
        page, controls = self.page, self.page.controls
        page.left_asked.connect(self._back)
        page.decided.connect(self._decide)
        page.disputes.moment_asked.connect(self._to_moment)
        page.timeline.position_asked.connect(self.player.jump)
        page.timeline.tag_chosen.connect(self._to_pin)
        controls.toggled.connect(self.player.toggle)
        controls.stepped.connect(self.player.step)
        controls.rate_asked.connect(self._rate)
        controls.tag_asked.connect(self._to_neighbour)
        controls.loop_asked.connect(self._turn_loop)
        controls.rate_stepped.connect(lambda by: self._rate(next_rate(self.player.rate_percent, by)))
        self.player.moved.connect(self._follow)
        self.player.playing_changed.connect(lambda _: self._show_film())

    def title(self) -> str:
        """Return the entry's title in the window's language."""
        return QCoreApplication.translate("ModerationDesk", "Moderation")

    def entered(self, signed: SignedIn) -> None:
        """Load the cases."""
        self._by = signed
        with self._at.store.reading() as books:
            self._sittings = tuple(books.sittings.all())
        known = {each.id for each in self._sittings}
        if self._sitting not in known:
            self._sitting = self._sittings[0].id if self._sittings else ""
        self._back()

    def left(self) -> None:
        """Let film and person go."""
        self.player.close()
        self.page.forget_pin()
        self._by, self._case = None, None

    def _back(self) -> None:
        self.player.close()
        self._case, self._problem = None, ("", "")
        self.widget.setCurrentWidget(self.list)
        self._show_list()
        self.list.table.setFocus()

    def _show_list(self) -> None:
        titles = tuple((each.id, f"{each.code} · {each.place}") for each in self._sittings)
        lines: tuple[CaseLine, ...] = ()
        if self._by is not None and self._sitting:
            lines = cases(self._at.store, self._by, self._sitting)
        self.list.show_state(CasesState(titles, self._sitting, *self._problem), lines)

    def _choose_sitting(self, sitting: str) -> None:
        self._sitting = sitting
        self._show_list()

    def _open(self, line: object) -> None:
        if not isinstance(line, CaseLine) or self._by is None:
            return
        try:
            self._case = case_of(self._at.store, self._by, line.key)
        except DeskError as error:
            self._problem = error.in_language(self._at.language())
            self._show_list()
            return
        self._problem = ("", "")
        self._roll(self._by, line.key)
        self.widget.setCurrentWidget(self.page)
        self._show_case()
        self.page.timeline.setFocus()  # the film first; its keys are heard outside of the fields

    def _roll(self, by: SignedIn, key: SheetKey) -> None:
        """Open the film, where there is one: a decision can rest on the sheets alone."""
        try:
            self._reel = open_reel(self._at.store, self._at.clock, by, self._film.shelf, key, purpose="moderate")
            self.page.view.say("")
        except DeskError as error:
            self._reel = Reel()
            self.page.view.say(error.in_language(self._at.language())[0])
        self.player.open(self._reel)

    def _show_case(self) -> None:
        if self._case is not None:
            self.page.show_state(case_state(self._case, self._at.language(), self._problem))
            self._show_film()

    def _tags(self) -> list[DisputeTag]:
        if self._case is None:
            return []
        state: CaseState = case_state(self._case, self._at.language())
        return [*state.red_lines, *(tag for line in state.lines for tag in line.tags)]

    def _show_film(self) -> None:
        pins = tuple(
            Pin(place, whole, tag.words, tag.sense)
            for place, tag in enumerate(self._tags())
            if (whole := self._reel.whole_ms(tag.film, tag.at_ms)) is not None
        )
        player = self.player
        self.page.controls.show_state(
            ControlsState(
                player.playing, player.rate_percent, player.loop_ms is not None, bool(self._reel.films), len(pins)
            )
        )
        self.page.timeline.show_state(
            TimelineState(
                self._reel.duration_ms, player.position_ms, (), pins, self._reel.remarks_ms, player.loop_ms,
                tuple(each.at_ms for each in self._reel.breaks),
            )
        )  # fmt: skip

    def _follow(self, position_ms: int) -> None:
        self.page.timeline.show_state(replace(self.page.timeline.state, position_ms=position_ms))

    def _rate(self, percent: int) -> None:
        self.player.set_rate(percent)
        self._show_film()

    def _to_moment(self, film: str, position_ms: int) -> None:
        whole_ms = self._reel.whole_ms(film, position_ms)
        if whole_ms is not None:
            self.player.jump(whole_ms)

    def _pins_ms(self) -> list[int]:
        return sorted(pin.at_ms for pin in self.page.timeline.state.pins)

    def _to_pin(self, place: int) -> None:
        at_ms = next((pin.at_ms for pin in self.page.timeline.state.pins if pin.seq == place), None)
        if at_ms is not None:
            self.player.jump(at_ms)

    def _to_neighbour(self, by: int) -> None:
        here = self.player.position_ms
        pins = [at for at in self._pins_ms() if (at > here if by > 0 else at < here)]
        if pins:
            self.player.jump(pins[0] if by > 0 else pins[-1])

    def _turn_loop(self) -> None:
        here, pins = self.player.position_ms, self._pins_ms()
        if self.player.loop_ms is not None:
            self.player.loop(None)
        else:
            begin = next((at for at in reversed(pins) if at <= here), 0)
            self.player.loop((begin, next((at for at in pins if at > here), self._reel.duration_ms)))
        self._show_film()

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
            self._problem = error.in_language(self._at.language())
        self._show_case()
