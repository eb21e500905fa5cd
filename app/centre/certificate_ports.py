"""What the certificate jobs need of the outside: a register, a press, a shelf, a keyed hash.

Why this room exists: the order of steps (check, number, print, enter) is the centre's; drawing, signing and
storing are not.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from app.exam.bank import Text
from app.exam.identity import DocumentKind


@dataclass(frozen=True, slots=True)
class ScoreShown:
    """One score as printed; half-points, -1 for a field that is not used."""

    name: Text
    half_points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateFacts:
    """Everything that stands on a certificate.

    ``document_shown`` is masked or full by the scheme; ``document_hash`` is keyed with the centre's own key
    (32 hex digits), so that only the centre can compare it with an identity document.
    """

    number: str
    title: Text
    ability: Text
    issuer: Text
    holder: str
    sex: str
    document_kind: DocumentKind
    document_shown: str
    document_hash: str
    scores: tuple[ScoreShown, ...]
    issued_on: date
    edition: int = 0
    """0 for the first document, 1 for the first reissue, and so on."""
    reissued_on: date | None = None


@dataclass(frozen=True, slots=True)
class PrintedCertificate:
    """A finished document: the signed PDF, its SHA-256, the QR's text, and the credential beside it (JSON)."""

    pdf: bytes
    document: str
    qr_text: str
    credential: bytes


class CertificatePress(Protocol):
    """Draws and signs certificates."""

    def check(self, facts: CertificateFacts) -> None:
        """Refuse facts that cannot be printed, by name, before a number is given.

        Raises:
            Refused: no font has a character, or a text is too long for its place.
        """
        ...

    def print(self, facts: CertificateFacts, photo: bytes | None, at: datetime) -> PrintedCertificate:
        """Draw, archive and sign a certificate.

        Raises:
            Refused: as ``check``, or the photo cannot be read.
            Unavailable: the timestamp server does not answer.
        """
        ...


class LineState(StrEnum):
    """Where a number stands: given to an attempt, printed and entered, or withdrawn."""

    RESERVED = "reserved"
    ISSUED = "issued"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of the register 发证登记.  Days are empty where they have not come."""

    number: str
    attempt: str
    candidate: str
    sitting: str
    state: LineState
    edition: int = 0
    document: str = ""
    issued_on: str = ""
    reissued_on: str = ""
    revoked_on: str = ""


class Register(Protocol):
    """The register of certificates, inside one transaction.  A number is given once and for all."""

    def reserve(self, line: RegisterLine, series: str, number_of: Callable[[int], str]) -> RegisterLine:
        """Give an attempt the next free number of a series; an attempt that has a line keeps it.

        Args:
            line: attempt, candidate and sitting; its number is not read.
            number_of: writes the number of a serial, 1 or more.
        """
        ...

    def replace(self, line: RegisterLine) -> None:
        """Write a line's newer state; number, attempt, candidate and sitting never change.

        Raises:
            Refused: the register has no such line.
        """
        ...

    def of_attempt(self, attempt: str) -> RegisterLine | None:
        """Return an attempt's line."""
        ...

    def by_number(self, number: str) -> RegisterLine | None:
        """Return the line of a number."""
        ...

    def page(self, *, sitting: str = "", after: str = "", limit: int = 100) -> Sequence[RegisterLine]:
        """Return lines by number, those after a number."""
        ...

    def revoked(self) -> Sequence[RegisterLine]:
        """Return all revoked lines, by number."""
        ...

    def reissued(self) -> Sequence[RegisterLine]:
        """Return all lines whose earlier editions were replaced by a reissue, by number; revoked ones are left out."""
        ...


class CertificateShelf(Protocol):
    """Keeps the documents, sealed under the candidate's key, so that a purge takes them too."""

    def keep(self, attempt: str, edition: int, sealed: bytes) -> None:
        """Keep a sealed document; the same edition again replaces it.  Raises Unavailable when it cannot."""
        ...

    def load(self, attempt: str, edition: int) -> bytes:
        """Return a sealed document.  Raises Refused when there is none."""
        ...


class KeyedHash(Protocol):
    """The centre's keyed hash (HMAC-SHA-256)."""

    def hashed(self, purpose: str, content: str) -> bytes:
        """Return 32 bytes that only the holder of the centre's key can make."""
        ...
