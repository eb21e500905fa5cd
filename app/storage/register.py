"""The register of certificates: which number went to which attempt, and what became of it.

Why this room exists: a number is given once and for all.  The next serial of a series is kept in a row of its
own, so that a number that was given never comes again, whatever happens to its line; writers take turns, and
the keys on number and attempt refuse whatever a mistake might still try.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, replace

from sqlalchemy import bindparam, insert, select, update

from app.centre.certificate_ports import LineState, RegisterLine
from app.exam.errors import Refused
from app.storage.link import Found, Link
from app.storage.rows import CertificateRow, CertificateSeriesRow, table

LINE = table(CertificateRow)
SERIES = table(CertificateSeriesRow)

_NAMES = (
    "number", "attempt", "candidate", "sitting", "state", "edition", "document", "issued_on", "reissued_on",
    "revoked_on",
)  # fmt: skip
_COLUMNS = tuple(LINE.c[name] for name in _NAMES)
_OF_ATTEMPT = select(*_COLUMNS).where(LINE.c.attempt == bindparam("which"))
_BY_NUMBER = select(*_COLUMNS).where(LINE.c.number == bindparam("which"))
_REVOKED = select(*_COLUMNS).where(LINE.c.state == LineState.REVOKED.value).order_by(LINE.c.number)
_REISSUED = select(*_COLUMNS).where(LINE.c.state == LineState.ISSUED.value, LINE.c.edition > 0).order_by(LINE.c.number)
_INSERT = insert(LINE)
_REPLACE = (
    update(LINE)
    .where(LINE.c.number == bindparam("which"), LINE.c.attempt == bindparam("whose"))
    .values({name: bindparam(f"new_{name}") for name in _NAMES[4:]})
)
_NEXT = select(SERIES.c.next_serial).where(SERIES.c.series == bindparam("which"))
_BEGIN = insert(SERIES)
_RAISE = update(SERIES).where(SERIES.c.series == bindparam("which")).values(next_serial=bindparam("serial"))


class SqlRegister:
    """The port ``Register`` inside one transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def reserve(self, line: RegisterLine, series: str, number_of: Callable[[int], str]) -> RegisterLine:
        """Give an attempt the next free number of a series; an attempt that has a line keeps it."""
        known = self.of_attempt(line.attempt)
        if known is not None:
            return known
        row = self._link.first(_NEXT, {"which": series})
        serial = 1 if row is None else int(row[0])
        while self.by_number(number := number_of(serial)) is not None:  # two series may spell the same number
            serial += 1
        after = {"which": series, "serial": serial + 1}
        self._link.run(*((_BEGIN, {"series": series, "next_serial": serial + 1}) if row is None else (_RAISE, after)))
        given = replace(line, number=number, state=LineState.RESERVED)
        self._link.run(_INSERT, asdict(given) | {"state": given.state.value})
        return given

    def replace(self, line: RegisterLine) -> None:
        """Write a line's newer state; number, attempt, candidate and sitting never change.

        Raises:
            Refused: the register has no such line.
        """
        values = {f"new_{name}": getattr(line, name) for name in _NAMES[4:]} | {"new_state": line.state.value}
        done = self._link.run(_REPLACE, values | {"which": line.number, "whose": line.attempt})
        if done.rowcount != 1:
            raise Refused(f"The register has no certificate {line.number}.", advice="Check the number.")

    def of_attempt(self, attempt: str) -> RegisterLine | None:
        """Return an attempt's line."""
        row = self._link.first(_OF_ATTEMPT, {"which": attempt})
        return None if row is None else _line(row)

    def by_number(self, number: str) -> RegisterLine | None:
        """Return the line of a number."""
        row = self._link.first(_BY_NUMBER, {"which": number})
        return None if row is None else _line(row)

    def page(self, *, sitting: str = "", after: str = "", limit: int = 100) -> Sequence[RegisterLine]:
        """Return lines by number, those after a number."""
        wanted = select(*_COLUMNS).where(LINE.c.number > after).order_by(LINE.c.number).limit(limit)
        if sitting:
            wanted = wanted.where(LINE.c.sitting == sitting)
        return [_line(row) for row in self._link.rows(wanted)]

    def revoked(self) -> Sequence[RegisterLine]:
        """Return all revoked lines, by number."""
        return [_line(row) for row in self._link.rows(_REVOKED)]

    def reissued(self) -> Sequence[RegisterLine]:
        """Return all lines whose earlier editions were replaced by a reissue, by number; revoked ones are left out."""
        return [_line(row) for row in self._link.rows(_REISSUED)]


def _line(row: Found) -> RegisterLine:
    number, attempt, candidate, sitting, state, *rest = row
    return RegisterLine(number, attempt, candidate, sitting, LineState(state), *rest)
