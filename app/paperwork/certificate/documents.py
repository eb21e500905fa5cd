"""Check a PDF certificate's own signature against trusted roots.

Why this room exists: the QR code proves the facts; the document's signature proves every byte of the file.
A signature covers all but its own hex digits, so those are held to the one spelling that Kaobo writes.
"""

import asyncio
import io
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pikepdf
from asn1crypto import cms  # type: ignore[import-untyped]
from cryptography import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    SignatureCoverageLevel,
    async_validate_pdf_timestamp,
    validate_pdf_signature,
)  # fmt: skip
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext

from app.paperwork.certificate.der import der_bytes
from app.paperwork.certificate.pictures import limited
from app.paperwork.certificate.signing import asn1

for _parser in ("pyhanko", "pyhanko_certvalidator"):  # what they trip over becomes one reason, not a page of log
    logging.getLogger(_parser).addHandler(logging.NullHandler())

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
    raw = _spelled(content, [int(each) for each in signature.byte_range])
    if not _is_as_written(raw):
        raise _Faulty(_OWN_BYTES)
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
    _check_timestamps(content, reader.embedded_timestamp_signatures)
    covered = SignatureCoverageLevel.ENTIRE_REVISION if extended else SignatureCoverageLevel.ENTIRE_FILE
    if status.coverage < covered or not status.docmdp_ok:
        raise _Faulty("something was added after the document was signed")
    return DocumentFinding(True, "", _whole_name(status.signing_cert.subject.native), status.signer_reported_dt)


def _whole_name(subject: Mapping[str, object]) -> str:
    """Return a signer's name; a common name that was cut stands whole as the organisation."""
    common, organisation = (str(subject.get(key, "")) for key in ("common_name", "organization_name"))
    return organisation if organisation.startswith(common) else common


def _claimed_moment(signature: object) -> datetime | None:
    return getattr(signature, "self_reported_timestamp", None)


_OWN_BYTES = "the signature's own bytes were changed"


def _check_timestamps(content: bytes, stamps: Sequence[Any]) -> None:
    """Refuse a document timestamp that does not hold; the last one covers the entire file.

    Whose clock it was is not asked: it protects the bytes, the day of issue is signed by the centre.
    """
    for index, stamp in enumerate(stamps, start=1):
        _spelled(content, [int(each) for each in stamp.byte_range])
        status = asyncio.run(async_validate_pdf_timestamp(stamp, _ANY_CLOCK, skip_diff=True))
        if not (status.intact and status.valid):
            raise _Faulty("a timestamp does not hold")
        if index == len(stamps) and status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
            raise _Faulty("something was added after the last timestamp")


_ANY_CLOCK = ValidationContext(trust_roots=[], allow_fetching=False, revocation_mode="soft-fail")


def _spelled(content: bytes, byte_range: Sequence[int]) -> bytes:
    """Return a signature's bytes; refuse digits spelled in another way than they were written: mixed case, padding."""
    start, length, after, rest = byte_range
    written = content[start + length : after]
    if start != 0 or after + rest > len(content) or not _SPELLING.fullmatch(written):
        raise _Faulty(_OWN_BYTES)
    raw = bytes.fromhex(written[1:-1].decode("ascii"))
    size = der_bytes(raw)
    if not size or raw[size:].strip(b"\0"):
        raise _Faulty(_OWN_BYTES)
    return raw[:size]


_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_SHA256_WITH_RSA = bytes.fromhex("300d06092a864886f70d01010b0500")


def _is_as_written(raw: bytes) -> bool:
    """Tell whether those parts of a signature that it does not sign itself are the only ones that Kaobo writes.

    Source: RFC 5652, 5.1 and 5.3: versions, algorithms and the signer's identifier stand outside the signed attributes.
    """
    whole = cms.ContentInfo.load(raw)["content"]
    (signer,) = whole["signer_infos"]
    own = next(
        each.chosen
        for each in whole["certificates"]
        if each.chosen.serial_number == signer["sid"].chosen["serial_number"].native
    )
    return bool(
        whole["version"].dump() == signer["version"].dump() == b"\x02\x01\x01"
        and whole["digest_algorithms"].dump() == b"\x31" + bytes((len(_SHA256),)) + _SHA256
        and signer["digest_algorithm"].dump() == _SHA256
        and signer["signature_algorithm"].dump() == _SHA256_WITH_RSA
        and signer["sid"].chosen["issuer"].dump() == own.issuer.dump()
    )
