"""What is kept of an issued certificate, and how it is found again.

Why this room exists: a second print and a second credential must be the very ones that were issued, whatever became of
keys and names since.  Both lie in one sealed file, so that neither is ever of another edition than the other.
"""

import hashlib
from dataclasses import dataclass

from app.centre.certificate_ports import CertificateShelf, PrintedCertificate, RegisterLine
from app.centre.office import purged, was_purged
from app.centre.ports import Books
from app.exam.errors import Refused

_MARK, _SIZE_BYTES = b"KAOBO+VC", 4
"""Ends a kept file that holds a credential behind its PDF; the credential's size stands before it."""


@dataclass(frozen=True, slots=True)
class KeptCertificate:
    """The newest edition of a certificate as it was issued; the credential is empty where none was kept."""

    line: RegisterLine
    pdf: bytes
    credential: bytes

    def require_credential(self) -> bytes:
        """Return the credential.  Raises Refused when none is kept."""
        if not self.credential:
            raise Refused(
                f"No credential of {self.line.number} is kept: an early version of Kaobo issued it.",
                advice="Copy it without --credential.",
                zh=(
                    f"没有保存 {self.line.number} 的电子凭证：该证书由早期版本签发。",
                    "请不带 --credential 导出。",
                ),
            )
        return self.credential


def keep(books: Books, shelf: CertificateShelf, line: RegisterLine, printed: PrintedCertificate) -> None:
    """Keep a certificate that is being entered, sealed under the candidate's key.  Raises Unavailable as the shelf."""
    size = len(printed.credential).to_bytes(_SIZE_BYTES)
    sealed = books.people.seal_bytes(line.candidate, printed.pdf + printed.credential + size + _MARK)
    shelf.keep(line.attempt, line.edition, sealed)


def kept_certificate(books: Books, shelf: CertificateShelf, attempt: str) -> KeptCertificate:
    """Return the newest certificate of an attempt, for a bundle or a second print.

    Raises:
        Refused: none was issued, the candidate was purged, or the file is not what the register says.
    """
    line = books.register.of_attempt(attempt)
    if line is None or not line.document:
        raise not_issued_yet(books, attempt)
    if was_purged(books, attempt):
        raise purged(books.sittings.booking(attempt))
    pdf, credential = _parted(books.people.open_bytes(line.candidate, shelf.load(attempt, line.edition)))
    if hashlib.sha256(pdf).hexdigest() != line.document:
        raise Refused(f"The kept document of {line.number} is not the one that was issued.", advice="Reissue it.")
    return KeptCertificate(line, pdf, credential)


def _parted(content: bytes) -> tuple[bytes, bytes]:
    if not content.endswith(_MARK):
        return content, b""
    end = len(content) - len(_MARK) - _SIZE_BYTES
    start = end - int.from_bytes(content[end : end + _SIZE_BYTES])
    return content[:start], content[start:end]


def not_issued_yet(books: Books, attempt: str) -> Refused:
    """Return the refusal of an attempt without a certificate."""
    number = books.sittings.booking(attempt).admission_number
    return Refused(
        f"{number} has no certificate yet.",
        advice="Issue it first.",
        zh=(f"{number} 尚未发证。", "请先发证。"),
    )
