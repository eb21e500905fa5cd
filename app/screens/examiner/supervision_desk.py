"""Join the supervisor's page to its job: the examiner window's page ``supervision``.

Why this room exists: it looks at the record every two seconds and writes nothing but the supervisor's own notes.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from app.centre.supervision import own_notes, room_view, write_note
from app.centre.values import SignedIn
from app.exam.errors import DeskError
from app.exam.roles import Act, may
from app.screens.examiner.drafts import Draft
from app.screens.examiner.sheet_desk import DeskServices
from app.screens.examiner.sittings import kept_or_newest, sittings_of, titles_of
from app.screens.examiner.supervision_page import OwnNote, SupervisionPage, SupervisionState

LOOK_MS = 2_000


class SupervisionDesk(QObject):
    """The page ``supervision``.

    Args:
        free_bytes: room on the disk that the films of this computer go to.
    """

    name, act = "supervision", Act.OBSERVE

    def __init__(self, services: DeskServices, free_bytes: Callable[[], int]) -> None:
        self.widget = SupervisionPage()
        super().__init__(self.widget)
        self._at, self._free_bytes = services, free_bytes
        self._by: SignedIn | None = None
        self._writer = ""
        self._state = SupervisionState()
        self._numbers: dict[str, str] = {}
        self._look = QTimer(self)
        self._look.timeout.connect(self.look)
        self.widget.sitting_asked.connect(self._choose)
        self.widget.note_asked.connect(self._note)

    def title(self) -> str:
        """Return the entry's title in the window's language."""
        return QCoreApplication.translate("SupervisionDesk", "Supervision")

    def entered(self, signed: SignedIn) -> None:
        """Watch the newest sitting, or the one that was watched; what somebody else began to write is not shown."""
        if self._writer != signed.staff.id:
            self._change_writers(signed.staff.id)
        self._by = signed
        sittings = sittings_of(self._at.store)
        known = kept_or_newest(sittings, self._state.sitting)
        self._state = SupervisionState(
            titles_of(sittings), known, may_note=may(signed.staff.roles, Act.WRITE_OWN_NOTES)
        )
        self._load_numbers()
        self.look()
        self._look.start(LOOK_MS)

    def left(self) -> None:
        """Stop looking; a note that is being written waits for whoever writes it."""
        self._look.stop()
        self._by = None
        self._state = replace(self._state, notes=(), may_note=False)
        self.widget.show_state(self._state)

    def _change_writers(self, writer: str) -> None:
        """Put away a note that one person began, and lay out the other's."""
        self._at.drafts.keep(self._writer, self.name, self.widget.draft())
        self.widget.write_on(self._at.drafts.take(writer, self.name) or Draft())
        self._writer = writer

    def look(self) -> None:
        """Look at the record."""
        by, sitting = self._by, self._state.sitting
        if by is None or not sitting:
            self.widget.show_state(self._state)
            return
        try:
            view = room_view(self._at.store, self._at.clock, by, sitting)
            notes = tuple(
                OwnNote(each.at, self._numbers.get(each.attempt, ""), each.words)
                for each in (own_notes(self._at.store, by, sitting) if self._state.may_note else ())
            )
            self._state = replace(self._state, view=view, notes=notes, disk=self._disk(), problem="", advice="")
        except DeskError as error:
            detail, advice = error.in_language(self._at.language())
            self._state = replace(self._state, problem=detail, advice=advice)
        self.widget.show_state(self._state)

    def _disk(self) -> str:
        said = QCoreApplication.translate("SupervisionDesk", "{0} GB free on this computer")
        return said.format(self._free_bytes() // 1_000_000_000)

    def _load_numbers(self) -> None:
        with self._at.store.reading() as books:
            bookings = books.sittings.bookings(self._state.sitting) if self._state.sitting else ()
        self._numbers = {each.id: each.admission_number for each in bookings}

    def _choose(self, sitting: str) -> None:
        self._state = replace(self._state, sitting=sitting)
        self._load_numbers()
        self.look()

    def _note(self, attempt: str, words: str) -> None:
        if self._by is None:
            return
        try:
            write_note(self._at.store, self._at.clock, self._by, self._state.sitting, words, attempt=attempt)
        except DeskError as error:
            detail, advice = error.in_language(self._at.language())
            self._state = replace(self._state, problem=detail, advice=advice)
            self.widget.show_state(self._state)
            return
        self.widget.noted()
        self.look()
