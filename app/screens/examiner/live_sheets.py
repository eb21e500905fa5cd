"""Which sheet stands at the right of the live page: the subject in hand's, until it is signed an earlier one's.

Why this room exists: the candidate goes on while the examiner still writes.  A sheet that was begun is not taken away
by the next gate; only a film that begins brings its own sheet to the front, for a tag cannot wait.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.centre.desk import Desk
from app.centre.marking import Marking, SheetKey, sheet_stream
from app.centre.ports import Books
from app.centre.reel import CLIP
from app.centre.values import SignedIn
from app.exam.errors import DeskError
from app.exam.flow_state import AttemptState
from app.exam.scheme import Subject
from app.screens.examiner import live_views as views
from app.screens.examiner.live_page import LivePage
from app.screens.examiner.live_state import Right, SheetTab
from app.screens.examiner.oral_desk import OralDesk
from app.screens.examiner.sheet_desk import DeskServices, Moment, SheetDesk

_SIGNED = frozenset({"signed", "sealed"})


class LiveSheet(SheetDesk):
    """A sheet whose clock is the recorder's, or the picture of a clip that was painted last."""

    def moment_then(self, late_ms: int) -> tuple[str, int]:
        """Return the film and the moment so many ms ago; a clip's is that of the picture that is shown."""
        film, position_ms = self._moment()
        return (film, position_ms) if film == CLIP else super().moment_then(late_ms)


def _stand(books: Books, stream: str) -> str:
    """Return a sheet's last word, or ``signed`` where a second signature on a red line came after; empty: no sheet."""
    head = books.ledger.head(stream)
    if head is None:
        return ""
    signed = head.kind == "red_line_confirmed" and any(each.kind == "signed" for each in books.ledger.entries(stream))
    return "signed" if signed else head.kind


class LiveSheets(QObject):
    """The sheets of one examiner at one booth.

    Args:
        end_theory: ends the oral theory that runs, told how many questions are unmarked.
    """

    signed = Signal()

    def __init__(
        self, page: LivePage, services: DeskServices, moment: Moment, end_theory: Callable[[int], object]
    ) -> None:
        super().__init__(page)
        self._at = services
        self.sheet, self.oral = LiveSheet(page.sheet, services, moment), OralDesk(page.oral, services, end_theory)
        self.subject: Subject | None = None
        self._in_hand: Subject | None = None
        self._chosen: Subject | None = None
        self._filming = False
        self._no_sheet: tuple[str, str] | None = None
        self._wanted: set[str] = set()
        self._begun: dict[Subject, str] = {}
        """The word that each own sheet stands at that was begun."""
        for job in (self.sheet, self.oral):
            job.signed.connect(self._go_on)

    @property
    def marking(self) -> Marking | None:
        """The sheet in front."""
        return self.oral.marking or self.sheet.marking

    def follow(self, by: SignedIn, desk: Desk) -> None:
        """Bring the sheet to the front that belongs there now, and open it where it opens by itself."""
        state, attempt = desk.state, desk.context.booking.id
        self._look(by, attempt, state)
        in_hand, filming = views.subject_in_hand(state), bool(state.open_film)
        if in_hand is not self._in_hand or (filming and not self._filming):
            self._chosen = None
        self._in_hand, self._filming = in_hand, filming
        self._turn_to(self._belongs(state, in_hand))
        self.oral.may_end = views.may_end_theory(state)
        right, _ = views.right_of(state, self.subject)
        jobs: dict[Right, SheetDesk | OralDesk] = {Right.SHEET: self.sheet, Right.ORAL: self.oral}
        job, subject = jobs.get(right), self.subject
        own = desk.opened_by == by.staff.id or attempt in self._wanted or subject in self._begun
        if job is not None and subject is not None and own and job.marking is None and self._no_sheet is None:
            self._open(job, by, SheetKey(attempt, subject))  # who only looks in takes no place of the panel
        self.oral.refresh()

    def _look(self, by: SignedIn, attempt: str, state: AttemptState) -> None:
        with self._at.store.reading() as books:
            stands = {
                subject: _stand(books, sheet_stream(attempt, subject, by.staff.id))
                for subject in views.subjects_to_mark(state)
            }
        self._begun = {subject: stand for subject, stand in stands.items() if stand}

    def _belongs(self, state: AttemptState, in_hand: Subject | None) -> Subject | None:
        if self._chosen in views.subjects_to_mark(state):
            return self._chosen
        waits = self.subject is not None and self.subject in self._begun and not self._is_signed(self.subject)
        return self.subject if waits and not self._filming else in_hand

    def _is_signed(self, subject: Subject) -> bool:
        return self._begun.get(subject, "") in _SIGNED

    def _turn_to(self, subject: Subject | None) -> None:
        if subject is not self.subject:
            self.subject, self._no_sheet = subject, None
            self.sheet.close()
            self.oral.close()

    def _open(self, job: SheetDesk | OralDesk, by: SignedIn, key: SheetKey) -> None:
        try:
            job.open(by, key)
        except DeskError as error:
            self._no_sheet = error.in_language(self._at.language())

    def choose(self, subject: Subject) -> None:
        """Bring another subject's sheet to the front; it is shown at the next look."""
        self._chosen = subject

    def want(self, attempt: str) -> None:
        """Open a sheet although somebody else runs the booth: it takes a place of the panel."""
        self._wanted.add(attempt)

    def _go_on(self) -> None:
        self._chosen = None
        self.signed.emit()

    def right(self, state: AttemptState) -> tuple[Right, tuple[str, str], bool]:
        """Return what stands at the right, the note where no sheet does, and whether to mark is asked for first."""
        right, note = views.right_of(state, self.subject)
        if right is Right.NOTE or self.marking is not None:
            return right, note, False
        if self._no_sheet is not None:
            return Right.NOTE, self._no_sheet, False
        note = self.tr("Another examiner runs this booth"), self.tr(
            "You may look on. A sheet of yours takes a place of the panel."
        )  # fmt: skip
        return Right.NOTE, note, True

    def tabs(self, state: AttemptState) -> tuple[SheetTab, ...]:
        """Return the sheets that can be brought to the front; one alone needs no tab, and a running film no other."""
        if self._filming:
            return ()
        subjects = views.subjects_to_mark(state)
        shown = tuple(SheetTab(each, each is self.subject, self._is_signed(each)) for each in subjects)
        return shown if len(shown) > 1 or (shown and not shown[0].current) else ()

    def all_signed(self, state: AttemptState) -> bool:
        """Tell whether nothing that only this page can mark is left: the last subject's sheet, and an oral one."""
        last = views.subject_in_hand(state)
        markable = views.subjects_to_mark(state)
        open_oral = Subject.THEORY in self._begun and not self._is_signed(Subject.THEORY)
        return not open_oral and (last is None or (last in markable and self._is_signed(last)))

    def close(self) -> None:
        """Leave every sheet as it stands: another attempt comes."""
        self._turn_to(None)
        self._in_hand = self._chosen = None
        self._filming, self._begun = False, {}

    def forget(self) -> None:
        """Keep nothing of the person."""
        self._wanted.clear()
        self.close()
