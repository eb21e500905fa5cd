"""One line for each marking sheet, written with the entry that changes it, and the queues that are read from them.

Why this room exists: an examiner's queue is asked for by examiner and state, which no stream's name can answer fast;
the line holds nothing that the sheet's own entries do not say, and can be made again from them.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, bindparam, delete, exists, func, insert, literal, or_, select, tuple_, update
from sqlalchemy.sql.elements import ColumnElement

from app.centre.marking_ports import SheetStand, Wanted, WorkLine, WorkQuery
from app.exam.entry import Entry
from app.exam.scheme import Subject
from app.exam.vocabulary import StreamKind, stream_kind
from app.exam.vocabulary.desk import Misconduct
from app.storage.link import Link, Quick
from app.storage.rows import AttemptRow, BookingRow, EntryRow, SheetRow, table

SHEET, _ATTEMPT, _BOOKING, _ENTRY = table(SheetRow), table(AttemptRow), table(BookingRow), table(EntryRow)

_NAMES = ("stream", "attempt", "subject", "examiner", "state", "opened_at", "signed_at")
_INSERT = Quick(insert(SHEET))
_SIGN = Quick(
    update(SHEET)
    .where(SHEET.c.stream == bindparam("which"))
    .values(state=bindparam("new_state"), signed_at=bindparam("new_at"))
)
_SEAL = Quick(update(SHEET).where(SHEET.c.stream == bindparam("which")).values(state=bindparam("new_state")))
_FORGET = delete(SHEET).where(SHEET.c.attempt == bindparam("whose"))

_OTHER = SHEET.alias()
_SIGNED_SHEETS = (
    select(func.count())
    .select_from(_OTHER)
    .where(_OTHER.c.attempt == _BOOKING.c.id, _OTHER.c.subject == bindparam("about"), _OTHER.c.state != "open")
    .scalar_subquery()
)
_READY_WORD = {Subject.THEORY: "paper_issued", Subject.CLIP: "clip_submitted", Subject.PITCH: "recording_finished"}
"""The seat's word from which on a subject can be marked."""
_HANDED_IN = _READY_WORD | {Subject.THEORY: "theory_submitted"}
"""The seat's word without which a subject that is over was broken off."""
_FINISHED = "finished"
"""The seat's last word, and the stage that it brings."""
_NO_CLIP, _STOPPED = '%"clip":""%', '%"how":"stopped"%'
_SETTLED = ("void", "purged")
"""The office's words after which no mark is owed, published or not."""


def lines_of(entries: Iterable[Entry]) -> list[dict[str, str]]:
    """Return the lines of the sheets among an attempt's entries, stream by stream."""
    lines: dict[str, dict[str, str]] = {}
    for entry in entries:
        if stream_kind(entry.stream) is not StreamKind.SHEET:
            continue
        if entry.kind == "opened":
            lines[entry.stream] = _opened(entry)
        elif entry.kind == "signed":
            lines[entry.stream] |= {"state": "signed", "signed_at": entry.at}
        elif entry.kind == "sealed":
            lines[entry.stream]["state"] = "sealed"
    return list(lines.values())


def _opened(entry: Entry) -> dict[str, str]:
    said = {name: str(entry.body[name]) for name in ("attempt", "subject", "examiner")}
    return {"stream": entry.stream, **said, "state": "open", "opened_at": entry.at, "signed_at": ""}


class SheetLines:
    """Keeps the lines in step with the ledger, inside its transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def add(self, entry: Entry) -> None:
        """Follow one new entry of any stream."""
        if entry.kind not in ("opened", "signed", "sealed") or stream_kind(entry.stream) is not StreamKind.SHEET:
            return
        if entry.kind == "opened":
            self._link.quick(_INSERT, _opened(entry))
        elif entry.kind == "signed":
            self._link.quick(_SIGN, {"which": entry.stream, "new_state": "signed", "new_at": entry.at})
        else:
            self._link.quick(_SEAL, {"which": entry.stream, "new_state": "sealed"})

    def replace(self, attempt: str, entries: Iterable[Entry]) -> None:
        """Make an attempt's lines again from its entries alone."""
        self._link.run(_FORGET, {"whose": attempt})
        for line in lines_of(entries):
            self._link.quick(_INSERT, line)


