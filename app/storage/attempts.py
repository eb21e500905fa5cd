"""Lists of attempts, page by page, and their rebuilding from entries."""

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, Text, and_, bindparam, exists, func, select

from app.centre.ports import AttemptQuery
from app.exam.errors import Refused
from app.exam.summary import AttemptSummary
from app.exam.vocabulary import StreamKind
from app.storage.ledger import ENTRY, SqlLedger
from app.storage.link import Link
from app.storage.projection import ATTEMPT, SUMMARY_COLUMNS, Projection, fold, summary_of
from app.storage.rows import RUNNING
from app.storage.sheets import SheetLines

_NEXT_STREAM = select(func.min(ENTRY.c.stream)).where(ENTRY.c.stream > bindparam("after"))
_RUNNING = (
    select(ATTEMPT.c.attempt)
    .join(ENTRY, and_(ENTRY.c.stream == ATTEMPT.c.attempt + "/seat", ENTRY.c.seq == 0))
    .where(RUNNING, ATTEMPT.c.station == bindparam("here"))
    .order_by(ENTRY.c.at, ATTEMPT.c.attempt)
)
_FINISHED = "finished"
_STREAM = ENTRY.c.stream == ATTEMPT.c.attempt + bindparam("of", type_=Text)
_UNSEALED = (
    select(*SUMMARY_COLUMNS)
    .where(
        ATTEMPT.c.state == _FINISHED,
        ATTEMPT.c.station == bindparam("here"),
        exists().where(_STREAM, ENTRY.c.seq == 0),
        ~exists().where(_STREAM, ENTRY.c.kind == "sealed"),
    )
    .order_by(ATTEMPT.c.last_seat_at.desc(), ATTEMPT.c.attempt)
)


class SqlAttempts:
    """The port ``Attempts`` inside one transaction."""

    def __init__(self, link: Link, ledger: SqlLedger, projection: Projection) -> None:
        self._link, self._ledger, self._projection = link, ledger, projection

    def get(self, attempt: str) -> AttemptSummary | None:
        """Return an attempt's summary, or None when no stream of it was opened."""
        return self._projection.get(attempt)

    def page(self, query: AttemptQuery) -> Sequence[AttemptSummary]:
        """Return one page, ordered by admission number.  ``state`` is the office's, else the seat's stage."""
        self._projection.settle()
        conditions = _conditions(query)
        if query.after:
            conditions.append(ATTEMPT.c.admission_number > query.after)
        order = (ATTEMPT.c.admission_number, ATTEMPT.c.attempt)
        found = self._link.rows(select(*SUMMARY_COLUMNS).where(*conditions).order_by(*order).limit(query.limit))
        return [summary_of(row) for row in found]

    def count(self, query: AttemptQuery) -> int:
        """Return how many attempts a query has in all."""
        self._projection.settle()
        row = self._link.first(select(func.count()).select_from(ATTEMPT).where(*_conditions(query)))
        return int(row[0]) if row else 0

    def rebuild(self, attempt: str) -> AttemptSummary:
        """Recreate one attempt's summary from its entries alone (in a read transaction: without storing it).

        Raises:
            Refused: the attempt has no entries.
        """
        streams = self._ledger.streams(attempt)
        if not streams:
            raise Refused(f"There is no attempt {attempt}.", advice="Check the attempt's id.")
        entries = [entry for stream in streams for entry in self._ledger.entries(stream)]
        summary = fold(attempt, entries)
        if self._link.may_write:
            self._projection.put(summary)
            SheetLines(self._link).replace(attempt, entries)
        return summary

    def running_at(self, station: str) -> Sequence[str]:
        """Return the attempts that began at a station and have not finished there, oldest first."""
        self._projection.settle()
        return [row[0] for row in self._link.rows(_RUNNING, {"here": station})]

    def unsealed_at(self, station: str, kind: StreamKind) -> Sequence[AttemptSummary]:
        """Return the attempts that finished at a station with an open seat or desk, the one that ended last first."""
        self._projection.settle()
        return [summary_of(row) for row in self._link.rows(_UNSEALED, {"here": station, "of": f"/{kind.value}"})]

    def ids(self) -> Iterator[str]:
        """Return the ids of all attempts that have entries, sorted."""
        row = self._link.first(_NEXT_STREAM, {"after": ""})
        while row is not None and row[0] is not None:
            attempt = str(row[0]).partition("/")[0]
            yield attempt
            row = self._link.first(_NEXT_STREAM, {"after": f"{attempt}0"})  # "0" follows "/"


def _conditions(query: AttemptQuery) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.sitting:
        conditions.append(ATTEMPT.c.sitting == query.sitting)
    if query.state:
        conditions.append(ATTEMPT.c.state == query.state)
    if query.candidates:
        conditions.append(ATTEMPT.c.candidate.in_(query.candidates))
    return conditions
