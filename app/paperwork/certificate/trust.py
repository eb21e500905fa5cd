"""What a stranger needs to check certificates: public keys, trusted roots, and the revocation list.

Why this room exists: checking must work without this centre's database; everything public goes into one
small file that can be handed on, and the list inside is signed and dated, so that nobody shortens it.

The list is a COSE_Sign1 over the CBOR map {0: 1, 1: moment (seconds since 1970), 2: [[number, day], ...] sorted}.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.centre.certificate_ports import RegisterLine
from app.exam.errors import Refused
from app.paperwork.certificate import cose
from app.paperwork.certificate.keys import CertificateKeys, QrKey

PURPOSE = "kaobo/revocations/1"
_EPOCH = date(1970, 1, 1)
_FORMAT = "kaobo-trust/1"


@dataclass(frozen=True, slots=True)
class Revocations:
    """Which numbers are revoked, since which day, as of a moment."""

    as_of: datetime
    days: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Trust:
    """Everything public.  ``signed_list`` is the revocation list as signed."""

    qr_keys: tuple[QrKey, ...]
    roots: tuple[x509.Certificate, ...]
    signed_list: bytes

    @property
    def public_qr_keys(self) -> Mapping[bytes, bytes]:
        """Raw public keys by key id."""
        return {key.key_id: key.public for key in self.qr_keys}

    def revocations(self) -> Revocations:
        """Check the list's signature and read it.

        Raises:
            Refused: it was changed, or another centre signed it.
        """
        return read_list(self.signed_list, self.public_qr_keys)


def signed_list(revoked: Sequence[RegisterLine], key: Ed25519PrivateKey, at: datetime) -> bytes:
    """Write and sign the revocation list."""
    lines = sorted([line.number, (date.fromisoformat(line.revoked_on) - _EPOCH).days] for line in revoked)
    return cose.sign({0: 1, 1: int(at.timestamp()), 2: lines}, key, PURPOSE)


def read_list(message: bytes, keys: Mapping[bytes, bytes]) -> Revocations:
    """Check and read a revocation list.

    Raises:
        Refused: it is none, was changed, or another centre signed it.
    """
    payload = cose.checked(message, keys, PURPOSE)
    try:
        assert isinstance(payload, dict)
        days = {str(number): _EPOCH + timedelta(days=int(day)) for number, day in payload[2]}
        return Revocations(datetime.fromtimestamp(payload[1], UTC), days)
    except (AssertionError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise cose.NotCose("This is not a revocation list.", advice="Ask the centre for its list.") from error


def trust_of(keys: CertificateKeys, revoked: Sequence[RegisterLine], at: datetime) -> Trust:
    """Gather what is public, with a fresh revocation list."""
    return Trust(keys.qr_keys, keys.roots, signed_list(revoked, keys.qr, at))


def written_trust(trust: Trust) -> str:
    """Write a trust file (JSON)."""
    content = {
        "format": _FORMAT,
        "qr_keys": [
            {"id": key.key_id.hex(), "public": key.public.hex(), "centre": key.centre} for key in trust.qr_keys
        ],
        "roots": [each.public_bytes(serialization.Encoding.PEM).decode() for each in trust.roots],
        "revocations": base64.b64encode(trust.signed_list).decode(),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def read_trust(content: bytes, name: str) -> Trust:
    """Read a trust file.

    Raises:
        Refused: it is none, or its list is not signed by one of its keys.
    """
    try:
        found = json.loads(content)
        if found["format"] != _FORMAT:
            raise ValueError(found["format"])
        keys = tuple(QrKey(bytes.fromhex(each["public"]), str(each["centre"])) for each in found["qr_keys"])
        roots = tuple(x509.load_pem_x509_certificate(each.encode()) for each in found["roots"])
        trust = Trust(keys, roots, base64.b64decode(found["revocations"], validate=True))
    except (KeyError, TypeError, ValueError, AttributeError, binascii.Error, RecursionError) as error:
        raise Refused(
            f"{name} is not a trust file of Kaobo.", advice="Ask the centre for the file beside its checking page."
        ) from error
    trust.revocations()
    return trust
