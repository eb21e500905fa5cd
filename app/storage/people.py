"""Candidates, sealed field by field under one data key each.

Why this room exists: what may never be deleted holds nothing that must be deletable.  Entries know a person
by an opaque id; everything else about a person is here, and is gone for good once the data key is destroyed.

A data key (32 random bytes) is sealed with the centre's key; a field is sealed with the data key; both seals
name the person and the field, so that nothing can be moved to another row or column.
"""

import base64
import binascii
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import bindparam, delete, insert, select, update

from app.centre.ports import Chance
from app.centre.values import Candidate, CandidateDetails
from app.exam.errors import Refused
from app.exam.identity import DocumentKind, normalised
from app.storage import names, sealing
from app.storage.keys import Keys
from app.storage.link import Found, Link
from app.storage.rows import NameTokenRow, PersonRow, table

PERSON = table(PersonRow)
TOKEN = table(NameTokenRow)
FIELDS = tuple(field.name for field in fields(CandidateDetails))

_COLUMNS = (PERSON.c.id, PERSON.c.data_key, *(PERSON.c[name] for name in FIELDS))
_ONE = select(*_COLUMNS).where(PERSON.c.id == bindparam("person"))
_KEY = select(PERSON.c.data_key).where(PERSON.c.id == bindparam("person"))
_BY_DOCUMENT = select(*_COLUMNS).where(PERSON.c.document_hash == bindparam("hash"))
_INSERT = insert(PERSON)
_FILE = insert(TOKEN)
_UNFILE = delete(TOKEN).where(TOKEN.c.person == bindparam("who"))
_EMPTY = (
    update(PERSON).where(PERSON.c.id == bindparam("who")).values(dict.fromkeys(("document_hash", "data_key", *FIELDS)))
)
_RENAME = update(PERSON).where(PERSON.c.id == bindparam("who")).values(name=bindparam("sealed"))
_SEARCH_PAGE = 100


