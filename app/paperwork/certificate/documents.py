"""Check a PDF certificate's own signature against trusted roots.

Why this room exists: the QR code proves the facts; the document's signature proves every byte of the file.
A signature covers all but its own hex digits, so those are held to the one spelling that Kaobo writes.
"""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from asn1crypto import cms  # type: ignore[import-untyped]
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from app.paperwork.certificate.pictures import limited
from app.paperwork.certificate.signing import asn1

_SPELLING = re.compile(rb"<[0-9a-f]+>|<[0-9A-F]+>")


@dataclass(frozen=True, slots=True)
class DocumentFinding:
    """Whether a PDF's signature holds; ``signer`` and ``signed_at`` only where it does, else ``reason``."""

    valid: bool
    reason: str = ""
    signer: str = ""
    signed_at: datetime | None = None


class _Faulty(Exception):  # noqa: N818 - a plain word, caught inside this room
    """A reason why a signature does not hold."""


def check_document(content: bytes, roots: Sequence[x509.Certificate]) -> DocumentFinding:
    """Check a PDF's signature: unchanged since, by a trusted signer, over the entire file."""
    try:
        return _checked(content, roots)
    except _Faulty as fault:
        return DocumentFinding(False, str(fault))
    except Exception:  # noqa: BLE001 - the funnel for parsers of a stranger's file: what cannot be read does not hold
        return DocumentFinding(False, "the document cannot be read")


def _checked(content: bytes, roots: Sequence[x509.Certificate]) -> DocumentFinding:
    with limited(), pikepdf.open(io.BytesIO(content)) as pdf:
        for _ in pdf.objects:  # every stream that holds objects is opened here, under limits
            pass
    reader = PdfFileReader(io.BytesIO(content), strict=True)
    signatures = reader.embedded_regular_signatures
    if not signatures:
        raise _Faulty("the document is not signed")
    signature = signatures[0]
    _check_spelling(content, [int(each) for each in signature.byte_range])
    context = ValidationContext(
        trust_roots=[asn1(each) for each in roots], allow_fetching=False, revocation_mode="soft-fail",
        moment=_claimed_moment(signature), best_signature_time=_claimed_moment(signature),
    )  # fmt: skip
    status = validate_pdf_signature(signature, context, key_usage_settings=KeyUsageConstraints(key_usage=set()))
    if not (status.intact and status.valid):
        raise _Faulty("the document was changed after it was signed")
    if not status.trusted:
        raise _Faulty("the document was signed by somebody else")
    extended = bool(reader.embedded_timestamp_signatures)
    if status.coverage is not SignatureCoverageLevel.ENTIRE_FILE and not (extended and status.bottom_line):
        raise _Faulty("something was added after the document was signed")
    return DocumentFinding(True, "", _whole_name(status.signing_cert.subject.native), status.signer_reported_dt)


def _whole_name(subject: Mapping[str, object]) -> str:
    """Return a signer's name; a common name that was cut stands whole as the organisation."""
    common, organisation = (str(subject.get(key, "")) for key in ("common_name", "organization_name"))
    return organisation if organisation.startswith(common) else common


def _claimed_moment(signature: object) -> datetime | None:
    return getattr(signature, "self_reported_timestamp", None)


def _check_spelling(content: bytes, byte_range: Sequence[int]) -> None:
    """Refuse signature digits spelled in another way than they were written: mixed case, filled padding."""
    start, length, after, rest = byte_range
    written = content[start + length : after]
    if start != 0 or after + rest > len(content) or not _SPELLING.fullmatch(written):
        raise _Faulty("the signature's own bytes were changed")
    raw = bytes.fromhex(written[1:-1].decode("ascii"))
    signed = cms.ContentInfo.load(raw)
    der = signed.dump(force=True)
    if raw[: len(der)] != der or raw[len(der) :].strip(b"\0"):
        raise _Faulty("the signature's own bytes were changed")