class SqlSheets:
    """The port ``Sheets`` inside one transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def page(self, query: WorkQuery) -> Sequence[WorkLine]:
        """Return one page of a queue, in order of its keys."""
        found: list[WorkLine] = []
        for subject in query.subjects:
            wanted, place = _statement(query, subject)
            wanted = wanted.where(tuple_(place, literal(subject.value)) > tuple_(*map(literal, query.after)))
            rows = self._link.rows(wanted.order_by(place).limit(query.limit), {"about": subject.value})
            found += [_line(row, subject, blind=query.blind) for row in rows]
        return sorted(found, key=lambda line: line.key)[: query.limit]

    def count(self, query: WorkQuery) -> int:
        """Return how many lines a queue has in all."""
        total = 0
        for subject in query.subjects:
            wanted = _statement(query, subject)[0].with_only_columns(func.count(), maintain_column_froms=True)
            row = self._link.first(wanted)
            total += int(row[0]) if row else 0
        return total


def _statement(query: WorkQuery, subject: Subject) -> tuple[Select[*tuple[object, ...]], ColumnElement[str]]:
    place = _BOOKING.c.id if query.blind else _BOOKING.c.admission_number
    who = (_BOOKING.c.id, _BOOKING.c.admission_number, _BOOKING.c.candidate)
    mine = [SHEET.c.attempt == _BOOKING.c.id, SHEET.c.subject == subject.value, SHEET.c.examiner == query.examiner]
    if query.wanted is Wanted.WAITING:
        empty = (literal("waiting"), literal(""), literal(""), _SIGNED_SHEETS)
        return select(*who, *empty).select_from(_BOOKING).where(*_waiting(query, subject, mine)), place
    states = {
        Wanted.HALF_DONE: [SHEET.c.state == "open", ~exists().where(*_owes_nothing(subject))],
        Wanted.SIGNED: [SHEET.c.state != "open"],
    }
    own = (SHEET.c.state, SHEET.c.opened_at, SHEET.c.signed_at, _SIGNED_SHEETS)
    conditions = [*mine, *states.get(query.wanted, []), *_in_sitting(query)]
    return select(*who, *own).select_from(_BOOKING.join(SHEET, SHEET.c.attempt == _BOOKING.c.id)).where(
        *conditions
    ), place


def _in_sitting(query: WorkQuery) -> list[ColumnElement[bool]]:
    return [_BOOKING.c.sitting == query.sitting] if query.sitting else []


def _waiting(query: WorkQuery, subject: Subject, mine: Sequence[ColumnElement[bool]]) -> Sequence[ColumnElement[bool]]:
    panel = select(func.count()).where(_OTHER.c.attempt == _BOOKING.c.id, _OTHER.c.subject == subject.value)
    running = [_ATTEMPT.c.attempt == _BOOKING.c.id, _ATTEMPT.c.stage != _FINISHED]
    conditions: list[ColumnElement[bool]] = [
        *_in_sitting(query),
        ~exists().where(*mine),
        panel.scalar_subquery() < query.panel,
        ~exists().where(*_owes_nothing(subject)),
        _said(_BOOKING.c.id, _READY_WORD[subject]),
    ]
    if subject is Subject.PITCH:
        conditions.append(~exists().where(*running))
    return conditions


def _owes_nothing(subject: Subject) -> Sequence[ColumnElement[bool]]:
    """Return when a subject of a booking owes no marks: as ``verdict.owes_marks`` says, and once it is settled.

    Where another subject was moderated, or an absence was noted of somebody who came after all, marks are owed still.
    """
    over = _ATTEMPT.c.stage == _FINISHED
    own, misconduct = _ATTEMPT.c.attempt, _ATTEMPT.c.misconduct
    gone = [
        _ATTEMPT.c.published_on != "",
        _ATTEMPT.c.office_state.in_(_SETTLED),
        misconduct == Misconduct.VOID.value,
        over & ~_said(own, _HANDED_IN[subject]),
    ]
    if subject is Subject.CLIP:
        gone.append(_said(own, _HANDED_IN[subject], _NO_CLIP))
    elif subject is Subject.PITCH:
        gone.append(over & (misconduct == Misconduct.STOP.value) & _said(own, _FINISHED, _STOPPED))
    return [own == _BOOKING.c.id, or_(*gone)]


def _said(attempt: ColumnElement[str], kind: str, like: str = "") -> ColumnElement[bool]:
    """Return whether an attempt's seat has written a word, with a body like this."""
    entry = [_ENTRY.c.stream == attempt + "/seat", _ENTRY.c.kind == kind]
    return exists().where(*entry, *([_ENTRY.c.body.like(like)] if like else []))


def _line(row: Sequence[object], subject: Subject, *, blind: bool) -> WorkLine:
    attempt, number, candidate, state, opened_at, signed_at, signed = row
    shown = ("", "") if blind else (str(number), str(candidate))
    count = signed if isinstance(signed, int) else 0
    return WorkLine(str(attempt), subject, *shown, SheetStand(str(state)), str(opened_at), str(signed_at), count)