class SqlPeople:
    """The port ``People`` inside one transaction.  ``purged`` says that somebody was purged in it."""

    def __init__(self, link: Link, keys: Keys, chance: Chance) -> None:
        self._link, self._keys, self._chance = link, keys, chance
        self.purged = False

    def add(self, details: CandidateDetails) -> Candidate:
        """Add a candidate under a new opaque id.  Raises Refused when the document is already known."""
        document_hash = self._document_hash(details.document_kind, details.document_number)
        if self._link.first(_BY_DOCUMENT, {"hash": document_hash}) is not None:
            raise Refused(
                f"The document number of {details.name} is registered already.",
                advice="Find the candidate by that number and book the known one.",
            )
        person, data_key = self._chance.opaque_id(), secrets.token_bytes(32)
        sealed = {
            name: sealing.seal(data_key, _written(getattr(details, name)).encode(), purpose=_purpose(person, name))
            for name in FIELDS
        }
        wrapped = sealing.seal(self._keys.centre, data_key, purpose=_purpose(person, "key"))
        self._link.run(_INSERT, {"id": person, "document_hash": document_hash, "data_key": wrapped, **sealed})
        self._file(person, details.name)
        return Candidate(person, details)

    def _file(self, person: str, name: str) -> None:
        tokens = sorted(names.tokens_of(self._keys, name))
        if tokens:
            self._link.run(_FILE, [{"token": token, "person": person} for token in tokens])

    def get(self, candidate: str) -> Candidate:
        """Return a candidate, without details once purged.  Raises Refused when there is none of that id."""
        row = self._link.first(_ONE, {"person": candidate})
        if row is None:
            raise _unknown(candidate)
        return self._candidate(row)

    def rename(self, candidate: str, name: str) -> None:
        """Correct a candidate's name.  Raises Refused when there is none of that id, or they were purged."""
        sealed = sealing.seal(self._data_key(candidate), name.encode(), purpose=_purpose(candidate, "name"))
        self._link.run(_RENAME, {"who": candidate, "sealed": sealed})
        self._link.run(_UNFILE, {"who": candidate})
        self._file(candidate, name)

    def by_document(self, number: str) -> Candidate | None:
        """Find by ID or passport number, of whatever kind, through the keyed hash."""
        for kind in DocumentKind:
            row = self._link.first(_BY_DOCUMENT, {"hash": self._document_hash(kind, number)})
            if row is not None:
                return self._candidate(row)
        return None

    def by_name(self, part: str, *, limit: int = 50) -> Sequence[Candidate]:
        """Find by a name or a part of it, in the order of ids."""
        found: list[Candidate] = []
        for candidate in self._filed_under(names.tokens_to_find(self._keys, part)):
            if candidate.details and names.folded(part) in names.folded(candidate.details.name):
                found.append(candidate)
            if len(found) >= limit:
                break
        return found

    def seal_text(self, candidate: str, text: str) -> str:
        """Seal free text under the candidate's key; the result is ASCII.  Raises Refused when purged."""
        sealed = sealing.seal(self._data_key(candidate), text.encode(), purpose=_purpose(candidate, "text"))
        return base64.urlsafe_b64encode(sealed).decode()

    def open_text(self, candidate: str, sealed: str) -> str:
        """Open what ``seal_text`` sealed.  Raises Refused when the person was purged or it does not open."""
        try:
            raw = base64.urlsafe_b64decode(sealed)
        except (binascii.Error, ValueError) as error:
            raise _broken(candidate, "text") from error
        return self._opened(candidate, raw, "text").decode()

    def purge(self, candidate: str) -> None:
        """Destroy the candidate's data key, sealed fields, keyed hashes and name tokens for good.

        Raises:
            Refused: there is no candidate of that id.
        """
        if self._link.first(_KEY, {"person": candidate}) is None:
            raise _unknown(candidate)
        self._link.run(_UNFILE, {"who": candidate})
        self._link.run(_EMPTY, {"who": candidate})
        self.purged = True

    def seal_bytes(self, candidate: str, content: bytes) -> bytes:
        """Seal a file (a photo) under the candidate's key.  Raises Refused when purged."""
        return sealing.seal(self._data_key(candidate), content, purpose=_purpose(candidate, "file"))

    def open_bytes(self, candidate: str, sealed: bytes) -> bytes:
        """Open what ``seal_bytes`` sealed.  Raises Refused as ``open_text``."""
        return self._opened(candidate, sealed, "file")

    def _filed_under(self, tokens: Sequence[bytes]) -> Iterator[Candidate]:
        """Yield everybody whose name is filed under all tokens, page by page."""
        if not tokens:
            return
        filed = select(TOKEN.c.person).where(TOKEN.c.token == tokens[0])
        for token in tokens[1:]:
            other = TOKEN.alias()
            filed = filed.where(
                select(other.c.person).where(other.c.token == token, other.c.person == TOKEN.c.person).exists()
            )
        after = ""
        while True:
            page = filed.where(TOKEN.c.person > after).order_by(TOKEN.c.person).limit(_SEARCH_PAGE)
            people = [row[0] for row in self._link.rows(page)]
            rows = self._link.rows(select(*_COLUMNS).where(PERSON.c.id.in_(people)).order_by(PERSON.c.id))
            yield from map(self._candidate, rows)
            if len(people) < _SEARCH_PAGE:
                return
            after = people[-1]

    def _candidate(self, row: Found) -> Candidate:
        person, wrapped, *sealed = row
        if wrapped is None:
            return Candidate(person, None)
        data_key = self._unwrapped(person, wrapped)
        try:
            words = {
                name: sealing.opened(data_key, field, purpose=_purpose(person, name)).decode()
                for name, field in zip(FIELDS, sealed, strict=True)
            }
        except sealing.Broken as error:
            raise _broken(person, "data") from error
        return Candidate(person, _details(words))

    def _data_key(self, person: str) -> bytes:
        row = self._link.first(_KEY, {"person": person})
        if row is None:
            raise _unknown(person)
        if row[0] is None:
            raise Refused("Everything personal of this candidate was destroyed.", advice="Nothing can bring it back.")
        return self._unwrapped(person, row[0])

    def _unwrapped(self, person: str, wrapped: bytes) -> bytes:
        try:
            return sealing.opened(self._keys.centre, wrapped, purpose=_purpose(person, "key"))
        except sealing.Broken as error:
            raise _broken(person, "key") from error

    def _opened(self, person: str, sealed: bytes, field: str) -> bytes:
        try:
            return sealing.opened(self._data_key(person), sealed, purpose=_purpose(person, field))
        except sealing.Broken as error:
            raise _broken(person, field) from error

    def _document_hash(self, kind: DocumentKind, number: str) -> bytes:
        return self._keys.hashed("document", f"{kind.value}\n{normalised(kind, number)}")


def _purpose(person: str, field: str) -> str:
    return f"kaobo/person/1\n{person}\n{field}"


def _written(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def _details(words: dict[str, str]) -> CandidateDetails:
    born = words.pop("born_on")
    kind = DocumentKind(words.pop("document_kind"))
    return CandidateDetails(document_kind=kind, born_on=date.fromisoformat(born) if born else None, **words)


def _unknown(person: str) -> Refused:
    return Refused(f"There is no candidate {person}.", advice="Check the candidate's id.")


def _broken(person: str, what: str) -> Refused:
    return Refused(
        f"The sealed {what} of candidate {person} does not open with this centre's key.",
        advice="Restore the keys folder that belongs to this database.",
    )
