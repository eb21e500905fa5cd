"""Decide whether a certificate is genuine, from a PDF, a photo, a scan or the QR code's text alone.

Why this room exists: one answer in plain words for somebody who holds the paper; the same six answers as
the checking page gives in a browser.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from app.exam.errors import Refused, Unavailable
from app.paperwork.certificate import cose, qr
from app.paperwork.certificate.documents import DocumentFinding, check_document
from app.paperwork.certificate.pictures import MOST_BYTES, is_pdf, texts_in
from app.paperwork.certificate.qr import Claims
from app.paperwork.certificate.trust import Trust


class Outcome(StrEnum):
    """The answers."""

    GOOD = "good"
    REVOKED = "revoked"
    REPLACED = "replaced"
    ALTERED = "altered"
    FOREIGN = "foreign"
    UNREADABLE = "unreadable"


SENTENCES = {
    Outcome.GOOD: ("This certificate is genuine.", "证书真实有效。"),
    Outcome.REVOKED: ("This certificate was genuine but is revoked.", "该证书已被撤销。"),
    Outcome.REPLACED: (
        "This certificate was genuine but was replaced by a reissue. Ask for the newer one.",
        "该证书曾真实有效，已被补发的证书取代，请出示新证书。",
    ),
    Outcome.ALTERED: ("This certificate was altered. Do not accept it.", "证书内容被改动，请勿采信。"),
    Outcome.FOREIGN: ("Another centre's key signed this; it cannot be checked here.", "签名不属于本考点，无法核验。"),
    Outcome.UNREADABLE: ("No certificate's QR code was found.", "没有找到证书二维码。"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer.  ``claims`` are proven where ``proven`` says so; ``document`` only for a PDF."""

    outcome: Outcome
    claims: Claims | None = None
    document: DocumentFinding | None = None
    revoked_on: date | None = None
    replaced_on: date | None = None
    list_as_of: datetime | None = None
    others: int = 0
    """Codes of further certificates that the picture shows, of which this answer says nothing."""

    @property
    def proven(self) -> bool:
        """Whether the centre's key signed the claims, valid now or not."""
        return self.outcome in (Outcome.GOOD, Outcome.REVOKED, Outcome.REPLACED)

    @property
    def sentence(self) -> str:
        """The answer in English."""
        return SENTENCES[self.outcome][0]


def check_text(text: str, trust: Trust) -> Finding:
    """Check the text of a QR code.

    Raises:
        Refused: the trust's own revocation list does not hold.
    """
    revocations = trust.revocations()
    try:
        claims = qr.read(text, trust.public_qr_keys)
    except cose.BadSignature:
        return Finding(Outcome.ALTERED, qr.unchecked(text))
    except cose.ForeignKey:
        return Finding(Outcome.FOREIGN, qr.unchecked(text))
    except cose.NotCose:
        return Finding(Outcome.ALTERED if text.startswith(qr.PREFIX) else Outcome.UNREADABLE)
    revoked_on = revocations.days.get(claims.number)
    replaced_on = None if revoked_on else revocations.replaced_on(claims.number, claims.edition)
    outcome = Outcome.REVOKED if revoked_on else Outcome.REPLACED if replaced_on else Outcome.GOOD
    return Finding(outcome, claims, None, revoked_on, replaced_on, revocations.as_of)


def check_content(content: bytes, name: str, trust: Trust) -> Finding:
    """Check a PDF, a photo or a scan.

    A PDF that is signed at all must also hold as a document; an unsigned one is taken for a scan.

    Raises:
        Refused: the file cannot be read.
    """
    best = _best([check_text(text, trust) for text in texts_in(content, name)])
    if not is_pdf(content) or (b"/ByteRange" not in content and b"/Sig" not in content):
        return best
    document = check_document(content, trust.roots)
    outcome = best.outcome if document.valid or not best.proven else Outcome.ALTERED
    return replace(best, outcome=outcome, document=document)


def check_file(path: Path, trust: Trust) -> Finding:
    """Check a file as ``check_content``.

    Raises:
        Unavailable: it cannot be read from the disk.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"{path.name} has more than 50 MB.", advice="Hand in a smaller picture or scan.")
        content = path.read_bytes()
    except OSError as error:
        raise Unavailable(f"{path} cannot be read.", advice="Check the path and its rights.") from error
    return check_content(content, path.name, trust)


_ORDER = (Outcome.ALTERED, Outcome.REVOKED, Outcome.REPLACED, Outcome.GOOD, Outcome.FOREIGN, Outcome.UNREADABLE)


def _best(findings: Sequence[Finding]) -> Finding:
    """Return what a picture with several codes says: the worst about a certificate, and how many more there are."""
    best = min(findings, key=lambda each: _ORDER.index(each.outcome), default=Finding(Outcome.UNREADABLE))
    of_certificates = sum(each.outcome is not Outcome.UNREADABLE for each in findings)
    return replace(best, others=max(0, of_certificates - 1))
