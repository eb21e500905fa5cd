"""An examiner's queue: mine, waiting, half done, signed; blind where the centre marks blind.

Why this room exists: what is marked by hand, by how many, and what an examiner may know of whom are the scheme's and
the centre's words; the list itself is storage's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.centre.access import require
from app.centre.marking_ports import Wanted, WorkLine, WorkQuery
from app.centre.ports import Store
from app.centre.values import SignedIn, Sitting
from app.exam.roles import Act
from app.exam.scheme import Subject, TheoryMode


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One line as it is shown: ``name`` is empty where marking is blind, ``called`` is the number or the code."""

    work: WorkLine
    called: str
    name: str
    panel: int


def blind_code(attempt: str) -> str:
    """Return what a blind sheet is called: it says nothing of who sat, and is the same for everybody."""
    return attempt[:6].upper()


class MarkingQueue:
    """One sitting's queue for one examiner."""

    def __init__(self, store: Store, signed: SignedIn, sitting: Sitting, *, blind: bool) -> None:
        """Open a queue.  Raises NotAllowed: queues are for those who mark."""
        require(signed, Act.MARK)
        self._store, self._signed, self.sitting, self.blind = store, signed, sitting, blind
        with store.reading() as books:
            scheme = books.releases.scheme(sitting.scheme)
        oral = scheme.theory.mode is TheoryMode.ORAL
        self.subjects = tuple(each for each in scheme.subjects if each is not Subject.THEORY or oral)
        self.panel = scheme.panel.size

    def page(self, wanted: Wanted, after: tuple[str, str] = ("", ""), limit: int = 60) -> Sequence[QueueLine]:
        """Return the lines that follow ``after``."""
        query = self._query(wanted, after, limit)
        with self._store.reading() as books:
            lines = books.sheets.page(query)
            known = {line.candidate for line in lines if line.candidate}
            people = {each: books.people.get(each).details for each in known}
        names = {each: details.name if details else "" for each, details in people.items()}
        return [self._line(line, names) for line in lines]

    def count(self, wanted: Wanted) -> int:
        """Return how many lines there are in all."""
        with self._store.reading() as books:
            return books.sheets.count(self._query(wanted, ("", ""), 0))

    def _query(self, wanted: Wanted, after: tuple[str, str], limit: int) -> WorkQuery:
        return WorkQuery(
            self._signed.staff.id, self.sitting.id, wanted, self.subjects, self.panel, self.blind, after, limit
        )

    def _line(self, line: WorkLine, names: Mapping[str, str]) -> QueueLine:
        called = line.number or blind_code(line.attempt)
        return QueueLine(line, called, names.get(line.candidate, ""), self.panel)
