"""Join the film page to marking, player and evidence.

Why this room exists: a tag stands on the picture that was painted last; evidence comes from a process that may be
slow, gone or wrong, and marking never waits for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal, Slot

from app.centre.evidence_ports import Evidence, EvidenceProgress, EvidenceRoom, EvidenceState
from app.centre.marking import Marking, SheetKey
from app.centre.reel import Reel
from app.centre.reel_evidence import tracks_of
from app.centre.seat import context_of
from app.centre.values import SignedIn
from app.centre.viewing import MediaShelf, open_reel
from app.exam.scheme import Subject
from app.exam.sheet import rubric_of
from app.screens.examiner.film_frame import LOW_PX
from app.screens.examiner.film_page import FilmPage, FilmPageState
from app.screens.examiner.film_player import FilmPlayer
from app.screens.examiner.film_words import beside, break_words, line_remarks, timeline_tracks
from app.screens.examiner.projector import Projector
from app.screens.examiner.sheet_desk import DeskServices, SheetDesk
from app.screens.examiner.sheet_panel import SheetPanel
from app.screens.examiner.sheet_state import SheetPanelState
from app.screens.examiner.sheet_views import SheetContent, panel_of
from app.screens.parts.timeline import Pin


@dataclass(frozen=True, slots=True)
class FilmServices:
    """What marking from the film stands on, beside what every page does.

    ``title`` names the attempt as this examiner may know it: number and name, or a code where marking is blind.
    """

    shelf: MediaShelf
    evidence: EvidenceRoom
    title: Callable[[SheetKey], str]


class FilmSheetDesk(SheetDesk):
    """A sheet whose clock is the picture that was painted last.

    A key that is served late was served by a thread that painted nothing meanwhile: the picture of the key's moment
    is still the one that is shown.
    """

    def __init__(self, panel: SheetPanel, services: DeskServices, player: FilmPlayer) -> None:
        super().__init__(panel, services, player.moment)
        self.player = player

    def moment_then(self, late_ms: int) -> tuple[str, int]:  # noqa: ARG002 - see above
        """Return the film and the moment of the picture that is shown."""
        return self._moment()

    def within(self, film: str, position_ms: int) -> int:
        """Return the nearest moment that a film on the reel has."""
        reel = self.player.reel
        own = next((each for each in reel.films if each.film == film), None)
        least = super().within(film, position_ms)
        return least if own is None else min(least, own.duration_ms - 1)

    def _content(self, marking: Marking) -> SheetContent:
        return replace(super()._content(marking), told_ms=self.player.reel.told_ms)

    def state(self) -> SheetPanelState:
        """Return what the panel shows; in a low window evidence stands beside the line in hand alone."""
        marking, walk = self.marking, self.walk
        if marking is None:
            return SheetPanelState()
        shown = beside(walk.evidence, walk.current, low=self.panel.height() < LOW_PX)
        return panel_of(marking.state, replace(walk, evidence=shown), self._content(marking))


class FilmDesk(QObject):
    """The film page at work on one sheet at a time."""

    left = Signal()
    """Back to the queue."""
    _told = Signal(str, object)

    def __init__(self, page: FilmPage, services: DeskServices, film: FilmServices) -> None:
        super().__init__(page)
        self.page, self._at, self._film = page, services, film
        self.projector = Projector(page)
        self.player = self.projector.player
        self.sheet = FilmSheetDesk(page.sheet, services, self.player)
        self._key = SheetKey("", Subject.PITCH)
        self._found: dict[str, Evidence] = {}
        self._progress: dict[str, EvidenceProgress] = {}
        self._problem = ("", "")
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self.projector.changed.connect(self.show)
        self.player.failed.connect(self._lost)
        page.strode.connect(lambda by_ms: self.player.jump(self.player.position_ms + by_ms))
        page.left_asked.connect(self._leave)
        page.language_changed.connect(self.show)
        self.sheet.changed.connect(self.show)
        self.sheet.moment_asked.connect(self.player.jump)  # what a sheet tells beside a reel is on the reel

    def open(self, by: SignedIn, key: SheetKey) -> None:
        """Open a sheet and its films.  Raises Refused as ``Marking`` and ``open_reel``."""
        self.close()
        self._key = key
        self.projector.open(open_reel(self._at.store, self._at.clock, by, self._film.shelf, key))
        self.sheet.open(by, key)
        self.sheet.walk.film = True
        self._ask_evidence()
        self._show_evidence()
        self.page.sheet.setFocus()

    def close(self) -> None:
        """Leave sheet and film as they stand; what is being computed goes on for whoever comes next."""
        self.projector.close()
        self.sheet.close()
        self._problem = ("", "")
        self._found.clear()
        self._progress.clear()

    def _leave(self) -> None:
        self.close()
        self.left.emit()

    # Evidence

    def _ask_evidence(self) -> None:
        for film in self._reel.films:
            if film.path is not None:
                self._film.evidence.ask(film.path, partial(self._told.emit, f"{self._key.attempt}/{film.film}"))

    @Slot(str, object)
    def _hear(self, name: str, told: object) -> None:
        attempt, _, film = name.partition("/")
        if attempt != self._key.attempt or not isinstance(told, EvidenceProgress) or not self._reel.films:
            return
        self._progress[film] = told
        if told.evidence is not None:
            self._found[film] = told.evidence
            self._show_evidence()
        self.show()

    def _show_evidence(self) -> None:
        if self.sheet.marking is not None:
            rubric = rubric_of(self.sheet.marking.context.bank, self._key.subject)
            self.sheet.show_evidence(line_remarks(rubric, self._reel, self._found))

    def _progress_words(self) -> str:
        states = list(self._progress.values())
        failed = next((each for each in states if each.state in (EvidenceState.UNREADABLE, EvidenceState.FAILED)), None)
        if failed is not None:
            return self.tr("Evidence could not be computed; marking needs none.")
        if not states or all(each.state is EvidenceState.DONE for each in states):
            return ""
        percent = sum(100 if each.evidence else each.percent for each in states) // len(states)
        return self.tr("Evidence is being computed: {0} %").format(percent)

    # What is shown

    def show(self) -> None:
        """Paint everything beside the sheet anew."""
        reel, pins = self._reel, self.sheet.pins()
        missing = [self.tr("{0} is not on this computer.").format(name) for name in reel.missing]
        on_reel = [
            Pin(pin.seq, whole, pin.label, pin.sense.value)
            for pin in pins
            if (whole := reel.whole_ms(pin.film, pin.at_ms)) is not None
        ]
        self.page.show_state(
            FilmPageState(
                title=self._film.title(self._key) if reel.films else "",
                subtitle=self._subtitle(),
                progress=self._progress_words(),
                notes=(*(break_words(each) for each in reel.breaks), *missing),
                problem=self._problem[0],
                advice=self._problem[1],
                timeline=self.projector.timeline(on_reel, timeline_tracks(tracks_of(reel, self._found))),
                controls=self.projector.controls(len(pins)),
            )
        )

    @property
    def _reel(self) -> Reel:
        return self.projector.reel

    def _subtitle(self) -> str:
        marking = self.sheet.marking
        if marking is None:
            return ""
        return rubric_of(marking.context.bank, self._key.subject).name.in_language(self._at.language())

    def _lost(self, film: str) -> None:
        self._problem = (
            self.tr("{0} cannot be played.").format(film),
            self.tr("Look at it with: kaobo film check. What is marked is safe."),
        )
        self.show()


def attempt_title(services: DeskServices, key: SheetKey) -> str:
    """Return an attempt's number and name, for an examiner who may see persons."""
    context = context_of(services.store, key.attempt)
    with services.store.reading() as books:
        details = books.people.get(context.booking.candidate).details
    return f"{context.booking.admission_number}  {details.name}" if details else context.booking.admission_number
