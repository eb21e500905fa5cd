"""Join a sheet panel to the job of marking: every wish an entry, every entry a new look at the sheet.

Why this room exists: live and from the film the same sheet is marked; only the clock differs.  So the clock is an
argument: ``moment`` returns (film, position in ms) of what is in front of the examiner now.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.centre.access import sign_in, staff_who_may
from app.centre.marking import Marking, SheetKey
from app.centre.ports import Clock, Store
from app.centre.seat import Station
from app.centre.values import SignedIn
from app.exam.errors import DeskError, Overtaken
from app.exam.roles import Act
from app.exam.sheet import rubric_of
from app.screens.examiner.drafts import Draft, Drafts
from app.screens.examiner.retold import Retold
from app.screens.examiner.sheet_panel import SheetPanel
from app.screens.examiner.sheet_state import NOT_PLACED, Asking, SheetPanelState
from app.screens.examiner.sheet_views import (
    Evidence,
    SheetContent,
    SheetPin,
    SheetWalk,
    first_open,
    panel_of,
    pins_of,
)

_WRITING = frozenset({Asking.LINE_WORD, Asking.RED_LINE})
"""What is written about is the same in another window: a line, or a moment of the film."""
_WORDS = _WRITING | {Asking.TAG_WORD, Asking.SECOND}

type Moment = Callable[[], tuple[str, int]]
"""Returns the film in view and the position in it, ms; an empty film: there is none just now."""


@dataclass(frozen=True, slots=True)
class DeskServices:
    """What every page of the examiner's window stands on.

    ``language`` returns ``zh`` or ``en``; ``drafts`` are the words that wait, for all pages: a sheet's words that were
    begun at the booth stand there again over the film.
    """

    store: Store
    clock: Clock
    station: Station
    language: Callable[[], str]
    drafts: Drafts = field(default_factory=Drafts)


class SheetDesk(QObject):
    """One panel, one sheet at a time."""

    changed = Signal()
    """The sheet changed: paint its pins anew."""
    signed = Signal()
    moment_asked = Signal(int)
    """Jump to this moment of the film, ms."""

    def __init__(self, panel: SheetPanel, services: DeskServices, moment: Moment) -> None:
        super().__init__(panel)
        self.panel, self._at, self._moment = panel, services, moment
        self._by: SignedIn | None = None
        self.marking: Marking | None = None
        self.walk, self._retold = SheetWalk(), Retold()
        self._red_line_at = ("", 0)
        self._key: SheetKey | None = None
        self._join()

    def _join(self) -> None:
        panel = self.panel
        panel.line_chosen.connect(self._choose)
        panel.line_marked.connect(lambda line, mark: self._wish(lambda sheet: sheet.mark(line, mark), line))
        panel.line_cleared.connect(lambda line: self._wish(lambda sheet: sheet.clear(line), line))
        panel.tag_asked.connect(self._tag)
        panel.undo_asked.connect(self._undo)
        panel.tag_nudged.connect(self._nudge)
        panel.note_asked.connect(self._note)
        panel.red_line_asked.connect(self._raise_red_line)
        panel.second_given.connect(self._decide)
        panel.sign_asked.connect(self._ask_sign)
        panel.pin_given.connect(self._sign)
        panel.asking_changed.connect(self._ask)
        panel.anchors_asked.connect(self._turn_anchors)
        panel.moment_asked.connect(self.moment_asked)
        panel.language_changed.connect(self._turn_language)

    def open(self, by: SignedIn, key: SheetKey) -> None:
        """Open a sheet, or stand where it stood; the first line that is open is in hand.

        Raises:
            Refused: see ``Marking``.
        """
        self.marking = Marking(self._at.store, self._at.clock, self._at.station, by, key)
        self._by, self._key, self.walk = by, key, SheetWalk(film=bool(self._moment()[0]))
        self.walk.current = first_open(self.state())
        self._guard(Marking.seal_if_whole)
        draft = self._at.drafts.take(by.staff.id, _place(key))
        if draft is None or not self._stands(draft):
            self.show()
        else:
            self._write_on(draft)

    def close(self) -> None:
        """Leave the sheet as it stands: a number that was typed is its mark, words that were begun wait."""
        if self.marking is not None and self._by is not None and self._key is not None:
            self.panel.settle()
            self._at.drafts.keep(self._by.staff.id, _place(self._key), self._draft())
        self.marking, self._by, self.walk = None, None, SheetWalk()

    def _draft(self) -> Draft | None:
        """Return the words in the fields, and what they are about."""
        asking, drawer = self.walk.asking, self.panel.drawer
        begun = drawer.words.text() or drawer.login.text() or asking is Asking.RED_LINE
        if asking not in _WORDS or not begun:
            return None
        about = self.walk.about if asking in _WRITING else self._answered(asking)
        moment = self._red_line_at if asking is Asking.RED_LINE else ("", 0)
        return Draft(
            asking.value, about, str(drawer.which.currentData() or ""), drawer.words.text(), drawer.login.text(),
            moment=moment,
        )  # fmt: skip

    def _answered(self, asking: Asking) -> str:
        """Return the entry that a word or a second signature is about now."""
        state = self.state()
        entry = state.last_tag if asking is Asking.TAG_WORD else state.undecided
        return str(NOT_PLACED if entry is None else entry.seq)

    def _stands(self, draft: Draft) -> bool:
        """Tell whether the words can still be given: not on a signed sheet, not about another tag or red line."""
        asking = Asking(draft.asking)
        if asking is not Asking.SECOND and self.state().signed:
            return False
        return asking in _WRITING or draft.about == self._answered(asking)

    def _write_on(self, draft: Draft) -> None:
        asking = Asking(draft.asking)
        self._ask(asking.value)
        if asking in _WRITING:
            self.walk.about = draft.about
        self._red_line_at = draft.moment
        self.show()
        self.panel.drawer.write_on(draft.chosen, draft.words, draft.login)

    def show(self) -> None:
        """Paint the sheet as it stands."""
        if self.marking is not None:
            self.panel.show_state(self.state())
            self.changed.emit()

    def refresh(self) -> None:
        """Paint anew where a film has come or gone."""
        film = bool(self._moment()[0])
        if self.marking is not None and film != self.walk.film:
            self.walk.film = film
            self.panel.show_state(self.state())

    def show_evidence(self, evidence: Evidence) -> None:
        """Show what the film shows beside the lines that it concerns."""
        self.walk.evidence = evidence
        self.show()

    def state(self) -> SheetPanelState:
        """Return what the panel shows."""
        marking = self.marking
        return SheetPanelState() if marking is None else panel_of(marking.state, self.walk, self._content(marking))

    def pins(self) -> tuple[SheetPin, ...]:
        """Return the sheet's tags and red lines for a timeline."""
        marking = self.marking
        return () if marking is None else pins_of(marking.state, self._content(marking))

    def _content(self, marking: Marking) -> SheetContent:
        return SheetContent(marking.context.scheme, marking.context.bank, self._at.language())

    def _guard(self, job: Callable[[Marking], object]) -> bool:
        """Do a job; a failure becomes a sentence on the panel.  Returns whether it was done."""
        if self.marking is None:
            return False
        try:
            job(self.marking)
        except Overtaken as error:
            self._stand_anew(error)
            return False
        except DeskError as error:
            self.walk.problem = self._retold.told(error, self._at.language())
            return False
        self.walk.problem = ("", "")
        return True

    def _stand_anew(self, why: Overtaken) -> None:
        """Show the sheet as another window left it, signed perhaps, and say why it changed under the hand."""
        by, key = self._by, self._key
        if by is not None and key is not None:
            with suppress(DeskError):
                self.marking = Marking(self._at.store, self._at.clock, self._at.station, by, key)
        before, self.walk = self.walk, SheetWalk(film=self.walk.film, evidence=self.walk.evidence)
        self.walk.current = first_open(self.state())
        if before.asking in _WRITING and self.marking is not None and not self.marking.state.signed:
            self.walk.asking, self.walk.about = before.asking, before.about  # the words stay to be given once more
        self.walk.problem = self._retold.told(why, self._at.language())

    def _wish(self, job: Callable[[Marking], object], line: str = "") -> bool:
        done = self._guard(job)
        if done and line:
            self.walk.current = line
        self.show()
        return done

    def _choose(self, line: str) -> None:
        self.walk.current, self.walk.problem = line, ("", "")
        self.show()

    def _ask(self, asking: str) -> None:
        self.walk.asking, self.walk.problem = Asking(asking), ("", "")
        self.walk.about = self.walk.current  # another line may be marked before the words are written
        if self.walk.asking is Asking.RED_LINE:
            self._red_line_at = self._moment()  # where it was seen, not where the reason was written
        elif self.walk.asking is Asking.SECOND:
            self._offer_seconds()
        self.show()

    def _offer_seconds(self) -> None:
        """Offer everybody by name who may sign beside this examiner; where they cannot be read, a login is typed."""
        own = self._by.staff.id if self._by is not None else ""
        try:
            self.walk.seconds = staff_who_may(self._at.store, (Act.CONFIRM_RED_LINE,), without=own)
        except DeskError as error:
            self.walk.seconds, self.walk.problem = (), error.in_language(self._at.language())

    def _turn_language(self) -> None:
        self.walk.problem = self._retold.again(self.walk.problem, self._at.language())
        self.show()

    def _turn_anchors(self) -> None:
        self.walk.anchors_open = not self.walk.anchors_open
        self.show()

    def stand_on_tag(self, tag: str) -> None:
        """Take the line of a tag in hand."""
        if self.marking is not None:
            rubric = rubric_of(self.marking.context.bank, self.marking.subject)
            self._choose(next(each.line for each in rubric.tags if each.id == tag))

    def moment_then(self, late_ms: int) -> tuple[str, int]:
        """Return the film and the moment in it so many ms ago."""
        film, position_ms = self._moment()
        return film, max(0, position_ms - late_ms)

    def _tag(self, tag: str, late_ms: int) -> None:
        film, position_ms = self.moment_then(late_ms)
        self._wish(lambda sheet: sheet.tag(tag, film, position_ms))

    def _undo(self) -> None:
        if self.marking is not None and self.marking.state.tags:
            last = self.marking.state.tags[-1].placed
            self._wish(lambda sheet: sheet.withdraw_tag(last))

    def _nudge(self, placed: int, by_ms: int) -> None:
        tags = self.marking.state.tags if self.marking else ()
        film, stood_ms = next(((tag.film, tag.position_ms) for tag in tags if tag.placed == placed), ("", 0))
        moved_ms = self.within(film, stood_ms + by_ms)
        if moved_ms != stood_ms:
            self._wish(lambda sheet: sheet.move_tag(placed, moved_ms))

    def within(self, _film: str, position_ms: int) -> int:
        """Return the nearest moment that a film has; one that still grows has no end."""
        return max(0, position_ms)

    def _note(self, about: str, words: str) -> None:
        if self._guard(lambda sheet: sheet.note(about, words)):
            self.walk.asking = Asking.NOTHING
        self.show()

    def _raise_red_line(self, red_line: str, reason: str) -> None:
        film, position_ms = self._red_line_at
        if self._guard(lambda sheet: sheet.raise_red_line(red_line, film, position_ms, reason)):
            self.walk.asking = Asking.NOTHING  # the candidate goes on: the second signature can wait, tags cannot
        self.show()

    def _decide(self, raised: int, login: str, pin: str, agreed: object, reason: str) -> None:
        def decide(sheet: Marking) -> None:
            second = sign_in(self._at.store, self._at.clock, login, pin)
            sheet.decide_red_line(second, raised, agreed=bool(agreed), reason=reason)
            sheet.seal_if_whole()

        if self._guard(decide):
            self.walk.asking = Asking.SECOND if self.state().undecided else Asking.NOTHING
        self.show()

    def _ask_sign(self) -> None:
        """Ask for the PIN, or show the first thing that is missing and stand on its line."""
        state = self.state()
        if state.missing:
            self.walk.current, self.walk.asking = first_open(state), Asking.NOTHING
            more = len(state.missing) - 1
            self.walk.problem = (state.missing[0], self.tr("and {0} more").format(more) if more else "")
        else:
            self.walk.asking, self.walk.problem = Asking.SIGN, ("", "")
        self.show()

    def _sign(self, pin: str) -> None:
        by = self._by

        def sign(sheet: Marking) -> None:
            assert by is not None
            confirmed = sign_in(self._at.store, self._at.clock, by.staff.login, pin)
            if not sheet.state.signed:  # else the seal alone failed before
                sheet.sign(confirmed)
            sheet.seal_if_whole()

        if self._guard(sign):
            self.walk.asking = Asking.NOTHING
            self.show()
            self.signed.emit()
        else:
            self.show()


def _place(key: SheetKey) -> str:
    return f"sheet/{key.attempt}/{key.subject.value}"
