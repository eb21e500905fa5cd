"""Who looked at whose film, and supervisors' own notes.

Why this room exists: looking at somebody's picture leaves a line that nobody can take back; and a supervisor who may
not touch the exam still needs a place of their own, which no verdict is folded from.  Both stand outside the record:
publication rests on the last entry of every stream, and neither a look nor a note may change what it rests on.

A note about a candidate is sealed under the candidate's key and dies with it; one about the room under the centre's.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select

from app.centre.marking_ports import Note, Reading
from app.centre.ports import People, Sittings
from app.exam.errors import Refused
from app.storage import sealing
from app.storage.keys import Keys
from app.storage.link import Link
from app.storage.rows import ReadingRow, SupervisorNoteRow, table

READING, NOTE = table(ReadingRow), table(SupervisorNoteRow)
_COLUMNS = tuple(READING.c[name] for name in ("at", "by", "attempt", "media", "purpose"))
_OF_ATTEMPT = select(*_COLUMNS).where(READING.c.attempt == bindparam("whose")).order_by(READING.c.serial)
_OF_SITTING = (
    select(NOTE.c.at, NOTE.c.by, NOTE.c.sitting, NOTE.c.attempt, NOTE.c.sealed)
    .where(NOTE.c.sitting == bindparam("place"), NOTE.c.by == bindparam("whose"))
    .order_by(NOTE.c.serial)
)


class SqlReadings:
    """The port ``Readings`` inside one transaction."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def note(self, reading: Reading) -> None:
        """Keep a line."""
        self._link.run(
            insert(READING),
            {"at": reading.at, "by": reading.by, "attempt": reading.attempt, "media": reading.media,
             "purpose": reading.purpose},
        )  # fmt: skip

    def of_attempt(self, attempt: str) -> Sequence[Reading]:
        """Return an attempt's lines, oldest first."""
        return [Reading(*row) for row in self._link.rows(_OF_ATTEMPT, {"whose": attempt})]


class SqlNotes:
    """The port ``Notes`` inside one transaction."""

    def __init__(self, link: Link, keys: Keys, people: People, sittings: Sittings) -> None:
        self._link, self._keys, self._people, self._sittings = link, keys, people, sittings

    def write(self, note: Note) -> None:
        """Keep a note.  Raises Refused when its candidate was purged."""
        if note.attempt:
            candidate = self._sittings.booking(note.attempt).candidate
            sealed = self._people.seal_bytes(candidate, note.words.encode())
        else:
            sealed = sealing.seal(self._keys.centre, note.words.encode(), purpose=_purpose(note.sitting))
        self._link.run(
            insert(NOTE),
            {"at": note.at, "by": note.by, "sitting": note.sitting, "attempt": note.attempt, "sealed": sealed},
        )

    def of_sitting(self, sitting: str, by: str) -> Sequence[Note]:
        """Return one supervisor's own notes of a sitting, oldest first; of a purged candidate nothing is left."""
        rows = self._link.rows(_OF_SITTING, {"place": sitting, "whose": by})
        return [
            Note(at, who, place, about, self._opened(place, about, sealed)) for at, who, place, about, sealed in rows
        ]

    def _opened(self, sitting: str, attempt: str, sealed: bytes) -> str:
        if attempt:
            candidate = self._sittings.booking(attempt).candidate
            if self._people.get(candidate).details is None:
                return ""
            return self._people.open_bytes(candidate, sealed).decode()
        try:
            return sealing.opened(self._keys.centre, sealed, purpose=_purpose(sitting)).decode()
        except sealing.Broken as error:
            raise Refused(
                "A supervisor's note does not open with this centre's key.",
                advice="Restore the keys folder that belongs to this database.",
            ) from error


def _purpose(sitting: str) -> str:
    return f"kaobo/sitting/1\n{sitting}\nnote"
